"""Where a checklist comes from: a file, one that ships with the program, or a version kept in a workspace.

Apart from importing, because showing and trying a checklist take it from the same places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector import paths
from inspector.checklists.definition import is_form
from inspector.checklists.mistakes import ChecklistMistake, Severity
from inspector.checklists.model import Form
from inspector.checklists.reading import read_checklist
from inspector.domain.errors import FormatError, NotFoundError
from inspector.domain.inspection import Checklist
from inspector.domain.reasons import Reason, reason
from inspector.services.checklist_tables import KeptForm, from_kept, with_tables
from inspector.services.checklists import newest_checklist
from inspector.storage.reader import Reader


@dataclass(frozen=True)
class Found:
    """A checklist as found; `form` is None where it is a simple one or the file has errors (`mistakes`).

    `kept` is the form of a workspace with its tables; `folder` is where a file stands.
    """

    name: str
    form: Form | None = None
    mistakes: tuple[ChecklistMistake, ...] = ()
    checklist: Checklist | None = None
    kept: KeptForm | None = None
    folder: Path = Path()


def shipped_checklists() -> tuple[Path, ...]:
    """The workbooks that ship with the program, by name."""
    return tuple(sorted(paths.forms("checklists").glob("*.xlsx")))


def checklist_path(reference: str) -> Path:
    """The file that `reference` names: a path, or the name of a shipped one. Raises NotFoundError."""
    path = Path(reference)
    if path.is_file():
        return path
    shipped = {one.stem: one for one in shipped_checklists()}
    if reference not in shipped:
        raise NotFoundError("services.no_such_checklist_file", file=reference, shipped=list(shipped))
    return shipped[reference]


def find_checklist(reference: str, reader: Reader | None = None) -> Found:
    """The checklist meant by a path, by the name of a shipped one, or with a `reader` by its name in the workspace.

    Raises NotFoundError where there is none, FormatError for a file that is no workbook.
    """
    if reader is None or Path(reference).is_file():
        path = checklist_path(reference)
        reading = read_checklist(path)
        return Found(path.name, reading.form, reading.mistakes, folder=path.parent)
    kept = newest_checklist(reader, reference)
    definition = kept.definition or {}
    form = from_kept(definition) if is_form(definition) else None
    return Found(kept.name, form.form if form else None, checklist=kept, kept=form)


def need_form(found: Found) -> Form:
    """The form of what was found. Raises FormatError for a file with errors and for a simple checklist."""
    if found.form is None:
        key = "services.checklist_has_mistakes" if found.mistakes else "services.checklist_is_simple"
        raise FormatError(key, name=found.name, count=len(errors_of(found.mistakes)))
    return found.form


def need_kept(found: Found) -> KeptForm:
    """The form with its tables, to be filled. Raises FormatError as `need_form` and `with_tables`."""
    return found.kept or with_tables(need_form(found), found.folder)


def lacking(found: Found) -> tuple[Reason, ...]:
    """What a form without errors still lacks for a workspace; other programs may not need it."""
    if found.form is None:
        return ()
    version = () if found.form.version else (reason("services.checklist_version_missing"),)
    try:
        need_kept(found)
    except FormatError as error:
        return (*version, Reason(error.key, error.details))
    return version


def errors_of(mistakes: Sequence[ChecklistMistake]) -> tuple[ChecklistMistake, ...]:
    """Those that keep a checklist from being used."""
    return tuple(one for one in mistakes if one.severity is Severity.ERROR)
