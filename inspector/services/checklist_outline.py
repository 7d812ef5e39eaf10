"""A checklist as an outline to read: every question in order, with its type, its choices and its rules.

It serves both kinds of definition, so that whoever looks at a version sees what its visits were asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from inspector.checklists.kinds import SELECTS
from inspector.checklists.model import NO_RULES, Choice, Form, Item, Placed, Question, Repeat, text_in, walk
from inspector.domain.checklist_answers import ChecklistItem, read_definition
from inspector.domain.record import Json

_CONDITIONS = (
    *("required", "relevant", "constraint", "calculation", "default", "read_only", "choice_filter"),
    *("appearance", "count"),
)


@dataclass(frozen=True)
class Line:
    """One item: `depth` counts the parts around it, `conditions` hold expressions by their column.

    `type` is the word of the type column, `group` or `repeat`; `choices` are names with labels, none where a
    file or a repeat gives them (`source`).
    """

    path: str
    depth: int
    type: str
    label: str
    hint: str = ""
    source: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    conditions: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_part(self) -> bool:
        """Whether it is a heading with questions under it."""
        return self.type in {"group", "repeat"}


def outline(form: Form, language: str = "") -> tuple[Line, ...]:
    """The lines of a form in the order of its sheet, texts in a language of it ("" is its default)."""
    return tuple(_Writer(form, language).line(one) for one in walk(form.items))


@dataclass(frozen=True)
class _Writer:
    form: Form
    language: str

    def line(self, placed: Placed) -> Line:
        item = placed.item
        conditions = {key: text for key in _CONDITIONS if (text := getattr(item, key, ""))}
        line = Line(
            path="/".join(placed.path),
            depth=len(placed.path) - 1,
            type=item_type(item),
            label=self._text(item.wording.label),
            hint=self._text(item.wording.hint),
            conditions=conditions,
        )
        return self._question(line, item) if isinstance(item, Question) else line

    def _question(self, line: Line, question: Question) -> Line:
        message = self._text(question.constraint_message)
        conditions = dict(line.conditions) | ({"constraint_message": message} if message else {})
        choices = self.form.lists.get(question.source, ()) if question.kind in SELECTS else ()
        return replace(
            line,
            source=question.source,
            choices=tuple(self._choice(one) for one in choices),
            conditions=conditions,
            rules=dict(_rules(question)),
        )

    def _choice(self, choice: Choice) -> tuple[str, str]:
        return choice.name, self._text(choice.label) or choice.name

    def _text(self, texts: Mapping[str, str]) -> str:
        return text_in(texts, self.language, self.form.default_language)


def item_type(item: Item) -> str:
    """The word of the type column, `group` or `repeat`."""
    if isinstance(item, Question):
        return item.kind.value
    return "repeat" if isinstance(item, Repeat) else "group"


def _rules(question: Question) -> Iterator[tuple[str, Any]]:
    for one in fields(question.rules):
        value = getattr(question.rules, one.name)
        if value != getattr(NO_RULES, one.name):
            yield one.name, value


def simple_outline(definition: Json) -> tuple[Line, ...]:
    """The lines of a simple checklist."""
    return tuple(_simple(one) for one in read_definition(definition).items)


def _simple(item: ChecklistItem) -> Line:
    bounds = {"minimum": item.minimum, "maximum": item.maximum}
    conditions = {name: str(bound) for name, bound in bounds.items() if bound is not None}
    return Line(
        path=item.name,
        depth=0,
        type=item.answer_type.value,
        label=item.label,
        choices=tuple((one, one) for one in item.choices),
        conditions=({"required": "true()"} if item.required else {}) | conditions,
    )
