"""What a session tells about its answers: entries to show, messages, problems to raise. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspector.checklists.answers import Answer
from inspector.checklists.model import Item


@dataclass(frozen=True)
class Entry:
    """One thing to show, in the order of the form: a heading (group, instance of a repeat) or a question.

    `label` and `hint` are in the session's language with `${name}` filled in; `depth` counts the parts around it.
    """

    address: str
    item: Item
    depth: int
    label: str
    hint: str = ""
    value: Answer = None
    required: bool = False
    read_only: bool = False


@dataclass(frozen=True)
class RepeatPlace:
    """A part that is answered once for every instance; `is_free` where the inspector adds and removes them."""

    address: str
    label: str
    instances: tuple[str, ...]
    is_free: bool


@dataclass(frozen=True)
class Message:
    """Why an answer does not do yet. `text` is the author's own sentence, "" where `key` has to be told."""

    address: str
    key: str
    label: str
    text: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ProblemToRaise:
    """A problem that an unfit answer brings: prefilled from the `gov:` columns, confirmed by the inspector.

    `due_on` is `deadline_days` calendar days after the day of the visit; None where the rule names none.
    """

    address: str
    label: str
    answer: str
    category: str
    owner: str
    due_on: date | None


@dataclass(frozen=True)
class Completeness:
    """`asked` questions that need or take an answer, `answered` of them; `missing` are the required open ones."""

    asked: int
    answered: int
    missing: tuple[str, ...]
