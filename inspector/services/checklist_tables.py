"""The .csv files that a checklist asks for, kept with it: a laptop that gets the checklist gets its choices too.

They stand beside the workbook when it is imported, and in `tables` of the definition ever after.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from inspector.checklists.definition import from_definition, to_definition
from inspector.checklists.expressions import ReferenceKind, references
from inspector.checklists.formula_order import stem
from inspector.checklists.formulas import expressions, parsed
from inspector.checklists.model import Form, Item, Question, walk
from inspector.checklists.surroundings import Table
from inspector.domain.errors import FormatError
from inspector.domain.record import Json

_MOST_BYTES = 2_000_000
"""Far above any list of towns or projects, small enough to travel with every task."""
_TABLES = "tables"
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True)
class KeptForm:
    """A form with the tables that it asks for, by file name without ending."""

    form: Form
    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))


def with_tables(form: Form, folder: Path) -> KeptForm:
    """The form with its tables from the files in `folder`.

    Raises FormatError for a file that is not there, is no .csv, cannot be read or lacks a column.
    """
    sources: dict[str, set[str]] = {}
    for file, columns in _sources(form):
        sources.setdefault(file, set()).update(columns)
    return KeptForm(form, {stem(file): _read(folder / file, columns) for file, columns in sources.items()})


def _sources(form: Form) -> Iterator[tuple[str, set[str]]]:
    """The files that a form asks for, and the columns that they need for certain."""
    for placed in walk(form.items):
        item = placed.item
        if isinstance(item, Question) and item.from_file:
            yield item.source, {item.parameters.get("value", "name"), item.parameters.get("label", "label")}
    asked = {name for placed in walk(form.items) for name in _instances(placed.item)}
    chosen = {stem(one.item.source) for one in walk(form.items) if isinstance(one.item, Question)}
    for name in sorted(asked - chosen - form.lists.keys()):
        if not name.startswith("__"):
            yield f"{name}.csv", set()


def _instances(item: Item) -> Iterator[str]:
    for _, text in expressions(item):
        tree = parsed(text).tree
        if tree is not None:
            yield from (one.name for one in references(tree) if one.kind is ReferenceKind.INSTANCE)


def _read(path: Path, needed: set[str]) -> Table:
    if path.suffix.lower() != ".csv":
        raise FormatError("services.checklist_table_no_csv", file=path.name)
    try:
        lines = list(csv.reader(io.StringIO(_text(path))))
    except csv.Error as error:
        raise FormatError("services.checklist_table_unreadable", file=path.name) from error
    columns = [one.strip() for one in lines[0]] if lines else []
    missing = sorted(needed - set(columns))
    if missing or not columns:
        raise FormatError("services.checklist_table_column", file=path.name, columns=missing)
    return tuple(dict(zip(columns, map(str.strip, line), strict=False)) for line in lines[1:] if any(line))


def _text(path: Path) -> str:
    """The text of a file, as a spreadsheet in China saves it too."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise FormatError("services.checklist_table_missing", file=path.name) from error
    for encoding in _ENCODINGS if len(data) <= _MOST_BYTES else ():
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FormatError("services.checklist_table_unreadable", file=path.name)


def to_kept(kept: KeptForm) -> dict[str, Any]:
    """A form and its tables as the JSON that a workspace keeps."""
    tables = {name: [dict(row) for row in table] for name, table in kept.tables.items()}
    return to_definition(kept.form) | ({_TABLES: tables} if tables else {})


def from_kept(definition: Json) -> KeptForm:
    """What `to_kept` made. Raises FormatError for another format and for what is damaged."""
    tables = definition.get(_TABLES, {})
    if not isinstance(tables, Mapping) or not all(_is_table(one) for one in tables.values()):
        raise FormatError("checklists.definition_damaged", place=_TABLES)
    form = from_definition({name: one for name, one in definition.items() if name != _TABLES})
    return KeptForm(form, tables)


def _is_table(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(
        isinstance(row, Mapping) and all(isinstance(one, str) for one in row.values()) for row in value
    )
