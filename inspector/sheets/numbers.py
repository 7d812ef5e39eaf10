"""Numbers as people type them into cells: full-width digits, thousands marks, units and counters behind.

Apart from the cells of a register because every figure of every sheet is parsed by these few rules. Nothing
here passes through float arithmetic: a float from Excel counts with the 15 digits that Excel shows.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from inspector.sheets import columns

EXCEL_DIGITS = 10**15
"""Excel keeps 15 digits of a number; what is longer has lost its end (IEEE 754 would only do so from 2^53)."""

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?([^\d.,]*)")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_IN_FRONT = "约¥￥'"


@dataclass(frozen=True)
class Typed:
    """A typed number: its value and the words that followed it."""

    value: Decimal
    suffix: str


def parse(text: str) -> Typed | None:
    """`１,２３４.５亿元` as 1234.5 and `亿元`; None for everything that is not one number."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lstrip(_IN_FRONT).replace("−", "-")
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    sign, whole, fraction, suffix = found.groups()
    return Typed(Decimal(f"{sign}{whole.replace(',', '')}{fraction or ''}"), suffix)


def is_plain(text: str) -> bool:
    """Whether a text is a number in the one spelling that needs no interpretation."""
    return _PLAIN.fullmatch(text) is not None and text.isascii()


def exact(value: float) -> Decimal:
    """A number of Excel with the 15 digits that it shows, so that 0.1 + 0.2 counts as 0.3."""
    return Decimal(format(value, ".15g"))


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as money is rounded everywhere (domain.md §4)."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def money_factor(suffix: str) -> Decimal | None:
    """How many 万元 one of the unit behind a number is; None for words that are no such unit."""
    return columns.money_units().get(suffix.removesuffix("左右").removesuffix("人民币"))


def is_counter(suffix: str) -> bool:
    """Whether the word behind a number only counts (人, 台)."""
    return suffix in columns.counters()
