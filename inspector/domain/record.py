"""How an entity is declared: a frozen dataclass whose cells carry stable field numbers.

It stands apart from the entities because storage, the operation log, Excel and JSON all read the same
declaration: one place says which fields exist, of which type, and under which number they travel
(design: exchange.md, "Field ids are stable and never reused").
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, TypeVar, dataclass_transform


@dataclass(frozen=True)
class Unit:
    """The unit and the decimal places of a Decimal field."""

    name: str
    places: int


Money = Annotated[Decimal, Unit("万元", 2)]
Percent = Annotated[Decimal, Unit("%", 2)]
Quantity = Annotated[Decimal, Unit("", 4)]
Json = Mapping[str, Any]


class Sort(Enum):
    """The storage classes a field can have; `storage` maps each to a STRICT column type."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    BOOLEAN = "boolean"
    MONEY = "money"
    DECIMAL = "decimal"
    DATE = "date"
    DATETIME = "datetime"
    ENUM = "enum"
    TEXTS = "texts"
    JSON = "json"


@dataclass(frozen=True)
class Cell:
    """One declared field of an entity.

    `number` never changes and is never used again; `decides` marks fields whose conflicts block a bulletin
    (exchange.md); `refers` is the kind of record whose id the field holds.
    """

    name: str
    number: int
    sort: Sort
    type: type
    required: bool
    refers: str | None
    decides: bool


class Record:
    """Base of all entities: `id` is a UUIDv7 as text."""

    id: str
    KIND: typing.ClassVar[str]
    NUMBER: typing.ClassVar[int]
    CELLS: typing.ClassVar[tuple[Cell, ...]]


RecordT = TypeVar("RecordT", bound=Record)
KINDS: dict[str, type[Record]] = {}


def cell(
    number: int,
    *,
    default: Any = None,  # noqa: ANN401 - the type of the field itself
    refers: str | None = None,
    decides: bool = False,
) -> Any:  # noqa: ANN401 - a dataclass field specifier is typed by its annotation
    """Declare an optional cell with its stable `number`."""
    meta = {"number": number, "refers": refers, "decides": decides, "required": False}
    return dataclasses.field(default=default, metadata=meta)


def required(number: int, *, refers: str | None = None, decides: bool = False) -> Any:  # noqa: ANN401
    """Declare a cell that has to be given."""
    meta = {"number": number, "refers": refers, "decides": decides, "required": True}
    return dataclasses.field(metadata=meta)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(required,))
def record(kind: str, number: int) -> Callable[[type[RecordT]], type[RecordT]]:
    """Make a class an entity called `kind` in tables, files and JSON, and `number` on the wire."""

    def declare(cls: type[RecordT]) -> type[RecordT]:
        made = dataclass(frozen=True, kw_only=True)(cls)
        made.KIND = kind
        made.NUMBER = number
        made.CELLS = _cells(made)
        if kind in KINDS:
            msg = f"record kind {kind} declared twice"
            raise ValueError(msg)
        KINDS[kind] = made
        return made

    return declare


def _cells(cls: type) -> tuple[Cell, ...]:
    hints = typing.get_type_hints(cls, include_extras=True)
    made = []
    for field in dataclasses.fields(cls):
        if "number" not in field.metadata:
            continue
        sort, kind = _sort(hints[field.name])
        meta = field.metadata
        made.append(Cell(field.name, meta["number"], sort, kind, meta["required"], meta["refers"], meta["decides"]))
    if len({one.number for one in made}) != len(made):
        msg = f"a field number of {cls.__name__} is used twice"
        raise ValueError(msg)
    return tuple(made)


_PLAIN: dict[type, Sort] = {
    str: Sort.TEXT,
    int: Sort.INTEGER,
    float: Sort.REAL,
    bool: Sort.BOOLEAN,
    Decimal: Sort.DECIMAL,
    date: Sort.DATE,
    datetime: Sort.DATETIME,
}


def _sort(hint: Any) -> tuple[Sort, type]:  # noqa: ANN401 - any annotation
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is Annotated:
        unit = hint.__metadata__[0]
        return (Sort.MONEY if unit.name == "万元" else Sort.DECIMAL), Decimal
    if typing.get_origin(hint) is tuple:
        return Sort.TEXTS, tuple
    if hint == Json:
        return Sort.JSON, dict
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Sort.ENUM, hint
    return _PLAIN[hint], hint
