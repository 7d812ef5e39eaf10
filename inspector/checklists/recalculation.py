"""Recalculating: after a change only the rules that read what changed, each once, in the order of the form.

`everything` runs all of them, as when a form is opened; the result is the same, and a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from heapq import heappop, heappush
from math import isfinite

from inspector.checklists.answers import calculated
from inspector.checklists.expressions import (
    Atom,
    ExpressionError,
    Node,
    NodeSet,
    Value,
    evaluate,
    to_boolean,
    to_number,
    to_string,
)
from inspector.checklists.filled import Filled, Slot
from inspector.checklists.formula_order import Aspect, FormulaOrder, Rule
from inspector.checklists.limits import LIMITS
from inspector.checklists.lists import Lists
from inspector.checklists.schema import Spot
from inspector.checklists.surroundings import Surroundings


class Place:
    """The context of the expressions of one slot (the protocol `expressions.Context`)."""

    def __init__(self, filled: Filled, lists: Lists, surroundings: Surroundings, slot: Slot) -> None:
        self._filled = filled
        self._lists = lists
        self._surroundings = surroundings
        self._slot = slot

    @property
    def node(self) -> Node:
        """The slot's own."""
        return self._slot.node

    @property
    def root(self) -> Node:
        """The document."""
        return self._filled.document

    def field(self, name: str) -> NodeSet:
        """The nodes of the one item of that name; nothing is known of the visit before (`last-saved`)."""
        spot = None if name.startswith("last-saved#") else self._filled.schema.named(name)
        return () if spot is None else self._filled.nodes(self._slot, spot)

    def instance(self, name: str) -> Node | None:
        """A choice list or a table."""
        return self._lists.document(name)

    def now(self) -> datetime:
        """The injected clock."""
        return self._surroundings.now()

    def choice_label(self, field: str, value: str) -> str:
        """The label of a choice of a question."""
        spot = self._filled.schema.at(field.strip("/")) or self._filled.schema.named(field.rpartition("/")[2])
        return "" if spot is None or spot.question is None else self._lists.label(spot.question, value)

    def random(self) -> float:
        """The injected chance."""
        return self._surroundings.chance.random()

    def uuid(self) -> str:
        """A new one."""
        return self._surroundings.uuid()


class Recalculation:
    """Keeps a filled form right. `failed` holds the expressions that could not be computed, by slot and rule."""

    def __init__(self, filled: Filled, order: FormulaOrder, lists: Lists, surroundings: Surroundings) -> None:
        self._filled = filled
        self._order = order
        self._lists = lists
        self._surroundings = surroundings
        self._waiting: list[tuple[int, int, Rule, Slot]] = []
        self._queued: set[tuple[Rule, Slot]] = set()
        self.born: list[Slot] = []
        self.failed: dict[tuple[Slot, Rule], ExpressionError] = {}
        self.computed = 0
        self._apply: Mapping[Aspect, Callable[[Rule, Slot, Value | None], None]] = {
            Aspect.RELEVANT: self._relevant,
            Aspect.COUNT: self._count,
            Aspect.CALCULATION: self._calculate,
            Aspect.ACTION: self._calculate,
            Aspect.REQUIRED: self._required,
            Aspect.READ_ONLY: self._read_only,
            Aspect.CONSTRAINT: self._constraint,
        }

    def place(self, slot: Slot) -> Place:
        """The context of a slot."""
        return Place(self._filled, self._lists, self._surroundings, slot)

    def everything(self) -> None:
        """Every rule but those that wait for a trigger."""
        self._queue_slots(self._filled.root.below())
        self._run()

    def changed(self, slot: Slot) -> None:
        """After a person changed the value of a slot: whatever reads it, and what it triggers."""
        self._queue_readers(slot.spot, slot, actions=True)
        for rule in self._order.of.get(slot.spot, ()):
            if rule.aspect is Aspect.CONSTRAINT:
                self._queue(rule, slot)
        self._run()

    def grown(self, slot: Slot) -> None:
        """After an instance was added."""
        self._grown(slot)
        self._run()

    def grown_again(self, slots: Iterable[Slot]) -> None:
        """After plain defaults were put into new instances."""
        for slot in slots:
            self._queue_slots([slot])
            self._queue_readers(slot.spot, slot)
        self._run()

    def failures(self, slot: Slot) -> list[tuple[Aspect, ExpressionError]]:
        """The expressions of a slot that could not be computed with these answers."""
        if not self.failed:
            return []
        return [(rule.aspect, error) for (one, rule), error in self.failed.items() if one is slot]

    def filtered(self, slot: Slot) -> tuple[str, ...]:
        """The names of the choices that the filter of a question leaves; none where it cannot be computed."""
        nodes = self._left(slot)
        return tuple(to_string(one.value) for node in nodes or () for one in node.named("name")[:1])

    def kept_instances(self, slot: Slot) -> set[Slot] | None:
        """The instances of a repeat that the filter leaves where they are the choices; None without a filter."""
        nodes = self._left(slot)
        return None if nodes is None else {self._filled.by_node[node] for node in nodes}

    def _left(self, slot: Slot) -> NodeSet | None:
        rule = next((one for one in self._order.of.get(slot.spot, ()) if one.aspect is Aspect.CHOICES), None)
        if rule is None:
            return None
        try:
            value = evaluate(rule.tree, self.place(slot))
        except ExpressionError as error:
            self.failed[slot, rule] = error
            return ()
        return value if isinstance(value, tuple) else ()

    def shrunk(self, repeat: Spot, parent: Slot) -> None:
        """After an instance was removed from `parent`; those behind it moved up."""
        self._shrunk(repeat, parent)
        self._run()

    def _grown(self, slot: Slot) -> None:
        self.born.append(slot)
        self._inherit(slot)
        self._queue_slots(slot.below())
        self._queue_part(slot)

    def _shrunk(self, repeat: Spot, parent: Slot) -> None:
        for one in parent.children[repeat]:
            self._queue_slots(one.below())
        for spot in repeat.below():
            self._queue_readers(spot, parent)

    # -- queueing ------------------------------------------------------------------------------------------------

    def _queue_slots(self, slots: Iterable[Slot]) -> None:
        for slot in slots:
            for rule in self._order.of.get(slot.spot, ()):
                if rule.aspect is not Aspect.ACTION:
                    self._queue(rule, slot)

    def _queue(self, rule: Rule, slot: Slot) -> None:
        if (rule, slot) not in self._queued:
            self._queued.add((rule, slot))
            heappush(self._waiting, (rule.rank, slot.serial, rule, slot))

    def _queue_readers(self, spot: Spot, slot: Slot, *, actions: bool = False) -> None:
        """The rules that read `spot`, for the slots that see `slot`; actions only where a person answered."""
        for rule in self._order.readers.get(spot, ()):
            if actions or rule.aspect is not Aspect.ACTION:
                everywhere = rule.wide or not rule.spot.repeats
                for one in self._filled.of[rule.spot] if everywhere else self._filled.seeing(slot, spot, rule.spot):
                    self._queue(rule, one)

    def _queue_part(self, slot: Slot) -> None:
        for one in slot.below():
            self._queue_readers(one.spot, one)

    # -- computing -----------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while self._waiting:
            _, _, rule, slot = heappop(self._waiting)
            self._queued.discard((rule, slot))
            if slot.node in self._filled.by_node:
                self._compute(rule, slot)

    def _compute(self, rule: Rule, slot: Slot) -> None:
        if rule.aspect is Aspect.CHOICES:
            slot.choices = None
            return
        self.computed += 1
        apply = self._apply[rule.aspect]
        try:
            apply(rule, slot, evaluate(rule.tree, self.place(self._standing(rule, slot))))
            self.failed.pop((slot, rule), None)
        except ExpressionError as error:
            # One meaning, whatever was there before: asked, not required, fitting, empty.
            self.failed[slot, rule] = error
            apply(rule, slot, None)

    def _standing(self, rule: Rule, slot: Slot) -> Slot:
        """A count is written at its repeat, of which there may be no instance yet."""
        if rule.repeat is None:
            return slot
        return Slot(rule.repeat, Node(rule.repeat.name, parent=slot.node, relevant=slot.node.relevant), slot, -1)

    def _relevant(self, _: Rule, slot: Slot, value: Value | None) -> None:
        slot.own_relevant = value is None or to_boolean(value)
        before = slot.node.relevant
        self._inherit(slot)
        if slot.node.relevant != before:
            self._queue_part(slot)

    def _inherit(self, slot: Slot) -> None:
        above = slot.parent is None or slot.parent.node.relevant
        slot.node.relevant = above and slot.own_relevant
        for siblings in slot.children.values():
            for one in siblings:
                self._inherit(one)

    def _count(self, rule: Rule, slot: Slot, value: Value | None) -> None:
        if rule.repeat is None:
            return
        number = 0.0 if value is None else to_number(value)
        wanted = min(int(number), LIMITS.instances) if isfinite(number) and number > 0 else 0
        there = slot.children[rule.repeat]
        for _ in range(len(there), wanted):
            self._grown(self._filled.add(rule.repeat, slot))
        if len(there) > wanted:
            for one in there[wanted:]:
                self._filled.remove(one)
            self._shrunk(rule.repeat, slot)

    def _calculate(self, _: Rule, slot: Slot, value: Value | None) -> None:
        question = slot.spot.question
        if question is not None:
            self._put(slot, calculated(question, value))

    def _put(self, slot: Slot, value: Atom) -> None:
        if value != slot.node.value or type(value) is not type(slot.node.value):
            slot.node.value = value
            self._queue_readers(slot.spot, slot)

    def _required(self, _: Rule, slot: Slot, value: Value | None) -> None:
        slot.required = value is not None and to_boolean(value)

    def _read_only(self, _: Rule, slot: Slot, value: Value | None) -> None:
        slot.read_only = value is not None and to_boolean(value)

    def _constraint(self, _: Rule, slot: Slot, value: Value | None) -> None:
        slot.fits = slot.node.value == "" or value is None or to_boolean(value)
