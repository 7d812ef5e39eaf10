"""问题清单, 责任清单, 解决标准清单 and 销号: the steps that people take with a problem (domain.md §2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from inspector.domain import problem_states as states
from inspector.domain.errors import NotFoundError
from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.problem import Escalation, Problem
from inspector.storage.workspace import Workspace


class ProblemService:
    """Use cases of 问题销号 on one workspace; each step is one transaction."""

    def __init__(self, workspace: Workspace, clock: Clock | None = None) -> None:
        self._workspace = workspace
        self._clock = clock or SystemClock()

    def all(self) -> list[Problem]:
        """All problems by number."""
        return list(self._workspace.reader.all(Problem, order=("number",)))

    def assign(self, reference: str, owner: str, due_on: date | None = None, *, author: str = "") -> Problem:
        """交办 to a department, with a deadline."""
        return self._step("assign_problem", reference, lambda one: states.assign(one, owner, due_on), author)

    def start(self, reference: str, *, author: str = "") -> Problem:
        """Begin handling."""
        return self._step("handle_problem", reference, states.start_handling, author)

    def describe(
        self, reference: str, *, solution: str | None, evidence: str | None, standard: str | None, author: str = ""
    ) -> Problem:
        """Write down what closing needs; None leaves a field as it is."""
        given = {"solution": solution, "evidence": evidence, "close_standard": standard}
        fields = {name: text for name, text in given.items() if text is not None}
        with self._workspace.transaction("describe_problem", author=author) as tx:
            return tx.update(Problem, self._find(reference).id, **fields)

    def request_close(self, reference: str, *, author: str) -> Problem:
        """申请销号: refused without solution, evidence and standard."""
        return self._step("request_close", reference, lambda one: states.request_close(one, author), author)

    def send_back(self, reference: str, *, author: str) -> Problem:
        """退回."""
        return self._step("send_back_problem", reference, states.send_back, author)

    def close(self, reference: str, *, author: str) -> Problem:
        """销号 by somebody else than who requested it."""
        today = local_time(self._clock).date()
        return self._step("close_problem", reference, lambda one: states.close(one, author, today), author)

    def reopen(self, reference: str, *, author: str) -> Problem:
        """Open a closed problem again."""
        return self._step("reopen_problem", reference, states.reopen, author)

    def escalate(self, reference: str, to_holder: str, reason: str, *, author: str) -> Problem:
        """提级会办: the record of whom it went up to stands beside the problem."""
        found = self._find(reference)
        with self._workspace.transaction("escalate_problem", author=author) as tx:
            made = Escalation(
                id=tx.new_id(),
                problem_id=found.id,
                escalated_on=local_time(self._clock).date(),
                to_holder=to_holder,
                reason=reason,
            )
            escalated = states.escalate(found, made)
            tx.insert(made)
            tx.put(escalated)
        return escalated

    def _step(self, action: str, reference: str, move: Callable[[Problem], Problem], author: str) -> Problem:
        with self._workspace.transaction(action, author=author) as tx:
            moved = move(self._find(reference))
            tx.put(moved)
        return moved

    def _find(self, reference: str) -> Problem:
        """By id or human number; after a merge two may carry one number, then the id decides."""
        reader = self._workspace.reader
        found = reader.find(Problem, id=reference) or reader.find(Problem, number=reference)
        if found is None:
            raise NotFoundError("services.no_such_problem", problem=reference)
        return found
