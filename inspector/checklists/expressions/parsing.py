"""The parser: operators by rank, one mistake never hides the next.

Where something is missing it puts a `Hole` and goes on. Grammar: XPath 1.0 §3, with `${name}` as an operand; axes
other than child, parent and self, `//`, attributes and `text()` do not exist in ODK.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspector.checklists.expressions.findings import Findings, TooManyError
from inspector.checklists.expressions.mistakes import Edit, Mistake
from inspector.checklists.expressions.path_parsing import PathParser
from inspector.checklists.expressions.signatures import SIGNATURES, nearest
from inspector.checklists.expressions.syntax import (
    Call,
    Chain,
    Expression,
    Field,
    Negation,
    Number,
    Text,
    Tree,
)
from inspector.checklists.expressions.tokens import WORDS, Kind, Token, tokenize

MOST_CHARACTERS = 32_767
"""What a cell of Excel can hold."""
MOST_DEPTH = 100
"""Brackets, arguments and operators within each other; Excel itself stops at 64. Keeps Python's stack safe."""

RANKS = {
    "or": 0,
    "and": 1,
    "=": 2,
    "!=": 2,
    "<": 3,
    "<=": 3,
    ">": 3,
    ">=": 3,
    "+": 4,
    "-": 4,
    "*": 5,
    "div": 5,
    "mod": 5,
    "|": 7,
}
"""Higher binds more tightly; unary minus stands between `*` and `|`."""
ABOVE_MINUS = 6
_ROUNDS = 4


@dataclass(frozen=True)
class Parsed:
    """`tree` is there even with mistakes, as far as it could be understood; only evaluate it without any."""

    tree: Expression | None
    mistakes: tuple[Mistake, ...]


def parse(text: str) -> Parsed:
    """Read an expression and find all its mistakes at once; never raises, whatever the text."""
    parsed = _read(text)
    fix = _settled(parsed)
    mistakes = (replace(one, fix=one.fix and fix) for one in parsed.mistakes)
    return Parsed(parsed.tree, tuple(mistakes))


def _read(text: str) -> Parsed:
    findings = Findings(text)
    try:
        tree = _whole(text, findings)
    except (TooManyError, _TooDeepError):
        tree = None
    except RecursionError:  # called from deep inside something else
        tree = None
        findings.add("checklists.expr_too_deep", 0, len(text), most=MOST_DEPTH)
    return Parsed(tree, findings.mistakes())


def _settled(parsed: Parsed) -> str | None:
    """The corrected text in which nothing is left to correct: one correction can bring another to light."""
    fix = next((one.fix for one in parsed.mistakes if one.fix is not None), None)
    for _ in range(_ROUNDS):
        further = None if fix is None else next((one.fix for one in _read(fix).mistakes if one.fix is not None), None)
        if further is None:
            break
        fix = further
    return fix


def _whole(text: str, findings: Findings) -> Expression | None:
    if len(text) > MOST_CHARACTERS:
        findings.add("checklists.expr_too_long", 0, len(text), length=len(text), most=MOST_CHARACTERS)
        return None
    tokens = tokenize(text, findings)
    if len(tokens) == 1:
        if not findings.mistakes():
            findings.add("checklists.expr_empty", 0, len(text))
        return None
    return Expression(0, len(text), text, _Parser(tokens, findings).whole())


class _TooDeepError(Exception):
    """The text nests deeper than the stack could follow."""


@dataclass
class _Parser(PathParser):
    depth: int = 0

    # -- expressions -------------------------------------------------------------------------------------------

    def whole(self) -> Tree:
        """The text to its end; what stands too much is reported and skipped."""
        parts = [self.expression(0)]
        while not self.ended():
            extra = self.take()
            edits = [Edit(extra.start, extra.end, "")] if extra.text == ")" else []
            key = "checklists.expr_bracket_extra" if extra.text in {")", "]"} else "checklists.expr_unexpected"
            self.findings.add(key, extra.start, extra.end, *edits, found=extra.text)
            if not self.ended() and not self.at(")", "]", ",", "/", "//", "@", "::"):
                parts.append(self.expression(0))
        return parts[0] if len(parts) == 1 else self._chain(parts, ["and"] * (len(parts) - 1))

    def expression(self, rank: int) -> Tree:
        """Operands joined by operators that bind at least as tightly as `rank`."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            self.findings.add("checklists.expr_too_deep", self.token.start, self.token.end, most=MOST_DEPTH)
            raise _TooDeepError
        left = self.operand(rank)
        while (found := self._rank_here(rank)) is not None:
            left = self._run(left, found)
        self.depth -= 1
        return left

    def _rank_here(self, least: int) -> int | None:
        """The rank of the operator that stands here, if it belongs to this expression."""
        if self.token.kind is Kind.OPERATOR:
            rank = RANKS[self.token.text]
            return rank if rank >= least else None
        if least == 0 and self.starts_operand():
            token = self.token
            self.findings.add("checklists.expr_operator_missing", token.start, token.end, found=self.written(token))
            self.tokens.insert(self.position, Token(Kind.OPERATOR, "and", token.start, token.start))
            self.go(0)
            return RANKS["and"]
        return None

    def _run(self, left: Tree, rank: int) -> Chain:
        """All operands at one rank, so that long sums stay flat."""
        operands, operators = [left], []
        while self.token.kind is Kind.OPERATOR and RANKS[self.token.text] == rank:
            operators.append(self.take().text)
            operands.append(self.expression(rank + 1))
        return self._chain(operands, operators)

    @staticmethod
    def _chain(operands: list[Tree], operators: list[str]) -> Chain:
        return Chain(operands[0].start, operands[-1].end, tuple(operands), tuple(operators))

    def operand(self, rank: int) -> Tree:
        """One operand with the minus signs before it."""
        first = self.token
        count = 0
        while self.token.kind is Kind.OPERATOR and self.token.text == "-":
            self.take()
            count += 1
        if not count:
            return self.path_or_value()
        operand = self.expression(max(rank, ABOVE_MINUS))
        return Negation(first.start, operand.end, count, operand)

    def path_or_value(self) -> Tree:
        token = self.token
        if not self.starts_operand() and not self.at("@"):
            return self.hole()
        if token.kind is Kind.NAME and token.text in WORDS and self._operand_follows():
            self.tokens[self.position] = token._replace(kind=Kind.OPERATOR)
            self.go(0)
            return self.hole()
        if self.starts_path():
            return self.location()
        return self.filtered(self._primary())

    def _operand_follows(self) -> bool:
        self.go(1)
        follows = self.starts_operand() and not self.at("(", "/", "//")
        self.go(-1)
        return follows

    # -- values and calls --------------------------------------------------------------------------------------

    def _primary(self) -> Tree:
        token = self.take()
        match token.kind:
            case Kind.NUMBER:
                return Number(token.start, token.end, float(token.text))
            case Kind.TEXT:
                return Text(token.start, token.end, token.text)
            case Kind.FIELD:
                return Field(token.start, token.end, token.text)
            case Kind.NAME:
                return self._call(token)
        inner = self.expression(0)
        self.close(")", token)
        return inner

    def _call(self, name: Token) -> Call:
        opening = self.take()
        arguments = [] if self.at(")") else [self.expression(0)]
        while self.took(","):
            arguments.append(self.expression(0))
        self.close(")", opening)
        called = self._known(name)
        return Call(name.start, self.last_end, called, tuple(arguments))

    def _known(self, name: Token) -> str:
        if name.text in SIGNATURES:
            return name.text
        meant = nearest(name.text)
        edits = [Edit(name.start, name.end, meant)] if meant else []
        key = "checklists.expr_function_meant" if meant else "checklists.expr_function"
        self.findings.add(key, name.start, name.end, *edits, found=name.text, wanted=meant or "")
        return meant or name.text
