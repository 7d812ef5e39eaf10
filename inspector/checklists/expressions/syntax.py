"""The syntax tree of an expression. Nodes are told apart by identity; `start` and `end` say where in the text.

A run of operators of one rank is one `Chain` with many operands, so that a sum of a thousand fields is not a
thousand levels deep: only brackets, calls and predicates nest, and `parsing` limits those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, eq=False)
class Tree:
    """Any part of an expression, with its place in the text."""

    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Expression(Tree):
    """The whole, with the text that it was read from."""

    text: str
    body: Tree


@dataclass(frozen=True, eq=False)
class Hole(Tree):
    """Where something is missing; only trees with mistakes have one."""


@dataclass(frozen=True, eq=False)
class Number(Tree):
    """A number as written, never negative."""

    value: float


@dataclass(frozen=True, eq=False)
class Text(Tree):
    """A quoted text."""

    value: str


@dataclass(frozen=True, eq=False)
class Field(Tree):
    """`${name}`."""

    name: str


@dataclass(frozen=True, eq=False)
class Call(Tree):
    """`name(arguments)`."""

    name: str
    arguments: tuple[Tree, ...]


@dataclass(frozen=True, eq=False)
class Negation(Tree):
    """Unary minus, `count` times."""

    count: int
    operand: Tree


@dataclass(frozen=True, eq=False)
class Chain(Tree):
    """`a op b op c`, from left to right; `operators` has one less than `operands`, all of one rank."""

    operands: tuple[Tree, ...]
    operators: tuple[str, ...]


class Axis(Enum):
    """Which way a step goes."""

    CHILD = "child"
    PARENT = "parent"
    SELF = "self"


@dataclass(frozen=True, eq=False)
class Step(Tree):
    """One step of a path: `name`, `*`, `..` or `.`; parent and self steps have no name."""

    axis: Axis
    name: str
    predicates: tuple[Tree, ...] = ()


class Origin(Enum):
    """Where a path begins: at the document, or at the node the expression is evaluated for."""

    ROOT = "/"
    HERE = "."


@dataclass(frozen=True, eq=False)
class Path(Tree):
    """`/a/b`, `../a`, `instance('x')/root/item[…]`, `${repeat}[…]/a`.

    `predicates` narrow the origin itself where that is an expression.
    """

    origin: Origin | Tree
    steps: tuple[Step, ...]
    predicates: tuple[Tree, ...] = ()


def children(tree: Tree) -> Iterator[Tree]:
    """The parts directly below, in the order of the text."""
    match tree:
        case Expression():
            yield tree.body
        case Call():
            yield from tree.arguments
        case Negation():
            yield tree.operand
        case Chain():
            yield from tree.operands
        case Step():
            yield from tree.predicates
        case Path():
            if isinstance(tree.origin, Tree):
                yield tree.origin
            yield from tree.predicates
            yield from tree.steps


def walk(tree: Tree) -> Iterator[Tree]:
    """The tree and all below it, each before its parts."""
    stack = [tree]
    while stack:
        one = stack.pop()
        yield one
        stack += list(children(one))[::-1]
