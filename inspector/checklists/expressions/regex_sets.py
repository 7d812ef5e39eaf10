"""Sets of characters in regular expressions, by Java's names. Short classes are ASCII, as in Java."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TypeAlias

Characters: TypeAlias = Callable[[str], bool]
"""Whether one character is in the set."""

LINE_ENDS = "\n\r\u0085\u2028\u2029"


def in_text(characters: str) -> Characters:
    """These characters."""
    return frozenset(characters).__contains__


def in_range(first: str, last: str) -> Characters:
    """From one to the other."""
    return lambda one: first <= one <= last


def none_of(accepts: Characters) -> Characters:
    """All others."""
    return lambda one: not accepts(one)


def in_category(*starts: str) -> Characters:
    """Of one of these categories of Unicode."""
    return lambda one: unicodedata.category(one).startswith(starts)


_DIGIT = in_range("0", "9")
_ASCII_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WORD = in_text(_ASCII_LETTERS + "0123456789_")
_SPACE = in_text(" \t\n\x0b\f\r")
SHORT_CLASSES: dict[str, Characters] = {"d": _DIGIT, "w": _WORD, "s": _SPACE, "h": in_text(" \t\xa0\u3000")}
PROPERTIES: dict[str, Characters] = {
    "Lower": in_range("a", "z"),
    "Upper": in_range("A", "Z"),
    "Alpha": in_text(_ASCII_LETTERS),
    "Digit": _DIGIT,
    "Alnum": in_text(_ASCII_LETTERS + "0123456789"),
    "Punct": in_text("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    "Space": _SPACE,
    "ASCII": in_range("\0", "\x7f"),
    "IsAlphabetic": str.isalpha,
    "IsDigit": str.isdecimal,
    "IsHan": lambda one: "CJK UNIFIED" in unicodedata.name(one, "") or one in "々〇",
}


def both(first: Characters, second: Characters) -> Characters:
    """In both sets."""
    return lambda one: first(one) and second(one)


def any_of(members: tuple[Characters, ...]) -> Characters:
    """In one of the sets."""
    return members[0] if len(members) == 1 else lambda one: any(accepts(one) for accepts in members)
