"""亮灯明细 as a workbook: every step with its dates, days and the reasons of its lamp, those in need first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from inspector.domain.step_clock import limit_of
from inspector.services.cockpit_lamps import light_of
from inspector.services.lamps import LampService, StepLamp
from inspector.sheets.table import CellKind, TableColumn, write_table
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import label, sentence

_KINDS = (
    (CellKind.TEXT, 30),
    (CellKind.TEXT, 14),
    (CellKind.TEXT, 16),
    (CellKind.TEXT, 10),
    (CellKind.DATE, 12),
    (CellKind.INTEGER, 10),
    (CellKind.TEXT, 10),
    (CellKind.DATE, 12),
    (CellKind.INTEGER, 10),
    (CellKind.INTEGER, 10),
    (CellKind.DATE, 12),
    (CellKind.LONG_TEXT, 60),
)
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


class LampExport:
    """Writes the lamps of one workspace."""

    def __init__(self, workspace: Workspace, lamps: LampService) -> None:
        self._workspace = workspace
        self._lamps = lamps

    def write(self, out: Path, on: date, step_ids: Iterable[str] | None = None) -> tuple[Path, int]:
        """Write all steps, or those named, as they stand on a day; returns the file written and the number of rows."""
        wanted = None if step_ids is None else set(step_ids)
        chosen = [one for one in self._lamps.steps(on) if wanted is None or one.step.id in wanted]
        headers = sentence("services.lamp_export_columns").split("|")
        columns = [TableColumn(head, kind, width) for head, (kind, width) in zip(headers, _KINDS, strict=True)]
        title = sentence("services.lamp_export_title", on=on.isoformat())
        synthetic = self._workspace.info.tier is DataTier.SYNTHETIC
        return write_table(out, title, columns, _cells(chosen), synthetic=synthetic), len(chosen)


def _cells(lamps: Sequence[StepLamp]) -> Iterator[list[Any]]:
    for one in lamps:
        step, lamp = one.step, one.lamp
        yield [
            one.project,
            one.name,
            step.department,
            sentence(_LIGHTS.get(light_of(lamp) or lamp.state.value, "services.light_undated")),
            step.accepted_on,
            limit_of(step),
            label("approval_step", "day_kind", step.day_kind.value),
            lamp.due_on,
            lamp.days_left,
            lamp.stopped_days,
            step.finished_on,
            "".join(sentence(reason.key, **reason.details) for reason in (lamp.reason, *lamp.why)),
        ]
