"""Where the parser stands among the tokens, and what it notes about them.

It stands apart from the grammar, which `path_parsing` and `parsing` hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.checklists.expressions.findings import Findings
from inspector.checklists.expressions.mistakes import Edit
from inspector.checklists.expressions.syntax import Hole
from inspector.checklists.expressions.tokens import Kind, Token

_OPENING_MARKS = frozenset({"(", ".", "..", "/", "//"})


@dataclass
class Cursor:
    """`token` is the one at `position`; the last is an END that is never passed."""

    tokens: list[Token]
    findings: Findings
    position: int = 0

    def __post_init__(self) -> None:
        self.token = self.tokens[self.position]

    def ended(self) -> bool:
        """Whether nothing is left."""
        return self.token.kind is Kind.END

    def ahead(self, count: int = 1) -> Token:
        """The token so many places on."""
        return self.tokens[min(self.position + count, len(self.tokens) - 1)]

    def go(self, count: int) -> None:
        """Move; 0 after the token here was changed."""
        self.position = min(self.position + count, len(self.tokens) - 1)
        self.token = self.tokens[self.position]

    def take(self) -> Token:
        """The token here; the next one is up."""
        token = self.token
        self.go(1)
        return token

    def at(self, *marks: str) -> bool:
        """Whether one of these marks stands here."""
        return self.token.kind is Kind.MARK and self.token.text in marks

    def took(self, mark: str) -> bool:
        """Pass the mark if it stands here."""
        found = self.at(mark)
        if found:
            self.go(1)
        return found

    @property
    def last_end(self) -> int:
        """Where the last token that was passed ends in the text."""
        return self.tokens[self.position - 1].end if self.position else 0

    def written(self, token: Token) -> str:
        """The token as it stands in the text."""
        return self.findings.text[token.start : token.end]

    def starts_operand(self) -> bool:
        """Whether a value, a call, a path or a bracket begins here."""
        if self.token.kind is Kind.MARK:
            return self.token.text in _OPENING_MARKS
        return self.token.kind is not Kind.OPERATOR and self.token.kind is not Kind.END

    # -- what is wrong --------------------------------------------------------------------------------------------

    def hole(self) -> Hole:
        """Note that an operand is missing here."""
        place = self.last_end, max(self.last_end, self.token.end)
        near = self.written(self.token) or self.written(self.tokens[self.position - 1])
        self.findings.add("checklists.expr_operand_missing", *place, near=near)
        return Hole(self.token.start, self.token.start)

    def close(self, mark: str, opening: Token) -> None:
        """Pass the bracket that belongs to `opening`, or note that it is missing."""
        if self.took(mark) or self.findings.found("checklists.expr_text_open"):
            return
        edits = [Edit(self.token.start, self.token.start, mark)] if self.ended() else []
        self.findings.add("checklists.expr_bracket_open", opening.start, opening.end, *edits, found=opening.text)

    def unsupported(self, first: Token, last: Token) -> None:
        """Note that ODK has no such thing."""
        found = self.findings.text[first.start : last.end]
        self.findings.add("checklists.expr_unsupported", first.start, last.end, found=found)
