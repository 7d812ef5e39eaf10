"""The problems that a visit brings: drafts become records with their human numbers.

Apart from the visits, because a file that is recorded and a draft that is filled raise them alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection
from inspector.domain.problem import FoundAt, Problem
from inspector.services.visit_file import ProblemDraft
from inspector.storage.transaction import Transaction


def insert_problems(tx: Transaction, inspection: Inspection, drafts: Sequence[ProblemDraft]) -> tuple[Problem, ...]:
    """Keep the problems of a visit, registered and numbered in their order."""
    return tuple(insert_problem(tx, inspection, one) for one in drafts)


def insert_problem(tx: Transaction, inspection: Inspection, draft: ProblemDraft) -> Problem:
    """Keep one problem of a visit, found on its day."""
    problem = Problem(
        id=tx.new_id(),
        project_id=inspection.project_id,
        number=next_number(tx),
        found_at=FoundAt.INSPECTION,
        inspection_id=inspection.id,
        found_on=inspection.visited_at.astimezone(CHINA).date(),
        category=draft.category,
        sub_category=draft.sub_category,
        level=draft.level,
        description=draft.description,
        owner_department=draft.owner_department,
        co_departments=draft.co_departments,
        solution=draft.solution,
        close_standard=draft.close_standard,
        due_on=draft.due_on,
        inspection_item=draft.item,
    )
    tx.insert(problem)
    return problem


def next_number(tx: Transaction) -> str:
    """The next human number ZD-00017; not a key, so a clash after a merge is allowed and shown."""
    count = tx.reader.count(Problem) + 1
    while tx.reader.find(Problem, number=f"ZD-{count:05d}") is not None:
        count += 1
    return f"ZD-{count:05d}"
