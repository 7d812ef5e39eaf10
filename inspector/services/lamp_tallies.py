"""How many lamps of each project burn in each colour: what lists filter, sort and show.

Lamps are derived and never stored (domain.md §3), and those of 100,000 projects take seconds. So they are kept in
memory for one day and one state of the data; after a save only the projects that it touched are judged again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from inspector.domain.lamps import LampColour
from inspector.domain.profile import CityProfile
from inspector.domain.project_query import LampTally
from inspector.services.calendars import work_calendar
from inspector.services.class_lamps import class_lamp
from inspector.services.lamps import project_rules, step_rules
from inspector.services.own_lamps import own_colours
from inspector.storage.lamp_table import (
    newest_change,
    own_cells,
    project_numbers,
    steps_of_classes,
    steps_surely_green,
    touched_projects,
)
from inspector.storage.reader import Reader
from inspector.storage.step_classes import step_classes

_PLACE = {LampColour.RED: 0, LampColour.YELLOW: 1, LampColour.GREEN: 2, LampColour.NONE: 3}
_DARK = (0, 0, 0, 0)


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
        self._judge([one for one in asked if one not in self._known], on)
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
        numbers = self._touched() if on == self._on else None
        self._on, self._change = on, newest
        if numbers is None:
            self._known, self._all_known = {}, False
            return
        for number in numbers:
            self._known.pop(number, None)
        if self._all_known:
            self._judge(numbers, on)

    def _touched(self) -> Collection[int] | None:
        """The row numbers of the projects that what was saved meanwhile has touched; None: it may be any."""
        touched = touched_projects(self._reader, self._change)
        return None if touched is None else project_numbers(self._reader, touched).values()

    def _judge(self, numbers: Collection[int] | None, on: date) -> None:
        """Judge the projects with these row numbers, or all."""
        if numbers is not None and not numbers:
            return
        with self._reader.snapshot():
            burning = self._own_lamps(numbers, on)
            for number, colour, count in self._step_lamps(numbers, on):
                burning[number][_PLACE[colour]] += count
        known = project_numbers(self._reader).values() if numbers is None else numbers
        for number in known:
            self._known[number] = _tally(*burning.get(number, _DARK))

    def _own_lamps(self, numbers: Collection[int] | None, on: date) -> dict[int, list[int]]:
        """开工灯, 进度灯 and 入库灯 of the projects that are not withdrawn: how many burn red, yellow, green."""
        found = {}
        rules = self._project_rules
        for one in own_cells(self._reader, on, numbers):
            made = found[one.project] = [0, 0, 0, 0]
            for colour in own_colours(one, on, rules):
                made[_PLACE[colour]] += 1
        return found

    def _step_lamps(self, numbers: Collection[int] | None, on: date) -> Iterator[tuple[int, LampColour, int]]:
        """(project, colour, how many) of the steps; those that say the same are judged once."""
        calendar = work_calendar(self._reader)
        colours = {
            one.number: class_lamp(one, on, calendar, self._step_rules).colour for one in step_classes(self._reader, on)
        }
        burning = (number for number, colour in colours.items() if colour is not LampColour.NONE)
        for project, number, count in steps_of_classes(self._reader, burning, numbers):
            yield project, colours[number], count
        for project, count in steps_surely_green(self._reader, on, numbers):
            yield project, LampColour.GREEN, count


@lru_cache(1000)
def _tally(red: int, yellow: int, green: int, _: int) -> LampTally:
    """One object for equal tallies: of 100,000 projects a few hundred differ."""
    return LampTally(red, yellow, green)
