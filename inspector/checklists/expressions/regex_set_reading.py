"""Reading the characters and sets of a regular expression: escapes, classes, brackets.

It stands apart from `regex_syntax`, which reads groups, alternatives and counts.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from inspector.checklists.expressions.regex_sets import (
    PROPERTIES,
    SHORT_CLASSES,
    Characters,
    any_of,
    both,
    in_category,
    in_range,
    in_text,
    none_of,
)
from inspector.checklists.expressions.values import ExpressionError

MOST_GROUPS = 40
"""Groups within groups, sets within sets."""
_LITERAL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}
_CODE_LENGTH = {"x": 2, "u": 4}


@dataclass
class SetReader:
    """A place in `pattern`; `depth` counts the brackets that are open there."""

    pattern: str
    position: int = 0
    depth: int = 0

    @property
    def here(self) -> str:
        """The character here, "" at the end."""
        return self.pattern[self.position : self.position + 1]

    def took(self, text: str) -> bool:
        """Pass `text` if it stands here."""
        found = self.pattern.startswith(text, self.position)
        self.position += len(text) * found
        return found

    def take(self) -> str:
        """The character here; the next one is up. Raises ExpressionError at the end."""
        one = self.here
        if not one:
            raise self.wrong()
        self.position += 1
        return one

    def wrong(self) -> ExpressionError:
        """The pattern is wrong here."""
        return ExpressionError("checklists.expr_regex", pattern=self.pattern, place=self.position + 1)

    def unsupported(self, found: str) -> ExpressionError:
        """The pattern is right in Java, but cannot be used."""
        return ExpressionError("checklists.expr_regex_unsupported", pattern=self.pattern, found=found)

    def deeper(self) -> None:
        """One more bracket is open. Raises ExpressionError beyond the limit."""
        self.depth += 1
        if self.depth > MOST_GROUPS:
            raise ExpressionError("checklists.expr_regex_large", pattern=self.pattern[:40])

    def escaped_set(self) -> Characters:
        """After a backslash: a class of characters or one character."""
        sign = self.take()
        if sign.lower() in SHORT_CLASSES:
            known = SHORT_CLASSES[sign.lower()]
            return known if sign.islower() else none_of(known)
        if sign in {"p", "P"}:
            known = self._property()
            return known if sign == "p" else none_of(known)
        return in_text(self._character(sign))

    def _character(self, sign: str) -> str:
        if sign in _CODE_LENGTH:
            return self._coded(_CODE_LENGTH[sign])
        if sign in _LITERAL:
            return _LITERAL[sign]
        if sign.isascii() and sign.isalnum():
            raise self.unsupported("\\" + sign)
        return sign

    def _coded(self, length: int) -> str:
        """A character by its hexadecimal number: x41, x{1F600}, u9879."""
        found = re.compile(rf"\{{([0-9A-Fa-f]{{1,6}})\}}|([0-9A-Fa-f]{{{length}}})").match(self.pattern, self.position)
        number = int(found[1] or found[2], 16) if found else sys.maxunicode + 1
        if not found or number > sys.maxunicode:
            raise self.wrong()
        self.position = found.end()
        return chr(number)

    def _property(self) -> Characters:
        name = self.take()
        if name == "{":
            name, _, _ = self.pattern[self.position :].partition("}")
            self.position += len(name) + 1
        if name in PROPERTIES:
            return PROPERTIES[name]
        short = name.removeprefix("Is")
        if short in {"L", "M", "N", "P", "S", "Z", "C"} or short in {"Lu", "Ll", "Lo", "Nd", "Nl", "No", "Zs", "Sc"}:
            return in_category(short)
        raise self.unsupported("\\p{" + name + "}")

    def set_in_brackets(self) -> Characters:
        """Behind an opening bracket, up to its closing one."""
        self.deeper()
        inverted = self.took("^")
        accepts = self._union()
        while self.took("&&"):
            accepts = both(accepts, self._union())
        self.take()  # the closing bracket: nothing else ends a set
        self.depth -= 1
        return none_of(accepts) if inverted else accepts

    def _union(self) -> Characters:
        members: list[Characters] = []
        while (self.here != "]" or not members) and not self.pattern.startswith("&&", self.position):
            members.append(self._member())
        return any_of(tuple(members))

    def _member(self) -> Characters:
        if self.took("["):
            return self.set_in_brackets()
        if self.here == "\\" and self.pattern[self.position + 1 : self.position + 2] in {*"dDwWsSpPhH"}:
            self.take()
            return self.escaped_set()
        first = self._plain()
        if self.here == "-" and self.pattern[self.position + 1 : self.position + 2] not in {"]", "[", ""}:
            self.take()
            last = self._plain()
            if last < first:
                raise self.wrong()
            return in_range(first, last)
        return in_text(first)

    def _plain(self) -> str:
        one = self.take()
        return self._character(self.take()) if one == "\\" else one
