"""合并报告: what a merge brought, for the files: as PDF to keep, as a workbook to sort; of any merge, at any time.

Both tell the same three lists: packages, projects, conflicts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspector.bulletin.content import Align, Column, Table
from inspector.bulletin.plain_report import PlainReport, render_report
from inspector.domain.errors import NotFoundError
from inspector.domain.profile import CityProfile
from inspector.services.bulletins import MARKS
from inspector.services.merge_record import (
    MergeRecord,
    RecordedConflict,
    RecordedPackage,
    RecordedProject,
    RecordedSide,
    record_from,
)
from inspector.services.packages.report import FileStatus
from inspector.services.told_tables import ToldTable, write_told
from inspector.storage.history import change_sets
from inspector.storage.merge_record_table import merge_record
from inspector.storage.receipt_table import receipts
from inspector.storage.undo import standing_undo
from inspector.storage.workspace import Workspace
from inspector.texts import label, sentence

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
_UNKNOWN = "—"


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

    def of(self, change_id: int) -> MergeRecord:
        """What was kept of a merge of before; of one that is older than such records, its packages.

        Raises NotFoundError where there was no such merge.
        """
        kept = merge_record(self._workspace.reader, change_id)
        return record_from(kept) if kept is not None else self._of_receipts(change_id)

    def _of_receipts(self, change_id: int) -> MergeRecord:
        step = next((one for one in change_sets(self._workspace) if one.change_id == change_id), None)
        came = [one for one in receipts(self._workspace.reader) if one.change_id == change_id]
        if step is None or not came:
            raise NotFoundError("services.no_such_merge")
        remark = sentence("services.merge_before_records")
        packages = tuple(
            RecordedPackage(one.file_name, one.device_name, FileStatus.ACCEPTED, None, None, None, None, remark)
            for one in reversed(came)
        )
        return MergeRecord(step.at, step.author, packages, (), ())

    def pdf(self, record: MergeRecord, out: Path, change_id: int = 0) -> Path:
        """Write the report as PDF; with the number of its step it says whether the merge was undone since."""
        tables = [_table(one) for one in _lists(record) if one.rows]
        report = PlainReport(
            title=sentence("services.merge_report_title"),
            parts=(*self._summary(record, change_id), *tables),
            organization=self._profile.bulletin.organization,
            dated=record.at.date(),
            mark=MARKS.get(self._workspace.info.tier, ""),
        )
        return render_report(report, out).path

    def excel(self, record: MergeRecord, out: Path) -> Path:
        """Write the same lists as a workbook, one sheet each."""
        tables = [ToldTable(one.title, one.headers, one.rows) for one in _lists(record)]
        title = sentence("services.merge_report_title")
        return write_told(self._workspace, title, tables, out, width=_WIDTH)[0]

    def _summary(self, record: MergeRecord, change_id: int) -> list[str]:
        device, at = self._workspace.info.device_name, f"{record.at:%Y-%m-%d %H:%M}"
        if any(one.new is None for one in record.packages):
            told = [sentence("services.merge_report_old", at=at, device=device, packages=len(record.packages))]
        else:
            told = [_summary(record, at, device)]
        if record.more_projects:
            told.append(sentence("services.merge_report_more", count=record.more_projects))
        undo = standing_undo(self._workspace.reader.connection, change_id)
        if undo is not None:
            told.append(sentence("services.merge_report_undone", at=f"{undo.at:%Y-%m-%d %H:%M}"))
        return told


def _summary(record: MergeRecord, at: str, device: str) -> str:
    return sentence(
        "services.merge_report_summary",
        at=at,
        device=device,
        packages=len(record.packages),
        new=record.total("new"),
        changed=record.total("changed"),
        deleted=record.total("deleted"),
        conflicts=len(record.conflicts),
        repeated=record.count(FileStatus.KNOWN),
        refused=record.count(FileStatus.REFUSED),
        waiting=record.count(FileStatus.QUARANTINED),
    )


def _lists(record: MergeRecord) -> tuple[_List, ...]:
    return (
        _list(
            sentence("services.merge_packages"),
            sentence("services.merge_package_columns"),
            _PACKAGES,
            tuple(map(_package, record.packages)),
        ),
        _list(
            sentence("services.merge_projects"),
            sentence("services.merge_project_columns"),
            _PROJECTS,
            tuple(map(_project, record.projects)),
        ),
        _list(
            sentence("services.merge_conflicts"),
            sentence("services.merge_conflict_columns"),
            _CONFLICTS,
            tuple(map(_conflict, record.conflicts)),
        ),
    )


def _list(title: str, columns: str, aligns: tuple[Align, ...], rows: tuple[tuple[str, ...], ...]) -> _List:
    return _List(title, tuple(columns.split("|")), aligns, rows)


def _table(one: _List) -> Table:
    columns = tuple(Column(head, align) for head, align in zip(one.headers, one.aligns, strict=True))
    return Table(one.title, columns, one.rows)


def _package(one: RecordedPackage) -> tuple[str, ...]:
    counts = (one.new, one.changed, one.deleted, one.conflicts)
    told = (_UNKNOWN if count is None else str(count) for count in counts)
    return (one.file, one.device, sentence(_STATUS[one.status]), *told, one.remark)


def _project(one: RecordedProject) -> tuple[str, ...]:
    name = one.name or sentence("services.merge_no_project")
    return (name, *(_counts(counts) for counts in (one.new, one.changed, one.deleted)), str(one.conflicts))


def _counts(counts: Mapping[str, int]) -> str:
    return "、".join(f"{label(kind)} {count}" for kind, count in counts.items()) or _UNKNOWN


def _conflict(one: RecordedConflict) -> tuple[str, ...]:
    field = label(one.kind, one.field) if one.field else label(one.kind)
    common = (one.common or _UNKNOWN) if one.has_common else _UNKNOWN
    sides = "\n".join(f"#{side.number} {side.device}：{_value(side)}（{side.at:%m-%d %H:%M}）" for side in one.sides)
    return (one.project or one.title, f"{one.title} {field}", common, sides, _decided(one))


def _value(side: RecordedSide) -> str:
    return sentence("services.merge_deleted") if side.deleted else side.value or _UNKNOWN


def _decided(one: RecordedConflict) -> str:
    """The value that was chosen, where a side was; else what was typed."""
    side = next((side for side in one.sides if one.choice == f"#{side.number}"), None)
    return _value(side) if side is not None else one.choice or sentence("services.merge_undecided")
