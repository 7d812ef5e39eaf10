"""What people type into number and time fields, read into answers: full-width digits, signs between thousands.

None is a text that is not finished or no such value; the field then says so and keeps what was typed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

from inspector.domain.ids import CHINA

_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?([0-9]{1,15}(\.[0-9]{0,10})?|\.[0-9]{1,10})")
_TIME = re.compile(r"([0-9]{1,2})[:时.]([0-9]{1,2})分?|([0-9]{1,2})([0-9]{2})|([0-9]{1,2})[时点]")
_HOURS, _MINUTES = 24, 60


def plain_number(text: str) -> str:
    """The text as a number is read: narrow signs, no separators of thousands, no unit of blanks."""
    narrow = unicodedata.normalize("NFKC", text.replace("。", ".").replace("，", ","))
    return re.sub(r"(?<=[0-9])[, ](?=[0-9]{3}\b)", "", narrow).strip().replace("\u2212", "-")


def read_whole(text: str) -> int | None:
    """A whole number, `１２００` and `1,200` too."""
    plain = plain_number(text)
    return int(plain) if _WHOLE.fullmatch(plain) else None


def read_decimal(text: str) -> str | None:
    """A decimal number as an answer keeps it, `12.50` as typed."""
    plain = plain_number(text)
    return format(Decimal(plain), "f") if _DECIMAL.fullmatch(plain) else None


def read_time(text: str) -> str | None:
    """A time of day as an answer keeps it: `930`, `9:30`, `9点`, `９：３０` are 09:30."""
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    hours, minutes = int(found[1] or found[3] or found[5]), int(found[2] or found[4] or 0)
    return f"{hours:02d}:{minutes:02d}" if hours < _HOURS and minutes < _MINUTES else None


def moment_answer(day: date, clock: str) -> str:
    """A day and a time of day as a dateTime answer, in China's time."""
    return datetime.combine(day, time.fromisoformat(clock), CHINA).isoformat(timespec="milliseconds")


def read_moment(answer: object) -> datetime | None:
    """A date or dateTime answer, in China's time; None for no answer."""
    try:
        found = datetime.fromisoformat(str(answer or ""))
    except ValueError:
        return None
    return found.astimezone(CHINA) if found.tzinfo else found.replace(tzinfo=CHINA)
