"""Parameters, counts of repeats and appearances: cells that hold numbers and key words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from inspector.checklists.answers import to_atom
from inspector.checklists.draft import Draft
from inspector.checklists.formulas import has_dynamic_default, parsed
from inspector.checklists.kinds import ATTACHMENTS, MANY, SELECTS, Kind
from inspector.checklists.mistakes import Findings
from inspector.checklists.model import Question, Repeat
from inspector.checklists.names import is_name, nearest
from inspector.checklists.parameters import ACCEPTED, FROM_FILE
from inspector.checklists.references import REFERENCE
from inspector.checklists.schema import Schema, Spot
from inspector.domain.errors import RuleError

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_NO_NUMBERS = ATTACHMENTS | {Kind.DATE, Kind.TIME, Kind.DATETIME, Kind.GEOPOINT, Kind.NOTE, Kind.ACKNOWLEDGE}
_YES_NO = ("true", "false")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "randomize": _YES_NO,
    "allow-mock-accuracy": _YES_NO,
    "incremental": ("true",),
    "quality": ("voice-only", "low", "normal", "external"),
}
_WHOLE = frozenset({"rows", "max-pixels"})
_NUMERIC = frozenset({"capture-accuracy", "warning-accuracy"})


def check_parameters(draft: Draft, schema: Schema, findings: Findings) -> None:
    """Note parameters that a kind does not have or that are no numbers, and counts that count nothing."""
    for spot in schema.spots:
        if isinstance(spot.item, Question):
            _check_question(spot.item, draft, schema, findings)
            _check_default(spot.item, draft, findings)
        elif isinstance(spot.item, Repeat) and spot.item.count:
            _check_count(spot, spot.item, draft, schema, findings)


def _check_question(question: Question, draft: Draft, schema: Schema, findings: Findings) -> None:
    accepted = FROM_FILE if question.from_file else ACCEPTED.get(question.kind)
    place, text = draft.cell(question, "parameters")
    if accepted is None or not question.parameters:
        return
    for name in question.parameters:
        if name not in accepted:
            meant = nearest(name, accepted)
            fix = re.sub(rf"(?i)\b{re.escape(name)}(?=\s*=)", meant, text, count=1) if meant else None
            known = sorted(accepted)
            findings.error("checklists.parameter_unknown", place, text, fix=fix, name=name, known=known)

    def tell(key: str, name: str) -> None:
        findings.error(key, place, text, name=name, value=question.parameters.get(name, ""))

    _check_values(question, tell)
    if question.kind is Kind.RANGE:
        _check_range(question, tell)
    elif question.kind in SELECTS:
        _check_seed(question, schema, tell)


def _check_values(question: Question, tell: Callable[[str, str], None]) -> None:
    for name, value in question.parameters.items():
        if name in _WORDS and value not in _WORDS[name]:
            tell("checklists.parameter_value", name)
        elif name in _WHOLE and not value.isdigit():
            tell("checklists.parameter_not_whole", name)
        elif name in _NUMERIC and not _NUMBER.fullmatch(value):
            tell("checklists.parameter_not_number", name)


def _check_seed(question: Question, schema: Schema, tell: Callable[[str, str], None]) -> None:
    seed = question.parameters.get("seed")
    if seed is None:
        return
    field = REFERENCE.fullmatch(seed)
    if "randomize" not in question.parameters:
        tell("checklists.seed_without_randomize", "seed")
    elif field is None and not _NUMBER.fullmatch(seed):
        tell("checklists.parameter_not_number", "seed")
    elif field is not None and all(one.lower() != field[1].lower() for one in schema.by_name):
        tell("checklists.parameter_value", "seed")


def _check_range(question: Question, tell: Callable[[str, str], None]) -> None:
    bounds = range_bounds(question)
    for name in ("start", "end", "step", "tick_interval", "placeholder"):
        value = question.parameters.get(name)
        if value is not None and not _NUMBER.fullmatch(value):
            tell("checklists.parameter_not_number", name)
    if bounds is None:
        return
    start, end, step = bounds
    if step == 0:
        tell("checklists.range_step_zero", "step")
    elif abs(step) > abs(end - start):
        tell("checklists.range_step_wide", "step")
    interval = question.parameters.get("tick_interval")
    if interval is not None and _NUMBER.fullmatch(interval) and step and Decimal(interval) % step:
        tell("checklists.range_ticks", "tick_interval")


def _check_default(question: Question, draft: Draft, findings: Findings) -> None:
    """A default that cannot be an answer is left out when a visit begins, and nobody would notice."""
    if question.default and not has_dynamic_default(question) and not _can_answer(question, draft):
        findings.warning("checklists.default_wrong", *draft.cell(question, "default"), default=question.default)


def _can_answer(question: Question, draft: Draft) -> bool:
    try:
        value = str(to_atom(question, question.default))
    except RuleError:
        return False
    choices = draft.form.lists.get(question.source) if question.kind in SELECTS else None
    names = set(value.split() if question.kind in MANY else [value])
    return choices is None or names <= {one.name for one in choices}


def range_bounds(question: Question) -> tuple[Decimal, Decimal, Decimal] | None:
    """Start, end and step of a range, 1, 10 and 1 where not given (as pyxform has it); None where one is no number."""
    defaults = {"start": "1", "end": "10", "step": "1"}
    try:
        start, end, step = (Decimal(question.parameters.get(name, text)) for name, text in defaults.items())
    except InvalidOperation:
        return None
    return start, end, step


def _check_count(spot: Spot, repeat: Repeat, draft: Draft, schema: Schema, findings: Findings) -> None:
    place, text = draft.cell(repeat, "repeat_count")
    if parsed(repeat.count).mistakes:
        return
    if is_name(text) and schema.named(text) is not None:
        findings.error("checklists.count_bare_name", place, text, fix=f"${{{text}}}", name=text)
    elif is_name(text) or (_NUMBER.fullmatch(text) and not text.isdigit()):
        findings.error("checklists.count_wrong", place, text)
    elif (field := REFERENCE.fullmatch(text)) and (counted := schema.named(field[1])) is not None:
        kind = counted.question.kind if counted.question else None
        if kind is None or kind in _NO_NUMBERS or kind is Kind.TEXT or spot in counted.line:
            findings.error("checklists.count_no_number", place, text, name=field[1])
