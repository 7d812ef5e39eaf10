"""项目台账: a grid over the register — typed cells, pasted blocks, fill, bulk edit, totals, the past of a cell.

Whatever comes in more than one cell is planned first and written as one step: with a refusal in it nothing is written
unless somebody accepts the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, RuleError
from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.profile import CityProfile
from inspector.services.ledger_cells import PLACE, Cells
from inspector.services.ledger_columns import LedgerColumn, Reading, ledger_columns, read_cell, read_only
from inspector.services.ledger_past import cell_past, written_since_import
from inspector.services.ledger_view import (
    CellChange,
    CellPast,
    CellRefusal,
    LedgerPlan,
    LedgerRow,
    Place,
    SelectionTotals,
)
from inspector.services.ledger_writing import write_cells
from inspector.services.positions import SHIFTED
from inspector.services.register_apply import POSITION
from inspector.storage.workspace import Workspace

EDIT = "edit_ledger"


@dataclass(frozen=True)
class Block:
    """Cells of the grid: the projects of its rows and the columns, from the left upper corner."""

    projects: Sequence[str]
    columns: Sequence[str]


class LedgerService:
    """Use cases of the grid on one workspace. Plans of the year are those of `year`, by default this year's."""

    def __init__(self, workspace: Workspace, profile: CityProfile, clock: Clock | None = None) -> None:
        self._workspace = workspace
        self._profile = profile
        self._clock = clock or SystemClock()

    def columns(self) -> tuple[LedgerColumn, ...]:
        """Every column that the grid can show."""
        return ledger_columns()

    def rows(self, projects: Sequence[str], year: int | None = None) -> tuple[LedgerRow, ...]:
        """The rows of these projects in their order; those deleted meanwhile are left out."""
        cells = self._cells(projects, year)
        marks = written_since_import(self._workspace.reader, projects)
        return tuple(LedgerRow(one, cells.of(one), marks.get(one, frozenset())) for one in projects if cells.has(one))

    def read(self, column: str, text: str, *, in_yi: bool = False) -> Reading:
        """What a text amounts to while it is typed; money counts in 万元, or in 亿元 where the grid shows that."""
        return read_cell(column, text, in_yi=in_yi)

    def edit(self, project: str, column: str, text: str, *, year: int | None = None, in_yi: bool = False) -> LedgerPlan:
        """One cell."""
        return self.paste(Block([project], [column]), [[text]], year=year, in_yi=in_yi)

    def paste(
        self, block: Block, texts: Sequence[Sequence[str]], *, year: int | None = None, in_yi: bool = False
    ) -> LedgerPlan:
        """A block of texts as it comes from Excel, from the left upper cell of `block` on; what lies beyond is left."""
        cells = self._cells(block.projects, year)
        plan = _Plan(cells, {one.key: one for one in ledger_columns()}, in_yi=in_yi)
        for place, text in _laid(block, texts):
            plan.put(place, text)
        return plan.made()

    def fill(self, block: Block, *, year: int | None = None) -> LedgerPlan:
        """Every column filled down with the value of its first row."""
        cells = self._cells(block.projects, year)
        plan = _Plan(cells, {one.key: one for one in ledger_columns()}, in_yi=False)
        for at, key in enumerate(block.columns):
            value = cells.of(block.projects[0]).get(key)
            for row, project in enumerate(block.projects[1:], start=1):
                plan.put_value(Place(row, at, project, key), Reading(value), str(value or ""))
        return plan.made()

    def set_all(self, block: Block, text: str, *, year: int | None = None, in_yi: bool = False) -> LedgerPlan:
        """One text into every cell; an empty one empties them."""
        return self.paste(block, [[text] * len(block.columns)] * len(block.projects), year=year, in_yi=in_yi)

    def apply(self, plan: LedgerPlan, *, partially: bool = False, year: int | None = None, author: str = "") -> Changes:
        """Write a plan as one step. Nothing is written while a cell is refused, unless the rest is accepted.

        Raises RuleError `services.ledger_refused`, or `services.ledger_changed_meanwhile` where a cell no longer says
        what it said when the plan was made.
        """
        if plan.refusals and not partially:
            raise RuleError("services.ledger_refused", count=len(plan.refusals), of=len(plan.changes))
        with self._workspace.transaction(EDIT, author=author) as tx:
            cells = Cells(tx.reader, self._profile, [one.place.project_id for one in plan.changes], self._year(year))
            for one in plan.changes:
                if (
                    not cells.has(one.place.project_id)
                    or cells.of(one.place.project_id).get(one.place.key) != one.before
                ):
                    raise RuleError("services.ledger_changed_meanwhile", project=cells.name(one.place.project_id))
            write_cells(tx, plan.changes, cells, (self._year(year), local_time(self._clock).date()))
        return tx.changes

    def totals(self, block: Block, *, year: int | None = None) -> SelectionTotals:
        """Count, sum and mean of selected cells; only numbers are added up, empty cells are no zeros."""
        cells = self._cells(block.projects, year)
        values = [cells.of(one).get(key) for one in block.projects if cells.has(one) for key in block.columns]
        numeric = {one.key for one in ledger_columns() if one.number}
        adds_up = set(block.columns) <= numeric
        numbers = [Decimal(one) for one in values if one is not None] if adds_up else []
        total = sum(numbers, Decimal(0)) if numbers else None
        mean = Fraction(total) / len(numbers) if total is not None else None
        return SelectionTotals(len(values), sum(one is not None for one in values), total, mean)

    def past(self, project: str, column: str, *, year: int | None = None) -> tuple[CellPast, ...]:
        """The values that a cell has had, the newest first, each with who wrote it and the package that brought it."""
        return cell_past(self._workspace, project, column, self._year(year))

    def _year(self, year: int | None) -> int:
        return year or local_time(self._clock).year

    def _cells(self, projects: Iterable[str], year: int | None) -> Cells:
        return Cells(self._workspace.reader, self._profile, projects, self._year(year))


def _laid(block: Block, texts: Sequence[Sequence[str]]) -> Iterator[tuple[Place, str]]:
    for row, (project, line) in enumerate(zip(block.projects, texts, strict=False)):
        for at, (key, text) in enumerate(zip(block.columns, line, strict=False)):
            yield Place(row, at, project, key), text


class _Plan:
    """Collects what texts would change."""

    def __init__(self, cells: Cells, columns: Mapping[str, LedgerColumn], *, in_yi: bool) -> None:
        self._cells = cells
        self._columns = columns
        self._in_yi = in_yi
        self._changes: list[CellChange] = []
        self._refusals: list[CellRefusal] = []
        self._unchanged = 0

    def put(self, place: Place, text: str) -> None:
        if not self._columns[place.key].editable:
            self._same_or_refused(place, text)
            return
        self.put_value(place, read_cell(place.key, text, in_yi=self._in_yi), text)

    def put_value(self, place: Place, reading: Reading, text: str) -> None:
        error = reading.refusal or self._forbidden(place, reading.value)
        before = self._cells.of(place.project_id).get(place.key) if error is None else None
        if error is not None:
            self._refusals.append(CellRefusal(place, text, error))
        elif self._cells.settled(place.key, reading.value) == before:
            self._unchanged += 1
        else:
            after = self._cells.settled(place.key, reading.value)
            self._changes.append(CellChange(place, before, after, reading.how))

    def made(self) -> LedgerPlan:
        moved: dict[str, dict[str, Any]] = defaultdict(dict)
        for one in self._changes:
            if one.place.key in POSITION:
                moved[one.place.project_id][one.place.key] = one.after
        torn = {project: error for project, after in moved.items() if (error := self._torn(project, after))}
        kept, refused = [], []
        for one in self._changes:
            error = torn.get(one.place.project_id) if one.place.key in POSITION else None
            if error is None:
                kept.append(one)
            else:
                refused.append(CellRefusal(one.place, str(one.after or ""), error))
        return LedgerPlan(tuple(kept), (*self._refusals, *refused), self._unchanged)

    def _torn(self, project: str, after: Mapping[str, Any]) -> InspectorError | None:
        """Why parts of a position cannot change without the others."""
        stands = self._cells.of(project)
        placed = any(stands[key] is not None for key in PLACE)
        if "datum" in after and placed and not after.keys() >= set(PLACE):
            return RuleError("services.ledger_datum_placed")
        missing = [key for key in PLACE if after.get(key, stands[key]) is None]
        shifted = after.get("datum", stands["datum"]) in SHIFTED
        return RuleError("services.ledger_half_position") if shifted and len(missing) == 1 else None

    def _same_or_refused(self, place: Place, text: str) -> None:
        """Whole rows are copied and pasted back: a cell that cannot be typed into may say what it says."""
        error = read_only(self._columns[place.key])
        stands = self._cells.of(place.project_id).get(place.key) if self._cells.has(place.project_id) else None
        reading = read_cell(place.key, text, in_yi=self._in_yi)
        if reading.refusal is None and reading.value == stands:
            self._unchanged += 1
        else:
            self._refusals.append(CellRefusal(place, text, error))

    def _forbidden(self, place: Place, value: Any) -> InspectorError | None:  # noqa: ANN401 - any cell
        if not self._columns[place.key].editable:
            return read_only(self._columns[place.key])
        return self._cells.refusal(place.project_id, place.key, value)
