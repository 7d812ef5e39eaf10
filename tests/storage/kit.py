"""What the storage tests share: a clock that is set by hand, new workspaces, a project."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.domain.project import Project, ProjectKind, Stage
from inspector.storage.operation import WHOLE, Operation
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import WorkplaceRole, Workspace

START = 1_654_826_400_000
"""2022-06-10 10:00 in China."""

HOUR = 3_600_000


class HandClock:
    """Stands still until it is set."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def milliseconds(self) -> int:
        return self.now


def new_workspace(path: Path, clock: HandClock | None = None) -> Workspace:
    return Workspace.create(
        path, role=WorkplaceRole.FIELD, device_name="7号机", city="huludao", clock=clock or HandClock()
    )


def project(tx: Transaction, name: str = "滨海公路", **fields: Any) -> Project:
    """Keep a project that has a cell of most sorts."""
    filled: dict[str, Any] = {
        "total_investment": Decimal("1234.50"),
        "kind": ProjectKind.NEW_BUILD,
        "stage": Stage.CONSTRUCTION,
        "planned_start": date(2022, 3, 1),
        "annual_output_value": Decimal("1.5"),
        "longitude": 120.836932,
        "jobs": 30,
    }
    made = Project(id=tx.new_id(), name=name, **(filled | fields))
    tx.insert(made)
    return made


def operation(replica: str = "a:1", seq: int = 1, **fields: Any) -> Operation:
    """An operation on the name of a project, unless told otherwise."""
    filled: dict[str, Any] = {"kind": 2, "row": "r", "field": WHOLE, "value": '{"1":"甲"}', "hlc": seq, "base": "{}"}
    return Operation(replica=replica, seq=seq, **(filled | fields))
