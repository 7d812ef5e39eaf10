"""What 手续亮灯 says: a lamp in a sentence, its dates with their weekdays, and what is sent to urge a department."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.domain.lamps import LampColour, LampState
from inspector.domain.workdays import HolidayList
from inspector.services.holiday_change import HolidayPreview, HolidayReport, LampChange
from inspector.services.lamp_matrix_view import LampReason, Node, Stop, TypeRate
from inspector.texts import sentence
from inspector.ui.widgets.lamp import LampSign, sign_of
from inspector.ui.widgets.two_line_row import TwoLineRow

if TYPE_CHECKING:
    from inspector.services.supervision_slip import (
        PrintedSlips,  # with all that makes a PDF, which another process does
    )

_CARDS = {"red": "alert", "amber": "warning", "green": "good"}


def card_of(sign: LampSign) -> str:
    """The ground on which a lamp stands large."""
    return _CARDS.get(sign.tone, "well")


def alert(reason: LampReason) -> LampSign:
    """The sign of a step with its days in words: 红 超 2 个工作日."""
    lamp = reason.lamp
    sign = sign_of(lamp)
    days = {"days": abs(lamp.days_left or 0), "unit": _unit(reason)}
    text = sign.text or sign.spoken
    if lamp.state is LampState.LATE:
        text = sentence("ui_lamps.alert_late", **days)
    elif lamp.colour is LampColour.RED and lamp.overdue_days:
        text = sentence("ui_lamps.alert_red", **days)
    elif lamp.colour is LampColour.YELLOW and lamp.days_left:
        text = sentence("ui_lamps.alert_yellow", **days)
    elif lamp.colour is LampColour.GREEN:
        text = sentence("ui_lamps.alert_green")
    elif lamp.colour is LampColour.NONE and lamp.state is LampState.IN_PROGRESS and lamp.days_left is not None:
        text = sentence("ui_lamps.alert_open", **days)
    return LampSign(sign.shape, text, sign.tone, sign.tint)


def _unit(reason: LampReason) -> str:
    return sentence("ui_lamps.working_days") if reason.working_days else sentence("ui_lamps.days")


def day(value: date | None) -> str:
    """2023-01-03（周二）; empty where there is none."""
    if value is None:
        return ""
    return sentence("ui_lamps.day", day=value.isoformat(), weekday=_weekdays()[value.weekday()])


def _weekdays() -> list[str]:
    return sentence("ui_lamps.weekday_names").split("|")


def facts(reason: LampReason, today: date) -> tuple[tuple[str, str], ...]:
    """The dates behind a lamp, those that are known; 停表 says 无 where there was none."""
    stops = sentence("ui_lamps.stop_sep").join(map(_stop, reason.stops)) or sentence("ui_lamps.none")
    limit = sentence("ui_lamps.limit", days=reason.limit, unit=_unit(reason)) if reason.limit else ""
    note = sentence("ui_lamps.make_up") if reason.today_is_worked and today.weekday() >= 5 else ""  # noqa: PLR2004
    told = (
        (sentence("ui_lamps.department"), reason.department),
        (sentence("ui_lamps.accepted"), day(reason.accepted_on)),
        (sentence("ui_lamps.promised"), limit),
        (sentence("ui_lamps.due"), day(reason.lamp.due_on)),
        (sentence("ui_lamps.finished"), day(reason.finished_on)),
        (sentence("ui_lamps.stops"), stops if reason.accepted_on else ""),
        (sentence("ui_lamps.today"), f"{day(today)}{note}"),
    )
    return tuple((name, text) for name, text in told if text)


def _stop(one: Stop) -> str:
    until = one.to_date.isoformat() if one.to_date else sentence("ui_lamps.stop_open")
    return sentence("ui_lamps.stop", first=one.from_date.isoformat(), until=until, reason=one.reason)


def node(one: Node) -> tuple[str, str]:
    """When, and 计划开工节点，还有 45 天."""
    if one.done_on is not None:
        return one.done_on.isoformat(), sentence("ui_lamps.node_done", name=one.name)
    when = one.planned_on.isoformat() if one.planned_on else ""
    if one.days_left is None:
        return when, one.name
    if one.days_left < 0:
        return when, sentence("ui_lamps.node_late", name=one.name, days=-one.days_left)
    return when, sentence("ui_lamps.node_ahead", name=one.name, days=one.days_left)


def urging(reason: LampReason) -> str:
    """The text that is sent to a department; empty where nothing is to be urged."""
    lamp = reason.lamp
    if lamp.state is not LampState.IN_PROGRESS or lamp.colour not in {LampColour.RED, LampColour.YELLOW}:
        return ""
    details = {
        "department": reason.department or sentence("ui_lamps.nobody"),
        "project": reason.project,
        "step": reason.step,
        "accepted": reason.accepted_on.isoformat() if reason.accepted_on else "",
        "limit": sentence("ui_lamps.limit", days=reason.limit, unit=_unit(reason)),
        "due": lamp.due_on.isoformat() if lamp.due_on else "",
        "days": abs(lamp.days_left or 0),
        "unit": _unit(reason),
    }
    if lamp.overdue_days:
        return sentence("ui_lamps.urge_red", **details)
    return sentence("ui_lamps.urge_yellow", **details)


def rate(one: TypeRate) -> str:
    """114/146　78.08%."""
    counts = one.rate
    return sentence("ui_lamps.rate", done=counts.numerator, all=counts.denominator, percent=counts.printed)


def printed(done: PrintedSlips) -> str:
    """What was printed, and where it lies."""
    return sentence("ui_lamps.printed", slips=done.slips, steps=done.steps, pages=done.pages, name=done.path.name)


def exported(done: tuple[Path, int]) -> str:
    """What was exported, and where it lies."""
    return sentence("ui_lamps.exported", name=done[0].name, count=done[1])


def shown_rows(first: int, last: int, total: int) -> str:
    """第 1–15 行，共 150 个项目."""
    return sentence("ui_lamps.shown", first=first, last=last, total=total)


def imported(found: HolidayList, report: HolidayReport) -> str:
    """已导入 2023 年节假日表：5 项手续换了灯，另有 12 项日期有变."""
    lamps = sum(one.other_light for one in report.changes)
    years = [str(year) for year in sorted(found.years)]
    counts = {"judged": report.judged, "lamps": lamps, "dates": len(report.changes) - lamps}
    return sentence("ui_lamps.holidays_imported", year=years, **counts)


def holidays_title(preview: HolidayPreview) -> str:
    """2023 年节假日表."""
    return sentence("ui_lamps.holidays_title", year=[str(year) for year in sorted(preview.found.years)])


def would_change(preview: HolidayPreview) -> str:
    """What the list says, and what would come of it."""
    found, report = preview.found, preview.report
    lamps = sum(one.other_light for one in report.changes)
    days = sentence("ui_lamps.holidays_days", off=len(found.holidays), on=len(found.make_up_workdays))
    counts = {"judged": report.judged, "lamps": lamps, "dates": len(report.changes) - lamps}
    told = sentence("ui_lamps.holidays_would", **counts) if report.changes else sentence("ui_lamps.holidays_nothing")
    replaced = sentence("ui_lamps.holidays_replace") if preview.replaces else ""
    return "\n".join(one for one in (days, replaced, told) if one)


def change_row(one: LampChange) -> TwoLineRow:
    """A step whose lamp or date comes out otherwise."""
    before, after = (sign_of(lamp).text for lamp in (one.before, one.after))
    due = [lamp.due_on.isoformat() if lamp.due_on else "" for lamp in (one.before, one.after)]
    return TwoLineRow(
        one.step_id,
        one.project,
        one.step,
        sentence("ui_lamps.changed", before=before, after=after),
        sentence("ui_lamps.changed", before=due[0], after=due[1]),
    )
