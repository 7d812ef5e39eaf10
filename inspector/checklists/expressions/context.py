"""What an expression asks of the form that it stands in.

It is a protocol: the session of a checklist answers it, `checklist eval` and the tests do so with less.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from inspector.checklists.expressions.nodes import Node, NodeSet


class Context(Protocol):
    """The place of one expression in one filled form, at one moment."""

    @property
    def node(self) -> Node:
        """The node that the expression belongs to: `.` and `current()`; in a constraint it holds the new answer."""
        ...

    @property
    def root(self) -> Node:
        """The document; its only child is the root element, so that `/data/a` starts here."""
        ...

    def field(self, name: str) -> NodeSet:
        """`${name}` as seen from `node`: within the instances of the repeats that both stand in, else all of them.

        `${last-saved#name}` asks for the name `last-saved#name`.
        """
        ...

    def instance(self, name: str) -> Node | None:
        """A choice list or external table as a document: `root/item/<column>`; None where there is none."""
        ...

    def now(self) -> datetime:
        """The clock; its zone is the local one that times are read in (UTC where it has none)."""
        ...

    def choice_label(self, field: str, value: str) -> str:
        """The label, in the language of the form now, of the choice `value` of a field (name or path); else ""."""
        ...

    def random(self) -> float:
        """From 0 up to, not including, 1."""
        ...

    def uuid(self) -> str:
        """A new one."""
        ...
