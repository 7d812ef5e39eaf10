"""Visits of the synthetic city in the first half of June 2022.

They stand apart from the problems, of which meetings and enterprises find some too. Photos are drawn elsewhere.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, InspectionState, Purpose
from inspector.domain.synthetic_project import AS_OF, YEAR, Sheet
from inspector.domain.synthetic_shares import Group

_FIRST_VISIT = date(YEAR, 6, 1)
_VISITED_PERCENT = 14
_SIGNED_PERCENT = 75

_SEEN = {
    Group.STARTED: "现场正在施工",
    Group.NOT_STARTED: "场地未动工",
    Group.RESUMED: "已复工，现场正在施工",
    Group.NOT_RESUMED: "现场停工",
}
_CONCLUSIONS = ("按计划推进", "进度略慢，督促增加人员", "手续办理需要协调", "安全防护基本到位")
_WEATHER = ("晴", "多云", "阴", "小雨")


def visit_of(sheet: Sheet) -> Inspection | None:
    """巡查 of one project; most projects had none in the half-month."""
    return _visit(sheet) if sheet.draws.chance(_VISITED_PERCENT) else None


def _visit(sheet: Sheet) -> Inspection:
    draws, project = sheet.draws, sheet.project
    visited_at = datetime.combine(
        draws.day(_FIRST_VISIT, AS_OF), time(draws.between(8, 16), draws.below(60)), tzinfo=CHINA
    )
    signed = draws.chance(_SIGNED_PERCENT)
    reported, seen = _progress(sheet)
    working = sheet.share.group in {Group.STARTED, Group.RESUMED}
    return Inspection(
        id=sheet.new_id(),
        project_id=project.id,
        visited_at=visited_at,
        inspectors=(f"项目管家{draws.choice('甲乙丙丁')}", f"巡查员{draws.choice('甲乙丙丁')}"),
        purpose=draws.choice(tuple(Purpose)),
        reported_status="正常推进",
        reported_progress_pct=reported,
        seen_status=_SEEN[sheet.share.group],
        physical_progress_pct=seen,
        workers=draws.between(10, 280) if working else 0,
        machines=draws.between(1, 30) if working else 0,
        conclusions=draws.choice(_CONCLUSIONS),
        longitude=project.longitude,
        latitude=project.latitude,
        place=f"{sheet.site.area.name}项目现场",
        answers=_answers(sheet, working=working, visited_on=visited_at.date()),
        state=InspectionState.SIGNED if signed else InspectionState.DRAFT,
        signature="巡查组组长" if signed else None,
        signed_at=visited_at + timedelta(hours=1) if signed else None,
        weather=draws.choice(_WEATHER),
    )


def _progress(sheet: Sheet) -> tuple[Decimal, Decimal]:
    """Reported and seen physical progress in percent; a fifth of the reports claim more than is there."""
    if sheet.share.group is Group.NOT_STARTED:
        return Decimal("0.00"), Decimal("0.00")
    seen = sheet.draws.between(3, 85)
    claimed = seen + sheet.draws.between(5, 15) if sheet.draws.chance(20) else seen
    return Decimal(claimed * 100).scaleb(-2), Decimal(seen * 100).scaleb(-2)


def _answers(sheet: Sheet, *, working: bool, visited_on: date) -> dict[str, object]:
    draws = sheet.draws
    return {
        "safety_officer_present": working and draws.chance(90),
        "workers_on_site": draws.between(10, 280) if working else 0,
        "slope_degrees": str(Decimal(draws.between(100, 450)).scaleb(-1)),
        "next_check_on": (visited_on + timedelta(days=draws.between(7, 21))).isoformat(),
        "protection": ["围挡", "安全网", "喷淋"][: draws.between(1, 3)],
        "remark": "无",
    }
