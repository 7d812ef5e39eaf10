"""A checklist as a form: what is asked, in which order, under which conditions, and how it is judged.

These values are what the reader makes of a workbook, what a workspace keeps as the definition of a checklist,
and what a session fills. They hold expressions as written; nothing here evaluates one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from inspector.checklists.kinds import Kind

Texts: TypeAlias = Mapping[str, str]
"""A text by language (`中文 (zh)`); the key "" is the column without a language."""
NONE: Texts = MappingProxyType({})


def _nothing() -> Texts:
    return NONE


@dataclass(frozen=True)
class Rules:
    """The `bind::gov:*` columns: what an answer counts, and which problem an unfit one raises.

    `weight` is the share of the question in the score; `deadline_days` are calendar days from the visit, or the
    `${field}` that holds them. `problem_category` and `owner` may have `${field}` in them, as labels may.
    """

    weight: str = ""
    photo_on_fail: bool = False
    problem_category: str = ""
    deadline_days: int | str | None = None
    owner: str = ""


NO_RULES = Rules()


@dataclass(frozen=True)
class Wording:
    """What a part of the form says: texts by language, and file names of media by sort (`image`)."""

    label: Texts = field(default_factory=_nothing)
    hint: Texts = field(default_factory=_nothing)
    guidance: Texts = field(default_factory=_nothing)
    media: Mapping[str, Texts] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Question:
    """One row that holds an answer, asked or calculated. Expressions are "" where the cell was empty.

    `required` and `read_only` are expressions (`true()` for a plain yes). `source` is a choice list's name, a
    file's name (`from_file`) or `${repeat}`. `extra` keeps what this program does not read, by header.
    """

    name: str
    kind: Kind
    row: int = 0
    wording: Wording = field(default_factory=Wording)
    source: str = ""
    from_file: bool = False
    or_other: bool = False
    required: str = ""
    required_message: Texts = field(default_factory=_nothing)
    relevant: str = ""
    constraint: str = ""
    constraint_message: Texts = field(default_factory=_nothing)
    calculation: str = ""
    default: str = ""
    read_only: str = ""
    choice_filter: str = ""
    trigger: tuple[str, ...] = ()
    appearance: str = ""
    parameters: Mapping[str, str] = field(default_factory=_nothing)
    rules: Rules = NO_RULES
    extra: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True)
class Group:
    """A part with a heading; what is in it is asked where `relevant` holds."""

    name: str
    row: int = 0
    wording: Wording = field(default_factory=Wording)
    relevant: str = ""
    appearance: str = ""
    items: tuple[Item, ...] = ()
    extra: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True)
class Repeat:
    """A part that is answered once for every instance; `count` is an expression, "" where the inspector adds."""

    name: str
    row: int = 0
    wording: Wording = field(default_factory=Wording)
    relevant: str = ""
    count: str = ""
    appearance: str = ""
    items: tuple[Item, ...] = ()
    extra: Mapping[str, str] = field(default_factory=_nothing)


Item: TypeAlias = Question | Group | Repeat


@dataclass(frozen=True)
class Choice:
    """One answer of a list; `columns` are the further cells of its row, which choice filters ask for."""

    name: str
    label: Texts = field(default_factory=_nothing)
    media: Mapping[str, Texts] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[str, str] = field(default_factory=_nothing)
    row: int = 0


@dataclass(frozen=True)
class Form:
    """A whole checklist. `languages` in the order of the sheet; `settings` keeps the rest of that sheet."""

    title: str
    form_id: str
    version: str = ""
    languages: tuple[str, ...] = ()
    default_language: str = ""
    instance_name: str = ""
    items: tuple[Item, ...] = ()
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=lambda: MappingProxyType({}))
    settings: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True)
class Placed:
    """An item with the way to it: `path` from the outermost part down, its own name last."""

    item: Item
    path: tuple[str, ...]
    repeats: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The item's own name."""
        return self.item.name


def walk(items: tuple[Item, ...]) -> Iterator[Placed]:
    """Every item in the order of the sheet, parts before what is in them."""
    yield from _walk(items, (), ())


def _walk(items: tuple[Item, ...], path: tuple[str, ...], repeats: tuple[str, ...]) -> Iterator[Placed]:
    for item in items:
        here = (*path, item.name)
        yield Placed(item, here, repeats)
        if not isinstance(item, Question):
            inner = (*repeats, item.name) if isinstance(item, Repeat) else repeats
            yield from _walk(item.items, here, inner)


def text_in(texts: Texts, language: str, default: str = "") -> str:
    """The text in a language ("" is the default one), else in the default one, else the unnamed one, else any."""
    for one in (language or default, default, ""):
        if texts.get(one):
            return texts[one]
    return next((text for text in texts.values() if text), "")
