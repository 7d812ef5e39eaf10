"""The dry run of an import as a user reads it: what headers mean, what would happen, and every line to look at.

Apart from the plan, which is what is written: here everything is in words, with the place where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

from inspector.services.imports import AnyPlan, ImportKind, kind_of
from inspector.services.ledger_columns import ledger_columns
from inspector.services.register_plan import Difference, PlannedRow
from inspector.services.step_plan import PlannedStep
from inspector.sheets import columns
from inspector.sheets.columns import Catalogue
from inspector.sheets.findings import Refusal, RegisterFile
from inspector.texts import label, sentence

_CATALOGUES = {ImportKind.REGISTER: Catalogue.REGISTER, ImportKind.STEPS: Catalogue.STEPS}


class LineSort(StrEnum):
    """What a line of the review is about, in the order in which one looks at them."""

    REFUSED = "refused"
    NEW = "new"
    CHANGED = "changed"
    COERCED = "coerced"
    NOTICE = "notice"


@dataclass(frozen=True)
class ReviewLine:
    """Something to look at: where it stands (`表1!C5`), what stands there, and what becomes of it."""

    place: str
    what: str
    told: str


@dataclass(frozen=True)
class HeaderLine:
    """A column of the file: its header, and the field that it is read as (empty: left out)."""

    sheet: str
    column: str
    header: str
    field: str


@dataclass(frozen=True)
class ImportReview:
    """What a file would do, read as `kind`; `refused` counts rows, `lines` hold everything to look at by its sort."""

    kind: ImportKind
    file: str
    year: int | None
    new: int
    changed: int
    unchanged: int
    refused: int
    headers: tuple[HeaderLine, ...]
    lines: Mapping[LineSort, tuple[ReviewLine, ...]]

    @property
    def writes(self) -> int:
        """How many projects or steps an import would write."""
        return self.new + self.changed


def import_review(plan: AnyPlan) -> ImportReview:
    """A plan in words."""
    file = plan.file
    refusals = [
        ReviewLine(_place(one.sheet, one.column, one.row), _refused(file, one), sentence(one.key, **one.details))
        for one in plan.refusals
    ]
    coercions = [
        ReviewLine(
            _place(one.sheet, one.column, one.row),
            f"{one.header}  {_plain(one.raw)} → {_written(one.field, one.value)}",
            sentence(one.key),
        )
        for one in file.coercions
    ]
    notices = [
        ReviewLine(_place(one.sheet, "", one.row), sentence(one.key, **one.details), "")
        for one in (*file.warnings, *plan.notices)
    ]
    lines = {
        LineSort.REFUSED: tuple(refusals),
        LineSort.NEW: tuple(map(_new, plan.new)),
        LineSort.CHANGED: tuple(map(_changed, plan.changed)),
        LineSort.COERCED: tuple(coercions),
        LineSort.NOTICE: tuple(notices),
    }
    refused = len({(one.sheet, one.row) for one in plan.refusals})
    counts = (len(plan.new), len(plan.changed), plan.unchanged, refused)
    return ImportReview(kind_of(plan), file.name, file.year, *counts, _headers(file), lines)


def field_labels(kind: ImportKind = ImportKind.REGISTER) -> dict[str, str]:
    """What every field that a column can be read as is called, in the order of its table."""
    if kind is ImportKind.STEPS:
        own = sentence("services.step_column")
        return {
            one.field: f"{own}{one.label}" if one.sort is columns.Sort.STEP_CELL else one.label
            for one in columns.all_columns(Catalogue.STEPS)
        }
    told = {one.key: one.label for one in ledger_columns()}
    made = {one.field: told.get(one.field, one.label) for one in columns.all_columns()}
    twice = {name for name in made.values() if list(made.values()).count(name) > 1}
    written = {one.field: one.label for one in columns.all_columns()}
    return {field: written[field] if name in twice else name for field, name in made.items()}


def _headers(file: RegisterFile) -> tuple[HeaderLine, ...]:
    """Each header once, as it stands first, in the order of the columns."""
    found: dict[str, HeaderLine] = {}
    for table in file.tables:
        known = [(one.index, one.letter, one.text, one.column.field) for one in table.layout.headings]
        letters = {one.header: one.column for one in file.unknown_columns if one.sheet == table.sheet.name}
        known += [(at, letters.get(text, ""), text, "") for at, text in table.layout.unknown]
        for _, letter, text, field in sorted(known):
            found.setdefault(text, HeaderLine(table.sheet.name, letter, text, field))
    return tuple(found.values())


def _new(row: PlannedRow | PlannedStep) -> ReviewLine:
    place = _place(row.row.sheet, "", row.row.row_number)
    if isinstance(row, PlannedStep):
        state = label("approval_step", "state", row.made.state.value)
        return ReviewLine(place, _named(row), state)
    return ReviewLine(place, row.line.name, row.area.name if row.area else "")


def _changed(row: PlannedRow | PlannedStep) -> ReviewLine:
    kind = ImportKind.STEPS if isinstance(row, PlannedStep) else ImportKind.REGISTER
    told = "；".join(_difference(one, kind) for one in row.differences)
    what = _named(row) if isinstance(row, PlannedStep) else row.line.name
    return ReviewLine(_place(row.row.sheet, "", row.row.row_number), what, told)


def _named(row: PlannedStep) -> str:
    parts = (row.project.name, row.line.step, row.line.step_name)
    return "  ".join(part for part in parts if part)


def _difference(one: Difference, kind: ImportKind) -> str:
    known = columns.all_columns(_CATALOGUES[kind])
    name = next((column.label for column in known if column.field == one.field), one.field)
    return f"{name} {_written(one.field, one.before) or '—'} → {_written(one.field, one.after)}"


def _written(field: str, value: Any) -> str:  # noqa: ANN401 - any cell
    if value is None:
        return ""
    if isinstance(value, Enum):
        return columns.enum_labels(field).get(value, str(value.value))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "、".join(map(str, value))
    return _plain(value)


def _plain(value: object) -> str:
    """A value as one would type it: no idle zeros behind the point."""
    if isinstance(value, float | Decimal):
        told = f"{Decimal(str(value)):f}"
        return told.rstrip("0").rstrip(".") if "." in told else told
    return str(value)


def _refused(file: RegisterFile, one: Refusal) -> str:
    """The project of a refused row, and the cell because of which it is refused."""
    table = next((table for table in file.tables if table.sheet.name == one.sheet), None)
    if table is None:
        return one.header
    row = table.sheet.rows[one.row - 1] if 0 < one.row <= len(table.sheet.rows) else ()
    named = table.layout.heading("name")
    cell = next((heading for heading in table.layout.headings if heading.letter == one.column), None)
    found = [row[heading.index] if heading and heading.index < len(row) else "" for heading in (named, cell)]
    parts = (found[0], one.header, found[1]) if cell is not named else (found[0], one.header)
    return "  ".join(_plain(part) for part in parts if part not in (None, ""))


def _place(sheet: str, column: str, row: int) -> str:
    cell = f"{column}{row or ''}"
    return f"{sheet}!{cell}" if cell else sheet
