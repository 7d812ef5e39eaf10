"""What 恢复 says: the report of the services as words and rows."""

from __future__ import annotations

from datetime import date, datetime

from inspector.services.drafts import DraftSummary
from inspector.services.recovery import BackupView, MissingPhoto, OrphanPhoto, Part, RecoveryReport, Survived
from inspector.texts import sentence
from inspector.ui.telling import moment, size_in_words
from inspector.ui.widgets.two_line_row import TwoLineRow

_SHORT = 12
"""Characters of a checksum that stand for a photo without a name."""


def last_end(report: RecoveryReport, today: date) -> tuple[str, str]:
    """How the session before ended, and what that means."""
    if report.interrupted_at is None:
        return sentence("ui_today.recovery_clean_end"), sentence("ui_today.recovery_clean_end_how")
    lost = sum(not one.is_awaited for one in report.missing)
    title = sentence("ui_today.recovery_interrupted", time=moment(report.interrupted_at, today, seconds=True))
    return title, sentence("ui_today.recovery_interrupted_how", drafts=len(report.drafts), lost=lost)


def _saved(at: datetime | None, today: date) -> str:
    return sentence("ui_today.recovery_saved_at", time=moment(at, today, seconds=True)) if at else ""


def draft_row(one: DraftSummary, today: date) -> TwoLineRow:
    """A draft: how far it is, and when it was saved last."""
    told = (
        sentence("ui_today.recovery_answered", answered=one.answered, asked=one.asked) if one.asked else one.checklist
    )
    return TwoLineRow(
        row_id=one.inspection.id,
        title=one.project,
        note=told,
        side=sentence("ui_today.recovery_saved_at", time=moment(one.saved_at, today, seconds=True))
        if one.saved_at
        else "",
        side_note=sentence("ui_today.recovery_photos", count=one.photos) if one.photos else "",
        icon="check-circle",
        tone="green",
    )


def part_in_words(part: Part) -> str:
    """What of a visit a field is."""
    told = {
        Part.FACT: sentence("ui_today.recovery_part_fact"),
        Part.ANSWER: sentence("ui_today.recovery_part_answer"),
        Part.NOTE: sentence("ui_today.recovery_part_note"),
        Part.PHOTO: sentence("ui_today.recovery_part_photo"),
        Part.PROBLEM: sentence("ui_today.recovery_part_problem"),
    }
    return told[part]


def field_row(number: int, one: Survived, today: date) -> TwoLineRow:
    """One field that survived."""
    saved = (
        sentence("ui_today.recovery_saved_at", time=moment(one.saved_at, today, seconds=True)) if one.saved_at else ""
    )
    return TwoLineRow(
        row_id=str(number),
        title=one.label,
        note="　".join(told for told in (part_in_words(one.part), saved) if told),
        side=one.value,
        icon="check",
        tone="green",
    )


def orphan_in_words(one: OrphanPhoto, today: date) -> str:
    """A photo without a record: when it was stored, how large it is."""
    return sentence("ui_today.recovery_orphan", time=moment(one.stored_at, today), size=size_in_words(one.size))


def missing_row(number: int, one: MissingPhoto) -> TwoLineRow:
    """A photo record without its file."""
    awaited = sentence("ui_today.recovery_awaited") if one.is_awaited else sentence("ui_today.recovery_gone")
    return TwoLineRow(
        row_id=str(number),
        title=one.photo.original_name or one.photo.sha256[:_SHORT],
        note=one.project,
        side=awaited,
        icon="clock" if one.is_awaited else "warning",
        tone="ink2" if one.is_awaited else "amber",
    )


def backup_row(one: BackupView, today: date) -> TwoLineRow:
    """A backup."""
    reasons = {
        "manual": sentence("ui_today.recovery_reason_manual"),
        "start": sentence("ui_today.recovery_reason_start"),
        "import": sentence("ui_today.recovery_reason_import"),
        "migration": sentence("ui_today.recovery_reason_migration"),
    }
    return TwoLineRow(
        row_id=str(one.path),
        title=moment(one.made_at, today),
        note=reasons.get(one.reason, sentence("ui_today.recovery_reason_other")),
        side=size_in_words(one.size),
        side_note=sentence("ui_today.recovery_encrypted") if one.is_encrypted else "",
        icon="lock" if one.is_encrypted else "archive",
    )
