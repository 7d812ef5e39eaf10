"""亮灯明细 as a workbook: every step with its dates, days and the reasons of its lamp, those in need first.

Its columns are those of a register of 手续, so that it can be filled in and imported again; what follows from them
(lamp, due date, days, reasons) is left out by reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from inspector.domain.approval import ClockStop
from inspector.domain.profile import CityProfile
from inspector.domain.project import Project
from inspector.services.cockpit_lamps import light_of
from inspector.services.lamps import LampService, StepLamp
from inspector.services.step_lines import step_line, step_word
from inspector.sheets.columns import Catalogue, written_columns
from inspector.sheets.register_writing import line_cells, table_column
from inspector.sheets.table import CellKind, TableColumn, write_table
from inspector.storage.approval_table import steps_with_stops
from inspector.storage.reader import Reader
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import sentence

_LIGHTS = {
    "red": "services.light_red",
    "yellow": "services.light_yellow",
    "open": "services.light_open",
    "stopped": "services.light_stopped",
    "green": "services.light_green",
    "late": "services.light_late",
    "pending": "services.light_pending",
    "not_applicable": "services.light_not_applicable",
    "refused": "services.light_refused",
}
_DERIVED = (
    (CellKind.TEXT, 10),
    (CellKind.DATE, 12),
    (CellKind.INTEGER, 8),
    (CellKind.INTEGER, 10),
    (CellKind.LONG_TEXT, 60),
)
_LAMP_AT = 3
"""Where lamp, due date and days stand: behind project, step and department; the reasons end the row."""


class LampExport:
    """Writes the lamps of one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile, lamps: LampService) -> None:
        self._workspace = workspace
        self._profile = profile
        self._lamps = lamps

    def write(self, out: Path, on: date, step_ids: Iterable[str] | None = None) -> tuple[Path, int]:
        """Write all steps, or those named, as they stand on a day; returns the file written and the number of rows."""
        wanted = None if step_ids is None else set(step_ids)
        chosen = [one for one in self._lamps.steps(on) if wanted is None or one.step.id in wanted]
        title = sentence("services.lamp_export_title", on=on.isoformat())
        synthetic = self._workspace.info.tier is DataTier.SYNTHETIC
        rows = self._rows(chosen)
        return write_table(out, title, _columns(), rows, synthetic=synthetic), len(chosen)

    def _rows(self, lamps: Sequence[StepLamp]) -> Iterator[list[Any]]:
        reader = self._workspace.reader
        projects = reader.ids_in(Project, {one.project_id for one in lamps})
        stops = _stops(reader, lamps)
        lines = (
            step_line(
                one.step,
                stops.get(one.step.id, ()),
                projects.get(one.project_id),
                step_word(self._profile, one.step.step_type),
            )
            for one in lamps
        )
        for one, cells in zip(lamps, line_cells(lines, written_columns(Catalogue.STEPS)), strict=True):
            *judged, why = _derived(one)
            yield [*cells[:_LAMP_AT], *judged, *cells[_LAMP_AT:], why]


def _columns() -> list[TableColumn]:
    told = sentence("services.lamp_export_columns").split("|")
    derived = [TableColumn(head, kind, width) for head, (kind, width) in zip(told, _DERIVED, strict=True)]
    written = [table_column(one) for one in written_columns(Catalogue.STEPS)]
    return [*written[:_LAMP_AT], *derived[:-1], *written[_LAMP_AT:], derived[-1]]


def _stops(reader: Reader, lamps: Sequence[StepLamp]) -> Mapping[str, tuple[ClockStop, ...]]:
    wanted = {one.step.id for one in lamps}
    return {step.id: stops for step, stops in steps_with_stops(reader) if step.id in wanted}


def _derived(one: StepLamp) -> tuple[str, date | None, int | None, int, str]:
    lamp = one.lamp
    light = sentence(_LIGHTS.get(light_of(lamp) or lamp.state.value, "services.light_undated"))
    why = "".join(sentence(reason.key, **reason.details) for reason in (lamp.reason, *lamp.why))
    return light, lamp.due_on, lamp.days_left, lamp.stopped_days, why
