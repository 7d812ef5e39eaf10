"""What an expression depends on: the fields, paths, lists and functions that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from inspector.checklists.expressions.printing import text_of
from inspector.checklists.expressions.syntax import (
    Axis,
    Call,
    Expression,
    Field,
    Origin,
    Path,
    Text,
    Tree,
    children,
)


class ReferenceKind(Enum):
    """FIELD: `${name}`. PATH: as written without predicates, `/data/a`, `../a`. SELF: `.` and `..`.

    COLUMN: a bare name inside a predicate on an `instance(…)`, or in a choice filter read with `bare=True`.
    INSTANCE: the list or table named in `instance` and `pulldata`. CHOICES: the field whose choices
    `jr:choice-name` looks through. FUNCTION: a function that is called.
    """

    FIELD = "field"
    PATH = "path"
    SELF = "self"
    COLUMN = "column"
    INSTANCE = "instance"
    CHOICES = "choices"
    FUNCTION = "function"


@dataclass(frozen=True)
class Reference:
    """One thing named; `start` and `end` say where in the text."""

    kind: ReferenceKind
    name: str
    start: int
    end: int


def references(tree: Tree) -> frozenset[Reference]:
    """All that the expression names, each place once."""
    return frozenset(_references(tree, in_list=False))


def _references(tree: Tree, *, in_list: bool) -> Iterator[Reference]:
    """`in_list`: inside a predicate of a list or table, where a bare name is a column of it."""
    stack = [(tree, in_list)]
    while stack:
        one, inside = stack.pop()
        yield from _own(one, inside=inside)
        of_list = isinstance(one, Path) and _is_list(one)
        stack += [(child, inside or of_list) for child in children(one)]


def _is_list(path: Path) -> bool:
    origin = path.origin
    while isinstance(origin, Path):
        origin = origin.origin
    return isinstance(origin, Call) and origin.name == "instance"


def _own(tree: Tree, *, inside: bool) -> Iterator[Reference]:
    match tree:
        case Expression():
            return
        case Field(start, end, name):
            yield Reference(ReferenceKind.FIELD, name, start, end)
        case Call(start, end, name, arguments):
            yield Reference(ReferenceKind.FUNCTION, name, start, start + len(name))
            yield from _named(name, arguments)
        case Path() if isinstance(tree.origin, Origin):
            yield _of_path(tree, inside=inside)


def _of_path(path: Path, *, inside: bool) -> Reference:
    kind = ReferenceKind.PATH
    if path.origin is Origin.HERE:
        if all(step.axis is not Axis.CHILD for step in path.steps):
            kind = ReferenceKind.SELF
        elif inside and path.steps[0].axis is Axis.CHILD:
            kind = ReferenceKind.COLUMN
    return Reference(kind, text_of(path, predicates=False), path.start, path.end)


def _named(function: str, arguments: tuple[Tree, ...]) -> Iterator[Reference]:
    """Names in quotes: the list of `instance('x')`, the field of `jr:choice-name(…, '${x}')`."""
    place, kind = _IN_QUOTES.get(function, (0, None))
    if kind is None or place >= len(arguments):
        return
    argument = arguments[place]
    if isinstance(argument, Text):
        name = argument.value.strip()
        if kind is ReferenceKind.CHOICES:
            name = name.removeprefix("${").removesuffix("}").strip()
        yield Reference(kind, name, argument.start, argument.end)


_IN_QUOTES: dict[str, tuple[int, ReferenceKind | None]] = {
    "instance": (0, ReferenceKind.INSTANCE),
    "pulldata": (0, ReferenceKind.INSTANCE),
    "jr:choice-name": (1, ReferenceKind.CHOICES),
}
