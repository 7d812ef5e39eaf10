"""What 合并中心 says: results of packages, sides of conflicts and merges of before as words and rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from inspector.services.merge_history import PastMerge
from inspector.services.merge_told import ToldConflict, ToldRecord, ToldSide
from inspector.services.merge_view import MergeView, PackageView, Tally
from inspector.services.packages.report import FileStatus, MissingOperations, ProjectReport
from inspector.texts import label, sentence
from inspector.ui.screens.merge.marked_row import MarkedRow
from inspector.ui.telling import dated, moment
from inspector.ui.widgets.two_line_row import TwoLineRow

GAP = "　"
_DECIDED, _OPEN = ("check", "green"), ("ring", "amber")
_OTHER = 3
"""The key for a value that is typed; further sides get the keys after it."""
_UNDONE = "services.import_was_undone"
"""The note of a package whose merge was taken back."""


# -- packages ----------------------------------------------------------------------------------------------------------


def package_row(one: PackageView, disputed: int) -> MarkedRow:
    """A package with its result at the right; `disputed` fields of it stand in conflict."""
    refused, waits = one.status is FileStatus.REFUSED, one.status is FileStatus.QUARANTINED
    marks = {
        FileStatus.ACCEPTED: ("check", "green"),
        FileStatus.KNOWN: ("check", "ink3"),
        FileStatus.REFUSED: ("cross", "red"),
    }
    mark, tone = marks.get(one.status, ("", "ink2"))
    badge = sentence("ui_merge.stranger") if waits else ""
    if disputed:
        badge, mark = sentence("ui_merge.conflict_count", count=disputed), ""
    return MarkedRow(
        row_id=str(one.file),
        title=one.device or one.file.name,
        note=package_note(one),
        tone="red" if refused else "ink2",
        icon="package",
        mark=mark,
        mark_tone=tone,
        badge=badge,
    )


def package_note(one: PackageView) -> str:
    """What a package brings, or why it does not."""
    if one.status is FileStatus.REFUSED:
        return sentence("ui_merge.refused_see")
    if one.status is FileStatus.QUARANTINED:
        return sentence("ui_merge.unknown_device")
    if one.status is FileStatus.KNOWN:
        return sentence("ui_merge.came_and_undone") if was_undone(one) else sentence("ui_merge.came_before")
    return tally_text(one.tally) or sentence("ui_merge.nothing_new")


def was_undone(one: PackageView) -> bool:
    """Whether the merge that took a package in was taken back."""
    return any(note.key == _UNDONE for note in one.notes)


def tally_text(tally: Tally) -> str:
    """新 5　变 4　删 1, without what is none."""
    parts = (
        sentence("ui_merge.short_new", count=tally.new) if tally.new else "",
        sentence("ui_merge.short_changed", count=tally.changed) if tally.changed else "",
        sentence("ui_merge.short_deleted", count=tally.deleted) if tally.deleted else "",
    )
    return GAP.join(one for one in parts if one)


def package_title(one: PackageView) -> str:
    """成果包 7, made 2022-06-10 16:40."""
    kinds = {
        "task": sentence("ui_merge.kind_task"),
        "result": sentence("ui_merge.kind_result"),
        "snapshot": sentence("ui_merge.kind_snapshot"),
        "roster": sentence("ui_merge.kind_roster"),
    }
    made = one.made_at[:16].replace("T", " ")
    return sentence("ui_merge.package_title", kind=kinds.get(one.kind, one.kind), number=one.number, made=made)


# -- conflicts ---------------------------------------------------------------------------------------------------------


def key_of(place: int) -> int:
    """The key of the side at a place: 1 and 2, then those after the one that types a value."""
    return place + 1 if place + 1 < _OTHER else place + 2


def choice_of(one: ToldConflict, digit: int) -> str:
    """The choice that a key means, as `conflicts.resolve` reads it; empty for a key without a side."""
    found = (f"#{side.number}" for place, side in enumerate(one.sides) if key_of(place) == digit)
    return next(found, "")


def side_value(one: ToldSide, conflict: ToldConflict) -> str:
    """The value of a side; a record that stands against its deletion is kept."""
    if one.deleted:
        return sentence("ui_merge.is_deleted")
    if not conflict.field:
        return sentence("ui_merge.is_kept")
    return one.value or sentence("ui_merge.is_empty")


def side_of(one: ToldSide) -> str:
    """Whose side it is; what came back was not written by whoever brought it back."""
    if one.reversal:
        return sentence("ui_merge.undone_side") if one.reversal == "undo" else sentence("ui_merge.redone_side")
    return one.device


def side_note(one: ToldSide, today: date) -> str:
    """Who and when."""
    who = sentence("ui_merge.own_side", device=one.device) if one.own else side_of(one)
    return sentence("ui_merge.who_when", who=who, when=f"{dated(one.at.date(), today)} {one.at:%H:%M}")


def common_value(one: ToldConflict) -> str:
    """The last value that both sides knew."""
    if not one.has_common:
        return "—"
    return one.common or sentence("ui_merge.is_empty")


def conflict_row(one: ToldConflict, record: ToldRecord, *, decided: bool) -> MarkedRow:
    """A conflict in the list of all."""
    mark, tone = _DECIDED if decided else _OPEN
    return MarkedRow(row_id=one.key, title=one.name, note=record.project, mark=mark, mark_tone=tone)


def marked_as(row: MarkedRow, *, decided: bool) -> MarkedRow:
    """The row of a conflict, decided or not."""
    mark, tone = _DECIDED if decided else _OPEN
    return row if row.mark == mark else replace(row, mark=mark, mark_tone=tone)


def record_note(record: ToldRecord) -> str:
    """调度记录 2022-06-上旬; the kind alone where the title is the project's own."""
    kind = label(record.kind)
    return kind if record.title == record.project else f"{kind} {record.title}"


# -- projects ----------------------------------------------------------------------------------------------------------


def counts_text(counts: Mapping[str, int]) -> str:
    """巡查 1，照片 6."""
    return sentence("ui_merge.comma").join(f"{label(kind)} {count}" for kind, count in counts.items())


def project_name(one: ProjectReport) -> str:
    """The project, or that it is about none."""
    return one.name or sentence("ui_merge.no_project")


def also_brought(view: MergeView, project: str) -> str:
    """What else the packages bring to a project."""
    found = [one for one in view.projects if one.name == project]
    return counts_text(summed(one.new for one in found))


def summed(parts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Counts by kind, added up."""
    sums: Counter[str] = Counter()
    for part in parts:
        sums.update(part)
    return sums


def missing_text(missing: Sequence[MissingOperations]) -> str:
    """缺 7号机 120–188."""
    told = []
    for one in missing:
        numbers = sentence("ui_merge.comma").join(f"{first}–{last}" for first, last in one.intervals)
        told.append(sentence("ui_merge.missing", device=one.device, numbers=numbers))
    return "；".join(told)


# -- the merges of before ----------------------------------------------------------------------------------------------


def past_row(one: PastMerge, today: date) -> TwoLineRow:
    """A merge of before."""
    state = sentence("ui_merge.was_undone") if one.undone else ""
    state = sentence("ui_merge.can_undo") if one.undoable else state
    return TwoLineRow(
        row_id=str(one.change_id),
        title=GAP.join(part for part in (moment(one.at, today), one.author) if part),
        note=sentence("ui_merge.comma").join(dict.fromkeys(package.device for package in one.packages)),
        side=sentence("ui_merge.package_count", count=len(one.packages)),
        side_note=state,
        icon="merge",
    )
