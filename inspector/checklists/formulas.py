"""Which cells of an item hold expressions, read once and shared by checker, cycle search and session."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from inspector.checklists.expressions import Parsed, parse
from inspector.checklists.kinds import NUMBERS, Kind
from inspector.checklists.model import Group, Item, Question
from inspector.checklists.references import is_dynamic

_OF_QUESTIONS = ("relevant", "constraint", "calculation", "required", "read_only", "choice_filter")


def expressions(item: Item) -> Iterator[tuple[str, str]]:
    """Column and expression of an item, without empty ones and without defaults that are plain values."""
    if isinstance(item, Question):
        for key in _OF_QUESTIONS:
            if text := getattr(item, key):
                yield key, text
        if item.default and has_dynamic_default(item):
            yield "default", item.default
        return
    if item.relevant:
        yield "relevant", item.relevant
    if not isinstance(item, Group) and item.count:
        yield "repeat_count", item.count


def has_dynamic_default(question: Question) -> bool:
    """Whether the default is calculated when the answer is first there."""
    text_like = question.kind not in NUMBERS and question.kind not in {Kind.CALCULATE, Kind.HIDDEN}
    return is_dynamic(question.default, text_like=text_like)


@lru_cache(maxsize=8192)
def parsed(text: str) -> Parsed:
    """The expression, parsed once however many cells repeat it."""
    return parse(text)
