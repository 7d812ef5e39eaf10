"""One draft inside a transaction: its record and the session of its checklist, changed together and kept together.

Apart from the service, so that each of its steps is a few lines: open, change, keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from inspector.checklists.answers import Answer
from inspector.checklists.scoring import Verdict
from inspector.checklists.session import Session
from inspector.domain.errors import RuleError
from inspector.domain.guards import demand
from inspector.domain.inspection import Checklist, Inspection, InspectionState
from inspector.domain.inspection_states import edit
from inspector.domain.problem import Problem, ProblemState
from inspector.services.checklist_judging import to_draft
from inspector.services.draft_sections import problem_words
from inspector.services.draft_views import answers_of, session_of
from inspector.services.visit_problems import insert_problem
from inspector.storage.transaction import Transaction


class DraftEdit:
    """A draft that is being changed. Raises NotFoundError for no visit, RuleError for a signed one."""

    def __init__(self, tx: Transaction, inspection_id: str) -> None:
        self.tx = tx
        self.inspection = tx.reader.get(Inspection, inspection_id)
        demand(self.inspection.state is InspectionState.DRAFT, "domain.inspection_signed")
        wanted = self.inspection.checklist_id
        self._checklist = tx.reader.find(Checklist, id=wanted) if wanted else None
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The session of the checklist. Raises RuleError where the visit has none to fill."""
        if self._session is None:
            self._session = session_of(self.inspection, self._checklist)
        if self._session is None:
            raise RuleError("services.draft_without_form")
        return self._session

    def keep(self, **fields: Any) -> Inspection:  # noqa: ANN401 - typed by the cells
        """Write cells of the visit; only those that differ become part of the step."""
        after = edit(self.inspection, fields)
        self.inspection = self.tx.update(Inspection, after.id, **fields)
        return self.inspection

    def keep_answers(self) -> Inspection:
        """Write what the session holds, also what is not asked at the moment."""
        return self.keep(answers=answers_of(self.session, self._checklist, self.inspection))

    def answer(self, answers: Mapping[str, Answer], *, raising: bool = False) -> Inspection:
        """Answer questions; a problem of an answer that is no longer unfit goes with it.

        With `raising` the problems that the checklist's rules bring for an answer that is unfit now come with it.
        """
        before = self._unfit()
        for where, one in answers.items():
            self.session.answer(where, one)
        after = self._unfit()
        self._withdraw(before - after)
        if raising:
            self._raise(after - before)
        return self.keep_answers()

    def remove_instance(self, where: str) -> Inspection:
        """Remove an instance of a repeat; notes and problems of those behind it move up with them."""
        address = self.session.address(where)
        self.session.remove(address)
        notes = {_moved(one, address): text for one, text in (self.inspection.notes or {}).items()}
        for problem in self.open_problems():
            moved = _moved(problem.inspection_item or "", address)
            if moved is None:
                self.tx.delete(Problem, problem.id)
            elif moved != problem.inspection_item:
                self.tx.update(Problem, problem.id, inspection_item=moved)
        self.keep(notes={one: text for one, text in notes.items() if one is not None} or None)
        return self.keep_answers()

    def note(self, where: str, text: str) -> Inspection:
        """Write the text beside an answer, "" to take it away; a problem in the words of the old one follows."""
        address = self.session.address(where)
        notes = dict(self.inspection.notes or {})
        before = problem_words(self.session, address, notes.pop(address, ""))
        if text.strip():
            notes[address] = text.strip()
        after = problem_words(self.session, address, text)
        for problem in self.open_problems():
            if problem.inspection_item == address and problem.description == before:
                self.tx.update(Problem, problem.id, description=after)
        return self.keep(notes=notes or None)

    def open_problems(self) -> Iterator[Problem]:
        """The problems of single answers that nobody has begun to handle."""
        for one in self.tx.reader.all(Problem, inspection_id=self.inspection.id, state=ProblemState.REGISTERED):
            if one.inspection_item is not None:
                yield one

    def _unfit(self) -> set[str]:
        return {where for where, one in self.session.verdicts().items() if one is Verdict.UNFIT}

    def _raise(self, addresses: set[str]) -> None:
        there = {one.inspection_item for one in self.open_problems()} if addresses else set()
        for one in self.session.problems() if addresses else ():
            if one.address in addresses - there:
                insert_problem(self.tx, self.inspection, replace(to_draft(one), item=one.address))

    def _withdraw(self, addresses: set[str]) -> None:
        for problem in self.open_problems() if addresses else ():
            if problem.inspection_item in addresses:
                self.tx.delete(Problem, problem.id)


def _moved(address: str, removed: str) -> str | None:
    """Where an address leads after the instance `removed` (`楼栋[2]`) has gone; None for what went with it."""
    repeat, _, number = removed.removesuffix("]").rpartition("[")
    found = re.fullmatch(re.escape(repeat) + r"\[([0-9]+)\](.*)", address)
    if found is None or int(found[1]) < int(number):
        return address
    return None if int(found[1]) == int(number) else f"{repeat}[{int(found[1]) - 1}]{found[2]}"
