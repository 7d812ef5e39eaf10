"""节假日表: what an imported list changes, step by step, before and when it is imported.

Nothing derived is stored, so the import itself is one setting; this report is how an office sees what it did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspector.domain.approval import ApprovalStep
from inspector.domain.lamps import Lamp, LampRules
from inspector.domain.profile import CityProfile
from inspector.domain.project import Project
from inspector.domain.workdays import HolidayList, WorkCalendar
from inspector.services.calendars import calendar_with, import_holidays, read_holidays, work_calendar
from inspector.services.class_lamps import class_lamp
from inspector.storage.step_classes import StepClass, step_classes, steps_alike
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class LampChange:
    """A step whose due date or lamp comes out otherwise."""

    step_id: str
    project_id: str
    project: str
    step: str
    before: Lamp
    after: Lamp

    @property
    def other_light(self) -> bool:
        """Whether the lamp itself changes, not its date alone."""
        return (self.before.colour, self.before.state) != (self.after.colour, self.after.state)


@dataclass(frozen=True)
class HolidayReport:
    """How many steps were looked at and which of them change, those with another lamp first."""

    on: date
    judged: int
    changes: tuple[LampChange, ...]


@dataclass(frozen=True)
class HolidayPreview:
    """A list that was read but not taken in: what it would change, and whether it replaces one of the same year."""

    found: HolidayList
    report: HolidayReport
    replaces: bool


class HolidayService:
    """Use cases of the holiday list on one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile) -> None:
        self._workspace = workspace
        self._profile = profile
        rules = profile.lamps
        self._rules = LampRules(rules.warn_days, rules.due_day_is_red)

    def preview(self, path: Path, on: date) -> HolidayReport:
        """What importing the list would change on a day. Raises FormatError where the file is no such list."""
        reader = self._workspace.reader
        return self._compared(work_calendar(reader), calendar_with(reader, path), on)

    def looked(self, path: Path, on: date) -> HolidayPreview:
        """The list in a file with what it would change. Raises FormatError, and keeps nothing."""
        found, replaces = read_holidays(self._workspace.reader, path)
        return HolidayPreview(found, self.preview(path, on), replaces)

    def take(self, path: Path, on: date, author: str = "") -> tuple[HolidayList, HolidayReport]:
        """Import the list, and tell what it has changed."""
        report = self.preview(path, on)
        return import_holidays(self._workspace, path, author), report

    def _compared(self, before: WorkCalendar, after: WorkCalendar, on: date) -> HolidayReport:
        """A step surely in time is so by calendar days, which no list changes: those are not looked at."""
        found: list[tuple[StepClass, tuple[Lamp, Lamp]]] = []
        judged = 0
        for group in step_classes(self._workspace.reader, on):
            judged += group.count
            old, new = (class_lamp(group, on, one, self._rules) for one in (before, after))
            if (old.colour, old.state, old.due_on, old.days_left) != (new.colour, new.state, new.due_on, new.days_left):
                found.append((group, (old, new)))
        ids = steps_alike(self._workspace.reader, (group for group, _ in found))
        changed = {row_id: lamps for group, lamps in found for row_id in ids[group.number]}
        return HolidayReport(on, judged, self._told(changed))

    def _told(self, changed: dict[str, tuple[Lamp, Lamp]]) -> tuple[LampChange, ...]:
        reader = self._workspace.reader
        steps = reader.ids_in(ApprovalStep, changed)
        projects = reader.ids_in(Project, (one.project_id for one in steps.values()))
        told = [
            LampChange(
                step_id,
                step.project_id,
                projects[step.project_id].name if step.project_id in projects else "",
                step.name or self._profile.step_name(step.step_type),
                *changed[step_id],
            )
            for step_id, step in steps.items()
        ]
        return tuple(sorted(told, key=lambda one: (not one.other_light, one.project, one.step, one.step_id)))
