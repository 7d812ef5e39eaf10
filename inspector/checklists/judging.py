"""Whether a filled form will do: messages, completeness, score, problems to raise and photos that are needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from inspector.checklists import kinds, scoring
from inspector.checklists.answers import is_computed, to_json
from inspector.checklists.check_parameters import range_bounds
from inspector.checklists.expressions import to_answer, to_number, to_string
from inspector.checklists.filled import Slot
from inspector.checklists.formula_order import Aspect
from inspector.checklists.kinds import Kind
from inspector.checklists.limits import LIMITS
from inspector.checklists.model import NO_RULES, Question
from inspector.checklists.outcome import Completeness, Message, ProblemToRaise
from inspector.checklists.references import REFERENCE
from inspector.checklists.showing import Showing
from inspector.checklists.surroundings import Surroundings


class Judging:
    """Judges the slots of one session; `photos` are the ids attached to a slot.

    `own` shows the same in the form's own language, in which the texts of rules stand and registers are kept.
    """

    def __init__(
        self, showing: Showing, own: Showing, surroundings: Surroundings, photos: Mapping[Slot, tuple[str, ...]]
    ) -> None:
        self._showing = showing
        self._own = own
        self._surroundings = surroundings
        self._photos = photos

    def messages(self) -> list[Message]:
        """Everything that keeps the visit from being finished, in the order of the form."""
        return [one for slot, question in self._showing.asked() for one in self._messages(slot, question)]

    def _messages(self, slot: Slot, question: Question) -> Iterator[Message]:
        if slot.node.value == "":
            if slot.required and _takes_answer(question):
                label = self._showing.label(slot)
                text = self._showing.text(question.required_message, slot)
                yield Message(slot.address, "checklists.required", label, text, {"label": label})
        elif not slot.fits:
            label, answer = self._showing.label(slot), to_json(question, slot.node.value)
            text = self._showing.text(question.constraint_message, slot)
            yield Message(slot.address, "checklists.not_fitting", label, text, {"label": label, "answer": answer})
        elif question.kind in kinds.SELECTS:
            yield from self._foreign_choices(slot, question)
        elif question.kind is Kind.RANGE:
            yield from self._beyond(slot, question)
        for aspect, error in self._showing.recalculation.failures(slot):
            if aspect is not Aspect.CHOICES:
                label = self._showing.label(slot)
                yield Message(slot.address, error.key, label, "", {"label": label, **error.details})

    def _foreign_choices(self, slot: Slot, question: Question) -> Iterator[Message]:
        known = {one.name for one in self._showing.choices(slot)}
        chosen = to_string(slot.node.value)
        names = chosen.split() if question.kind in kinds.MANY else [chosen]
        foreign = [one for one in names if one not in known]
        if foreign:
            label = self._showing.label(slot)
            yield Message(slot.address, "checklists.not_a_choice", label, "", {"label": label, "answers": foreign})

    def _beyond(self, slot: Slot, question: Question) -> Iterator[Message]:
        """A range that is dragged cannot leave its ends; one that is written into a file can."""
        start, end, _ = range_bounds(question) or (None, None, None)
        if start is None or end is None or min(start, end) <= to_number(slot.node.value) <= max(start, end):
            return
        label, answer = self._showing.label(slot), to_json(question, slot.node.value)
        details = {"label": label, "answer": answer, "start": start, "end": end}
        yield Message(slot.address, "checklists.beyond_range", label, "", details)

    def completeness(self) -> Completeness:
        """How much of what is asked now has been answered."""
        asked = [(slot, question) for slot, question in self._showing.asked() if _takes_answer(question)]
        answered = sum(slot.node.value != "" for slot, _ in asked)
        missing = tuple(slot.address for slot, _ in asked if slot.required and slot.node.value == "")
        return Completeness(len(asked), answered, missing)

    def score(self) -> scoring.Score:
        """The weighted score; the formula stands in `scoring`."""
        return scoring.score(self._judged(slot, one) for slot, one in self._showing.asked() if one.rules.weight)

    def _judged(self, slot: Slot, question: Question) -> scoring.Judged:
        value = to_answer(slot.node.value)
        choice = next((one for one in self._showing.lists.choices(question) if one.name == value), None)
        return scoring.judge(question, value, choice)

    def verdicts(self) -> dict[str, scoring.Verdict]:
        """What the answers to the asked questions of one choice judge, by address."""
        asked = ((slot, one) for slot, one in self._showing.asked() if one.kind is Kind.SELECT_ONE)
        return {slot.address: self._judged(slot, one).verdict for slot, one in asked}

    def verdict_choices(self, slot: Slot) -> dict[scoring.Verdict, str]:
        """The answer for each verdict, where every choice that is left is the only one of its verdict."""
        question = slot.spot.question
        if question is None or question.kind is not Kind.SELECT_ONE:
            return {}
        left = self._showing.choices(slot)
        found = {scoring.judge(question, one.name, one).verdict: one.name for one in left}
        both = {scoring.Verdict.FIT, scoring.Verdict.UNFIT} <= found.keys()
        return found if both and len(found) == len(left) and scoring.Verdict.OTHER not in found else {}

    def _unfit(self) -> Iterator[tuple[Slot, Question]]:
        for slot, question in self._showing.asked():
            if slot.node.value == "" or question.rules == NO_RULES:
                continue
            if self._judged(slot, question).verdict is scoring.Verdict.UNFIT:
                yield slot, question

    def problems(self) -> list[ProblemToRaise]:
        """What the unfit answers bring, where the form has a category, owner or deadline for them."""
        return [
            self._problem(slot, question)
            for slot, question in self._unfit()
            if question.rules.problem_category or question.rules.owner or question.rules.deadline_days is not None
        ]

    def _problem(self, slot: Slot, question: Question) -> ProblemToRaise:
        rules, value = question.rules, to_answer(slot.node.value)
        return ProblemToRaise(
            address=slot.address,
            label=self._showing.label(slot),
            answer=self._showing.lists.label(question, value) or value,
            category=self._own.filled_in(rules.problem_category, slot),
            owner=self._own.filled_in(rules.owner, slot),
            due_on=self._due_on(slot, rules.deadline_days),
        )

    def _due_on(self, slot: Slot, days: int | str | None) -> date | None:
        """None without a rule, and where the field that it names holds no whole number of days."""
        if isinstance(days, str):
            number = to_number(self._showing.named_value(REFERENCE.sub(r"\1", days), slot))
            days = int(number) if number.is_integer() else None
        return None if days is None or abs(days) > LIMITS.days else self._day() + timedelta(days=days)

    def _day(self) -> date:
        """The day of the visit: what the form noted as its day or start, else the clock."""
        filled = self._showing.filled
        for spot in filled.schema.of_kind(Kind.TODAY, Kind.START):
            for slot in filled.of[spot]:
                if isinstance(slot.node.value, datetime):
                    return slot.node.value.date()
        return self._surroundings.now().date()

    def photos_needed(self) -> list[str]:
        """The addresses of unfit answers that need a photo and have none."""
        return [
            slot.address
            for slot, question in self._unfit()
            if question.rules.photo_on_fail and not self._photos.get(slot)
        ]


def _takes_answer(question: Question) -> bool:
    return question.kind not in kinds.UNASKED and question.kind is not Kind.NOTE and not is_computed(question)
