"""Finding projects: lists of any length, sorted and filtered, page by page or by a window of rows.

It stands apart from looking one project up (`projects`) because a list never reads a project whole: it shows a
few cells of it and what hangs on it, and has to answer while somebody types.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.lamps import LampColour
from inspector.domain.profile import CityProfile
from inspector.domain.project_query import ProjectQuery, ProjectRow, ProjectTotals
from inspector.services.lamp_tallies import LampTallies
from inspector.storage.finding_table import Cursor, FindingTable, Question
from inspector.storage.pinyin import initials
from inspector.storage.search_hits import Hits, search
from inspector.storage.workspace import Workspace

PAGE = 100
MOST_HITS = 20


@dataclass(frozen=True)
class Page:
    """Some rows of a list in order; `next` is where the next page begins, None at the end."""

    rows: tuple[ProjectRow, ...]
    next: Cursor | None


class FindingService:
    """Questions about lists of projects on one workspace, as of today."""

    def __init__(self, workspace: Workspace, profile: CityProfile, clock: Clock | None = None) -> None:
        self._reader = workspace.reader
        self._table = FindingTable(self._reader)
        self._tallies = LampTallies(self._reader, profile)
        self._clock = clock or SystemClock()

    def page(self, query: ProjectQuery, after: Cursor | None = None, limit: int = PAGE) -> Page:
        """The first rows, or those after the `next` of another page of the same query; as quick at any depth."""
        with self._reader.snapshot():
            found = self._table.page(self._question(query), after, limit)
            rows = self._rows(one.number for one in found)
        return Page(rows, found[-1] if len(found) == limit else None)

    def count(self, query: ProjectQuery) -> int:
        """How many projects a query finds."""
        with self._reader.snapshot():
            return self._table.count(self._question(query))

    def totals(self, query: ProjectQuery) -> ProjectTotals:
        """What a query finds, added up."""
        with self._reader.snapshot():
            return self._table.totals(self._question(query))

    def numbers(self, query: ProjectQuery) -> array[int]:
        """The row numbers of everything that a query finds, in order, 8 bytes a project: for a model to keep."""
        with self._reader.snapshot():
            return self._table.numbers(self._question(query))

    def rows(self, numbers: Iterable[int]) -> tuple[ProjectRow, ...]:
        """The rows with these numbers in their order; projects deleted meanwhile are left out."""
        with self._reader.snapshot():
            return self._rows(numbers)

    def ids(self, numbers: Iterable[int]) -> Mapping[int, str]:
        """The ids of projects by row number, in no order; those deleted meanwhile are left out."""
        return self._table.ids(numbers)

    def worst_lamps(self) -> Mapping[LampColour, Sequence[int]]:
        """All projects (row numbers) by the worst colour of their lamps; those without a burning one are left out."""
        with self._reader.snapshot():
            return self._tallies.by_colour(self._today)

    def number_of(self, project_id: str) -> int | None:
        """The row number of a project, for a list to jump to; None where it is not there."""
        return self._table.number_of(project_id)

    def search(self, text: str, limit: int = MOST_HITS) -> Hits:
        """Projects, problems and checklists that `text` finds, the best ones first; for one box over everything."""
        with self._reader.snapshot():
            return search(self._reader, text, limit)

    @property
    def _today(self) -> date:
        return local_time(self._clock).date()

    def _question(self, query: ProjectQuery) -> Question:
        lamps = self._tallies.by_colour(self._today) if query.asks_for_lamps else {}
        return Question(query, self._today, lamps)

    def _rows(self, numbers: Iterable[int]) -> tuple[ProjectRow, ...]:
        asked = list(numbers)
        return tuple(self._table.shown(asked, self._today, self._tallies.of(asked, self._today)))


def initials_of(text: str) -> str:
    """The pinyin initials of a text in all its readings, to search lists that stand in memory."""
    return "|".join(initials(text))
