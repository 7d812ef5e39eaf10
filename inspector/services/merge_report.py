"""合并报告: what a merge brought, for the files: as PDF to keep, as a workbook to sort.

Both tell the same three lists: packages, projects, conflicts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspector.bulletin.content import Align, Column, Table
from inspector.bulletin.plain_report import PlainReport, render_report
from inspector.domain.entities import kinds
from inspector.domain.profile import CityProfile
from inspector.services.bulletins import MARKS
from inspector.services.conflicts import ConflictView, Side
from inspector.services.merge_view import MergeView, PackageView
from inspector.services.packages.report import FileStatus, ProjectReport
from inspector.services.wording import told_value
from inspector.sheets.publishing import publish
from inspector.sheets.table import CellKind, TableColumn, add_table, open_workbook
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import explain, label, sentence

_STATUS = {
    FileStatus.ACCEPTED: "services.merge_accepted",
    FileStatus.KNOWN: "services.merge_known",
    FileStatus.QUARANTINED: "services.merge_quarantined",
    FileStatus.REFUSED: "services.merge_refused",
}
_PACKAGES = (Align.LEFT, Align.LEFT, Align.CENTRE, Align.CENTRE, Align.CENTRE, Align.CENTRE, Align.CENTRE, Align.LEFT)
_PROJECTS = (Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.CENTRE)
_CONFLICTS = (Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT)
_WIDTH = 18


@dataclass(frozen=True)
class _List:
    title: str
    headers: tuple[str, ...]
    aligns: tuple[Align, ...]
    rows: tuple[tuple[str, ...], ...]


class MergeReport:
    """Prints the merges of one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile) -> None:
        self._workspace = workspace
        self._profile = profile

    def pdf(self, view: MergeView, out: Path, decisions: Mapping[str, str] | None = None) -> Path:
        """Write the report as PDF; `decisions` are those that the merge was done with."""
        tables = [_table(one) for one in self._lists(view, decisions or {}) if one.rows]
        report = PlainReport(
            title=sentence("services.merge_report_title"),
            parts=(self._summary(view), *tables),
            organization=self._profile.bulletin.organization,
            dated=view.at.date(),
            mark=MARKS.get(self._workspace.info.tier, ""),
        )
        return render_report(report, out).path

    def excel(self, view: MergeView, out: Path, decisions: Mapping[str, str] | None = None) -> Path:
        """Write the same lists as a workbook, one sheet each."""
        lists = self._lists(view, decisions or {})
        synthetic = self._workspace.info.tier is DataTier.SYNTHETIC

        def write(temporary: Path) -> None:
            with open_workbook(temporary, sentence("services.merge_report_title")) as book:
                for one in lists:
                    columns = [TableColumn(head, CellKind.LONG_TEXT, _WIDTH) for head in one.headers]
                    add_table(book, one.title, columns, one.rows, synthetic=synthetic, fit=True)

        return publish(out, write)

    def _summary(self, view: MergeView) -> str:
        return sentence(
            "services.merge_report_summary",
            at=f"{view.at:%Y-%m-%d %H:%M}",
            device=self._workspace.info.device_name,
            packages=len(view.packages),
            new=view.tally.new,
            changed=view.tally.changed,
            deleted=view.tally.deleted,
            conflicts=view.tally.conflicts,
            repeated=view.repeated,
            refused=view.refused,
            waiting=view.waiting,
        )

    def _lists(self, view: MergeView, decisions: Mapping[str, str]) -> tuple[_List, ...]:
        conflicts = tuple(
            self._conflict(one, record.title, decisions.get(one.key, ""))
            for record in view.records
            for one in record.conflicts
        )
        return (
            _list(
                sentence("services.merge_packages"),
                sentence("services.merge_package_columns"),
                _PACKAGES,
                tuple(map(_package, view.packages)),
            ),
            _list(
                sentence("services.merge_projects"),
                sentence("services.merge_project_columns"),
                _PROJECTS,
                tuple(map(_project, view.projects)),
            ),
            _list(
                sentence("services.merge_conflicts"),
                sentence("services.merge_conflict_columns"),
                _CONFLICTS,
                conflicts,
            ),
        )

    def _conflict(self, one: ConflictView, title: str, choice: str) -> tuple[str, ...]:
        field = label(one.kind, one.field) if one.field else label(one.kind)
        common = self._told(one, one.common) if one.has_common else "—"
        sides = "\n".join(f"#{side.number} {side.device}：{self._side(one, side)}" for side in one.sides)
        return (one.project or title, f"{title} {field}", common, sides, choice or sentence("services.merge_undecided"))

    def _side(self, one: ConflictView, side: Side) -> str:
        value = sentence("services.merge_deleted") if side.deleted else self._told(one, side.value)
        return f"{value}（{side.at:%m-%d %H:%M}）"

    def _told(self, one: ConflictView, value: object) -> str:
        cell = next((cell for cell in kinds()[one.kind].CELLS if cell.name == one.field), None)
        return told_value(self._workspace.reader, one.kind, cell, value) or "—"


def _list(title: str, columns: str, aligns: tuple[Align, ...], rows: tuple[tuple[str, ...], ...]) -> _List:
    return _List(title, tuple(columns.split("|")), aligns, rows)


def _table(one: _List) -> Table:
    columns = tuple(Column(head, align) for head, align in zip(one.headers, one.aligns, strict=True))
    return Table(one.title, columns, one.rows)


def _package(one: PackageView) -> tuple[str, ...]:
    tally = one.tally
    remark = explain(one.error) if one.error else "；".join(map(explain, one.notes))
    counts = (tally.new, tally.changed, tally.deleted, tally.conflicts)
    return (one.file.name, one.device, sentence(_STATUS[one.status]), *map(str, counts), remark)


def _project(one: ProjectReport) -> tuple[str, ...]:
    name = one.name or sentence("services.merge_no_project")
    return (name, *(_counts(counts) for counts in (one.new, one.changed, one.deleted)), str(one.conflicts))


def _counts(counts: Mapping[str, int]) -> str:
    return "、".join(f"{label(kind)} {count}" for kind, count in counts.items()) or "—"
