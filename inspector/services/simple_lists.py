"""The simple checklists of before as forms, so that a visit fills either kind item by item.

What is kept of a visit stays what it was: answers by the names of the items, of the types of
`domain.checklist_answers`. They become answers of the form when a session begins, and are turned back when it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Form, Question, Wording
from inspector.domain.checklist_answers import AnswerType, ChecklistItem, check_answers, read_definition
from inspector.domain.checklist_answers import ChecklistDefinition as SimpleList
from inspector.domain.record import Json
from inspector.texts import sentence

_KINDS: Mapping[AnswerType, Kind] = MappingProxyType(
    {
        AnswerType.TEXT: Kind.TEXT,
        AnswerType.INTEGER: Kind.INTEGER,
        AnswerType.DECIMAL: Kind.DECIMAL,
        AnswerType.YES_NO: Kind.SELECT_ONE,
        AnswerType.DATE: Kind.DATE,
        AnswerType.CHOICES: Kind.SELECT_MULTIPLE,
    }
)
_PLAIN_NAME = re.compile(r"[^\W\d][\w.-]*")
_YES, _NO = "y", "n"


class SimpleForm:
    """A simple list as a form, with the way of its answers there and back.

    An item keeps its name where a form can bear it, for notes stand beside it by its name; choices are numbered.
    """

    def __init__(self, definition: Json, title: str, version: str) -> None:
        """Raises FormatError or RuleError for a definition that cannot be used."""
        self._definition = read_definition(definition)
        self._names = _names_of(self._definition.items)
        self.form = Form(
            title=title,
            form_id="simple",
            version=version,
            items=tuple(self._question(one) for one in self._definition.items),
            lists={self._names[one.name]: _choices(one) for one in self._definition.items if _has_list(one)},
        )

    def to_form(self, answers: Json | None) -> dict[str, Any]:
        """The answers that the form can take; others wait in the visit (`to_visit`)."""
        made: dict[str, Any] = {}
        for item in self._definition.items:
            answer = (answers or {}).get(item.name)
            if answer is not None and _is_right(item, answer):
                made[self._names[item.name]] = _form_answer(item, answer)
        return made

    def to_visit(self, answers: Mapping[str, Any], before: Json | None) -> dict[str, Any]:
        """What the visit keeps: what was answered, and of `before` whatever the form could not take."""
        kept = dict(before or {})
        for item in self._definition.items:
            answer = answers.get(self._names[item.name])
            if answer is not None:
                kept[item.name] = _kept(item, _visit_answer(item, answer), kept.get(item.name))
            elif item.name in kept and _is_right(item, kept[item.name]):
                del kept[item.name]
        return kept

    def _question(self, item: ChecklistItem) -> Question:
        name = self._names[item.name]
        return Question(
            name=name,
            kind=_KINDS[item.answer_type],
            wording=Wording(label={"": item.label}),
            source=name if _has_list(item) else "",
            required="true()" if item.required else "",
            constraint=" and ".join(_bounds(item)),
            constraint_message=_bounds_told(item),
        )


def _names_of(items: tuple[ChecklistItem, ...]) -> dict[str, str]:
    """By the item's name what the form calls it."""
    plain = {one.name for one in items if _PLAIN_NAME.fullmatch(one.name)}
    made: dict[str, str] = {}
    for number, item in enumerate(items, start=1):
        name = item.name if item.name in plain else f"item{number}"
        while name != item.name and name in plain:
            name += "_"
        made[item.name] = name
    return made


def _has_list(item: ChecklistItem) -> bool:
    return item.answer_type in {AnswerType.YES_NO, AnswerType.CHOICES}


def _choices(item: ChecklistItem) -> tuple[Choice, ...]:
    if item.answer_type is AnswerType.YES_NO:
        told = {_YES: sentence("services.simple_yes"), _NO: sentence("services.simple_no")}
    else:
        told = {f"c{number}": text for number, text in enumerate(item.choices, start=1)}
    return tuple(Choice(name, {"": text}) for name, text in told.items())


def _bounds(item: ChecklistItem) -> Iterator[str]:
    if item.minimum is not None:
        yield f". >= {item.minimum}"
    if item.maximum is not None:
        yield f". <= {item.maximum}"


def _bounds_told(item: ChecklistItem) -> Mapping[str, str]:
    least, most = item.minimum, item.maximum
    if least is not None and most is not None:
        return {"": sentence("services.simple_between", least=least, most=most)}
    if least is not None:
        return {"": sentence("services.simple_least", least=least)}
    return {} if most is None else {"": sentence("services.simple_most", most=most)}


def _is_right(item: ChecklistItem, answer: object) -> bool:
    """Whether an answer is of the item's type; one out of its bounds is shown, and the form says so."""
    bare = ChecklistItem(item.name, item.label, item.answer_type, choices=item.choices)
    return not check_answers(SimpleList((bare,)), {item.name: answer})


def _form_answer(item: ChecklistItem, answer: Any) -> Any:  # noqa: ANN401 - of the item's type
    if item.answer_type is AnswerType.YES_NO:
        return _YES if answer else _NO
    if item.answer_type is AnswerType.CHOICES:
        return [f"c{item.choices.index(one) + 1}" for one in answer]
    return str(answer) if item.answer_type is AnswerType.DECIMAL else answer


def _visit_answer(item: ChecklistItem, answer: Any) -> Any:  # noqa: ANN401 - of the form's kind
    if item.answer_type is AnswerType.YES_NO:
        return answer == _YES
    if item.answer_type is AnswerType.CHOICES:
        return [item.choices[int(one.removeprefix("c")) - 1] for one in answer]
    return f"{Decimal(str(answer)):f}" if item.answer_type is AnswerType.DECIMAL else answer


def _kept(item: ChecklistItem, answer: Any, before: Any) -> Any:  # noqa: ANN401 - of the item's type
    """A number that is the same stays written as it was."""
    same = item.answer_type is AnswerType.DECIMAL and before is not None and _is_right(item, before)
    return before if same and Decimal(str(before)) == Decimal(answer) else answer
