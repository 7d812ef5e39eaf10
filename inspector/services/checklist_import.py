"""Importing checklists written in Excel: all of the files or, where one has an error, none of them.

A version that is out is never changed, because visits were filled with it: the same content again is no change,
another content needs another version.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from inspector.checklists.definition import to_definition
from inspector.checklists.mistakes import ChecklistMistake
from inspector.checklists.model import Form
from inspector.checklists.reading import Reading, read_checklist
from inspector.domain.errors import RuleError
from inspector.domain.inspection import Checklist
from inspector.services.record_json import plain
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class ChecklistImport:
    """What became of one file: `checklist` is None where nothing was imported, `is_new` False where it was there."""

    file: str
    form: Form | None
    mistakes: tuple[ChecklistMistake, ...]
    checklist: Checklist | None = None
    is_new: bool = False


def import_checklists(
    workspace: Workspace, files: Sequence[Path], published_on: date, author: str = ""
) -> tuple[ChecklistImport, ...]:
    """Import the checklists in `files`, in one step that can be undone; nothing where one of them has an error.

    Raises FormatError for a file that is no workbook, RuleError for a form without version and for a version that
    is out with another content.
    """
    read = [(path.name, read_checklist(path)) for path in files]
    if any(one.form is None for _, one in read):
        return tuple(ChecklistImport(name, one.form, one.mistakes) for name, one in read)
    with workspace.transaction("import_checklists", author=author) as tx:
        return tuple(_imported(tx, name, one, published_on) for name, one in read)


def _imported(tx: Transaction, file: str, reading: Reading, published_on: date) -> ChecklistImport:
    form = reading.form
    made = ChecklistImport(file, form, reading.mistakes)
    if form is None:
        return made
    if not form.version:
        raise RuleError("services.checklist_without_version", name=form.title, file=file)
    definition = to_definition(form)
    known = tx.reader.find(Checklist, name=form.title, version=form.version)
    if known is None:
        known = Checklist(tx.new_id(), form.title, form.version, definition, published_on)
        tx.insert(known)
        return replace(made, checklist=known, is_new=True)
    if _written(known.definition) != _written(definition):
        raise RuleError("services.checklist_version_differs", name=form.title, version=form.version, file=file)
    return replace(made, checklist=known)


def _written(definition: Mapping[str, Any] | None) -> str:
    return json.dumps(plain(definition), sort_keys=True)
