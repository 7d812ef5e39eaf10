"""Tokens of an expression. What stands before a word decides whether it is an operator (XPath 1.0 §3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import NamedTuple

from inspector.checklists.expressions.findings import Findings
from inspector.checklists.expressions.mistakes import Edit
from inspector.checklists.expressions.reading import FIELD, NAME, TEXT, Reading, read


class Kind(Enum):
    """What a token is; MARK is any of `( ) [ ] , / // . .. @ ::`."""

    NUMBER = "number"
    TEXT = "text"
    FIELD = "field"
    NAME = "name"
    OPERATOR = "operator"
    MARK = "mark"
    END = "end"


class Token(NamedTuple):
    """`text` is what it means after corrections: the operator, the name, the content of a quoted text."""

    kind: Kind
    text: str
    start: int
    end: int


WORDS = ("and", "or", "div", "mod")
_OTHER_SIGNS = {
    "==": "=",
    "===": "=",
    "!==": "!=",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "&lt;": "<",
    "&gt;": ">",
    "&lt;=": "<=",
    "&gt;=": ">=",
    "&amp;&amp;": "and",
}
"""Operators of other languages, and of XML, with the ones that are meant."""
_OTHER_WORDS = {"和": "and", "且": "and", "并且": "and", "而且": "and", "与": "and", "或": "or", "或者": "or"}
_SIGN = re.compile(r"&(?:lt|gt);=?|&amp;&amp;|[=!]==?|<>|=[<>]|[<>]=|&&?|\|\|?|[=<>+\-*]")
_WORD = re.compile(r"(?:and|or|div|mod)(?![^\W\d_])")
_NAME = re.compile(rf"{NAME}(?::(?!:){NAME})?")
_TOKEN = re.compile(
    r"[ \t\r\n\f]*(?:"
    rf"(?P<name>{_NAME.pattern})"
    r"|(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    rf"|(?P<aside>[{TEXT}{FIELD}])"
    r"|(?P<mark>::|//|\.\.|[()\[\],/.@])"
    rf"|(?P<operator>{_SIGN.pattern})"
    rf"|(?P<junk>[^\w\s{TEXT}{FIELD}=!<>+\-*&|()\[\],/.@]+|.)"
    r"|$)",
    re.DOTALL,
)
_KINDS = {kind.value: kind for kind in Kind}
_CLOSE = 0.74
_ENDING_MARKS = frozenset({")", "]", ".", ".."})


def tokenize(text: str, findings: Findings) -> list[Token]:
    """All tokens of `text`, an END last. Raises TooManyError."""
    reading = read(text, findings)
    cutter = _Cutter(reading.text, reading, findings)
    return [*cutter.cut(), Token(Kind.END, "", len(text), len(text))]


@dataclass
class _Cutter:
    text: str
    reading: Reading
    findings: Findings
    after_operand: bool = False

    def cut(self) -> Iterator[Token]:
        position = 0
        while (found := _TOKEN.match(self.text, position)) and found.lastgroup:
            start = found.start(found.lastgroup)
            kind, meaning, length = self._token(found.lastgroup, start, found[found.lastgroup])
            if kind:
                yield Token(kind, meaning, *self._place(start, length))
                self.after_operand = kind is not Kind.OPERATOR and (kind is not Kind.MARK or meaning in _ENDING_MARKS)
            position = start + length

    def _place(self, position: int, length: int) -> tuple[int, int]:
        return self.reading.starts[position], self.reading.ends[position + length - 1]

    def _token(self, group: str, position: int, found: str) -> tuple[Kind | None, str, int]:
        """The kind, the meaning and the length of what stands here; no kind for what has to be skipped."""
        if group == "name" and self.after_operand and (operator := self._operator_word(position, found)):
            return Kind.OPERATOR, *operator
        if group == "operator":
            return self._sign(position, found)
        if group in _KINDS:
            return _KINDS[group], found, len(found)
        if position in self.reading.aside:
            return Kind.TEXT if found == TEXT else Kind.FIELD, self.reading.aside[position], 1
        return self._junk(position, found)

    def _operator_word(self, position: int, name: str) -> tuple[str, int] | None:
        if word := _WORD.match(name):
            return word.group(), len(word.group())
        meant = meant_operator(name)
        if meant:
            self._correct(position, name, meant)
        return (meant, len(name)) if meant else None

    def _sign(self, position: int, found: str) -> tuple[Kind | None, str, int]:
        meant = _OTHER_SIGNS.get(found, found)
        if meant != found:
            self._correct(position, found, meant)
        if meant == "*" and not self.after_operand:
            return Kind.NAME, "*", 1
        return Kind.OPERATOR, meant, len(found)

    def _correct(self, position: int, found: str, meant: str) -> None:
        start, end = self._place(position, len(found))
        before = " " if meant in WORDS and start and not self.findings.text[start - 1].isspace() else ""
        after = " " if meant in WORDS and not self.findings.text[end : end + 1].isspace() else ""
        edit = Edit(start, end, f"{before}{meant}{after}")
        self.findings.add("checklists.expr_operator", start, end, edit, found=found, wanted=meant)

    def _junk(self, position: int, found: str) -> tuple[Kind | None, str, int]:
        start, end = self._place(position, len(found))
        self.findings.add("checklists.expr_character", start, end, found=found)
        return None, "", len(found)


def meant_operator(word: str) -> str | None:
    """The operator that a word between two operands stands for (andd, OR, 并且), None if it is something else."""
    lower = word.lower()
    if word in _OTHER_WORDS:
        return _OTHER_WORDS[word]
    turned = [one for one in WORDS if sorted(one) == sorted(lower)]
    close = turned or get_close_matches(lower, WORDS, n=1, cutoff=_CLOSE)
    return close[0] if close else None
