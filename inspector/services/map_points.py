"""Projects as points of a map: where they lie, their worst lamp, and which of them a filter leaves.

It stands apart from lists of projects because a map shows all of them at once: columns instead of rows, 100,000 in a
fraction of a second, and what has no position is counted and can be listed.
"""

from __future__ import annotations

import itertools
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from inspector.domain.lamps import LampColour
from inspector.domain.mercator import to_world
from inspector.domain.project import Area
from inspector.domain.project_query import ProjectQuery, ProjectRow
from inspector.services.finding import FindingService
from inspector.services.packed_texts import PackedTexts
from inspector.storage.map_table import PlacedProject, project_places
from inspector.storage.workspace import Workspace

URGENCY = (LampColour.RED, LampColour.YELLOW, LampColour.NONE, LampColour.GREEN)
"""The worst first; the numbers in `MapPoints.lamps` are places in this tuple."""

_DARK = URGENCY.index(LampColour.NONE)


@dataclass(frozen=True)
class MapPoints:
    """Projects as columns of equal length. `xs`, `ys`: the unit square of Web Mercator (domain.mercator).

    `counts` tells how many points have each lamp before the filter by lamp; `unplaced` are the row numbers of projects
    that the same filter finds and that have no position.
    """

    numbers: array[int]
    ids: PackedTexts
    names: PackedTexts
    xs: array[float]
    ys: array[float]
    lamps: bytes
    counts: Mapping[LampColour, int] = field(default_factory=dict)
    unplaced: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    def lamp(self, index: int) -> LampColour:
        """The worst lamp of a point."""
        return URGENCY[self.lamps[index]]


class MapPointService:
    """Questions of a map on one workspace, as of today."""

    def __init__(self, workspace: Workspace, finding: FindingService) -> None:
        self._reader = workspace.reader
        self._finding = finding

    def points(self, query: ProjectQuery, only: Sequence[str] | None = None, *, judged: bool = True) -> MapPoints:
        """The projects that a query finds; with `only`, those of them with one of these ids. Withdrawn ones never.

        Order is that of the database; the query's is not looked at. Unless `judged` no lamp burns yet: where the
        projects lie is known a second before all of them are judged.
        """
        asked = replace(query, lamps=())
        with self._reader.snapshot():
            lamps = self._lamps() if judged else {}
            placed, unplaced = project_places(self._reader)
            if asked != ProjectQuery(sort=asked.sort, descending=asked.descending):
                wanted = set(self._finding.numbers(asked))
                unplaced = [one for one in unplaced if one in wanted]
                placed = [one for one in placed if one.number in wanted]
        if only is not None:
            kept = frozenset(only)
            placed = [one for one in placed if one.id in kept]
            unplaced = [one.number for one in self._finding.rows(unplaced) if one.id in kept]
        counted = Counter(lamps.get(one.number, _DARK) for one in placed)
        if query.lamps:
            shown = {URGENCY.index(colour) for colour in query.lamps}
            placed = [one for one in placed if lamps.get(one.number, _DARK) in shown]
        dark = itertools.repeat(_DARK)
        columns = _columns(placed, bytes(map(lamps.get, [one.number for one in placed], dark)))
        counts = {colour: counted[place] for place, colour in enumerate(URGENCY)}
        return replace(columns, counts=counts, unplaced=tuple(unplaced))

    def areas(self) -> tuple[tuple[str, str], ...]:
        """Id and name of every area, by code: what a filter offers."""
        return tuple((one.id, one.name) for one in self._reader.all(Area, order=("code",)))

    def rows(self, numbers: Sequence[int]) -> tuple[ProjectRow, ...]:
        """What a list tells of these projects, in their order."""
        return self._finding.rows(numbers)

    def _lamps(self) -> dict[int, int]:
        """Place in `URGENCY` of the worst lamp by row number; those without a burning lamp are left out."""
        found: dict[int, int] = {}
        for colour, numbers in self._finding.worst_lamps().items():
            found |= dict.fromkeys(numbers, URGENCY.index(colour))
        return found


def _columns(placed: Sequence[PlacedProject], lamps: bytes) -> MapPoints:
    places = [to_world(one.longitude, one.latitude) for one in placed]
    return MapPoints(
        numbers=array("q", [one.number for one in placed]),
        ids=PackedTexts.of(one.id for one in placed),
        names=PackedTexts.of(one.name for one in placed),
        xs=array("d", [x for x, _ in places]),
        ys=array("d", [y for _, y in places]),
        lamps=lamps,
    )
