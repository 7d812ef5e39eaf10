"""督办单: the open red lamps as letters, one a department, with what is asked of it and until when.

The letters quote dates and days that the lamps derive; nothing is typed, and nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspector.bulletin.content import Align, Column, Table
from inspector.bulletin.slip import Slip, render_slips
from inspector.domain.approval import DayKind
from inspector.domain.errors import RuleError
from inspector.domain.profile import CityProfile
from inspector.domain.step_clock import limit_of
from inspector.services.bulletins import MARKS
from inspector.services.calendars import work_calendar
from inspector.services.lamps import LampService, StepLamp
from inspector.services.sections.context import chinese_date
from inspector.storage.workspace import Workspace

REPLY_WITHIN = 3
"""Working days until the departments have to report."""

NOBODY = "责任部门未填的审批事项主管部门"
_DAYS = {DayKind.WORKING: "个工作日", DayKind.CALENDAR: "日"}
_OPENING = (
    "按照重点项目审批亮灯制，截至{day}，你单位承办的{count}件审批事项超过承诺时限仍未办结，亮红灯，"
    "最长已超期{worst}。具体事项如下。"
)


@dataclass(frozen=True)
class PrintedSlips:
    """Where the letters went: pages, how many letters, and how many steps they urge."""

    path: Path
    pages: int
    slips: int
    steps: int


class SupervisionService:
    """Use cases of 督办 on one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile, lamps: LampService) -> None:
        self._workspace = workspace
        self._profile = profile
        self._lamps = lamps

    def urgent(self, on: date, step_ids: Iterable[str] | None = None) -> tuple[StepLamp, ...]:
        """The open steps whose lamp is red on a day, or those of them that are named, the longest overdue first."""
        wanted = None if step_ids is None else set(step_ids)
        return tuple(one for one in self._lamps.overdue_steps(on) if wanted is None or one.step.id in wanted)

    def slips(self, on: date, step_ids: Iterable[str] | None = None) -> tuple[Slip, ...]:
        """The letters, by department; those without one come last."""
        by_department: dict[str, list[StepLamp]] = {}
        for one in self.urgent(on, step_ids):
            by_department.setdefault(one.step.department or "", []).append(one)
        named = sorted(by_department, key=lambda name: (not name, name))
        return tuple(self._slip(name, by_department[name], on, number) for number, name in enumerate(named, start=1))

    def print(self, out: Path, on: date, step_ids: Iterable[str] | None = None) -> PrintedSlips:
        """Write the letters as one PDF. Raises RuleError `services.nothing_to_urge` where no lamp is red."""
        slips = self.slips(on, step_ids)
        if not slips:
            raise RuleError("services.nothing_to_urge", on=on.isoformat())
        done = render_slips(slips, out)
        return PrintedSlips(done.path, done.pages, len(slips), sum(len(one.table.rows) for one in slips))

    def _slip(self, department: str, lamps: list[StepLamp], on: date, number: int) -> Slip:
        organization = self._profile.bulletin.organization
        reply = work_calendar(self._workspace.reader).add_working(on, REPLY_WITHIN)
        worst = _overdue(max(lamps, key=lambda one: one.lamp.overdue_days))
        return Slip(
            head=f"{organization}督办单",
            number=f"督办〔{on.year}〕{on.month:02d}{on.day:02d}-{number}号",
            title="关于限期办结亮红灯审批事项的督办单",
            addressee=department or NOBODY,
            opening=(_OPENING.format(day=f"{on.year}年{chinese_date(on)}", count=len(lamps), worst=worst),),
            table=Table("亮红灯审批事项", _COLUMNS, tuple(_row(at, one) for at, one in enumerate(lamps, start=1))),
            closing=(
                "请逐项查明原因，明确责任人和办结时间，加快办理；需要项目单位补正或者需要市级协调的，请一并说明。",
                f"请于{reply.year}年{chinese_date(reply)}前将办理结果书面反馈我中心。",
            ),
            organization=organization,
            issued_on=on,
            mark=MARKS.get(self._workspace.info.tier, ""),
        )


_COLUMNS = (
    Column("序号", Align.CENTRE, width=0.07),
    Column("项目"),
    Column("事项", width=0.13),
    Column("受理日期", Align.CENTRE, width=0.125),
    Column("承诺时限", Align.CENTRE, width=0.155),
    Column("应办结", Align.CENTRE, width=0.125),
    Column("超期", Align.CENTRE, width=0.145),
)


def _overdue(one: StepLamp) -> str:
    """In the days of its limit: five working days are more than five days."""
    return f"{one.lamp.overdue_days}{_DAYS[one.step.day_kind]}"


def _row(at: int, one: StepLamp) -> tuple[str, ...]:
    step, lamp = one.step, one.lamp
    return (
        str(at),
        one.project,
        one.name,
        chinese_date(step.accepted_on) if step.accepted_on else "",
        f"{limit_of(step)}{_DAYS[step.day_kind]}",
        chinese_date(lamp.due_on) if lamp.due_on else "",
        _overdue(one),
    )
