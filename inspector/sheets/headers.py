"""Where the table of a sheet begins and what its columns are.

Offices write titles and notes above the table, group headers over several rows with merged cells, and put
units and years anywhere. This module finds the header block and joins its rows; `header_text` reads the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from inspector.domain.column_letters import column_letter
from inspector.domain.errors import FormatError
from inspector.sheets import columns
from inspector.sheets.columns import SCALED, Catalogue, Column, Sort, key
from inspector.sheets.header_text import HeaderText, is_foreign, is_unit, note_day, note_unit, note_year, understand
from inspector.sheets.raw import RawSheet

FIGURES = frozenset(
    {
        "invested_this_period",
        "invested_year_to_date",
        "invested_total",
        "physical_progress_pct",
        "image_progress",
        "workers_planned",
        "workers_present",
        "machines",
    }
)
"""The fields that speak to a day."""
_SEARCHED_ROWS = 40
_MOST_HEADER_ROWS = 3
_LEAST_COLUMNS = 2
_LONGEST_HEADER = 60
_LONGEST_JOINED = 200
_ONE = Decimal(1)
_YEARLY = frozenset({"planned_investment", "invested_year_to_date"})


@dataclass(frozen=True)
class Heading:
    """One column of a sheet: where it stands, what its header says, how many 万元 its unit is."""

    index: int
    text: str
    column: Column
    year: int | None = None
    unit: str = ""
    factor: Decimal = Decimal(1)

    @property
    def letter(self) -> str:
        """The column as the user finds it in Excel."""
        return column_letter(self.index)


@dataclass(frozen=True)
class Layout:
    """The table of one sheet: its understood columns, the others by index and text, and its first data row.

    `loose` are headings that could mean something else; `assumed_unit` ones have no unit anywhere, so 万元 is
    taken. `year` is the one that the title names, `day` the one to which its figures speak (截至5月底).
    """

    headings: tuple[Heading, ...]
    unknown: tuple[tuple[int, str], ...]
    first_row: int
    year: int | None = None
    loose: tuple[Heading, ...] = ()
    assumed_unit: tuple[Heading, ...] = ()
    day: date | None = None

    def with_nature_as_kind(self) -> Layout:
        """The layout of a sheet whose 建设性质 says 新建 or 续建, which is not the nature but the kind."""
        turned = tuple(
            replace(one, column=columns.by_key()[key("新建续建")]) if one.column.field == "construction_nature" else one
            for one in self.headings
        )
        return replace(self, headings=turned, loose=(*self.loose, *(one for one in turned if one not in self.headings)))

    def heading(self, field: str) -> Heading | None:
        """The heading of a field, if the sheet has it."""
        return next((one for one in self.headings if one.column.field == field), None)


def find_layout(
    sheet: RawSheet,
    year: int | None,
    chosen: Mapping[str, str] | None = None,
    catalogue: Catalogue = Catalogue.REGISTER,
) -> Layout | None:
    """The layout of a sheet, or None where no register begins in its first rows.

    `year` decides between columns of several years; `chosen` are fields that a user gave to headers, by their text
    (an empty one leaves a column out); `catalogue` is the table that it is read as. Raises FormatError where two
    columns claim one field.
    """
    grid = _expanded(sheet)
    start = next((row for row, cells in enumerate(grid) if _begins(cells, catalogue)), None)
    if start is None:
        return None
    top = start - 1 if start and _is_group_row(grid[start - 1], sheet, start - 1) else start
    end = _end_of_header(sheet, grid, start, catalogue)
    notes = [text for row in grid[:top] for text in row if text]
    titled = next((found for text in notes if (found := note_year(text))), None)
    unit = next((one for text in notes if (one := note_unit(text))), "")
    context = _Context(end + 1, unit, year or titled, titled, chosen or {}, catalogue)
    layout = _layout(sheet.name, grid[top : end + 1], context)
    return replace(layout, day=_figures_day(layout, notes, year or titled))


def _figures_day(layout: Layout, notes: list[str], year: int | None) -> date | None:
    """The day that the headers of figures name, else one of the notes above the table."""
    headers = [one.text for one in layout.headings if one.column.field in FIGURES]
    return next((day for text in (*headers, *notes) if (day := note_day(text, year))), None)


@dataclass(frozen=True)
class _Context:
    first_row: int
    unit: str
    year: int | None
    titled: int | None
    chosen: Mapping[str, str]
    catalogue: Catalogue


def _expanded(sheet: RawSheet) -> list[list[str]]:
    """The first rows as text, every cell of a merged range holding the text of its first."""
    reach = _SEARCHED_ROWS + _MOST_HEADER_ROWS
    width = max((len(row) for row in sheet.rows[:reach]), default=0)
    grid = [
        [cell.strip()[:_LONGEST_JOINED] if isinstance(cell, str) else "" for cell in row] for row in sheet.rows[:reach]
    ]
    grid = [row + [""] * (width - len(row)) for row in grid]
    for (top, left), (bottom, right) in sheet.merged:
        if top < len(grid) and left < width:
            for row in grid[top : bottom + 1]:
                row[left : right + 1] = [grid[top][left]] * (min(right + 1, width) - left)
    return grid


def _begins(cells: list[str], catalogue: Catalogue) -> bool:
    """A header row names the project and at least one other column."""
    known = {found.column.field for text in cells if (found := _short(text, catalogue)).column}
    return "name" in known and len({text for text in cells if text}) >= _LEAST_COLUMNS


def _short(text: str, catalogue: Catalogue) -> HeaderText:
    return understand(text, catalogue) if 0 < len(text) <= _LONGEST_HEADER else HeaderText(None)


def _is_group_row(cells: list[str], sheet: RawSheet, row: int) -> bool:
    """Group titles above the row of names: no notes, and one is spread over some of the columns."""
    texts = {text for text in cells if text}
    spread = [left for (top, left), (bottom, right) in sheet.merged if top <= row <= bottom and right > left]
    noted = any(":" in key(text) for text in texts)
    # A title stands alone and begins in the first column.
    return bool(spread) and not noted and (len(texts) >= _LEAST_COLUMNS or min(spread) > 0)


def _end_of_header(sheet: RawSheet, grid: list[list[str]], start: int, catalogue: Catalogue) -> int:
    meant = [_short(text, catalogue).column for text in grid[start]]
    name = next(i for i, one in enumerate(meant) if one and one.field == "name")
    end = start
    last = min(len(grid), start + _MOST_HEADER_ROWS)
    while end + 1 < last and _continues(sheet, grid, (start, end), (name, catalogue)):
        end += 1
    return end


def _continues(sheet: RawSheet, grid: list[list[str]], block: tuple[int, int], known: tuple[int, Catalogue]) -> bool:
    """Whether the row after the block still belongs to the header: it names no project but more columns."""
    (start, end), (name, catalogue) = block, known
    following = end + 1
    if any(top <= end < bottom and left <= name <= right for (top, left), (bottom, right) in sheet.merged):
        return True
    own = sheet.rows[following]
    if name < len(own) and own[name] not in ("", None):
        return False
    if any(not isinstance(cell, str) and cell is not None for cell in own):
        return False
    added = [i for i, cell in enumerate(own) if cell]
    joined = _joined(grid[start : following + 1])
    return any(is_unit(grid[following][i]) or _meaning(joined[i], catalogue).column is not None for i in added)


def _joined(block: list[list[str]]) -> list[list[str]]:
    """Per column its different header texts from top to bottom; a group without merges spreads to the right."""
    spread = [list(row) for row in block]
    for above, below in zip(spread, block[1:], strict=False):
        for i in range(1, len(above)):
            if not above[i] and below[i]:
                above[i] = above[i - 1]
    return [list(dict.fromkeys(text for text in column if text)) for column in zip(*spread, strict=True)]


def _meaning(parts: list[str], catalogue: Catalogue) -> HeaderText:
    """The field of a column from its header parts: joined either way, else the lowest alone."""
    unit = "".join(f"({key(part).strip('()')})" for part in parts if is_unit(part))
    names = [part for part in parts if not is_unit(part)]
    if not names:
        return HeaderText(None)
    for text in ("".join(names), "".join(reversed(names)), names[-1]):
        found = understand(text + unit, catalogue)
        if found.column or found.ignored:
            year = found.year or next((one for part in names if (one := note_year(part))), None)
            return replace(found, year=year)
    return HeaderText(None)


def _layout(sheet: str, block: list[list[str]], context: _Context) -> Layout:
    headings, unknown, loose = [], [], []
    for index, parts in enumerate(_joined(block)):
        text = "".join(parts)
        found = _decided(_meaning(parts, context.catalogue), text, context)
        if found.column:
            headings.append(_heading(sheet, Heading(index, text, found.column, found.year, found.unit), context.unit))
            if found.loose:
                loose.append(headings[-1])
        elif text and not found.ignored:
            unknown.append((index, text))
    kept, other_years = _one_per_field(sheet, headings, context.year)
    unknown.extend((one.index, one.text) for one in other_years)
    assumed = tuple(one for one in kept if one.column.sort is Sort.MONEY and not one.unit)
    kept_loose = tuple(one for one in loose if one in kept)
    return Layout(tuple(kept), tuple(sorted(unknown)), context.first_row, context.titled, kept_loose, assumed)


def _decided(found: HeaderText, text: str, context: _Context) -> HeaderText:
    """What a header means, where a user has said so."""
    if text not in context.chosen:
        return found
    field, catalogue = context.chosen[text], context.catalogue
    read = found if found.column else understand(text, catalogue)  # the unit of a header that says nothing known
    column = next((one for one in columns.all_columns(catalogue) if one.field == field), None)
    return replace(read, column=column, loose=False, ignored=False)


def _heading(sheet: str, found: Heading, noted: str) -> Heading:
    """The heading with its factor to 万元; a unit noted above the table holds where the header has none."""
    sort = found.column.sort
    if sort not in SCALED:
        return found
    unit = found.unit or (noted if sort is Sort.MONEY else "")
    if sort is Sort.MONEY and is_foreign(unit):
        raise FormatError("sheets.foreign_currency", sheet=sheet, column=found.letter, unit=unit)
    # 亿美元 counts in 万 of its currency as 亿元 does.
    return replace(
        found, unit=unit, factor=columns.money_units().get(unit) or columns.money_units().get(unit[:1], _ONE)
    )


def _one_per_field(sheet: str, headings: list[Heading], year: int | None) -> tuple[list[Heading], list[Heading]]:
    """The headings to read, and those of other years. Raises FormatError for two columns of one field."""
    kept: list[Heading] = []
    other_years: list[Heading] = []
    for field, group in _grouped(headings):
        wanted, others = _of_year(group, year) if field in _YEARLY else (group, [])
        if len(wanted) > 1:
            letters = [one.letter for one in wanted]
            raise FormatError("sheets.two_columns", sheet=sheet, field=wanted[0].column.label, columns=letters)
        kept.extend(wanted)
        other_years.extend(others)
    return sorted(kept, key=lambda one: one.index), other_years


def _grouped(headings: Iterable[Heading]) -> Iterator[tuple[str, list[Heading]]]:
    groups: dict[str, list[Heading]] = {}
    for one in headings:
        groups.setdefault(one.column.field, []).append(one)
    yield from groups.items()


def _of_year(group: list[Heading], year: int | None) -> tuple[list[Heading], list[Heading]]:
    if year is None:
        return group, []
    wanted = [one for one in group if one.year in (None, year)]
    return wanted, [one for one in group if one not in wanted]
