"""What an inspector sees of a filled form: headings, questions, texts with values in them, choices left by filters.

Apart from the session, which changes answers: this only looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from inspector.checklists import kinds
from inspector.checklists.answers import is_computed, to_json
from inspector.checklists.expressions import Atom, to_answer, to_string
from inspector.checklists.filled import Filled, Slot
from inspector.checklists.kinds import Kind
from inspector.checklists.lists import Lists
from inspector.checklists.model import Choice, Question, Repeat, Texts
from inspector.checklists.outcome import Entry, RepeatPlace
from inspector.checklists.recalculation import Recalculation
from inspector.checklists.references import REFERENCE


class Showing:
    """Looks at the slots of one session."""

    def __init__(self, filled: Filled, lists: Lists, recalculation: Recalculation) -> None:
        self.filled = filled
        self.lists = lists
        self.recalculation = recalculation

    def asked(self) -> Iterator[tuple[Slot, Question]]:
        """The relevant questions in the order of the form, those that only the form fills too."""
        for slot in self.filled.root.below():
            if slot.spot.question is not None and slot.node.relevant:
                yield slot, slot.spot.question

    def entries(self) -> list[Entry]:
        """Headings and questions that are to be shown now, in the order of the form."""
        return [self._entry(slot) for slot in self.filled.root.below() if slot.parent and _is_shown(slot)]

    def _entry(self, slot: Slot) -> Entry:
        item, depth = slot.spot.item, slot.spot.depth
        assert item is not None  # noqa: S101 - only the root has none, and it has no parent
        label, hint = self.text(item.wording.label, slot), self.text(item.wording.hint, slot)
        if not isinstance(item, Question):
            return Entry(slot.address, item, depth, label, hint)
        value = to_json(item, slot.node.value)
        read_only = slot.read_only or item.kind is Kind.NOTE or is_computed(item)
        return Entry(slot.address, item, depth, label, hint, value, slot.required, read_only)

    def repeats(self) -> list[RepeatPlace]:
        """Every repeat in a part that is asked, in the order of the form."""
        asked = (one for one in self.filled.root.below() if one.node.relevant)
        return [
            self._repeat(parent, spot.item, siblings)
            for parent in asked
            for spot, siblings in parent.children.items()
            if isinstance(spot.item, Repeat) and (not siblings or any(one.node.relevant for one in siblings))
        ]

    def _repeat(self, parent: Slot, item: Repeat, siblings: list[Slot]) -> RepeatPlace:
        address = f"{parent.address}/{item.name}" if parent.address else item.name
        label = self.text(item.wording.label, parent) or item.name
        return RepeatPlace(address, label, tuple(one.address for one in siblings), is_free=not item.count)

    def label(self, slot: Slot) -> str:
        """The label of a slot, its name where it has none."""
        item = slot.spot.item
        return "" if item is None else self.text(item.wording.label, slot) or item.name

    def text(self, texts: Texts, slot: Slot) -> str:
        """A text in the language of the session, with the values that it names; choices by their labels."""
        return self.filled_in(self.lists.text(texts), slot)

    def filled_in(self, text: str, slot: Slot) -> str:
        """A text with the values that it names as `${name}`; choices by their labels."""
        return REFERENCE.sub(lambda found: self._shown(slot, found[1]), text) if "${" in text else text

    def named_value(self, name: str, slot: Slot) -> Atom:
        """The value that `${name}` has at a slot; "" for none, for one that is not asked and for several."""
        nodes = self.recalculation.place(slot).field(name)
        return nodes[0].value if len(nodes) == 1 and nodes[0].relevant else ""

    def answer_label(self, slot: Slot) -> str:
        """The answer of a slot as people read it, choices by their labels."""
        return "" if slot.spot.question is None else self._told(slot.spot.question, slot.node.value)

    def _shown(self, slot: Slot, name: str) -> str:
        spot = self.filled.schema.named(name)
        if spot is None or spot.question is None:
            return ""
        return self._told(spot.question, self.named_value(name, slot))

    def _told(self, question: Question, value: Atom) -> str:
        text = to_answer(value)
        if question.kind not in kinds.SELECTS:
            return text
        names = text.split() if question.kind in kinds.MANY else [text]
        return "、".join(self.lists.label(question, one) or one for one in names)

    def choices(self, slot: Slot) -> tuple[Choice, ...]:
        """The choices that the filter of a question leaves now; of a repeat one for every answered instance."""
        question = slot.spot.question
        if question is None:
            return ()
        field = REFERENCE.fullmatch(question.source)
        if field is not None:
            return self._choices_of_repeat(slot, field[1])
        known = self.lists.choices(question)
        if not question.choice_filter:
            return known
        if slot.choices is None:
            slot.choices = self.recalculation.filtered(slot)
        left = set(slot.choices)
        return tuple(one for one in known if one.name in left)

    def _choices_of_repeat(self, slot: Slot, name: str) -> tuple[Choice, ...]:
        spot = self.filled.schema.named(name)
        if spot is None or not spot.repeats:
            return ()
        kept = self.recalculation.kept_instances(slot)
        seen = (one for one in self.filled.seen_from(slot, spot) if one.node.relevant and one.node.value != "")
        found = [to_string(one.node.value) for one in seen if kept is None or one.instance(spot.repeats[-1]) in kept]
        return tuple(Choice(text, MappingProxyType({"": text})) for text in dict.fromkeys(found))


def _is_shown(slot: Slot) -> bool:
    question = slot.spot.question
    return slot.node.relevant and (question is None or question.kind not in kinds.UNASKED)
