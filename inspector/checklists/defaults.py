"""Answers that nobody typed: the metadata of a visit, plain defaults, and those that are calculated once.

Apart from the session, because instances that a count brings need them too, at any later time.
"""

from __future__ import annotations

from collections.abc import Mapping

from inspector.checklists import kinds
from inspector.checklists.answers import calculated, to_atom
from inspector.checklists.expressions import Atom, ExpressionError, evaluate
from inspector.checklists.filled import Filled, Slot
from inspector.checklists.formulas import has_dynamic_default, parsed
from inspector.checklists.kinds import Kind
from inspector.checklists.model import Question
from inspector.checklists.recalculation import Recalculation
from inspector.checklists.surroundings import Surroundings
from inspector.domain.errors import RuleError


class Defaults:
    """Puts them into the slots of one session."""

    def __init__(self, filled: Filled, recalculation: Recalculation, surroundings: Surroundings) -> None:
        self._filled = filled
        self._recalculation = recalculation
        self._surroundings = surroundings

    def begin(self, *, new: bool) -> None:
        """Open the form; only a `new` visit gets defaults, so that an answer taken back stays away."""
        slots = list(self._filled.root.below())
        for slot in slots:
            self._preload(slot)
        if new:
            self._set_plain(slots)
        self._recalculation.everything()
        if new:
            self._set_calculated(slots)
        self.settle(new=new)

    def settle(self, *, new: bool = True) -> None:
        """Defaults for instances that a count brought, and for those that these bring."""
        while self._recalculation.born:
            born, self._recalculation.born = self._recalculation.born, []
            if new:
                slots = [one for slot in born if slot.node in self._filled.by_node for one in slot.below()]
                self._set_plain(slots)
                self._recalculation.grown_again(slots)
                self._set_calculated(slots)

    def note_end(self) -> None:
        """The time of the last answer, where the form asks for it."""
        now = self._surroundings.now().replace(tzinfo=None)
        for spot in self._filled.schema.of_kind(Kind.END):
            for slot in self._filled.of[spot]:
                slot.node.value = now

    def _preload(self, slot: Slot) -> None:
        question = slot.spot.question
        if question is None or question.kind not in kinds.METADATA or slot.node.value != "":
            return
        now = self._surroundings.now().replace(tzinfo=None)
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        values: Mapping[Kind, Atom] = {Kind.START: now, Kind.END: now, Kind.TODAY: day}
        slot.node.value = values.get(question.kind) or str(getattr(self._surroundings, question.kind.value, ""))

    @staticmethod
    def _set_plain(slots: list[Slot]) -> None:
        for slot in slots:
            question = slot.spot.question
            if question is not None and question.default and not has_dynamic_default(question):
                slot.node.value = _plain(question)

    def _set_calculated(self, slots: list[Slot]) -> None:
        for slot in slots:
            question = slot.spot.question
            tree = parsed(question.default).tree if question is not None and has_dynamic_default(question) else None
            if question is not None and tree is not None and slot.node in self._filled.by_node:
                try:
                    slot.node.value = calculated(question, evaluate(tree, self._recalculation.place(slot)))
                except ExpressionError:
                    continue
                self._recalculation.changed(slot)


def _plain(question: Question) -> Atom:
    try:
        return to_atom(question, question.default)
    except RuleError:
        return ""
