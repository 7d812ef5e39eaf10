"""The grammar of paths: steps, axes, predicates. Only what ODK knows; the rest of XPath is noted as unsupported."""

from __future__ import annotations

from abc import ABC, abstractmethod

from inspector.checklists.expressions.cursor import Cursor
from inspector.checklists.expressions.mistakes import Edit
from inspector.checklists.expressions.syntax import Axis, Call, Origin, Path, Step, Tree
from inspector.checklists.expressions.tokens import Kind, Token

_NODE_TESTS = frozenset({"node", "text", "comment", "processing-instruction"})
_BARE = {"true": "true()", "false": "false()"}


class PathParser(Cursor, ABC):
    """Reads paths; what stands in predicates is read by the whole grammar."""

    @abstractmethod
    def expression(self, rank: int) -> Tree:
        """Operands joined by operators that bind at least as tightly as `rank`."""

    def starts_path(self) -> bool:
        """Whether a path begins here, not a call."""
        if self.token.kind is Kind.NAME:
            follows = self.ahead()
            is_call = follows.kind is Kind.MARK and follows.text == "(" and self.token.text != "*"
            return not is_call or self.token.text in _NODE_TESTS
        return self.at("/", "//", ".", "..", "@")

    def location(self) -> Tree:
        """A path from the document or from here."""
        start = self.token.start
        if not self.at("/", "//"):
            bare = self._bare()
            return bare or self._path(start, Origin.HERE, (), [self._step()])
        if self.at("//") or self._starts_step(1):
            return self._path(start, Origin.ROOT, (), [])
        self.take()
        return Path(start, self.last_end, Origin.ROOT, ())

    def _bare(self) -> Call | None:
        """`true` without its brackets would be a field of that name; nobody means that."""
        token = self.token
        meant = _BARE.get(token.text.lower()) if token.kind is Kind.NAME else None
        if meant is None or self.ahead().text in {"/", "::", "["}:
            return None
        self.take()
        self.findings.add(
            "checklists.expr_brackets_missing",
            token.start,
            token.end,
            Edit(token.start, token.end, meant),
            found=token.text,
            wanted=meant,
        )
        return Call(token.start, token.end, token.text.lower(), ())

    def _starts_step(self, ahead: int) -> bool:
        token = self.ahead(ahead)
        return token.kind is Kind.NAME or (token.kind is Kind.MARK and token.text in {".", "..", "@"})

    def filtered(self, origin: Tree) -> Tree:
        """`origin` with the predicates and steps behind it."""
        predicates = self._predicates()
        if not predicates and not self.at("/", "//"):
            return origin
        return self._path(origin.start, origin, predicates, [])

    def _path(self, start: int, origin: Origin | Tree, predicates: tuple[Tree, ...], steps: list[Step]) -> Path:
        while self.at("/", "//"):
            slash = self.take()
            if slash.text == "//":
                self.unsupported(slash, slash)
            steps.append(self._step())
        return Path(start, self.last_end, origin, tuple(steps), predicates)

    def _step(self) -> Step:
        first = self.token
        axis, name = self._test()
        predicates = self._predicates()
        return Step(first.start, max(first.start, self.last_end), axis, name, predicates)

    def _test(self) -> tuple[Axis, str]:
        first = self.token
        if self.took("."):
            return Axis.SELF, ""
        if self.took(".."):
            return Axis.PARENT, ""
        if self.took("@"):
            self.unsupported(first, self.take() if self.token.kind is Kind.NAME else first)
            return Axis.SELF, ""
        if first.kind is not Kind.NAME:
            self.hole()
            return Axis.SELF, ""
        self.take()
        return self._named_test(first)

    def _named_test(self, first: Token) -> tuple[Axis, str]:
        axis = Axis.CHILD
        if self.at("::"):
            self.take()
            name = self.take() if self.token.kind is Kind.NAME else self.token
            known = first.text in {one.value for one in Axis} and name.kind is Kind.NAME
            if not known:
                self.unsupported(first, name)
                return Axis.SELF, ""
            axis, first = Axis(first.text), name
        if self.at("(") and first.text in _NODE_TESTS:
            self.take()
            closed = self.took(")")
            if first.text == "node" and closed:
                return axis, "*" if axis is Axis.CHILD else ""
            self.unsupported(first, self.tokens[self.position - 1])
            return Axis.SELF, ""
        if axis is not Axis.CHILD:
            self.unsupported(first, first)
        return axis, first.text

    def _predicates(self) -> tuple[Tree, ...]:
        if not self.at("["):
            return ()
        found = []
        while self.at("["):
            opening = self.take()
            found.append(self.expression(0))
            self.close("]", opening)
        return tuple(found)
