"""巡查记录 as a workbook: the signed visits, newest first, with what was reported beside what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, Photo
from inspector.domain.problem import Problem
from inspector.sheets.table import CellKind, TableColumn, write_table
from inspector.storage.inspection_table import counts_by_visit, names_of_projects, signed_count, signed_visits
from inspector.storage.reader import Reader
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import label, sentence

_COLUMNS = (
    ("purpose", CellKind.TEXT, 12),
    ("inspectors", CellKind.TEXT, 18),
    ("reported_status", CellKind.LONG_TEXT, 30),
    ("reported_progress_pct", CellKind.NUMBER, 12),
    ("seen_status", CellKind.LONG_TEXT, 30),
    ("physical_progress_pct", CellKind.NUMBER, 12),
    ("workers", CellKind.INTEGER, 10),
    ("machines", CellKind.INTEGER, 10),
    ("conclusions", CellKind.LONG_TEXT, 44),
    ("weather", CellKind.TEXT, 10),
    ("place", CellKind.LONG_TEXT, 24),
    ("signature", CellKind.TEXT, 14),
)


def export_visits(workspace: Workspace, out: Path, on: date) -> tuple[Path, int]:
    """Write all signed visits; returns the file written and their number. Raises FormatError."""
    reader = workspace.reader
    columns = [
        TableColumn(label("inspection", "project_id"), CellKind.TEXT, 30),
        TableColumn(label("inspection", "visited_at"), CellKind.TEXT, 16),
        *(TableColumn(label("inspection", name), kind, width) for name, kind, width in _COLUMNS),
        TableColumn(sentence("services.visit_export_problems"), CellKind.INTEGER, 10),
        TableColumn(sentence("services.visit_export_photos"), CellKind.INTEGER, 10),
    ]
    title = sentence("services.visit_export_title", on=on.isoformat())
    synthetic = workspace.info.tier is DataTier.SYNTHETIC
    with reader.snapshot():
        path = write_table(out, title, columns, _rows(reader), synthetic=synthetic)
        return path, signed_count(reader)


def _rows(reader: Reader) -> Iterator[list[Any]]:
    names = names_of_projects(reader)
    problems, photos = counts_by_visit(reader, Problem), counts_by_visit(reader, Photo)
    for one in signed_visits(reader):
        yield [
            names.get(one.project_id, ""),
            f"{one.visited_at.astimezone(CHINA):%Y-%m-%d %H:%M}",
            *(_cell(one, name) for name, _, _ in _COLUMNS),
            problems.get(one.id, 0),
            photos.get(one.id, 0),
        ]


def _cell(visit: Inspection, name: str) -> Any:  # noqa: ANN401 - whatever a cell takes
    if name == "purpose":
        return label("inspection", "purpose", visit.purpose.value)
    if name == "inspectors":
        return "、".join(visit.inspectors)
    return getattr(visit, name)
