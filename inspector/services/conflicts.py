"""冲突: who wrote what without knowing of the other, and the decision of a person between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from inspector.domain.changes import Changes
from inspector.domain.entities import kinds
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.ids import CHINA
from inspector.domain.operation import COUNTER_BITS
from inspector.domain.project import Project
from inspector.domain.record import Cell
from inspector.services.packages.device_names import device_names
from inspector.services.value_reading import read_value
from inspector.storage.belonging import Belonging
from inspector.storage.codec import accepted, decode
from inspector.storage.fold import Head
from inspector.storage.log import Log
from inspector.storage.merge import Conflict
from inspector.storage.reader import Reader
from inspector.storage.resolve import resolve, resolve_with
from inspector.storage.transaction import ChangeSet, Transaction
from inspector.storage.undo import reversal_of
from inspector.storage.workspace import Workspace

MINE, THEIRS, DELETE = "mine", "theirs", "delete"
RESOLVE = "resolve_conflict"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Side:
    """One of the values that stand against each other; `number` counts from 1, the value shown first.

    `value` is typed as the field is; None with `deleted` where the record was deleted. `at` is the author's clock.
    `reversal` is `undo` or `redo` where nobody wrote it, but a step was taken back or brought back here.
    """

    number: int
    device: str
    replica: str
    at: datetime
    value: Any
    deleted: bool
    own: bool
    reversal: str = ""


@dataclass(frozen=True)
class ConflictView:
    """A conflict as a person decides it: the sides, the value common to all before, the project it is about.

    `key` names it in commands; `field` is None where a delete stands against the whole record. `decides` tells
    that no bulletin is frozen before it is settled.
    """

    key: str
    kind: str
    id: str
    field: str | None
    project: str
    decides: bool
    sides: tuple[Side, ...]
    common: Any
    has_common: bool


class ConflictService:
    """Use cases of settling conflicts on one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def listed(self) -> tuple[ConflictView, ...]:
        """Every open conflict, those that block a bulletin first."""
        found = sorted(self._workspace.conflicts.listed(), key=lambda one: (not one.decides, one.kind, one.id))
        return self.views(found)

    def views(self, found: Sequence[Conflict], reader: Reader | None = None) -> tuple[ConflictView, ...]:
        """These conflicts with names and typed values; inside a transaction by its `reader`."""
        reader = reader or self._workspace.reader
        belonging = Belonging(reader)
        side = _Sides(self._workspace, reader)
        projects = [belonging.project_of(one.kind, one.id) for one in found]
        names = {one.id: one.name for one in reader.ids_in(Project, (one for one in projects if one)).values()}
        return tuple(
            self._view(one, names.get(project or "", ""), side) for one, project in zip(found, projects, strict=True)
        )

    def show(self, key: str) -> ConflictView:
        """One conflict by its key or the beginning of it. Raises NotFoundError, RuleError where several begin so."""
        return self.views([self._find(key)])[0]

    def resolve(self, key: str, choice: str, author: str = "") -> Changes:
        """Settle a conflict: `mine`, `theirs`, the number of a side (`#2`), `delete`, or a value of its own.

        Raises NotFoundError, RuleError for a choice that is not clear or a value that the field cannot hold.
        """
        found = self._find(key)
        with self._workspace.change(ChangeSet(RESOLVE, author)) as tx:
            self.settle(tx, found, choice)
        return tx.changes

    def settle(self, tx: Transaction, found: Conflict, choice: str) -> None:
        """The same inside a transaction, so that an import and the decisions on it are one step."""
        head = _head(self.views([found], tx.reader)[0], choice.strip())
        if head is None:
            resolve_with(tx, found, _value(found, choice.strip()))
        else:
            resolve(tx, found, head)

    def _find(self, key: str) -> Conflict:
        wanted = key.strip().lower()
        found = [one for one in self._workspace.conflicts.listed() if wanted and one.key.startswith(wanted)]
        if not found:
            raise NotFoundError("services.no_such_conflict", key=key)
        if len(found) > 1:
            raise RuleError("services.conflict_ambiguous", key=key, keys=[one.key for one in found])
        return found[0]

    def _view(self, one: Conflict, project: str, side: _Sides) -> ConflictView:
        cell = _cell(one)
        return ConflictView(
            key=one.key,
            kind=one.kind,
            id=one.id,
            field=one.field,
            project=project,
            decides=one.decides,
            sides=tuple(side(number, head, cell) for number, head in enumerate(one.heads, start=1)),
            common=_told(cell, one.common),
            has_common=one.has_common,
        )


class _Sides:
    """Makes sides of heads."""

    def __init__(self, workspace: Workspace, reader: Reader) -> None:
        self._own = workspace.info.replica
        self._device = device_names(workspace, reader)
        self._log = Log(reader.connection)

    def __call__(self, number: int, head: Head, cell: Cell | None) -> Side:
        return Side(
            number=number,
            device=self._device(head.replica),
            replica=head.replica,
            at=_moment(head.hlc),
            value=None if head.deleted else _told(cell, head.value),
            deleted=head.deleted,
            own=head.replica.partition(":")[0] == self._own,
            reversal=reversal_of(self._log, head.replica, head.seq),
        )


def _cell(one: Conflict) -> Cell | None:
    return next((cell for cell in kinds()[one.kind].CELLS if cell.name == one.field), None)


def _told(cell: Cell | None, value: Any) -> Any:  # noqa: ANN401 - any stored value
    """The typed value of a stored one; as it came where the field cannot hold it."""
    stored = accepted(cell, value) if cell is not None else None
    return value if cell is None or stored is None else decode(cell, stored)


def _moment(hlc: int) -> datetime:
    """The wall clock of an author in China; added up, because Windows reads no timestamp beyond the year 3000."""
    return (_EPOCH + timedelta(seconds=(hlc >> COUNTER_BITS) // 1000)).astimezone(CHINA)


def _head(view: ConflictView, choice: str) -> int | None:
    """The place of the chosen head; None where a value is given instead."""
    if choice.lower() in {MINE, THEIRS}:
        return _only(view, [one.number for one in view.sides if one.own is (choice.lower() == MINE)])
    if choice.lower() == DELETE:
        return _only(view, [one.number for one in view.sides if one.deleted][:1])
    if choice.startswith("#") and choice[1:].isdecimal():
        number = int(choice[1:])
        if not 1 <= number <= len(view.sides):
            raise RuleError("services.no_such_side", number=number, count=len(view.sides))
        return number - 1
    return None


def _only(view: ConflictView, numbers: list[int]) -> int:
    """Raises RuleError where not exactly one side is meant: two laptops may disagree without the office."""
    if len(numbers) != 1:
        raise RuleError("services.side_unclear", sides=[f"#{one.number} {one.device}" for one in view.sides])
    return numbers[0] - 1


def _value(found: Conflict, text: str) -> Any:  # noqa: ANN401 - typed by the cell
    cell = _cell(found)
    if cell is None:
        raise RuleError("services.conflict_keep_or_delete", sides=[f"#{n + 1}" for n in range(len(found.heads))])
    return read_value(found.kind, cell, text)
