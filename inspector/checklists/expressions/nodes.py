"""The tree of values that paths walk: form instance, repeats, choice lists and external data alike.

It stands apart from `values` because a session builds and changes it, while an expression only reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

Atom: TypeAlias = str | float | bool | datetime
"""One answer as JavaRosa types it: "" is no answer, a date is a local `datetime` without zone."""


@dataclass(eq=False, slots=True)
class Node:
    """An element: a document, a group, one instance of a repeat, a question or a column of a choice.

    `position` counts from 1 among the siblings of the same name. `relevant` is False too where an ancestor is
    not relevant; such a node has no value for any expression.
    """

    name: str
    value: Atom = ""
    parent: Node | None = None
    position: int = 1
    relevant: bool = True
    _named: dict[str, list[Node]] = field(default_factory=dict)

    def add(self, name: str, value: Atom = "") -> Node:
        """A new last child; the next instance where the name is already there."""
        siblings = self._named.setdefault(name, [])
        child = Node(name, value, self, len(siblings) + 1, self.relevant)
        siblings.append(child)
        return child

    def remove(self, child: Node) -> None:
        """Take an instance out; those behind it move up by one position."""
        siblings = self._named[child.name]
        siblings.remove(child)
        for position, one in enumerate(siblings, start=1):
            one.position = position

    def named(self, name: str) -> list[Node]:
        """The children of that name in order, `*` for all of them."""
        if name == "*":
            return [one for siblings in self._named.values() for one in siblings]
        return self._named.get(name, [])

    def below(self) -> Iterator[Node]:
        """All that is in it, every part before what is in that part."""
        for one in self.named("*"):
            yield one
            yield from one.below()

    def line(self) -> list[Node]:
        """From the document down to this node."""
        return list(self._upward())[::-1]

    def _upward(self) -> Iterator[Node]:
        one: Node | None = self
        while one is not None:
            yield one
            one = one.parent

    @property
    def empty(self) -> bool:
        """Neither a value nor children (count-non-empty of JavaRosa)."""
        return self.value == "" and not self._named


NodeSet: TypeAlias = tuple[Node, ...]
