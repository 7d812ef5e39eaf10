r"""Regular expressions as Java writes them, read into a tree.

Only what is regular: no backward references, no looking behind, no possessive quantifiers; looking ahead is there.
Source: `java.util.regex.Pattern`. Short classes (\d \w \s) are ASCII, as in Java.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from inspector.checklists.expressions.regex_set_reading import SetReader
from inspector.checklists.expressions.regex_sets import LINE_ENDS, Characters, in_text, none_of
from inspector.checklists.expressions.values import ExpressionError


@dataclass(frozen=True)
class One:
    """One character of a set."""

    accepts: Characters


@dataclass(frozen=True)
class Sequence:
    """One after the other; an empty one is the empty text."""

    parts: tuple[Regex, ...]


@dataclass(frozen=True)
class Either:
    """Any of them."""

    ways: tuple[Regex, ...]


@dataclass(frozen=True)
class Repeat:
    """`most` None: without end."""

    part: Regex
    least: int
    most: int | None


@dataclass(frozen=True)
class Anchor:
    """A place: ^ $ b B, without a character."""

    sign: str


@dataclass(frozen=True)
class Ahead:
    """What has to follow, or must not, without being used up."""

    part: Regex
    wanted: bool


Regex: TypeAlias = One | Sequence | Either | Repeat | Anchor | Ahead

MOST_CHARACTERS = 2_000
MOST_COUNT = 1_000


def read_regex(pattern: str) -> Regex:
    """The tree of `pattern`. Raises ExpressionError with the reason's key."""
    if len(pattern) > MOST_CHARACTERS:
        raise ExpressionError("checklists.expr_regex_large", pattern=pattern[:40])
    reader = _Reader(pattern)
    tree = reader.either()
    if reader.position < len(pattern):
        raise reader.wrong()
    return tree


@dataclass
class _Reader(SetReader):
    ignore_case: bool = False

    def either(self) -> Regex:
        self.deeper()
        ways = [self._sequence()]
        while self.took("|"):
            ways.append(self._sequence())
        self.depth -= 1
        return ways[0] if len(ways) == 1 else Either(tuple(ways))

    def _sequence(self) -> Sequence:
        parts: list[Regex] = []
        while self.here and self.here not in "|)":
            ones = self._quoted() if self.took("\\Q") else [self._atom()]
            parts += ones[:-1]
            parts += map(self._repeated, ones[-1:])
        return Sequence(tuple(parts))

    def _quoted(self) -> list[Regex]:
        text, _, _ = self.pattern[self.position :].partition("\\E")
        self.position = min(len(self.pattern), self.position + len(text) + 2)
        return [self._one(in_text(one)) for one in text]

    def _repeated(self, part: Regex) -> Regex:
        if not self.here or self.here not in "*+?{":
            return part
        least, most = self._quantity()
        if self.here == "+":
            raise self.unsupported("possessive +")
        self.took("?")  # lazy or greedy: the whole text has to match anyway
        return Repeat(part, least, most)

    def _quantity(self) -> tuple[int, int | None]:
        sign = self.take()
        if sign != "{":
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        least = self._count()
        most: int | None = least
        if self.took(","):
            most = None if self.here == "}" else self._count()
        if not self.took("}") or (most is not None and most < least):
            raise self.wrong()
        return least, most

    def _count(self) -> int:
        digits = ""
        while self.here and self.here in "0123456789":
            digits += self.take()
        if not digits or int(digits) > MOST_COUNT:
            raise self.wrong()
        return int(digits)

    def _atom(self) -> Regex:
        one = self.take()
        match one:
            case "(":
                return self._group()
            case "[":
                return self._one(self.set_in_brackets())
            case ".":
                return One(none_of(in_text(LINE_ENDS)))
            case "^" | "$":
                return Anchor(one)
            case "\\":
                return self._escape()
            case "*" | "+" | "?" | "{":
                raise self.wrong()
        return self._one(in_text(one))

    def _one(self, accepts: Characters) -> One:
        if not self.ignore_case:
            return One(accepts)
        return One(lambda one: accepts(one) or (one.isascii() and (accepts(one.lower()) or accepts(one.upper()))))

    def _group(self) -> Regex:
        before = self.ignore_case
        for opening, wanted in (("?=", True), ("?!", False)):
            if self.took(opening):
                return Ahead(self._closed(before), wanted)
        if self.took("?<") or self.took("?P<"):
            if self.here in "=!":
                raise self.unsupported("(?<" + self.here)
            self.position = self.pattern.find(">", self.position) + 1 or len(self.pattern)
        elif self.took("?") and not self._flags():
            return Sequence(())
        return self._closed(before)

    def _flags(self) -> bool:
        """`(?i:` and `(?i)`; whether a group follows."""
        while (flag := self.take()) not in ":)":
            if flag not in "iu":
                raise self.unsupported("(?" + flag)
            self.ignore_case = True
        return flag == ":"

    def _closed(self, before: bool) -> Regex:  # noqa: FBT001 - the state to return to
        inner = self.either()
        if not self.took(")"):
            raise self.wrong()
        self.ignore_case = before
        return inner

    def _escape(self) -> Regex:
        if self.here in {"b", "B"}:
            return Anchor(self.take())
        if self.took("A"):
            return Anchor("^")
        if self.took("z"):
            return Anchor("z")
        if self.took("Z"):
            return Anchor("$")
        if self.here and self.here in "123456789kGR":
            raise self.unsupported("\\" + self.here)
        return self._one(self.escaped_set())
