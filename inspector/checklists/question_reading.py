"""One row of the survey sheet as a question, and what its own cells get wrong.

Expressions are kept as written here; the checker judges them when every name of the form is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from inspector.checklists import kinds, words
from inspector.checklists.kinds import Kind, TypeCell
from inspector.checklists.limits import LIMITS
from inspector.checklists.lines import Line
from inspector.checklists.mistakes import Findings
from inspector.checklists.model import NO_RULES, Question, Rules, Wording
from inspector.checklists.names import is_name, mended_name
from inspector.checklists.parameters import mended_parameters, parse_parameters
from inspector.checklists.references import DYNAMIC, REFERENCE, mended_references

_FIXED_NAMES = {Kind.AUDIT: "audit"}
_NOTHING: Mapping[str, str] = MappingProxyType({})


def read_question(line: Line, kind: Kind, cell: TypeCell, findings: Findings) -> Question:
    """The question of a row, with every mistake of its own cells noted."""
    name = read_name(line, findings, kind)
    _check_wording(line, kind, findings)
    return Question(
        name=name,
        kind=kind,
        row=line.number,
        wording=read_wording(line),
        source=cell.list_name,
        from_file=cell.from_file,
        or_other=cell.or_other,
        required=_condition(line, "required"),
        required_message=line.texts("required_message"),
        relevant=read_relevant(line),
        constraint=line.text("constraint"),
        constraint_message=line.texts("constraint_message"),
        calculation=_calculation(line, kind, findings),
        default=line.text("default"),
        read_only=_condition(line, "read_only"),
        choice_filter=line.text("choice_filter"),
        trigger=_trigger(line, findings),
        appearance=line.text("appearance"),
        parameters=_parameters(line, findings),
        rules=_rules(line, findings),
        extra=line.unknown(),
    )


def read_wording(line: Line) -> Wording:
    """What the row says to the inspector."""
    return Wording(line.texts("label"), line.texts("hint"), line.texts("guidance_hint"), line.media())


def read_relevant(line: Line) -> str:
    """The condition; a plain yes is none at all."""
    text = line.text("relevant")
    return "" if words.yes_or_no(text) is True else _condition(line, "relevant")


def read_name(line: Line, findings: Findings, kind: Kind | None = None) -> str:
    """The name, checked; a note without one gets a name of its row, as pyxform gives it."""
    name = line.text("name")
    if kind in _FIXED_NAMES:
        return _FIXED_NAMES[kind]
    if not name and kind is Kind.NOTE:
        return f"generated_note_name_{line.number}"
    if not name:
        findings.error("checklists.name_missing", line.place("name"), type=line.text("type"))
        return f"_{line.number}"
    if not is_name(name):
        findings.error("checklists.name_wrong", line.place("name"), name, fix=mended_name(name), name=name)
    return name


def _check_wording(line: Line, kind: Kind, findings: Findings) -> None:
    if kind in kinds.UNLABELLED or line.text("calculation"):
        return
    if not (line.texts("label") or line.texts("hint") or line.media()):
        findings.error("checklists.label_missing", line.place("label"), name=line.text("name"))


def _condition(line: Line, key: str) -> str:
    """An expression, with yes and no in any spelling as ODK's constants."""
    text = line.text(key)
    meant = words.yes_or_no(text)
    if meant is None:
        return text
    return "true()" if meant else ("false()" if key == "relevant" else "")


def _calculation(line: Line, kind: Kind, findings: Findings) -> str:
    text = line.text("calculation")
    if kind is Kind.CALCULATE and not text and not DYNAMIC.search(line.text("default")):
        if line.text("type").lower().startswith("background"):
            return text
        findings.error("checklists.calculation_missing", line.place("calculation"), name=line.text("name"))
    return text


def _trigger(line: Line, findings: Findings) -> tuple[str, ...]:
    text = line.text("trigger")
    found = REFERENCE.findall(text)
    if REFERENCE.sub("", text).replace(",", "").replace("，", "").strip():
        plain = [one.strip() for one in text.replace("，", ",").split(",")]
        fix = ", ".join(f"${{{one}}}" for one in plain) if all(is_name(one) for one in plain) else None
        findings.error("checklists.trigger_wrong", line.place("trigger"), text, fix=fix)
    return tuple(found)


def _parameters(line: Line, findings: Findings) -> Mapping[str, str]:
    text = line.text("parameters")
    parsed = parse_parameters(text)
    if parsed is None:
        fix = mended_parameters(text)
        findings.error("checklists.parameters_wrong", line.place("parameters"), text, fix=fix)
    return parsed or _NOTHING


def _rules(line: Line, findings: Findings) -> Rules:
    """The `gov:` columns; a cell that is no number or no yes is a mistake, never a guess."""
    photo = line.text("gov:photo_on_fail")
    made = Rules(
        weight=_weight(line, findings),
        photo_on_fail=bool(words.yes_or_no(photo)),
        problem_category=line.text("gov:problem_category"),
        deadline_days=_days(line, findings),
        owner=line.text("gov:owner"),
    )
    if photo and words.yes_or_no(photo) is None:
        findings.error("checklists.not_yes_or_no", line.place("gov:photo_on_fail"), photo)
    return NO_RULES if made == NO_RULES else made


def _days(line: Line, findings: Findings) -> int | str | None:
    """A number or a reference; one that is written wrongly stays, for the checker to tell."""
    text = line.text("gov:deadline_days")
    if not text:
        return None
    if REFERENCE.fullmatch(mended_references(text).get(text, text)):
        return text
    if text.isascii() and text.isdigit() and int(text) <= LIMITS.days:
        return int(text)
    findings.error("checklists.days_wrong", line.place("gov:deadline_days"), text, most=LIMITS.days)
    return None


def _weight(line: Line, findings: Findings) -> str:
    text = line.text("gov:weight")
    whole, _, part = text.partition(".")
    if text and not (text.isascii() and whole.isdigit() and (part.isdigit() or "." not in text)):
        findings.error("checklists.weight_wrong", line.place("gov:weight"), text)
        return ""
    return text
