"""What 导出巡查包 says: figures of the services as words and rows."""

from __future__ import annotations

from datetime import date, datetime

from inspector.services.handed_over import PastExport
from inspector.services.handover import Handover, HandoverVisit
from inspector.texts import label, sentence
from inspector.ui.telling import dated, size_in_words
from inspector.ui.widgets.two_line_row import TwoLineRow


def moment(at: datetime, today: date) -> str:
    """6 月 8 日 17:20: with the day, for what lies days back."""
    return f"{dated(at.date(), today)} {at:%H:%M}"


def visit_row(one: HandoverVisit, today: date) -> TwoLineRow:
    """A visit that travels."""
    state = sentence("ui_handover.signed") if one.is_signed else sentence("ui_handover.draft")
    return TwoLineRow(
        row_id=one.inspection.id,
        title=one.project,
        note=f"{moment(one.inspection.visited_at, today)}　{state}",
        side=sentence("ui_handover.photos", count=one.photos) if one.photos else "",
        side_note=sentence("ui_handover.problems", count=one.problems) if one.problems else "",
        icon="check" if one.is_signed else "pen",
        tone="green" if one.is_signed else "ink2",
    )


def past_row(one: PastExport, today: date) -> TwoLineRow:
    """An export of before."""
    to = sentence("ui_handover.past_to", name=one.to or sentence("ui_handover.everybody"))
    files = sentence("ui_handover.file_count", count=len(one.files))
    return TwoLineRow(
        row_id=one.set_id,
        title=f"{moment(one.made_at, today)}　{to}",
        note=sentence("ui_handover.comma").join(one.files),
        side=size_in_words(one.size),
        side_note=files,
        icon="package",
    )


def other_changes(contents: Handover) -> str:
    """What travels beside visits, photos and problems, by kind: 项目 2，操作 1."""
    shown = {"inspection", "photo", "problem"}
    rest = sorted(((count, kind) for kind, count in contents.records.items() if kind not in shown), reverse=True)
    return sentence("ui_handover.comma").join(f"{label(kind)} {count}" for count, kind in rest)
