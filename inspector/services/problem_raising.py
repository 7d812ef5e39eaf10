"""A problem that is raised beside a visit: at a meeting, told by an enterprise, or seen without a checklist.

Apart from the steps that people take with it later; what a checklist brings stands in `visit_problems`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from inspector.domain.guards import demand, filled
from inspector.domain.problem import FoundAt, Problem, ProblemLevel
from inspector.domain.project import Project
from inspector.services.visit_problems import next_number
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction

PROPOSED_DAYS = {ProblemLevel.GENERAL: 15, ProblemLevel.MAJOR: 7, ProblemLevel.URGENT: 3}
"""Days until a problem is due where no checklist says so: a proposal of this program, there to be changed."""


@dataclass(frozen=True)
class NewProblem:
    """What is known when a problem is raised."""

    project_id: str
    description: str
    owner_department: str = ""
    due_on: date | None = None
    level: ProblemLevel = ProblemLevel.GENERAL
    found_at: FoundAt = FoundAt.INSPECTION


def proposed(reader: Reader, project_id: str, on: date, level: ProblemLevel = ProblemLevel.GENERAL) -> NewProblem:
    """What is proposed for a problem of a project: its owner, and a date by the level."""
    project = reader.find(Project, id=project_id)
    owner = project.owner_organization if project else None
    return NewProblem(project_id, "", owner or "", on + timedelta(days=PROPOSED_DAYS[level]), level)


def insert_new(tx: Transaction, new: NewProblem, on: date) -> Problem:
    """Keep it, registered and numbered. Raises RuleError without words, NotFoundError for an unknown project."""
    demand(filled(new.description), "services.problem_without_words")
    made = Problem(
        id=tx.new_id(),
        project_id=tx.reader.get(Project, new.project_id).id,
        number=next_number(tx),
        found_at=new.found_at,
        found_on=on,
        level=new.level,
        description=new.description.strip(),
        owner_department=new.owner_department.strip() or None,
        due_on=new.due_on,
    )
    tx.insert(made)
    return made
