"""What a window writes to files on request: one function a file, with plain arguments, for a process of its own.

They stand together because they go through a pipe (`aside`): a function is sent by its name, so none may be a closure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.services.aside_worker import Progress

if TYPE_CHECKING:
    from inspector.services.bundle import Services
    from inspector.services.cockpit_view import Cockpit, RowKind
    from inspector.services.lamp_matrix_view import MatrixWish
    from inspector.services.ledger_export import Shown
    from inspector.services.merge_record import MergeRecord
    from inspector.services.problem_board import Show
    from inspector.services.project_list_export import ListWanted
    from inspector.services.supervision_slip import PrintedSlips
    from inspector.services.told_tables import ToldTable

Written = tuple[Path, int]
"""The file, and how many rows are in it."""


@dataclass(frozen=True)
class ProblemsWanted:
    """The list of problems as it is shown."""

    on: date
    show: Show
    text: str
    role: str


@dataclass(frozen=True)
class MergeWanted:
    """A merge by its change, as PDF or as a workbook; `record` where it is known already."""

    change_id: int
    record: MergeRecord | None
    as_pdf: bool


def whole_register(out: Path, services: Services, _progress: Progress) -> Written:
    """All projects with all fields."""
    return services.register.export(out)


def shown_register(shown: Shown, out: Path, services: Services, progress: Progress) -> Written:
    """What the grid shows."""
    from inspector.services.ledger_export import write_shown  # noqa: PLC0415 - each export loads what it needs

    return write_shown(services, out, shown, progress)


def project_list(wanted: ListWanted, out: Path, services: Services, progress: Progress) -> Written:
    """What the list of projects shows."""
    from inspector.services.project_list_export import write_project_list  # noqa: PLC0415 - as above

    return write_project_list(services.workspace, services.finding, out, wanted, progress)


def problem_list(wanted: ProblemsWanted, out: Path, services: Services, _progress: Progress) -> Written:
    """What the list of problems shows."""
    board = services.problem_board.listed(wanted.on, wanted.show, wanted.text, wanted.role)
    return services.problem_export.write(out, wanted.on, board.rows)


def cockpit(shown: Cockpit, out: Path, services: Services, _progress: Progress) -> Path:
    """驾驶舱 of a day."""
    from inspector.services.cockpit_export import export_cockpit  # noqa: PLC0415 - as above

    return export_cockpit(services.workspace, shown, out)


def figure_rows(
    kind: RowKind, ids: Sequence[str], on: date, out: Path, services: Services, _progress: Progress
) -> Written:
    """The rows behind a figure."""
    from inspector.services.figure_rows import FigureRows  # noqa: PLC0415 - as above

    return FigureRows(services.workspace, services.profile).export(out, kind, ids, on)


def lamps(
    on: date, projects: Sequence[str] | None, wish: MatrixWish, out: Path, services: Services, _progress: Progress
) -> Written:
    """All steps with their reasons, or those of some projects."""
    from inspector.services.lamp_choices import all_steps  # noqa: PLC0415 - as above

    steps = None if projects is None else all_steps(services, on, projects, wish)
    return services.office.lamp_export.write(out, on, steps)


def slips(
    on: date, projects: Sequence[str], wish: MatrixWish, out: Path, services: Services, _progress: Progress
) -> PrintedSlips:
    """Letters for the red lamps of these projects."""
    from inspector.services.lamp_choices import red_steps  # noqa: PLC0415 - as above

    return services.office.supervision.print(out, on, red_steps(services, on, projects, wish))


def merge_report(wanted: MergeWanted, out: Path, services: Services, _progress: Progress) -> Path:
    """The report of a merge."""
    report = services.office.merge_report
    record = wanted.record or report.of(wanted.change_id)
    return report.pdf(record, out, wanted.change_id) if wanted.as_pdf else report.excel(record, out)


def visits(on: date, out: Path, services: Services, _progress: Progress) -> Written:
    """All signed visits."""
    from inspector.services.visit_export import export_visits  # noqa: PLC0415 - as above

    return export_visits(services.workspace, out, on)


def told(title: str, tables: Sequence[ToldTable], out: Path, services: Services, _progress: Progress) -> Written:
    """What a dialog tells."""
    from inspector.services.told_tables import write_told  # noqa: PLC0415 - as above

    return write_told(services.workspace, title, tables, out)
