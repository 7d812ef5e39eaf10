"""What an import of 手续 would do: each row matched with a project and a step, its differences, why rows are refused.

As `register_plan` is for projects: the dry run that a user reads is exactly what is then written. A row that changes
nothing is never refused: what the rules of today would not let in may stand already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from inspector.domain.approval import ApprovalStep, ClockStop, StepState, StepType
from inspector.domain.profile import CityProfile
from inspector.domain.project import Project
from inspector.services.register_plan import Difference, RefusedRowError, folded, refusal_of
from inspector.services.step_lines import Stopped, step_line, step_word, stops_of
from inspector.services.step_rules import check_step, derived_state
from inspector.sheets import columns
from inspector.sheets.findings import Notice, Refusal, RegisterFile, RegisterRow
from inspector.sheets.step_line import STEP_FIELDS, StepLine
from inspector.storage.approval_table import steps_with_stops
from inspector.storage.reader import Reader

_NAMING = frozenset({"name", "step", "project_code", "project_id", "step_id"})
"""Cells that say which step is meant, and nothing of it."""
CELLS = {one: "name" if one == "step_name" else one for one in STEP_FIELDS if one not in _NAMING and one != "stops"}
"""Cells of a line that are cells of a step, by what they are called in it."""


@dataclass(frozen=True)
class PlannedStep:
    """A row that changes something: `made` is the step as it will be, `step` as it is (None: it is new)."""

    row: RegisterRow
    line: StepLine
    project: Project
    step: ApprovalStep | None
    made: ApprovalStep
    stops: tuple[Stopped, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class StepPlan:
    """What the file would do. Nothing lands while there is a refusal."""

    file: RegisterFile
    rows: tuple[PlannedStep, ...]
    unchanged: int
    refusals: tuple[Refusal, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def new(self) -> tuple[PlannedStep, ...]:
        """Rows of steps that the register does not have."""
        return tuple(one for one in self.rows if one.step is None)

    @property
    def changed(self) -> tuple[PlannedStep, ...]:
        """Rows that change a step of the register."""
        return tuple(one for one in self.rows if one.step is not None)


@dataclass(frozen=True)
class _Known:
    """A step of the register with its stops."""

    step: ApprovalStep
    stops: tuple[ClockStop, ...]


class StepPlanner:
    """Compares the rows of one file with the steps of a workspace; `today` is the last day that can have come."""

    def __init__(self, reader: Reader, profile: CityProfile, file: RegisterFile, today: date) -> None:
        self._profile = profile
        self._file = file
        self._today = today
        self._projects = _projects(reader)
        self._steps: dict[str, list[_Known]] = {}
        for step, stops in steps_with_stops(reader):
            self._steps.setdefault(step.project_id, []).append(_Known(step, stops))
        self._by_id = {one.step.id: one for found in self._steps.values() for one in found}
        self._types = _types(profile)
        self._seen: dict[object, RegisterRow] = {}

    def plan(self) -> StepPlan:
        """The plan of the file."""
        rows, refusals, unchanged = [], list(self._file.refusals), 0
        for row in self._file.rows:
            try:
                planned = self._row(row)
            except RefusedRowError as refused:
                refusals.append(self._refusal(row, refused))
                continue
            if planned is None:
                unchanged += 1
            else:
                rows.append(planned)
        return StepPlan(self._file, tuple(rows), unchanged, tuple(refusals), tuple(_notices(rows)))

    def _refusal(self, row: RegisterRow, refused: RefusedRowError) -> Refusal:
        """Where the cell stands; of a step that has a column of its own, all that is said of it stands there."""
        found = refusal_of(self._file, row, refused)
        kind = self._types.get(columns.key(str(row.values.get("step") or "")))
        if found.column or kind is None:
            return found
        own = RefusedRowError(f"{columns.STEP_FIELD}{kind.value}", refused.key, refused.details)
        return refusal_of(self._file, row, own)

    def _row(self, row: RegisterRow) -> PlannedStep | None:
        """What a row changes; None where the register says the same."""
        line = StepLine(**row.values)
        project = self._project(line)
        known, kind = self._step(line, project)
        self._refuse_twice(row, line, project, known, kind)
        before = step_line(known.step, known.stops, project, "") if known else None
        differences = tuple(_differences(line, before))
        if known is not None and not differences:
            return None
        told = {one.field: one.after for one in differences}
        stops = self._stops(line) if "stops" in told else ()
        step = known.step if known else ApprovalStep(id="", project_id=project.id, step_type=kind)
        merged = replace(step, **{cell: told[name] for name, cell in CELLS.items() if name in told})
        if line.state is None:
            merged = replace(merged, state=derived_state(merged, told, self._open(known, stops)))
        check_step(merged, stops, self._today, stopped=self._open(known, stops))
        return PlannedStep(row, line, project, known.step if known else None, merged, stops, differences)

    def _project(self, line: StepLine) -> Project:
        keys = [("project_id", f"id:{line.project_id}"), ("project_code", f"code:{line.project_code}")]
        for field, key in (*keys, ("name", f"name:{folded(line.name)}")):
            found = self._projects.get(key, [])
            if len(found) > 1:
                raise RefusedRowError(field, "services.several_projects", {"value": key.partition(":")[2]})
            if found:
                return found[0]
        raise RefusedRowError("name", "services.no_project_of_step", {"value": line.name})

    def _step(self, line: StepLine, project: Project) -> tuple[_Known | None, StepType]:
        if line.step_id:
            found = self._by_id.get(line.step_id)
            if found is not None and found.step.project_id == project.id:
                return found, found.step.step_type
        kind, name = self._kind(line)
        of_type = [one for one in self._steps.get(project.id, []) if one.step.step_type is kind]
        same = [one for one in of_type if name is not None and one.step.name == name]
        if name is None:
            same = [one for one in of_type if one.step.name is None] or of_type
        if len(same) > 1:
            word = step_word(self._profile, kind)
            raise RefusedRowError("step", "services.several_such_steps", {"value": word, "count": len(same)})
        return (same[0] if same else None), kind

    def _kind(self, line: StepLine) -> tuple[StepType, str | None]:
        """The type, and the name where a row gives one of its own."""
        kind = self._types.get(columns.key(line.step)) if line.step else None
        if kind is not None:
            return kind, line.step_name
        named = self._types.get(columns.key(line.step_name)) if line.step_name and not line.step else None
        if named is not None:
            return named, None
        known = [step_word(self._profile, one) for one in StepType]
        field = "step" if line.step or not line.step_name else "step_name"
        value = line.step or line.step_name or ""
        raise RefusedRowError(field, "services.unknown_step", {"value": value, "known": known})

    def _refuse_twice(
        self, row: RegisterRow, line: StepLine, project: Project, known: _Known | None, kind: StepType
    ) -> None:
        key = known.step.id if known else (project.id, kind, line.step_name)
        first = self._seen.setdefault(key, row)
        if first is not row:
            details = {"value": line.step or line.step_name, "sheet": first.sheet, "row": first.row_number}
            raise RefusedRowError("step", "services.duplicate_step", details)

    @staticmethod
    def _stops(line: StepLine) -> tuple[Stopped, ...]:
        found = stops_of(line.stops or "")
        if found is None:
            raise RefusedRowError("stops", "services.stops_unreadable", {"value": line.stops})
        return found

    @staticmethod
    def _open(known: _Known | None, stops: tuple[Stopped, ...]) -> bool:
        """Whether the clock stands after the row."""
        told = {first: until for first, until, _ in stops}
        stands = {one.from_date: one.to_date for one in known.stops} | told if known else told
        return any(until is None for until in stands.values())


def _projects(reader: Reader) -> dict[str, list[Project]]:
    found: dict[str, list[Project]] = {}
    for project in reader.all(Project):
        keys = {f"id:{project.id}", f"name:{folded(project.name)}"}
        keys |= {f"code:{code}" for code in (project.project_code, project.province_platform_code) if code}
        for key in keys:
            found.setdefault(key, []).append(project)
    return found


def _types(profile: CityProfile) -> Mapping[str, StepType]:
    """Types by every word for them: those of all offices, identifiers, and before all the city's own."""
    made = {word: kind for word, kind in columns.enum_keys("step_type").items() if isinstance(kind, StepType)}
    made |= {columns.key(one.value): one for one in StepType}
    return made | {columns.key(one.name): one.step_type for one in profile.steps}


def _differences(line: StepLine, before: StepLine | None) -> Iterator[Difference]:
    """Filled cells that say something else; an empty cell keeps what the register has."""
    for name in (*CELLS, "stops"):
        after, old = getattr(line, name), getattr(before, name) if before is not None else None
        if name == "step_name" and not line.step:
            continue  # the name told the type
        if after is not None and not _alike(old, after):
            yield Difference(name, old, after)


def _alike(before: Any, after: Any) -> bool:  # noqa: ANN401 - any cell
    """Whether two cells say the same; blanks and what no sheet can hold say nothing."""
    if isinstance(before, str) and isinstance(after, str):
        return _plain(before) == _plain(after)
    return bool(before == after)


def _plain(text: str) -> str:
    return "".join(one for one in text if one.isprintable() and not one.isspace())


def _notices(rows: list[PlannedStep]) -> Iterator[Notice]:
    """What stops nothing, but leaves a lamp dark."""
    ended = {StepState.FINISHED, StepState.REFUSED}
    running = {StepState.IN_PROGRESS, StepState.STOPPED, *ended}
    groups = {
        "services.steps_ended_undated": [one for one in rows if one.made.state in ended and not one.made.finished_on],
        "services.steps_not_accepted": [one for one in rows if one.made.state in running and not one.made.accepted_on],
        "services.steps_unlimited": [
            one
            for one in rows
            if one.made.state in running and one.made.promised_days is None and one.made.statutory_days is None
        ],
    }
    for key, found in groups.items():
        if found:
            yield Notice(found[0].row.sheet, 0, key, {"count": len(found)})
