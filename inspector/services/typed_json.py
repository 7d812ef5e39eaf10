"""Reading JSON that people write, strictly: each field once, each value in one documented form.

It stands apart from `visit_file` because amendments are read in the same words, and because what is refused
here (a field twice, an unknown one, 1e1 for 10) must be refused everywhere alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from inspector.domain.errors import FormatError
from inspector.domain.ids import CHINA
from inspector.texts import sentence

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)
ValueT = TypeVar("ValueT")

MAX_BYTES = 4_000_000
MAX_TEXT = 20_000
MAX_DEPTH = 32
"""Repeated parts within each other, far beyond any checklist."""
PHOTOS = "@photos"
"""Beside the answers: the photos of a question (session.PHOTOS)."""
HINTS = {
    "visited_at": "services.hint_moment",
    "due_on": "services.hint_day",
    "purpose": "services.hint_purpose",
    "level": "services.hint_level",
    "pair_side": "services.hint_pair_side",
    "datum": "services.hint_datum",
    "physical_progress_pct": "services.hint_percent",
    "progress_pct": "services.hint_percent",
    "workers": "services.hint_count",
    "machines": "services.hint_count",
    "longitude": "services.hint_longitude",
    "latitude": "services.hint_latitude",
}
"""What may stand in a field, told when something else does."""
_DAY = re.compile(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    rf"{_DAY.pattern}([T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]{{1,6}})?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?)?"
)
_DECIMAL = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,15})?")


def read_json(path: Path) -> Any:  # noqa: ANN401 - any JSON value
    """The JSON of a file, decimals exact; FormatError where it cannot be read or names a field twice."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FormatError("services.visit_file_too_large", file=path.name)
        return parse_json(path.read_text("utf-8-sig"), path.name)
    except OSError as error:
        raise FormatError("services.file_unreadable", file=path.name, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise FormatError("services.not_json", file=path.name) from error


def parse_json(written: str, name: str) -> Any:  # noqa: ANN401 - any JSON value
    """The JSON of a text, decimals exact; `name` is what a refusal calls it."""
    try:
        return json.loads(written, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_each_once)
    except json.JSONDecodeError as error:
        raise FormatError("services.json_stops", file=name, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise FormatError("services.not_json", file=name) from error


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object; JSON would let the last of two fields win silently."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise FormatError("services.json_field_twice", fields=sorted({one for one in names if names.count(one) > 1}))
    return made


def wrong_field(place: str, value: object) -> FormatError:
    """The refusal of a field, with what may stand in it."""
    name = place.rpartition(".")[2].removeprefix("reported_")
    hint = sentence(HINTS.get(name, "services.hint_form"))
    return FormatError("services.visit_field_wrong", field=place, value=_brief(value), hint=hint)


class Fields:
    """The fields of one JSON object, each taken once; what nobody took is reported."""

    def __init__(self, data: object, place: str) -> None:
        if not isinstance(data, dict):
            raise wrong_field(place or "visit", data)
        self._left: dict[str, object] = dict(data)
        self._place = place

    def take(self, name: str, read: Callable[[object], ValueT]) -> ValueT | None:
        """The value of `name` as `read` makes it; None where it is missing or null."""
        value = self._left.pop(name, None)
        if value is None:
            return None
        try:
            return read(value)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise wrong_field(self._place + name, value) from error

    def need(self, name: str, read: Callable[[object], ValueT]) -> ValueT:
        """The value of `name`; FormatError where it is missing."""
        value = self.take(name, read)
        if value is None:
            raise FormatError("services.visit_field_missing", field=self._place + name)
        return value

    def each(self, name: str, read: Callable[[Fields], ValueT]) -> tuple[ValueT, ...]:
        """A list of objects, each read by `read`."""
        items = self._left.pop(name, None)
        if items is None:
            return ()
        if not isinstance(items, list):
            raise wrong_field(self._place + name, items)
        made = []
        for number, item in enumerate(items):
            fields = Fields(item, f"{self._place}{name}[{number}].")
            made.append(read(fields))
            fields.finish()
        return tuple(made)

    def finish(self) -> None:
        """FormatError where a field was not asked for."""
        if self._left:
            names = [self._place + name for name in self._left]
            raise FormatError("services.visit_field_unknown", fields=names)


def text(value: object) -> str:
    """A text with something in it, without outer blanks."""
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT:
        raise ValueError(value)
    value.encode()  # a lone surrogate cannot be stored or printed
    return value.strip()


def texts(value: object) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(text(one) for one in value)


def moment(value: object) -> datetime:
    """A day with a time, in China time where no offset is given."""
    read = datetime.fromisoformat(_written(value, _MOMENT))
    return read if read.tzinfo else read.replace(tzinfo=CHINA)


def day(value: object) -> date:
    """A day, `2022-06-10`."""
    return date.fromisoformat(_written(value, _DAY))


def _written(value: object, form: re.Pattern[str]) -> str:
    """A text in exactly one form: Python reads more ways of writing a day or a number than docs/formats.md."""
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError(value)
    return value


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise TypeError(value)
    return Decimal(_written(value, _DECIMAL) if isinstance(value, str) else value)


def percent(value: object) -> Decimal:
    """0 to 100 with at most two decimals."""
    number = _number(value)
    if not 0 <= number <= 100 or number != number.quantize(Decimal("0.01")):  # noqa: PLR2004 - per cent
        raise ValueError(value)
    return number


def count(value: object) -> int:
    """A whole number from 0."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise TypeError(value)
    return value


def degrees(limit: int) -> Callable[[object], float]:
    """A reader of degrees between minus and plus `limit`."""

    def read(value: object) -> float:
        number = _number(value)
        if abs(number) > limit:
            raise ValueError(value)
        return float(number)

    return read


def chooser(choices: type[ChoiceT], words: Mapping[str, ChoiceT]) -> Callable[[object], ChoiceT]:
    """A reader of a choice by its identifier or its Chinese word."""

    def read(value: object) -> ChoiceT:
        word = value if isinstance(value, str) else ""
        return words[word] if word in words else choices(word)

    return read


def answers(value: object, depth: int = 0) -> dict[str, Any]:
    """Typed answers by item; in `@photos` the photos of a question by its address."""
    if not isinstance(value, dict) or depth > MAX_DEPTH:
        raise TypeError(value)
    return {text(name): _photos(one) if name == PHOTOS else _answer(one, depth) for name, one in value.items()}


def _answer(value: object, depth: int) -> object:
    """A typed answer: text, whole number, decimal (kept as text), true/false, a list of choices or of answers.

    A list of answers is a repeated part of a checklist, one object for every time.
    """
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if not isinstance(value, list):
        return text(value)
    return [answers(one, depth + 1) for one in value] if value and isinstance(value[0], dict) else list(texts(value))


def _photos(value: object) -> dict[str, list[str]]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return {text(where): list(texts(ids)) for where, ids in value.items()}


def _brief(value: object) -> str:
    shown = str(value)
    return shown if len(shown) <= 40 else shown[:39] + "…"  # noqa: PLR2004 - what fits a message
