"""visit.json: a visit as a file, read strictly and in full before anything is written.

It stands apart from `visits` because the same reading serves the command line, a laptop's form and tests.
The format is documented in docs/formats.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from inspector.domain.errors import FormatError
from inspector.domain.ids import CHINA
from inspector.domain.inspection import PairSide, Purpose
from inspector.domain.problem import ProblemLevel
from inspector.domain.project import Datum

ChoiceT = TypeVar("ChoiceT", bound=StrEnum)
ValueT = TypeVar("ValueT")

MAX_BYTES = 4_000_000
MAX_TEXT = 20_000
PURPOSE_WORDS = {
    "日常巡查": Purpose.ROUTINE,
    "督查": Purpose.SUPERVISION,
    "观摩": Purpose.OBSERVATION,
    "复核": Purpose.RECHECK,
}
LEVEL_WORDS = {"一般": ProblemLevel.GENERAL, "较大": ProblemLevel.MAJOR, "紧急": ProblemLevel.URGENT}
SIDE_WORDS = {"整改前": PairSide.BEFORE, "整改后": PairSide.AFTER}
_DAY = re.compile(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    rf"{_DAY.pattern}([T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\.[0-9]{{1,6}})?)?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?)?"
)
_DECIMAL = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,15})?")


@dataclass(frozen=True)
class ProblemDraft:
    """A problem raised at the visit."""

    description: str
    category: str | None
    sub_category: str | None
    level: ProblemLevel
    owner_department: str | None
    co_departments: tuple[str, ...]
    solution: str | None
    close_standard: str | None
    due_on: date | None


@dataclass(frozen=True)
class PhotoNote:
    """Caption, credit and pair of the photo file called `file` (its name without folder)."""

    file: str
    caption: str | None
    credit: str | None
    pair: str | None
    pair_side: PairSide | None


@dataclass(frozen=True)
class VisitFile:
    """A visit as given; `visited_at` has an offset, positions are in degrees of `datum`."""

    visited_at: datetime
    purpose: Purpose
    seen_status: str
    physical_progress_pct: Decimal
    inspectors: tuple[str, ...]
    reported_status: str | None
    reported_progress_pct: Decimal | None
    workers: int | None
    machines: int | None
    conclusions: str | None
    longitude: float | None
    latitude: float | None
    datum: Datum
    place: str | None
    weather: str | None
    checklist: str | None
    answers: Mapping[str, Any] | None
    problems: tuple[ProblemDraft, ...]
    photos: tuple[PhotoNote, ...]
    signature: str | None


def read_visit(path: Path) -> VisitFile:
    """Read a visit file; FormatError names the field that is missing or wrong."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FormatError("services.visit_file_too_large", file=path.name)
        data = json.loads(path.read_text("utf-8-sig"), parse_float=Decimal, parse_constant=_no_constant)
    except OSError as error:
        raise FormatError("services.file_unreadable", file=path.name, reason=error.strerror) from error
    except json.JSONDecodeError as error:
        raise FormatError("services.json_stops", file=path.name, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise FormatError("services.not_json", file=path.name) from error
    return parse_visit(data)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def parse_visit(data: object) -> VisitFile:
    """A visit from parsed JSON; unknown fields are refused, so a misspelt one is never silently lost."""
    fields = _Fields(data, "")
    visit = VisitFile(
        visited_at=fields.need("visited_at", _moment),
        purpose=fields.need("purpose", _chooser(Purpose, PURPOSE_WORDS)),
        seen_status=fields.need("seen_status", _text),
        physical_progress_pct=fields.need("physical_progress_pct", _percent),
        inspectors=fields.take("inspectors", _texts) or (),
        reported_status=fields.take("reported_status", _text),
        reported_progress_pct=fields.take("reported_progress_pct", _percent),
        workers=fields.take("workers", _count),
        machines=fields.take("machines", _count),
        conclusions=fields.take("conclusions", _text),
        longitude=fields.take("longitude", _degrees(180)),
        latitude=fields.take("latitude", _degrees(90)),
        datum=fields.take("datum", _chooser(Datum, {})) or Datum.WGS84,
        place=fields.take("place", _text),
        weather=fields.take("weather", _text),
        checklist=fields.take("checklist", _text),
        answers=fields.take("answers", _answers),
        problems=fields.each("problems", _problem),
        photos=fields.each("photos", _photo),
        signature=fields.take("signature", _text),
    )
    fields.finish()
    if (visit.longitude is None) != (visit.latitude is None):
        raise FormatError("services.visit_position_incomplete")
    return visit


class _Fields:
    """The fields of one JSON object, each taken once; what nobody took is reported."""

    def __init__(self, data: object, place: str) -> None:
        if not isinstance(data, dict):
            raise FormatError("services.visit_field_wrong", field=place or "visit", value=_brief(data))
        self._left: dict[str, object] = dict(data)
        self._place = place

    def take(self, name: str, read: Callable[[object], ValueT]) -> ValueT | None:
        value = self._left.pop(name, None)
        if value is None:
            return None
        try:
            return read(value)
        except (TypeError, ValueError, ArithmeticError) as error:
            raise FormatError("services.visit_field_wrong", field=self._place + name, value=_brief(value)) from error

    def need(self, name: str, read: Callable[[object], ValueT]) -> ValueT:
        value = self.take(name, read)
        if value is None:
            raise FormatError("services.visit_field_missing", field=self._place + name)
        return value

    def each(self, name: str, read: Callable[[_Fields], ValueT]) -> tuple[ValueT, ...]:
        items = self._left.pop(name, None)
        if items is None:
            return ()
        if not isinstance(items, list):
            raise FormatError("services.visit_field_wrong", field=self._place + name, value=_brief(items))
        made = []
        for number, item in enumerate(items):
            fields = _Fields(item, f"{self._place}{name}[{number}].")
            made.append(read(fields))
            fields.finish()
        return tuple(made)

    def finish(self) -> None:
        if self._left:
            names = [self._place + name for name in self._left]
            raise FormatError("services.visit_field_unknown", fields=names)


def _problem(fields: _Fields) -> ProblemDraft:
    return ProblemDraft(
        description=fields.need("description", _text),
        category=fields.take("category", _text),
        sub_category=fields.take("sub_category", _text),
        level=fields.take("level", _chooser(ProblemLevel, LEVEL_WORDS)) or ProblemLevel.GENERAL,
        owner_department=fields.take("owner_department", _text),
        co_departments=fields.take("co_departments", _texts) or (),
        solution=fields.take("solution", _text),
        close_standard=fields.take("close_standard", _text),
        due_on=fields.take("due_on", _day),
    )


def _photo(fields: _Fields) -> PhotoNote:
    return PhotoNote(
        file=fields.need("file", _text),
        caption=fields.take("caption", _text),
        credit=fields.take("credit", _text),
        pair=fields.take("pair", _text),
        pair_side=fields.take("pair_side", _chooser(PairSide, SIDE_WORDS)),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT:
        raise ValueError(value)
    value.encode()  # a lone surrogate cannot be stored or printed
    return value.strip()


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_text(one) for one in value)


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_written(value, _MOMENT))
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


def _day(value: object) -> date:
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


def _percent(value: object) -> Decimal:
    number = _number(value)
    if not 0 <= number <= 100 or number != number.quantize(Decimal("0.01")):  # noqa: PLR2004 - per cent
        raise ValueError(value)
    return number


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise TypeError(value)
    return value


def _degrees(limit: int) -> Callable[[object], float]:
    def read(value: object) -> float:
        number = _number(value)
        if abs(number) > limit:
            raise ValueError(value)
        return float(number)

    return read


def _chooser(choices: type[ChoiceT], words: Mapping[str, ChoiceT]) -> Callable[[object], ChoiceT]:
    def read(value: object) -> ChoiceT:
        text = value if isinstance(value, str) else ""
        return words[text] if text in words else choices(text)

    return read


def _answers(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return {_text(name): _answer(one) for name, one in value.items()}


def _answer(value: object) -> object:
    """A typed answer: text, whole number, decimal (kept as text), true/false or a list of choices."""
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, Decimal):
        return str(value)
    return list(_texts(value)) if isinstance(value, list) else _text(value)


def _brief(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - what fits a message
