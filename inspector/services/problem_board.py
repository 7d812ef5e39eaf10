"""问题 as a screen shows them: a list with lamps that is searched and filtered, and one with its photos and next steps.

Apart from the service that takes the steps, because here everything is read for a day and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial

from inspector.checklists.session import PHOTOS
from inspector.domain.inspection import Inspection, PairSide, Photo
from inspector.domain.lamps import Lamp, LampColour, LampRules
from inspector.domain.problem import Escalation, Problem, ProblemState
from inspector.domain.problem_lamps import lamp_of, problem_lamp
from inspector.domain.problem_states import ProblemStep, closing_gaps, next_steps
from inspector.domain.profile import CityProfile
from inspector.domain.project import Project
from inspector.services.lookup import find_by_tail
from inspector.services.problem_origin import raised_by, registered_by
from inspector.storage.pinyin import initials
from inspector.storage.problem_table import ListedProblem, found_by, listed_problems
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace

_CLOSED = ProblemState.CLOSED


class Show(StrEnum):
    """Which problems: those not 销号, of them the user's own and those past their date; or all."""

    OPEN = "open"
    MINE = "mine"
    OVERDUE = "overdue"
    ALL = "all"


@dataclass(frozen=True)
class ProblemRow:
    """A problem in a list, with its lamp of the day; `mine` was found or put forward by the role that asks."""

    problem: ListedProblem
    lamp: Lamp
    mine: bool

    @property
    def project(self) -> str:
        """The name of its project; empty where that is gone."""
        return self.problem.project

    @property
    def is_open(self) -> bool:
        """Whether it is not 销号."""
        return self.problem.state is not ProblemState.CLOSED


@dataclass(frozen=True)
class Board:
    """The problems found, the most urgent first, and how many a search leaves under each filter."""

    rows: tuple[ProblemRow, ...]
    counts: Mapping[Show, int]
    total: int


@dataclass(frozen=True)
class ProblemCard:
    """One problem with all that belongs to it: `first` shows it as it was found, `evidence` as it is closed.

    `gaps` are the fields without which nothing is closed, `steps` what may be done next, `raised_by` who raised it.
    """

    problem: Problem
    project: str
    lamp: Lamp
    escalations: tuple[Escalation, ...]
    first: Photo | None
    evidence: tuple[Photo, ...]
    gaps: tuple[str, ...]
    steps: tuple[ProblemStep, ...]
    raised_by: str


class ProblemBoard:
    """Reads the problems of one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile) -> None:
        self._workspace = workspace
        self._rules = LampRules(profile.lamps.warn_days, profile.lamps.due_day_is_red)

    def listed(self, on: date, show: Show = Show.OPEN, text: str = "", role: str = "") -> Board:
        """The problems of a day that a search finds (also by pinyin initials), as the role `role` sees them."""
        reader = self._workspace.reader
        with reader.snapshot():
            problems = list(listed_problems(reader))
            own = _own(reader, problems, role.strip())
        lamps = cache(partial(lamp_of, on=on, rules=self._rules))
        rows = [
            ProblemRow(one, lamps(one.state is _CLOSED, one.due_on, one.closed_on), one.id in own) for one in problems
        ]
        words = text.lower().split()
        found = [one for one in rows if _matches(one, words)] if words else rows
        kept = _filtered(found)
        return Board(tuple(kept[show]), {which: len(those) for which, those in kept.items()}, len(rows))

    def card(self, problem_id: str, on: date) -> ProblemCard | None:
        """One problem, by its id or the end of it; None where it is gone."""
        reader = self._workspace.reader
        with reader.snapshot():
            problem = find_by_tail(reader, Problem, problem_id)
            if problem is None:
                return None
            project = reader.find(Project, id=problem.project_id)
            raised = tuple(reader.all(Escalation, order=("escalated_on",), problem_id=problem.id))
            first, evidence = photos_of(reader, problem)
            author = raised_by(self._workspace, problem)
        return ProblemCard(
            problem=problem,
            project=project.name if project else "",
            lamp=problem_lamp(problem, on, self._rules),
            escalations=raised,
            first=first,
            evidence=evidence,
            gaps=closing_gaps(problem),
            steps=next_steps(problem),
            raised_by=author,
        )

    def projects(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of all projects by name, to choose one for a new problem."""
        return tuple((one.id, one.name) for one in self._workspace.reader.all(Project, order=("name",)))


def photos_of(reader: Reader, problem: Problem) -> tuple[Photo | None, tuple[Photo, ...]]:
    """The photo of a problem as it was found, and those of its close-out in their order.

    The first is one that was attached to the checklist's question, else to the problem itself.
    """
    own = sorted(reader.all(Photo, problem_id=problem.id), key=lambda one: (one.position or 0, one.id))
    evidence = tuple(one for one in own if one.pair_side is not PairSide.BEFORE)
    visit = reader.find(Inspection, id=problem.inspection_id) if problem.inspection_id else None
    joined = (visit.answers or {}).get(PHOTOS, {}) if visit else {}
    at_item = next(iter(joined.get(problem.inspection_item or "", ())), None)
    found = reader.find(Photo, id=at_item) if at_item else None
    return found or next((one for one in own if one.pair_side is PairSide.BEFORE), None), evidence


def _own(reader: Reader, problems: Sequence[ListedProblem], role: str) -> frozenset[str]:
    """The problems that the role found at a visit, registered by hand, or asked to close."""
    if not role:
        return frozenset()
    asked = {one.id for one in problems if one.close_requested_by == role}
    registered = registered_by(reader, role, (one.id for one in problems if not one.inspection_id))
    return found_by(reader, role) | registered | asked


def _filtered(found: Sequence[ProblemRow]) -> dict[Show, Sequence[ProblemRow]]:
    """What each filter leaves."""
    still = [one for one in found if one.is_open]
    return {
        Show.OPEN: still,
        Show.MINE: [one for one in still if one.mine],
        Show.OVERDUE: [one for one in still if one.lamp.colour is LampColour.RED],
        Show.ALL: found,
    }


def _matches(row: ProblemRow, words: Sequence[str]) -> bool:
    """Every word of the search is in one of the texts, or in the initials of the project's name."""
    problem = row.problem
    told = _joined((problem.number, problem.description, row.project, problem.owner_department, problem.category))
    return all(word in told or _begins_so(row.project, word) for word in words)


def _begins_so(name: str, word: str) -> bool:
    """Whether letters are among the initials of a name (`xdb` of 徐大堡)."""
    return word.isascii() and word.isalpha() and any(word in one for one in initials(name))


def _joined(texts: Iterable[str | None]) -> str:
    return "\n".join(one for one in texts if one).lower()
