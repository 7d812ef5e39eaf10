"""检查表 answers: what a checklist asks, and whether the answers of a visit fit.

It stands apart from the visit because answers may arrive from a form, a file or a package and are judged alike.
Every finding is told at once, so that an inspector corrects a visit in one go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from inspector.domain.errors import RuleError
from inspector.domain.reasons import Reason, reason
from inspector.domain.record import Json
from inspector.domain.typed_reading import TypedReader

_READER = TypedReader("domain.checklist")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


class AnswerType(StrEnum):
    """How an item is answered. A decimal is text (`"12.5"`), a date ISO text, choices a list of texts."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    DATE = "date"
    CHOICES = "choices"


@dataclass(frozen=True)
class ChecklistItem:
    """检查项: `label` is what the inspector reads; bounds hold for numbers, `choices` for choices."""

    name: str
    label: str
    answer_type: AnswerType
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True)
class ChecklistDefinition:
    """The items of a checklist, in the order in which they are asked."""

    items: tuple[ChecklistItem, ...]


def read_definition(definition: Json) -> ChecklistDefinition:
    """The definition kept in a `Checklist`, as JSON: `{"items": [{"name", "label", "answer_type", …}]}`.

    Raises `FormatError` for a setting that cannot be read and `RuleError` for items of one name or choices
    without options (`domain.checklist.*`).
    """
    found = _READER.read(ChecklistDefinition, definition, "checklist")
    names: set[str] = set()
    for item in found.items:
        if item.name in names:
            raise RuleError("domain.checklist.twice", name=item.name)
        if item.answer_type is AnswerType.CHOICES and not item.choices:
            raise RuleError("domain.checklist.no_options", label=item.label)
        names.add(item.name)
    return found


def check_answers(definition: ChecklistDefinition, answers: Json) -> tuple[Reason, ...]:
    """Everything wrong with `answers` (item name → answer; None is unanswered), in the order of the items."""
    return (*_item_findings(definition.items, answers), *_unasked(definition.items, answers))


def _item_findings(items: Sequence[ChecklistItem], answers: Json) -> Iterator[Reason]:
    for item in items:
        answer = answers.get(item.name)
        if answer is not None:
            yield from _findings(item, answer)
        elif item.required:
            yield reason("domain.checklist.unanswered", label=item.label)


def _unasked(items: Sequence[ChecklistItem], answers: Json) -> Iterator[Reason]:
    asked = {one.name for one in items}
    for name in answers:
        if name not in asked:
            yield reason("domain.checklist.not_asked", name=name)


def _findings(item: ChecklistItem, answer: object) -> Iterator[Reason]:
    if not _FITS[item.answer_type](answer):
        yield reason(f"domain.checklist.no_{item.answer_type}", label=item.label, answer=answer)
    elif item.answer_type in {AnswerType.INTEGER, AnswerType.DECIMAL}:
        yield from _out_of_bounds(item, Decimal(str(answer)))
    elif item.answer_type is AnswerType.CHOICES and isinstance(answer, (list, tuple)):
        foreign = [one for one in answer if one not in item.choices]
        if foreign:
            yield reason("domain.checklist.foreign_choice", label=item.label, answers=foreign, choices=item.choices)


def _out_of_bounds(item: ChecklistItem, number: Decimal) -> Iterator[Reason]:
    if item.minimum is not None and number < item.minimum:
        yield reason("domain.checklist.too_small", label=item.label, answer=number, minimum=item.minimum)
    if item.maximum is not None and number > item.maximum:
        yield reason("domain.checklist.too_large", label=item.label, answer=number, maximum=item.maximum)


def _is_text(answer: object) -> bool:
    return isinstance(answer, str) and bool(answer.strip())


def _is_integer(answer: object) -> bool:
    # True is an int to Python, never to an inspector.
    return isinstance(answer, int) and not isinstance(answer, bool)


def _is_decimal(answer: object) -> bool:
    return _is_integer(answer) or (isinstance(answer, str) and _DECIMAL.fullmatch(answer) is not None)


def _is_yes_no(answer: object) -> bool:
    return isinstance(answer, bool)


def _is_date(answer: object) -> bool:
    if not isinstance(answer, str) or _ISO_DATE.fullmatch(answer) is None:
        return False
    try:
        date.fromisoformat(answer)
    except ValueError:
        return False
    return True


def _is_choices(answer: object) -> bool:
    """A list of different texts."""
    return (
        isinstance(answer, (list, tuple))
        and all(isinstance(one, str) for one in answer)
        and len(set(answer)) == len(answer)
    )


_FITS: Mapping[AnswerType, Callable[[object], bool]] = MappingProxyType(
    {
        AnswerType.TEXT: _is_text,
        AnswerType.INTEGER: _is_integer,
        AnswerType.DECIMAL: _is_decimal,
        AnswerType.YES_NO: _is_yes_no,
        AnswerType.DATE: _is_date,
        AnswerType.CHOICES: _is_choices,
    }
)
