"""Repeatable draws for synthetic data: the same seed and place give the same numbers everywhere.

It stands apart from `random` because Python promises a stable `random()` only, not stable choices between
versions, and because every project needs its own cheap source: SplitMix64 (Steele, Lea and Flood 2014) is one
addition and two multiplications of whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")

_WORD = 2**64 - 1
_STEP = 0x9E3779B97F4A7C15
_VERSION_AND_VARIANT = 0x7000_8000000000000000
_RANDOM_BITS = 0x0FFF_3FFFFFFFFFFFFFFF


def _mixed(word: int) -> int:
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 & _WORD
    word = (word ^ word >> 27) * 0x94D049BB133111EB & _WORD
    return word ^ word >> 31


class Draws:
    """A stream of draws that depends on `seed` and `place` only, such as a record's number and purpose."""

    __slots__ = ("_state",)

    def __init__(self, seed: int, *place: int) -> None:
        state = _mixed(seed & _WORD)
        for part in place:
            state = _mixed(state + _STEP * (part + 1) & _WORD)
        self._state = state

    def word(self) -> int:
        """The next 64 bits."""
        self._state = self._state + _STEP & _WORD
        return _mixed(self._state)

    def below(self, limit: int) -> int:
        """A whole number 0 … `limit` − 1."""
        return self.word() * limit >> 64

    def between(self, least: int, most: int) -> int:
        """A whole number `least` … `most`."""
        return least + self.below(most - least + 1)

    def chance(self, percent: int) -> bool:
        """True in `percent` of 100 draws."""
        return self.below(100) < percent

    def choice(self, options: Sequence[T]) -> T:
        """One of `options`."""
        return options[self.below(len(options))]

    def day(self, first: date, last: date) -> date:
        """A day from `first` to `last`, both included."""
        return first + timedelta(days=self.below((last - first).days + 1))

    def spread(self, factors: int = 4, most: int = 32) -> int:
        """A lognormal-like positive whole number: a product of independent factors, exact on every machine."""
        value = 1
        for _ in range(factors):
            value *= self.between(1, most)
        return value

    def uuid7(self, milliseconds: int) -> str:
        """An id shaped as UUIDv7 (RFC 9562) for the moment `milliseconds`, sorted by it as text."""
        low = (self.word() << 64 | self.word()) & _RANDOM_BITS | _VERSION_AND_VARIANT
        text = f"{milliseconds << 80 | low:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
