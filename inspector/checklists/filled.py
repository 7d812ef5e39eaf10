"""A form while it is being filled: one slot for every question, part and instance that is there now.

It keeps the tree that expressions walk (`Node`) and beside it what they must not see: who owns a node, whether it
is required, whether its answer fits. It changes nothing by itself; `recalculation` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from inspector.checklists.expressions import Node, NodeSet
from inspector.checklists.model import Repeat
from inspector.checklists.schema import Schema, Spot


@dataclass(eq=False, slots=True)
class Slot:
    """One node with its spot. `own_relevant` leaves the parts above out; `choices` None: not worked out."""

    spot: Spot
    node: Node
    parent: Slot | None
    serial: int
    own_relevant: bool = True
    required: bool = False
    read_only: bool = False
    fits: bool = True
    choices: tuple[str, ...] | None = None
    children: dict[Spot, list[Slot]] = field(default_factory=dict)

    def below(self) -> Iterator[Slot]:
        """This slot and all in it, in the order of the form; not by recursion, for every key goes through all slots."""
        waiting = [self]
        while waiting:
            one = waiting.pop()
            yield one
            for siblings in reversed(one.children.values()):
                waiting.extend(reversed(siblings))

    def instance(self, repeat: Spot) -> Slot | None:
        """The instance of a repeat in which this slot stands."""
        one: Slot | None = self
        while one is not None and one.spot is not repeat:
            one = one.parent
        return one

    @property
    def address(self) -> str:
        """The way to it with instance numbers: `楼栋[2]/层数`."""
        names = []
        one: Slot | None = self
        while one is not None and one.parent is not None:
            number = f"[{one.node.position}]" if one.spot.is_repeat else ""
            names.append(one.node.name + number)
            one = one.parent
        return "/".join(reversed(names))


class Filled:
    """All slots of a filled form; `of` lists those of a spot in order."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._serials = count()
        self.of: dict[Spot, list[Slot]] = {spot: [] for spot in schema.spots}
        self.by_node: dict[Node, Slot] = {}
        self.document = Node("")
        self.root = Slot(schema.root, self.document.add(schema.root.name), None, next(self._serials))
        self.by_node[self.root.node] = self.root
        self.of[schema.root] = [self.root]
        for spot in schema.root.step("*"):
            self._start(spot, self.root)

    def _grow(self, spot: Spot, parent: Slot) -> Slot:
        slot = Slot(spot, parent.node.add(spot.name), parent, next(self._serials))
        siblings = parent.children.setdefault(spot, [])
        self.of[spot].insert(self._place(spot, parent, len(siblings)), slot)
        siblings.append(slot)
        self.by_node[slot.node] = slot
        for child in spot.step("*"):
            self._start(child, slot)
        return slot

    def _start(self, spot: Spot, parent: Slot) -> None:
        """A repeat begins with one instance, as in ODK's programs; one with a count begins with none."""
        parent.children.setdefault(spot, [])
        if not (isinstance(spot.item, Repeat) and spot.item.count):
            self._grow(spot, parent)

    def _place(self, spot: Spot, parent: Slot, siblings: int) -> int:
        """Where a new last child of `parent` stands among all slots of its spot, so that these keep their order."""
        known, parents = self.of[spot], self.of.get(parent.spot, [])
        if not parents or parents[-1] is parent:
            return len(known)
        if siblings:
            return known.index(parent.children[spot][-1]) + 1
        order = {one: number for number, one in enumerate(parents)}
        return next((n for n, one in enumerate(known) if one.parent and order[one.parent] > order[parent]), len(known))

    def add(self, repeat: Spot, parent: Slot) -> Slot:
        """A new last instance of a repeat."""
        return self._grow(repeat, parent)

    def remove(self, slot: Slot) -> None:
        """Take an instance out, with all that is in it."""
        for one in slot.below():
            self.of[one.spot].remove(one)
            del self.by_node[one.node]
        if slot.parent is not None:
            slot.parent.children[slot.spot].remove(slot)
            slot.parent.node.remove(slot.node)

    def seen_from(self, slot: Slot, spot: Spot) -> list[Slot]:
        """The slots of `spot` in the instances of the repeats that both stand in; what an expression there reads."""
        mine = (*slot.spot.repeats, slot.spot) if slot.spot.is_repeat else slot.spot.repeats
        return self._within(slot, _shared(mine, spot.repeats), spot)

    def seeing(self, slot: Slot, read: Spot, reader: Spot) -> list[Slot]:
        """The slots of `reader` whose expressions read `slot`, or what is in it, as an instance of `read`."""
        return self._within(slot, _shared(read.repeats, reader.repeats), reader)

    def _within(self, slot: Slot, repeat: Spot | None, spot: Spot) -> list[Slot]:
        if repeat is None:
            return self.of[spot]
        instance = slot.instance(repeat)
        here = [] if instance is None else [instance]
        for part in spot.line[len(repeat.line) :]:
            here = [child for one in here for child in one.children.get(part, ())]
        return here

    def nodes(self, slot: Slot, spot: Spot) -> NodeSet:
        """Their nodes."""
        return tuple(one.node for one in self.seen_from(slot, spot))


def _shared(some: tuple[Spot, ...], others: tuple[Spot, ...]) -> Spot | None:
    """The innermost repeat that both ways lead through."""
    shared = None
    for one, other in zip(some, others, strict=False):
        if one is not other:
            break
        shared = one
    return shared
