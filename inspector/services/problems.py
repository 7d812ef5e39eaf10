"""问题清单, 责任清单, 解决标准清单 and 销号: the steps that people take with a problem (domain.md §2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspector.domain import problem_states as states
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.guards import demand
from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.problem import Escalation, Problem, ProblemLevel, ProblemState
from inspector.domain.project import Project
from inspector.services.lookup import find_by_tail, find_project
from inspector.services.problem_raising import NewProblem, insert_new, proposed
from inspector.storage.workspace import Workspace

REVISABLE = frozenset({"level", "owner_department", "due_on"})
"""What may be changed of a problem without a step of its own."""


@dataclass(frozen=True)
class ProblemEntry:
    """A problem in a list: its project (None while 待到) and whom it went up to."""

    problem: Problem
    project: Project | None
    escalations: tuple[Escalation, ...]


class ProblemService:
    """Use cases of 问题销号 on one workspace; each step is one transaction."""

    def __init__(self, workspace: Workspace, clock: Clock | None = None) -> None:
        self._workspace = workspace
        self._clock = clock or SystemClock()

    def all(self) -> list[Problem]:
        """All problems by number."""
        return list(self._workspace.reader.all(Problem, order=("number",)))

    def listed(self, project_reference: str | None = None, *, open_only: bool = False) -> list[ProblemEntry]:
        """Problems by number, of one project or all; `open_only` leaves out what is 销号."""
        reader = self._workspace.reader
        only: dict[str, Any] = {}
        if project_reference is not None:
            only["project_id"] = find_project(reader, project_reference).id
        listed = reader.all(Problem, order=("number",), **only)
        found = [one for one in listed if not open_only or one.state is not ProblemState.CLOSED]
        projects = reader.ids_in(Project, {one.project_id for one in found})
        raised: dict[str, tuple[Escalation, ...]] = {}
        for one in reader.all(Escalation, order=("escalated_on",)):
            raised[one.problem_id] = (*raised.get(one.problem_id, ()), one)
        return [ProblemEntry(one, projects.get(one.project_id), raised.get(one.id, ())) for one in found]

    def proposed(self, project_id: str, level: ProblemLevel = ProblemLevel.GENERAL) -> NewProblem:
        """What is proposed for a new problem of a project: its owner, and a date by the level."""
        return proposed(self._workspace.reader, project_id, local_time(self._clock).date(), level)

    def register(self, new: NewProblem, *, author: str = "") -> Problem:
        """登记 a problem that no checklist brought. Raises RuleError without words."""
        with self._workspace.transaction("raise_problem", author=author) as tx:
            return insert_new(tx, new, local_time(self._clock).date())

    def revise(self, reference: str, *, author: str = "", **fields: Any) -> Problem:  # noqa: ANN401 - typed by the cells
        """Change level, owner_department or due_on of a problem that is not closed."""
        strange = sorted(fields.keys() - REVISABLE)
        demand(not strange, "services.problem_field_closed", fields=strange)
        found = self._find(reference)
        demand(found.state is not ProblemState.CLOSED, "services.problem_closed", problem=found.number or found.id)
        with self._workspace.transaction("change_problem", author=author) as tx:
            return tx.update(Problem, found.id, **fields)

    def assign(self, reference: str, owner: str, due_on: date | None = None, *, author: str = "") -> Problem:
        """交办 to a department, with a deadline."""
        return self._step("assign_problem", reference, lambda one: states.assign(one, owner, due_on), author)

    def start(self, reference: str, *, author: str = "") -> Problem:
        """Begin handling."""
        return self._step("handle_problem", reference, states.start_handling, author)

    def describe(
        self, reference: str, *, solution: str | None, evidence: str | None, standard: str | None, author: str = ""
    ) -> Problem:
        """Write down what closing needs, before it is closed; None leaves a field as it is."""
        given = {"solution": solution, "evidence": evidence, "close_standard": standard}
        fields = {name: text for name, text in given.items() if text is not None}
        found = self._find(reference)
        demand(found.state is not ProblemState.CLOSED, "services.problem_closed", problem=found.number or found.id)
        with self._workspace.transaction("describe_problem", author=author) as tx:
            return tx.update(Problem, found.id, **fields)

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
        """By human number, id or its end; after a merge two may carry one number, then only the id decides."""
        reader = self._workspace.reader
        numbered = list(reader.all(Problem, number=reference.strip().upper()))
        if len(numbered) > 1:
            raise RuleError("services.problem_ambiguous", problem=reference, ids=[one.id for one in numbered])
        found = numbered[0] if numbered else find_by_tail(reader, Problem, reference)
        if found is None:
            raise NotFoundError("services.no_such_problem", problem=reference)
        return found
