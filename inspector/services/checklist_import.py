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

from inspector.checklists.mistakes import ChecklistMistake
from inspector.checklists.model import Form
from inspector.checklists.reading import read_checklist
from inspector.domain.errors import RuleError
from inspector.domain.inspection import Checklist
from inspector.services.checklist_tables import to_kept, with_tables
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

    Raises FormatError for a file that is no workbook or lacks its tables, RuleError for a form without version and
    for a version that is out with another content.
    """
    read = [(path, read_checklist(path)) for path in files]
    forms = [(path, one.form, one.mistakes) for path, one in read if one.form is not None]
    if len(forms) < len(read):
        return tuple(ChecklistImport(path.name, one.form, one.mistakes) for path, one in read)
    with workspace.transaction("import_checklists", author=author) as tx:
        return tuple(replace(_imported(tx, path, form, published_on), mistakes=told) for path, form, told in forms)


def _imported(tx: Transaction, path: Path, form: Form, published_on: date) -> ChecklistImport:
    if not form.version:
        raise RuleError("services.checklist_without_version", name=form.title, file=path.name)
    definition = to_kept(with_tables(form, path.parent))
    known = tx.reader.find(Checklist, name=form.title, version=form.version)
    if known is not None and _written(known.definition) != _written(definition):
        raise RuleError("services.checklist_version_differs", name=form.title, version=form.version, file=path.name)
    made = known or Checklist(
        id=tx.new_id(), name=form.title, version=form.version, definition=definition, published_on=published_on
    )
    if known is None:
        tx.insert(made)
    return ChecklistImport(path.name, form, (), made, is_new=known is None)


def _written(definition: Mapping[str, Any] | None) -> str:
    return json.dumps(plain(definition), sort_keys=True)
