"""`${name}` in the rules about problems: category, owner and deadline have to find one answer of the right kind."""

from __future__ import annotations

from inspector.checklists.check_texts import check_text
from inspector.checklists.draft import Draft
from inspector.checklists.grid import Place
from inspector.checklists.kinds import NUMBERS, Kind
from inspector.checklists.mistakes import Findings
from inspector.checklists.references import REFERENCE
from inspector.checklists.schema import Schema, Spot

_DAYS = "gov:deadline_days"
_COLUMNS = ("gov:problem_category", "gov:owner", _DAYS)
_COUNTING = NUMBERS | {Kind.CALCULATE, Kind.HIDDEN, Kind.SELECT_ONE}
"""Kinds whose answer may be a number of days; choices may be called 3, 7 and 15."""


def check_rules(draft: Draft, schema: Schema, findings: Findings) -> None:
    """Note references in rules that are written wrongly, lead nowhere, or to what holds no such answer."""
    for spot in schema.spots:
        if spot.question is not None and spot.question.kind is not Kind.NOTE:
            for key in _COLUMNS:
                place, text = draft.cell(spot.question, key)
                check_text(place, text, schema, findings)
                for name in dict.fromkeys(REFERENCE.findall(text)):
                    _check_answer(schema.named(name), spot, key, (place, text), findings)


def _check_answer(asked: Spot | None, spot: Spot, key: str, cell: tuple[Place, str], findings: Findings) -> None:
    if asked is None:
        return
    outside = [one.name for one in asked.repeats if one not in spot.repeats]
    if asked.question is None:
        findings.error("checklists.field_of_part", *cell, name=asked.name)
    elif outside:
        findings.warning("checklists.field_of_repeat", *cell, name=asked.name, repeat=outside[-1])
    elif key == _DAYS and asked.question.kind not in _COUNTING:
        findings.error("checklists.days_no_number", *cell, name=asked.name)
