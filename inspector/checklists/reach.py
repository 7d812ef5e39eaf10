"""What an expression reaches, known from its text alone: which items it reads and which names lead nowhere.

`${name}`, `.`, relative and absolute paths are followed through the schema as the evaluator will follow them through
a filled form. Predicates of choice lists speak of columns, not of items, and are followed there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from inspector.checklists.expressions.syntax import (
    Axis,
    Call,
    Chain,
    Expression,
    Field,
    Negation,
    Origin,
    Path,
    Step,
    Text,
    Tree,
)
from inspector.checklists.references import REFERENCE
from inspector.checklists.schema import Schema, Spot

LAST_SAVED = "last-saved#"
_known: WeakKeyDictionary[Schema, dict[tuple[Tree, Spot, bool], Reach]] = WeakKeyDictionary()
_POSITIONAL = frozenset({"indexed-repeat", "position"})


@dataclass(frozen=True)
class Lost:
    """A name in an expression that is of no item: `written` from `start` to `end`; `several` where it is of many."""

    written: str
    start: int
    end: int
    several: bool = False


@dataclass
class Reach:
    """`spots` are read. `wide` says that other instances of the same repeat may be read too.

    `columns` are the bare names of a choice filter. `instances` are the lists and tables read whole, by name.
    """

    spots: set[Spot] = field(default_factory=set)
    columns: list[Lost] = field(default_factory=list)
    wide: bool = False
    lost: list[Lost] = field(default_factory=list)
    instances: set[str] = field(default_factory=set)


def reach(tree: Tree, owner: Spot, schema: Schema, *, columns: bool = False) -> Reach:
    """Everything that `tree` reads when it stands at `owner`; with `columns` bare paths are columns of a list.

    Worked out once a schema: checker, search for rings and session ask for the same again.
    """
    known = _known.setdefault(schema, {})
    found = known.get((tree, owner, columns))
    if found is None:
        walker = _Walker(schema, owner, Reach())
        walker.follow(tree, None if columns else [owner])
        found = known[tree, owner, columns] = walker.found
    return found


@dataclass
class _Walker:
    """`here` is where relative paths start; None inside a list, whose columns the schema does not know."""

    schema: Schema
    owner: Spot
    found: Reach
    depth: int = 0

    def follow(self, tree: Tree, here: list[Spot] | None) -> list[Spot] | None:
        """Note what `tree` reads; the spots that it stands for, None where they are no items."""
        if isinstance(tree, Field):
            return self._field(tree)
        if isinstance(tree, Path):
            return self._path(tree, here)
        if isinstance(tree, Call):
            return self._call(tree, here)
        for part in _parts(tree):
            self.follow(part, here)
        return None

    def _field(self, tree: Field) -> list[Spot]:
        known = self.schema.by_name.get(tree.name.removeprefix(LAST_SAVED), [])
        if len(known) != 1:
            self.found.lost.append(Lost(tree.name, tree.start, tree.end, bool(known)))
        elif not tree.name.startswith(LAST_SAVED):
            self.found.spots.update(known)
        return known

    def _call(self, tree: Call, here: list[Spot] | None) -> list[Spot] | None:
        self.found.wide = self.found.wide or tree.name in _POSITIONAL
        first = tree.arguments[0] if tree.arguments else None
        if tree.name == "current":
            return [self.owner]
        if tree.name in {"instance", "pulldata"} and isinstance(first, Text):
            self.found.instances.add(first.value)
        if tree.name == "jr:choice-name" and len(tree.arguments) > 1:
            self._choice_field(tree.arguments[1])
        results = [self.follow(one, here) for one in tree.arguments]
        return results[0] if tree.name == "randomize" and results else None

    def _choice_field(self, argument: Tree) -> None:
        """The field whose choices are looked through stands in quotes: `'${x}'`."""
        named = REFERENCE.fullmatch(argument.value.strip()) if isinstance(argument, Text) else None
        if named is not None and len(self.schema.by_name.get(named[1], ())) != 1:
            several = named[1] in self.schema.by_name
            self.found.lost.append(Lost(named[1], argument.start, argument.end, several))

    def _path(self, tree: Path, here: list[Spot] | None) -> list[Spot] | None:
        match tree.origin:
            case Origin.ROOT:
                at: list[Spot] | None = [self.schema.document]
            case Origin.HERE:
                at = here
            case _:
                at = self.follow(tree.origin, here)
        if at is None and tree.origin is Origin.HERE and not self.depth:
            self._column(tree.steps[0])
        self.found.wide = self.found.wide or tree.origin is Origin.ROOT
        self._predicates(tree.predicates, at)
        for step in tree.steps:
            at = self._step(step, at, tree)
            self._predicates(step.predicates, at)
        self.found.spots.update(one for one in at or () if one.item is not None)
        return at

    def _predicates(self, predicates: tuple[Tree, ...], at: list[Spot] | None) -> None:
        self.depth += 1
        for predicate in predicates:
            self.found.wide = True
            self.follow(predicate, at)
        self.depth -= 1

    def _column(self, step: Step) -> None:
        if step.axis is Axis.CHILD:
            self.found.columns.append(Lost(step.name, step.start, step.start + len(step.name)))

    def _step(self, step: Step, at: list[Spot] | None, tree: Path) -> list[Spot] | None:
        if at is None or not at:
            return at
        if step.axis is Axis.SELF:
            return at
        if step.axis is Axis.PARENT:
            # Out of an instance of a repeat, and perhaps down into another one.
            self.found.wide = self.found.wide or any(one.is_repeat for one in at)
            return [one.parent for one in at if one.parent is not None]
        reached = [child for one in at for child in one.step(step.name)]
        if not reached and not _is_meta(step, tree):
            self.found.lost.append(Lost(step.name, step.start, step.start + len(step.name)))
        return reached


def _is_meta(step: Step, tree: Path) -> bool:
    """`/data/meta/instanceID` and its like are made by the programs that fill a form, not by its author."""
    return step.name == "meta" or any(one.name == "meta" for one in tree.steps)


def _parts(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, Expression):
        yield tree.body
    elif isinstance(tree, Negation):
        yield tree.operand
    elif isinstance(tree, Chain):
        yield from tree.operands
