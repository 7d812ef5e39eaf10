"""Matching a whole text against a regular expression in time that grows evenly, whatever the pattern.

Python's `re` can take years over `(a+)+b`, and a checklist comes from a stranger. So all ways through the pattern are
followed at once, character by character (Thompson's construction): no pattern can hang the window.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from inspector.checklists.expressions.regex_sets import Characters
from inspector.checklists.expressions.regex_syntax import (
    Ahead,
    Anchor,
    Either,
    One,
    Regex,
    Repeat,
    Sequence,
    read_regex,
)
from inspector.checklists.expressions.values import ExpressionError

MOST_STATES = 4_000
MOST_STEPS = 400_000
"""About a second at worst; an answer of usual length needs some hundred."""
_END = -1


@dataclass(slots=True)
class _State:
    """Either `accepts` a character and goes to the first of `after`, or goes to all of them without one."""

    after: list[int] = field(default_factory=list)
    accepts: Characters | None = None
    anchor: str = ""
    ahead: tuple[int, bool] | None = None


def matches(pattern: str, text: str) -> bool:
    """Whether the whole `text` matches. Raises ExpressionError for a pattern that cannot be used."""
    return _machine(pattern).matches(text)


def check_pattern(pattern: str) -> None:
    """Raises ExpressionError for a pattern that cannot be used."""
    _machine(pattern)


@lru_cache(maxsize=256)
def _machine(pattern: str) -> _Machine:
    machine = _Machine(pattern)
    machine.start = machine.build(read_regex(pattern), _END)
    return machine


class _Machine:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.states: list[_State] = []
        self.start = _END

    # -- building, from the end of the pattern to its start ------------------------------------------------------

    def _add(self, state: _State) -> int:
        if len(self.states) >= MOST_STATES:
            raise ExpressionError("checklists.expr_regex_large", pattern=self.pattern[:40])
        self.states.append(state)
        return len(self.states) - 1

    def build(self, tree: Regex, after: int) -> int:
        """The state that begins `tree` and goes on to `after`."""
        match tree:
            case One(accepts):
                return self._add(_State([after], accepts))
            case Anchor(sign):
                return self._add(_State([after], anchor=sign))
            case Ahead(part, wanted):
                return self._add(_State([after], ahead=(self.build(part, _END), wanted)))
            case Sequence(parts):
                for part in reversed(parts):
                    after = self.build(part, after)
                return after
            case Either(ways):
                return self._add(_State([self.build(way, after) for way in ways]))
        return self._repeat(tree, after)

    def _repeat(self, tree: Repeat, after: int) -> int:
        if tree.most is None:
            loop = self._add(_State([after]))
            self.states[loop].after.append(self.build(tree.part, loop))
            start = loop
        else:
            start = after
            for _ in range(tree.most - tree.least):
                start = self._add(_State([after, self.build(tree.part, start)]))
        for _ in range(tree.least):
            start = self.build(tree.part, start)
        return start

    # -- running -------------------------------------------------------------------------------------------------

    def matches(self, text: str) -> bool:
        return _Run(self, text).matches(self.start, 0, whole=True)


class _Run:
    def __init__(self, machine: _Machine, text: str) -> None:
        self.states, self.pattern, self.text = machine.states, machine.pattern, text
        self.steps = 0

    def matches(self, start: int, place: int, *, whole: bool) -> bool:
        """From `start` at `place` to the end of the pattern, and of the text if `whole`."""
        current = self._reached([start], place)
        while place < len(self.text) and current:
            if _END in current and not whole:
                return True
            one = self.text[place]
            place += 1
            self._count(len(current))
            moved = [state.after[0] for state in self._accepting(current) if state.accepts and state.accepts(one)]
            current = self._reached(moved, place)
        return _END in current

    def _accepting(self, current: set[int]) -> list[_State]:
        return [self.states[index] for index in current if index != _END]

    def _reached(self, starts: list[int], place: int) -> set[int]:
        """The states that wait for a character, after all ways that need none."""
        seen: set[int] = set()
        stack = list(starts)
        while stack:
            index = stack.pop()
            if index in seen:
                continue
            seen.add(index)
            if index != _END:
                self._count(1)
                stack += self._free_ways(self.states[index], place)
        return {index for index in seen if index == _END or self.states[index].accepts}

    def _free_ways(self, state: _State, place: int) -> list[int]:
        if state.accepts:
            return []
        if state.anchor and not self._anchored(state.anchor, place):
            return []
        if state.ahead and self.matches(state.ahead[0], place, whole=False) != state.ahead[1]:
            return []
        return state.after

    def _anchored(self, sign: str, place: int) -> bool:
        if sign == "^":
            return place == 0
        if sign == "z":
            return place == len(self.text)
        if sign == "$":
            return self.text[place:] in {"", "\n", "\r\n", "\r"}
        border = self._in_word(place - 1) != self._in_word(place)
        return border == (sign == "b")

    def _in_word(self, place: int) -> bool:
        return 0 <= place < len(self.text) and (self.text[place].isalnum() or self.text[place] == "_")

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise ExpressionError("checklists.expr_regex_effort", pattern=self.pattern[:40], length=len(self.text))
