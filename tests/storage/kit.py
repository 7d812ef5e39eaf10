"""What the storage tests share: a clock that is set by hand, new workspaces, a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

from inspector.domain.changes import Changes
from inspector.domain.entities import kinds
from inspector.domain.operation import WHOLE, Operation
from inspector.domain.project import Project, ProjectKind, Stage
from inspector.storage import driver, meta, migrations
from inspector.storage.merge import apply_operations, operations_since
from inspector.storage.reader import Reader
from inspector.storage.shape import shape
from inspector.storage.transaction import ChangeSet, Transaction
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


class Laptop:
    """A replica in memory: the same tables and transactions as a workspace, without its folder."""

    def __init__(self, name: str, start: int = START) -> None:
        self.connection = _empty()
        self.name = f"{name}:1"
        self.clock = HandClock(start)
        meta.write(self.connection, replica=name, epoch="1")
        self.reader = Reader(self.connection)

    @contextmanager
    def transaction(self, action: str = "改") -> Iterator[Transaction]:
        with self.change(ChangeSet(action)) as tx:
            yield tx

    @contextmanager
    def change(self, step: ChangeSet) -> Iterator[Transaction]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            tx = Transaction(self.connection, self.name, self.clock, step)
            yield tx
            tx.finish()
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.name = tx.replica

    def take(self, operations: Iterable[Operation]) -> Changes:
        with self.transaction("导入") as tx:
            return apply_operations(tx, operations)

    def log(self) -> list[Operation]:
        return list(operations_since(self.reader, {}))

    @property
    def as_workspace(self) -> Workspace:
        """For what asks for a workspace but needs only its transactions, its reader and its clock."""
        return cast("Workspace", self)

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        return {
            cls.KIND: self.connection.execute(f"{shape(cls).select} ORDER BY id").fetchall() for cls in kinds().values()
        }


@cache
def _template() -> driver.Connection:
    made: driver.Connection = driver.DRIVER.connect(":memory:", isolation_level=None)
    migrations.migrate(made)
    return made


def _empty() -> driver.Connection:
    made: driver.Connection = driver.DRIVER.connect(":memory:", isolation_level=None)
    _template().backup(made)
    return made
