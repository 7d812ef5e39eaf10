"""The JSON of checklists written in Excel: what is wrong with one, what it asks, what came of trying it.

Apart from `answers`, because mistakes with their cells are told by no other command.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from inspector.checklists.expressions import Mistake
from inspector.checklists.mistakes import ChecklistMistake
from inspector.checklists.model import Form
from inspector.checklists.outcome import Entry, ProblemToRaise
from inspector.domain.reasons import Reason
from inspector.services.checklist_import import ChecklistImport
from inspector.services.checklist_judging import to_draft
from inspector.services.checklist_outline import Line, item_type
from inspector.services.checklist_sources import Found, errors_of, lacking
from inspector.services.checklist_trial import Trial
from inspector.services.checklist_values import Result
from inspector.services.checklists import questions_of
from inspector.services.record_json import plain
from inspector.texts import sentence

Answer = dict[str, Any]
_TENTH = Decimal("0.1")


def check_answer(found: Found) -> Answer:
    """`checklist check`: every mistake with its cell, and what an import will still ask for."""
    lacks = [_reason(one) for one in lacking(found)]
    return {**_checked(found.name, found.form, found.mistakes), "before_import": lacks}


def _checked(file: str, form: Form | None, mistakes: Sequence[ChecklistMistake]) -> Answer:
    errors = len(errors_of(mistakes))
    return {
        "file": file,
        "usable": form is not None,
        "name": form.title if form else None,
        "version": form.version if form else None,
        "questions": questions_of(form) if form else None,
        "errors": errors,
        "warnings": len(mistakes) - errors,
        "mistakes": [mistake_answer(one) for one in mistakes],
    }


def mistake_answer(one: ChecklistMistake) -> Answer:
    """A mistake; `column` is the letter in Excel, null where a whole row is meant."""
    return {
        "severity": one.severity.value,
        "sheet": one.place.sheet,
        "row": one.place.row,
        "column": one.place.letter or None,
        "text": one.text,
        "key": one.key,
        "message": sentence(one.key, **one.details),
        "fix": one.fix,
    }


def import_answer(imported: Iterable[ChecklistImport]) -> Answer:
    """`checklist import`: nothing is imported where one file has an error."""
    files = [
        {"status": _status(one), "id": one.checklist.id if one.checklist else None}
        | _checked(one.file, one.form, one.mistakes)
        for one in imported
    ]
    return {"imported": all(one["id"] is not None for one in files), "files": files}


def _status(one: ChecklistImport) -> str:
    if one.checklist is None:
        return "not_imported" if one.form else "refused"
    return "new" if one.is_new else "unchanged"


def shown_answer(found: Found, lines: Sequence[Line]) -> Answer:
    """`checklist show`."""
    form, kept = found.form, found.checklist
    return {
        "name": form.title if form else found.name,
        "version": form.version if form else plain(kept.version if kept else ""),
        "form_id": form.form_id if form else None,
        "languages": list(form.languages) if form else [],
        "checklist_id": kept.id if kept else None,
        "published_on": plain(kept.published_on) if kept else None,
        "items": [_line(one) for one in lines],
    }


def _line(one: Line) -> Answer:
    names = ("path", "depth", "type", "label", "hint", "source")
    return {
        **{name: getattr(one, name) for name in names},
        "choices": [{"name": name, "label": label} for name, label in one.choices],
        "conditions": dict(one.conditions),
        "rules": dict(one.rules),
    }


def eval_answer(expression: str, result: Result) -> Answer:
    """`checklist eval`: the result, or the mistakes."""
    return {
        "expression": expression,
        "type": result.type or None,
        "values": list(result.texts),
        "mistakes": [_expression_mistake(one) for one in result.mistakes],
    }


def _expression_mistake(one: Mistake) -> Answer:
    told = {"start": one.start, "end": one.end, "key": one.key}
    return {**told, "message": sentence(one.key, **one.details), "fix": one.fix}


def trial_answer(form: Form, trial: Trial) -> Answer:
    """`checklist answer`."""
    score, done = trial.score, trial.completeness
    return {
        "name": form.title,
        "version": form.version,
        "complete": not trial.messages,
        "asked": [_entry(one) for one in trial.asked],
        "not_asked": list(trial.not_asked),
        "messages": [{"address": one.address, **_reason(one.reason)} for one in trial.messages],
        "calculations": dict(trial.calculations),
        "score": {
            **{name: plain(getattr(score, name)) for name in ("earned", "possible", "unanswered", "percent")},
            "printed": printed_score(score.percent),
        },
        "completeness": {"asked": done.asked, "answered": done.answered, "missing": list(done.missing)},
        "problems": [problem_answer(one) for one in trial.problems],
        "answers": plain(trial.answers),
    }


def printed_score(percent: Decimal | None) -> str | None:
    """The score with one decimal, halves up."""
    return None if percent is None else str(percent.quantize(_TENTH, ROUND_HALF_UP))


def _reason(one: Reason) -> Answer:
    return {"key": one.key, "text": sentence(one.key, **one.details)}


def _entry(one: Entry) -> Answer:
    names = ("address", "label", "hint", "depth", "value", "required", "read_only")
    return {"type": item_type(one.item), **{name: getattr(one, name) for name in names}}


def problem_answer(one: ProblemToRaise) -> Answer:
    """A problem that the rules of a checklist raise; `description` is what it is recorded with."""
    names = ("address", "label", "answer")
    draft = to_draft(one)
    return {
        **{name: getattr(one, name) for name in names},
        "description": draft.description,
        "category": draft.category,
        "owner_department": draft.owner_department,
        "due_on": plain(draft.due_on),
    }
