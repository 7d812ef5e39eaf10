"""The rows of one sheet, read column by column.

Columns and not rows, because one setting then serves thousands of cells and the common clean cell is taken
by a single test; a register of 10,000 × 40 is read in a fraction of a second.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from inspector.domain.project import ProjectKind
from inspector.sheets import columns
from inspector.sheets.cells import CellError, How, Setting, Value, take
from inspector.sheets.columns import Sort
from inspector.sheets.findings import Coercion, Notice, Refusal
from inspector.sheets.headers import Heading, Layout
from inspector.sheets.quick_cells import quick_taker
from inspector.sheets.raw import Mark, MarkKind, RawCell, RawSheet, cell_at
from inspector.sheets.row_kinds import RowJudge, RowKind


@dataclass
class TableReading:
    """What the table of one sheet holds; `values` and `kinds` by row number from 1."""

    sheet: RawSheet
    layout: Layout
    kinds: dict[int, RowKind] = field(default_factory=dict)
    values: dict[int, dict[str, Value]] = field(default_factory=dict)
    coercions: list[Coercion] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)

    def warn(self, row: int, key: str, **details: Any) -> None:  # noqa: ANN401 - shown, never computed with
        """Note something to look at in `row` (0: in the sheet)."""
        self.warnings.append(Notice(self.sheet.name, row, key, details))

    def refuse(self, row: int, heading: Heading, raw: RawCell, error: CellError) -> None:
        """Note that a cell cannot be taken."""
        place = (self.sheet.name, row, heading.letter, heading.text)
        self.refusals.append(Refusal(*place, raw, error.key, error.details))


def read_table(sheet: RawSheet, layout: Layout, *, date_1904: bool) -> TableReading:
    """Read every row below the header of `sheet`."""
    if _nature_is_kind(sheet, layout):
        layout = layout.with_nature_as_kind()
    reading = TableReading(sheet, layout)
    judge = RowJudge.of(layout)
    for index in range(layout.first_row, len(sheet.rows)):
        reading.kinds[index + 1] = judge.kind(sheet.rows[index])
    filled = _fill_merged(reading)
    projects = [row for row, kind in reading.kinds.items() if kind is RowKind.PROJECT]
    reading.values = {row: {} for row in projects}
    for heading in layout.headings:
        setting = Setting(heading.column, heading.factor, date_1904)
        _ColumnReader(reading, heading, setting, filled).read(projects)
    _require_names(reading)
    return reading


def _nature_is_kind(sheet: RawSheet, layout: Layout) -> bool:
    """Whether the sheet writes 续建 under 建设性质 and has no column for new or continuing."""
    nature = layout.heading("construction_nature")
    if nature is None or layout.heading("kind") is not None:
        return False
    words = columns.enum_words("kind")
    continuing = {word for word, (kind, _) in words.items() if kind is ProjectKind.CONTINUING and "建" in word}
    return any(cell_at(row, nature.index) in continuing for row in sheet.rows[layout.first_row :])


def _fill_merged(reading: TableReading) -> set[tuple[int, int]]:
    """Give every cell of a merged range over several rows the value of its first; return the cells given one."""
    filled = set()
    known = {heading.index for heading in reading.layout.headings}
    for (top, left), (bottom, right) in reading.sheet.merged:
        if top < reading.layout.first_row or top == bottom or left not in known or left != right:
            continue
        for row in range(top + 1, min(bottom + 1, len(reading.sheet.rows))):
            cells = reading.sheet.rows[row]
            if left < len(cells):
                cells[left] = reading.sheet.rows[top][left]
                filled.add((row + 1, left))
    return filled


@dataclass
class _ColumnReader:
    """Reads one column of a table into its reading."""

    reading: TableReading
    heading: Heading
    setting: Setting
    filled: set[tuple[int, int]]

    def read(self, rows: list[int]) -> None:
        """Read the cells of the project rows."""
        index, name = self.heading.index, self.setting.column.field
        cells, values = self.reading.sheet.rows, self.reading.values
        special, quick = self._special_rows(), quick_taker(self.setting)
        for row in rows:
            line = cells[row - 1]
            raw = line[index] if index < len(line) else None
            if row in special:
                self._read_special(row, raw, special[row])
            elif raw is None or raw == "":
                continue
            elif (value := quick(raw)) is not None:
                values[row][name] = value
            else:
                self._read(row, raw, self.setting)

    def _special_rows(self) -> dict[int, Mark | None]:
        """Rows of this column with a mark on the cell or a value from a merged range."""
        marks = self.reading.sheet.marks.cells
        special: dict[int, Mark | None] = {row: None for row, column in self.filled if column == self.heading.index}
        special.update({row + 1: mark for (row, column), mark in marks.items() if column == self.heading.index})
        return special

    def _read_special(self, row: int, raw: RawCell, mark: Mark | None) -> None:
        if mark is None:
            self._read(row, raw, self.setting, How.MERGED)
        elif mark.kind is MarkKind.PERCENT:
            self._read(row, raw, replace(self.setting, percent=True))
        elif mark.kind is MarkKind.ERROR:
            self.reading.refuse(row, self.heading, mark.text, CellError("sheets.cell_formula_error", error=mark.text))
        else:
            self.reading.refuse(row, self.heading, raw, CellError("sheets.cell_uncomputed"))

    def _read(self, row: int, raw: RawCell, setting: Setting, how: How | None = None) -> None:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return
        try:
            value, done = take(raw, setting)
        except CellError as error:
            self.reading.refuse(row, self.heading, raw, error)
            return
        self._put(row, value)
        if found := how or done:
            place = (self.reading.sheet.name, row, self.heading.letter, self.heading.text)
            self.reading.coercions.append(Coercion(*place, setting.column.field, raw, value, found))

    def _put(self, row: int, value: Value) -> None:
        if self.setting.column.sort is Sort.SPAN and value is not None:
            for name, day in zip(("planned_start", "planned_completion"), value, strict=True):
                if self.reading.layout.heading(name) is None:
                    self.reading.values[row][name] = day
        elif value is not None and self.setting.column.field != columns.SPAN:
            self.reading.values[row][self.setting.column.field] = value


def _require_names(reading: TableReading) -> None:
    """A row without a name is no project: it is refused where its name cell was not refused already."""
    heading = reading.layout.heading("name")
    if heading is None:
        return
    refused = {one.row for one in reading.refusals if one.column == heading.letter}
    for row, values in reading.values.items():
        if "name" not in values and row not in refused:
            reading.refuse(
                row, heading, cell_at(reading.sheet.rows[row - 1], heading.index), CellError("sheets.cell_missing")
            )
