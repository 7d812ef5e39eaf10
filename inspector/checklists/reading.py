"""A checklist file read and checked in one go: the form, or everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.checklists.check_expressions import check_expressions
from inspector.checklists.check_lists import check_lists
from inspector.checklists.check_names import check_names
from inspector.checklists.check_parameters import check_parameters
from inspector.checklists.check_rules import check_rules
from inspector.checklists.check_texts import check_texts
from inspector.checklists.draft import Draft, read_draft
from inspector.checklists.grid import Book, Place
from inspector.checklists.kinds import UNASKED
from inspector.checklists.limits import LIMITS, Limits
from inspector.checklists.mistakes import ChecklistMistake, Findings, Severity
from inspector.checklists.model import Form
from inspector.checklists.names import is_name
from inspector.checklists.schema import Schema
from inspector.checklists.workbook import read_workbook


@dataclass(frozen=True)
class Reading:
    """What came of a file: `form` is None where `mistakes` hold an error; warnings do not keep it back.

    `mistakes` stand in the order of sheets, rows and columns.
    """

    form: Form | None
    mistakes: tuple[ChecklistMistake, ...]

    @property
    def errors(self) -> tuple[ChecklistMistake, ...]:
        """Those that keep the checklist from being published."""
        return tuple(one for one in self.mistakes if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[ChecklistMistake, ...]:
        """The others."""
        return tuple(one for one in self.mistakes if one.severity is Severity.WARNING)


def read_checklist(path: Path, limits: Limits = LIMITS) -> Reading:
    """The checklist in an .xlsx or .xls file (recognised by content), and all its mistakes.

    Raises FormatError (`checklists.…`) only for a file that is no workbook, damaged, encrypted or too large.
    """
    return check_book(read_workbook(path, limits))


def check_book(book: Book) -> Reading:
    """The checklist in a book that was read already, and all its mistakes."""
    findings = Findings()
    draft = read_draft(book, findings)
    if draft is not None:
        _check(draft, findings)
    mistakes = findings.sorted(tuple(one.name for one in book.sheets))
    failed = draft is None or any(one.severity is Severity.ERROR for one in mistakes)
    return Reading(None if failed or draft is None else draft.form, mistakes)


def _check(draft: Draft, findings: Findings) -> None:
    schema = Schema(draft.form)
    check_names(draft, schema, findings)
    check_expressions(draft, schema, findings)
    check_lists(draft, schema, findings)
    check_parameters(draft, schema, findings)
    check_texts(draft, schema, findings)
    check_rules(draft, schema, findings)
    if not any(spot.question is not None and spot.question.kind not in UNASKED for spot in schema.spots):
        findings.error("checklists.no_questions", Place(draft.survey.sheet, draft.survey.row))
    name = draft.form.settings.get("name", "")
    if name and not is_name(name):
        findings.error("checklists.name_wrong", draft.settings.places["name"], name, name=name)
