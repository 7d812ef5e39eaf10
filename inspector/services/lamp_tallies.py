"""How many lamps of each project burn in each colour: what lists filter, sort and show.

Lamps are derived and never stored (domain.md §3), and those of 100,000 projects take seconds. So they are kept in
memory for one day and one state of the data; after a save only the projects that it touched are judged again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from inspector.domain.lamps import LampColour, lamp_of
from inspector.domain.profile import CityProfile
from inspector.domain.project import Stage
from inspector.domain.project_lamps import progress_lamp, registration_lamp, start_lamp
from inspector.domain.project_query import LampTally
from inspector.services.calendars import work_calendar
from inspector.services.lamps import lamp_facts, project_rules, step_rules
from inspector.storage.lamp_table import (
    StepCells,
    newest_change,
    project_ids,
    project_numbers,
    step_cells,
    stops_by_step,
    touched_projects,
)
from inspector.storage.reader import Reader
from inspector.storage.statistics_table import project_facts_rows

Colours = Counter[LampColour]


class LampTallies:
    """The tallies of one workspace by the row numbers of its projects, kept for the day last asked for."""

    def __init__(self, reader: Reader, profile: CityProfile) -> None:
        self._reader = reader
        self._step_rules = step_rules(profile)
        self._project_rules = project_rules(profile)
        self._on = date.min
        self._change = 0
        self._known: dict[int, LampTally] = {}
        self._all_known = False

    def of(self, numbers: Iterable[int], on: date) -> Mapping[int, LampTally]:
        """The tallies of some projects on a day."""
        asked = list(numbers)
        self._keep_up(on)
        self._judge(project_ids(self._reader, [one for one in asked if one not in self._known]), on)
        return {number: self._known.get(number, LampTally()) for number in asked}

    def by_colour(self, on: date) -> Mapping[LampColour, Sequence[int]]:
        """All projects by the worst colour of their lamps; those without a burning lamp are left out."""
        self._keep_up(on)
        if not self._all_known:
            self._judge(None, on)
            self._all_known = True
        found: dict[LampColour, list[int]] = defaultdict(list)
        for number, tally in self._known.items():
            found[tally.worst].append(number)
        found.pop(LampColour.NONE, None)
        return found

    def _keep_up(self, on: date) -> None:
        """Judge again, or forget, what may be true no more."""
        newest = newest_change(self._reader)
        if (on, newest) == (self._on, self._change):
            return
        touched = touched_projects(self._reader, self._change) if on == self._on else None
        self._on, self._change = on, newest
        if touched is None:
            self._known, self._all_known = {}, False
            return
        numbers = project_numbers(self._reader, touched)
        for number in numbers.values():
            self._known.pop(number, None)
        if self._all_known:
            self._judge(numbers, on)

    def _judge(self, projects: Mapping[str, int] | None, on: date) -> None:
        """Judge these projects (row numbers by id), or all."""
        if projects == {}:
            return
        numbers = project_numbers(self._reader) if projects is None else projects
        burning = self._own_lamps(projects, on)
        for project_id, colour in self._step_lamps(projects, on):
            if project_id in burning:  # the steps of withdrawn projects do not burn
                burning[project_id][colour] += 1
        for row_id, number in numbers.items():
            found = burning.get(row_id, Counter())
            self._known[number] = LampTally(found[LampColour.RED], found[LampColour.YELLOW], found[LampColour.GREEN])

    def _own_lamps(self, projects: Iterable[str] | None, on: date) -> dict[str, Colours]:
        """开工灯, 进度灯 and 入库灯 of the projects that are not withdrawn."""
        found = {}
        for row in project_facts_rows(self._reader, on.year, on, projects):
            if row.stage is not Stage.WITHDRAWN:
                facts, rules = lamp_facts(row, on), self._project_rules
                lamps = (start_lamp(facts, on, rules), progress_lamp(facts, rules), registration_lamp(facts, on, rules))
                found[row.id] = Counter(lamp.colour for lamp in lamps)
        return found

    def _step_lamps(self, projects: Iterable[str] | None, on: date) -> Iterator[tuple[str, LampColour]]:
        """(project, colour) of every step; steps that say the same are judged once."""
        calendar = work_calendar(self._reader)
        stops = stops_by_step(self._reader, projects)

        @cache
        def running(cells: StepCells) -> LampColour:
            return lamp_of(cells.step(), (), on, calendar, self._step_rules).colour

        for step_id, project_id, cells in step_cells(self._reader, projects):
            if found := stops.get(step_id):
                yield project_id, lamp_of(cells.step(), found, on, calendar, self._step_rules).colour
            else:
                yield project_id, running(cells)
