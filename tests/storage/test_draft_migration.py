"""Schema 3: drafts that an older program had to hold back are shown, and planning a day has its indexes."""

from __future__ import annotations

import shutil
from pathlib import Path

from inspector.domain.inspection import Inspection
from inspector.domain.operation import WHOLE, Operation
from inspector.storage.driver import connect
from inspector.storage.workspace import Workspace
from tests.storage.kit import START, HandClock

KEPT = Path(__file__).parent / "workspaces" / "v2"
DRAFT = '{"1":"example-project","2":"2022-06-10T09:30:00+08:00","4":"routine","17":"draft"}'


def test_a_draft_that_came_too_early_is_shown_after_the_upgrade(tmp_path: Path) -> None:
    shutil.copytree(KEPT, tmp_path / "ws")
    early = Operation(
        "01814b56-f900-71b3-a0cd-b251def9cdd3:1", 1, Inspection.NUMBER, "early", WHOLE, DRAFT, START, "{}"
    )
    connection = connect(tmp_path / "ws" / "workspace.db", "rw")
    connection.execute("INSERT INTO replica (number, name) VALUES (99, ?)", [early.replica])
    change = connection.execute("SELECT max(change_id) FROM change_set").fetchone()[0]
    cells = [early.kind, early.row, early.field, early.value, early.hlc, early.base, change, early.hash()]
    query = (
        "INSERT INTO operation (dot, kind, row, field, value, hlc, base, change_id, hash) VALUES (?,?,?,?,?,?,?,?,?)"
    )
    connection.execute(query, [(99 << 40) + 1, *cells])
    connection.execute("INSERT INTO known (replica, first, last) VALUES (99, 1, 1)")
    connection.close()
    with Workspace.open(tmp_path / "ws", clock=HandClock()) as ws:
        found = ws.reader.get(Inspection, "early")
        assert (found.seen_status, found.physical_progress_pct) == (None, None)
        assert ws.reader.get(Inspection, "example-inspection").seen_status == "示例"
        plan = ws.reader.rows("EXPLAIN QUERY PLAN SELECT id FROM problem WHERE due_on <= '2022-06-10'")
        assert "idx_problem_due_on" in str(list(plan))
