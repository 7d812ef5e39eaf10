"""Filling a checklist, without a window: answers in, relevant questions, messages, score and problems out.

Every answer recalculates what depends on it and nothing else. A session raises for an address that is not there or
an answer of another kind; whatever an author or an inspector may still put right is a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inspector.checklists import addresses, kinds
from inspector.checklists.answers import Answer, is_computed, to_atom, to_json
from inspector.checklists.cycles import rings
from inspector.checklists.defaults import Defaults
from inspector.checklists.filled import Filled, Slot
from inspector.checklists.formula_order import FormulaOrder
from inspector.checklists.judging import Judging
from inspector.checklists.kinds import Kind
from inspector.checklists.limits import LIMITS
from inspector.checklists.lists import Lists
from inspector.checklists.model import Choice, Form
from inspector.checklists.outcome import Completeness, Entry, Message, ProblemToRaise, RepeatPlace
from inspector.checklists.recalculation import Recalculation
from inspector.checklists.schema import Schema
from inspector.checklists.scoring import Score, Verdict
from inspector.checklists.showing import Showing
from inspector.checklists.stored_answers import from_stored, to_stored
from inspector.checklists.surroundings import Surroundings
from inspector.domain.errors import FormatError, RuleError
from inspector.domain.record import Json

PHOTOS = "@photos"
"""The key beside the answers under which photo ids stand, by address."""
_NEVER_ANSWERED = frozenset({Kind.CALCULATE, Kind.NOTE, Kind.EXTERNAL, Kind.AUDIT})
_SHOWN_CALCULATIONS = frozenset({Kind.CALCULATE, Kind.HIDDEN})


class Session:
    """One form being filled. `answers` as `answers()` gave them, or None for a new visit, which gets the defaults.

    `where` is an address: the path to a question, the instances of repeats counted from 1 (`楼栋[2]/层数`), or its
    bare name where that is enough. Raises FormatError for a form whose expressions run in a ring, RuleError or
    NotFoundError for answers or photos that are not its own.
    """

    def __init__(self, form: Form, answers: Json | None = None, surroundings: Surroundings | None = None) -> None:
        self.form = form
        self.schema = Schema(form)
        ring = next(rings(self.schema), None)
        if ring is not None:
            raise FormatError("checklists.ring_in_form", ring=" → ".join(one.name for one in (*ring, ring[0])))
        self.surroundings = surroundings or Surroundings()
        self._lists = Lists(form, self.surroundings)
        self._filled = Filled(self.schema)
        self._photos: dict[Slot, tuple[str, ...]] = {}
        self._recalculation = Recalculation(self._filled, FormulaOrder(self.schema), self._lists, self.surroundings)
        self._showing = Showing(self._filled, self._lists, self._recalculation)
        own_lists = Lists(form, replace(self.surroundings, language=""))
        own = Showing(self._filled, own_lists, self._recalculation)
        self._judging = Judging(self._showing, own, self.surroundings, self._photos)
        self._defaults = Defaults(self._filled, self._recalculation, self.surroundings)
        if answers is not None:
            self._restore(answers)
        self._defaults.begin(new=answers is None)

    def _restore(self, answers: Json) -> None:
        photos = answers.get(PHOTOS, {})
        if not isinstance(photos, Mapping):
            raise RuleError("checklists.answer_unasked", names=[PHOTOS])
        from_stored(self._filled, self._filled.root, {name: one for name, one in answers.items() if name != PHOTOS})
        for where, ids in photos.items():
            self._hold(addresses.find(self._filled, where), tuple(map(str, ids)))

    # -- answering -------------------------------------------------------------------------------------------------

    def answer(self, where: str, answer: Answer) -> None:
        """Answer a question, None to take the answer back; photos stay, but those that were the answer itself.

        Raises NotFoundError or RuleError for an address, RuleError for an answer of another kind or to a question
        that only the form itself fills.
        """
        slot = addresses.find(self._filled, where)
        question = slot.spot.question
        if question is None or question.kind in _NEVER_ANSWERED or is_computed(question):
            raise RuleError("checklists.not_answerable", where=where)
        slot.node.value = to_atom(question, answer)
        if question.kind in kinds.FILES and slot.node.value == "":
            self._photos.pop(slot, None)
        self._answered(slot)

    def _answered(self, slot: Slot) -> None:
        self._recalculation.changed(slot)
        self._defaults.note_end()
        self._defaults.settle()

    def attach(self, where: str, photos: tuple[str, ...]) -> None:
        """The photos (ids) that belong to a question, all of them anew; none takes them away.

        A question for a picture or file is answered by them: its value is the name of a file, as ODK keeps it,
        namely the first id, unless another name was given as its answer. Raises as `answer` for an address.
        """
        slot = addresses.find(self._filled, where)
        if self._hold(slot, photos):
            self._answered(slot)

    def _hold(self, slot: Slot, photos: tuple[str, ...]) -> bool:
        """Attach photos to a slot; whether this changed its value."""
        before, value = self._photos.pop(slot, ()), slot.node.value
        if photos:
            self._photos[slot] = photos
        question = slot.spot.question
        if question is None or question.kind not in kinds.FILES or is_computed(question):
            return False
        if (value == "" or value in before) and value not in photos:
            slot.node.value = photos[0] if photos else ""
        return slot.node.value != value

    def add(self, where: str) -> str:
        """Add an instance of a repeat; its address. Raises RuleError where a count decides, or there are too many."""
        repeat, parent = addresses.repeat_at(self._filled, where)
        self._check_free(repeat.item)
        if len(parent.children[repeat]) >= LIMITS.instances:
            raise RuleError("checklists.too_many_instances", name=repeat.name, most=LIMITS.instances)
        slot = self._filled.add(repeat, parent)
        self._recalculation.grown(slot)
        self._defaults.settle()
        return slot.address

    def remove(self, where: str) -> None:
        """Remove an instance (`楼栋[2]`); those behind it move up. Raises RuleError where a count decides."""
        slot = addresses.find(self._filled, where)
        self._check_free(slot.spot.item)
        if slot.parent is None or not slot.spot.is_repeat:
            raise RuleError("checklists.not_an_instance", where=where)
        self._filled.remove(slot)
        self._recalculation.shrunk(slot.spot, slot.parent)
        self._defaults.settle()

    @staticmethod
    def _check_free(item: object) -> None:
        if getattr(item, "count", ""):
            raise RuleError("checklists.counted_repeat", name=getattr(item, "name", ""))

    def instances(self, where: str) -> tuple[str, ...]:
        """The addresses of the instances of a repeat."""
        repeat, parent = addresses.repeat_at(self._filled, where)
        return tuple(one.address for one in parent.children[repeat])

    def recalculate_everything(self) -> None:
        """Every expression anew, as when the form is opened; it changes nothing but what the clock changed."""
        self._recalculation.everything()
        self._defaults.settle()

    # -- looking ---------------------------------------------------------------------------------------------------

    def value(self, where: str) -> Answer:
        """The answer or calculated value at an address, None for none or for one that is not asked."""
        slot = addresses.find(self._filled, where)
        if slot.spot.question is None or not slot.node.relevant:
            return None
        return to_json(slot.spot.question, slot.node.value)

    def answers(self, *, hidden: bool = False) -> dict[str, Any]:
        """All answers as a visit keeps them, `{"开工状态": "已开工", "楼栋": [{"层数": 3}], "@photos": {…}}`.

        With `hidden` also those that are not asked now, as a draft needs. A name that is there several times is
        kept by its path.
        """
        made = to_stored(self._filled, self._filled.root, hidden=hidden)
        there = [one for one in self._filled.root.below() if one in self._photos and (hidden or one.node.relevant)]
        return {**made, PHOTOS: {one.address: list(self._photos[one]) for one in there}} if there else made

    def calculations(self) -> dict[str, Answer]:
        """The calculated values by address."""
        found = (one for one in self._showing.asked() if one[1].kind in _SHOWN_CALCULATIONS or one[1].calculation)
        return {slot.address: to_json(question, slot.node.value) for slot, question in found}

    def entries(self) -> list[Entry]:
        """What is to be shown now, in the order of the form: headings and questions."""
        return self._showing.entries()

    def choices(self, where: str) -> tuple[Choice, ...]:
        """The choices of a question that its filter leaves now; of a repeat, one for every answered instance."""
        return self._showing.choices(addresses.find(self._filled, where))

    def label(self, where: str) -> str:
        """The label at an address in the session's language, the name where there is none."""
        return self._showing.label(addresses.find(self._filled, where))

    def answer_label(self, where: str) -> str:
        """The answer at an address as people read it, a choice by its label; "" for none."""
        return self._showing.answer_label(addresses.find(self._filled, where))

    # -- judging ---------------------------------------------------------------------------------------------------

    def messages(self) -> list[Message]:
        """Everything that keeps the visit from being finished, in the order of the form."""
        return self._judging.messages()

    def completeness(self) -> Completeness:
        """How much of what is asked now has been answered."""
        return self._judging.completeness()

    @property
    def complete(self) -> bool:
        """Whether nothing is missing or wrong, photos included."""
        return not self._judging.messages() and not self._judging.photos_needed()

    def score(self) -> Score:
        """The weighted score; the formula stands in `scoring`."""
        return self._judging.score()

    def problems(self) -> list[ProblemToRaise]:
        """What the unfit answers bring, where the form has a category, owner or deadline for them."""
        return self._judging.problems()

    def verdicts(self) -> dict[str, Verdict]:
        """What the answers to the asked questions of one choice judge, by address; OPEN where none is given."""
        return self._judging.verdicts()

    def verdict_choices(self, where: str) -> dict[Verdict, str]:
        """The answers 合格, 不合格 and 不适用 of a question that asks for nothing else; else nothing."""
        return self._judging.verdict_choices(addresses.find(self._filled, where))

    def address(self, where: str) -> str:
        """The whole address that a shorter one means. Raises NotFoundError or RuleError as `answer`."""
        return addresses.find(self._filled, where).address

    def photos_of(self, where: str) -> tuple[str, ...]:
        """The photos (ids) that belong to a question."""
        return self._photos.get(addresses.find(self._filled, where), ())

    def repeats(self) -> list[RepeatPlace]:
        """Every repeat that is asked, in the order of the form, also where no instance is left."""
        return self._showing.repeats()

    def photos_needed(self) -> list[str]:
        """The addresses of unfit answers that need a photo and have none."""
        return self._judging.photos_needed()
