"""Make the workspace that stands for a released schema: one record of every kind, an edit, a delete that was trimmed.

`python -m tests.storage.make_workspace tests/storage/workspaces/v2` was run once for version 2; do it again
only for a new version, into its own folder. A released one is never made anew.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.ids import CHINA
from inspector.domain.project import Project
from inspector.domain.record import Cell, Record, Sort
from inspector.storage.device_table import Device, DeviceState, keep_device
from inspector.storage.merge import have
from inspector.storage.roster_table import keep_roster
from inspector.storage.secrets_table import keep_secret
from inspector.storage.trim import trim_log
from inspector.storage.workspace import Workspace
from tests.storage.kit import START, HandClock, new_workspace

VALUES: dict[Sort, Any] = {
    Sort.TEXT: "示例",
    Sort.INTEGER: 7,
    Sort.REAL: 120.836932,
    Sort.BOOLEAN: True,
    Sort.MONEY: Decimal("1234.5"),
    Sort.DECIMAL: Decimal("65.8"),
    Sort.DATE: date(2022, 6, 10),
    Sort.DATETIME: datetime(2022, 6, 10, 9, 30, tzinfo=CHINA),
    Sort.TEXTS: ("市发改委", "市住建局"),
    Sort.JSON: {"项": [1, "二"]},
}
DEVICE = Device(
    key="k" * 64,
    recipient="age1",
    replica="uuid",
    name="7号机",
    role="field",
    state=DeviceState.TRUSTED,
    rostered=True,
    decided_by="办公室",
    decided_at=START,
    first_seen=START,
)


def example(cls: type[Record]) -> Record:
    """A record with a value in every cell; references name the example of their kind."""
    return cls(id=f"example-{cls.KIND}", **{cell.name: _value(cell) for cell in cls.CELLS})  # type: ignore[call-arg]


def _value(cell: Cell) -> Any:
    if cell.refers:
        return f"example-{cell.refers}"
    if cell.sort is Sort.ENUM:
        members: list[Enum] = list(cell.type)  # type: ignore[call-overload]
        return members[0]
    return VALUES[cell.sort]


def fill(ws: Workspace) -> None:
    """The content of the example."""
    with ws.transaction("入库", author="办公室") as tx:
        tx.insert_many(map(example, kinds().values()))
        tx.insert(Project(id="gone", name="退出的项目"))
    with ws.transaction("改") as tx:
        tx.delete(Project, "gone")
        tx.update(Project, "example-project", name="滨海公路", total_investment=Decimal(2000))
    with ws.transaction("trim") as tx:
        trim_log(tx, have(tx.reader), START + 1)
    with ws.transaction("note") as tx:
        keep_device(tx, DEVICE)
        keep_roster(tx, "signed", 1)
        keep_secret(tx, "signing", "00" * 32)


if __name__ == "__main__":
    with new_workspace(Path(sys.argv[1]), HandClock()) as made:
        fill(made)
