from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.domain.entities import kinds
from inspector.domain.project import Project
from inspector.storage import migrations
from inspector.storage.check import check
from inspector.storage.device_table import devices
from inspector.storage.history import history
from inspector.storage.schema import columns, indexed
from inspector.storage.trim import trimmed_since
from inspector.storage.workspace import Workspace
from tests.storage.kit import HandClock, Laptop
from tests.storage.make_workspace import DEVICE

KEPT = Path(__file__).parent / "workspaces"


def test_the_migrations_make_exactly_the_tables_that_the_entities_declare() -> None:
    read = Laptop("a").connection
    for kind, cls in kinds().items():
        found = {
            name: declared + " NOT NULL" * needed
            for _, name, declared, needed, *_ in read.execute(f"PRAGMA table_info({kind})")
            if name not in {"id", "row_hash"}
        }
        assert found == columns(cls), f"{kind}: a changed declaration needs a migration"
        indexes = read.execute(
            "SELECT info.name FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS info"
            " WHERE list.origin = 'c' AND NOT list.partial AND info.seqno = 0",
            [kind],
        )
        assert sorted(name for (name,) in indexes) == sorted(indexed(cls)), f"{kind}: a new reference needs a migration"


def test_nothing_synchronised_is_unique_or_a_foreign_key() -> None:
    read = Laptop("a").connection
    for kind in kinds():
        assert read.execute(f"PRAGMA foreign_key_list({kind})").fetchall() == []
        unique = read.execute("SELECT origin FROM pragma_index_list(?) WHERE [unique] = 1", [kind]).fetchall()
        assert unique == [("pk",)], "only the id"


@pytest.mark.parametrize("version", range(1, len(migrations.STEPS) + 1))
def test_a_workspace_of_every_released_schema_opens_and_is_whole(tmp_path: Path, version: int) -> None:
    shutil.copytree(KEPT / f"v{version}", tmp_path / "ws")
    with Workspace.open(tmp_path / "ws", clock=HandClock()) as ws:
        assert ws.info.schema_version == len(migrations.STEPS)
        assert ws.info.epoch > 1, "a copy of the kept one"
        problems = {finding.key for finding in check(ws).findings}
        assert problems == {"storage.check_photo_missing"}
        made = ws.reader.get(Project, "example-project")
        assert (made.name, made.total_investment) == ("滨海公路", Decimal(2000))
        assert [entry.after for entry in history(ws, "project", "example-project", "name")] == ["示例", "滨海公路"]
        assert all(ws.reader.count(cls) == 1 for cls in kinds().values())
        trimmed = [one.seq for one in trimmed_since(ws.reader, {})]
        assert devices(ws.reader) == (() if version == 1 else (DEVICE,))
        assert len(trimmed) == (0 if version == 1 else 2)
