"""What 今日 says: the figures of the services in the words and rows of its cards."""

from __future__ import annotations

from datetime import date, datetime

from inspector.domain.lamps import LampColour
from inspector.services.drafts import DraftSummary
from inspector.services.handover import Medium, Waiting
from inspector.services.recovery import RecoveryReport
from inspector.services.today import DueProblem, DueVisit, Task, Today
from inspector.texts import sentence
from inspector.ui import telling
from inspector.ui.screens.today.cards import DraftRow
from inspector.ui.screens.today.rows import ProblemRow, VisitRow
from inspector.ui.widgets.lamp import LampShape, sign_of

_LAMPS = {LampColour.RED: (LampShape.RED, "red"), LampColour.YELLOW: (LampShape.YELLOW, "amber")}
_AREAS = 2
"""Areas that a task is named by."""


def day_in_words(day: date) -> str:
    """6 月 10 日　星期五."""
    weekdays = (
        sentence("ui_today.monday"),
        sentence("ui_today.tuesday"),
        sentence("ui_today.wednesday"),
        sentence("ui_today.thursday"),
        sentence("ui_today.friday"),
        sentence("ui_today.saturday"),
        sentence("ui_today.sunday"),
    )
    return sentence("ui_today.day_with_weekday", day=telling.short_day(day), weekday=weekdays[day.weekday()])


def task_in_words(task: Task) -> str:
    """Which projects are here; empty where there are none."""
    if not task.projects:
        return ""
    areas = sentence("ui_today.and").join(task.areas[:_AREAS])
    areas = sentence("ui_today.areas_more", areas=areas, count=len(task.areas)) if len(task.areas) > _AREAS else areas
    return sentence("ui_today.task", areas=areas, count=task.projects)


def visit_row(one: DueVisit) -> VisitRow:
    """A project to visit."""
    shape, tone = _LAMPS.get(one.colour, (LampShape.TEXT, "ink"))
    reported = sentence("ui_today.reported", status=one.status_text) if one.status_text else ""
    last = telling.short_day(one.last_visit) if one.last_visit else sentence("ui_today.never")
    return VisitRow(
        row_id=one.project_id,
        name=one.project,
        place="　".join(part for part in (one.area, reported) if part),
        reason=one.told,
        last=sentence("ui_today.last_visit", day=last),
        stage=one.status_text or "",
        shape=shape,
        tone=tone,
    )


def visits_note(today: Today) -> str:
    """6 个，其中 2 个有问题到期."""
    if not today.visit_count:
        return ""
    if not today.with_problems:
        return sentence("ui_today.visit_count", count=today.visit_count)
    return sentence("ui_today.visit_count_due", count=today.visit_count, due=today.with_problems)


def draft_row(one: DraftSummary, today: date) -> DraftRow:
    """A draft: how far it is."""
    told = [
        sentence("ui_today.answered", answered=one.answered, asked=one.asked) if one.asked else "",
        sentence("ui_today.photo_count", count=one.photos) if one.photos else "",
        sentence("ui_today.saved_at", time=telling.moment(one.saved_at, today)) if one.saved_at else "",
    ]
    text = sentence("ui_today.comma").join(part for part in told if part)
    return DraftRow(one.inspection.id, one.project, text, one.answered / one.asked if one.asked else 0.0)


def problem_row(one: DueProblem) -> ProblemRow:
    """A problem with its lamp."""
    return ProblemRow(one.problem.id, sign_of(one.lamp), one.problem.description, one.project)


def waiting_in_words(waiting: Waiting) -> str:
    """2 次巡查，31 张照片，1 个新问题."""
    if waiting.empty:
        return sentence("ui_today.all_exported")
    told = [
        sentence("ui_today.signed_visits", count=waiting.visits) if waiting.visits else "",
        sentence("ui_today.draft_visits", count=waiting.drafts) if waiting.drafts else "",
        sentence("ui_today.photo_count", count=waiting.photos) if waiting.photos else "",
        sentence("ui_today.new_problems", count=waiting.problems) if waiting.problems else "",
    ]
    return sentence("ui_today.comma").join(one for one in told if one) or sentence("ui_today.other_changes")


def size_in_words(waiting: Waiting) -> str:
    """约 86 MB，分 4 个包可发微信."""
    if waiting.empty:
        return ""
    size = telling.size_in_words(waiting.size)
    parts = waiting.parts.get(Medium.WECHAT, 1)
    if parts == 1:
        return sentence("ui_today.one_package", size=size)
    return sentence("ui_today.packages_for_wechat", size=size, count=parts)


def last_export(at: datetime | None) -> str:
    """上次导出 6 月 8 日 17:20."""
    if at is None:
        return sentence("ui_today.never_exported")
    return sentence("ui_today.last_export", time=f"{telling.short_day(at.date())} {at:%H:%M}")


def last_end(report: RecoveryReport, today: date) -> str:
    """上次在 10:12:07 断电，草稿完整."""
    at = report.interrupted_at
    if at is None:
        return sentence("ui_today.orphans", count=len(report.orphans))
    time = telling.moment(at, today, seconds=True)
    if not report.drafts:
        return sentence("ui_today.interrupted", time=time)
    return sentence("ui_today.interrupted_drafts", time=time)


def what_survived(report: RecoveryReport) -> str:
    """23 项作答、3 张照片都在，丢失 0 项: what was saved and is there, and the photos whose file is not."""
    if report.interrupted_at is None:
        return sentence("ui_today.orphans_how")
    lost = sum(not one.is_awaited for one in report.missing)
    answers, photos = (sum(getattr(one, name) for one in report.drafts) for name in ("answered", "photos"))
    return sentence("ui_today.survived", answers=answers, photos=photos, lost=lost)
