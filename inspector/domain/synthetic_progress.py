"""What the synthetic city's projects did in 2022: dispatch figures, funds, comparisons, nodes.

It stands apart from the register because only running projects have dispatch figures, and they must agree with
the register's dates and amounts. Amounts are cut in units of 0.01 万元, so sums always hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from inspector.domain.periods import Month, Period
from inspector.domain.progress import DispatchRecord, FundLine, FundSource, InvestmentComparison, Milestone
from inspector.domain.record import Record
from inspector.domain.synthetic_project import YEAR, Sheet
from inspector.domain.synthetic_shares import Group

_PERIODS = tuple(Period(YEAR, month, half) for month in range(1, 6) for half in (1, 2))
_COMPARED = tuple(Month(YEAR, month) for month in (4, 5))
_BOND_PROJECTS, _SUBSIDY_PROJECTS = 96, 21
"""[000]: 96 and 21 of the city's projects applied for special bonds and for the coastal belt's subsidy."""

_IMAGE_PROGRESS = ((20, "场地平整"), (45, "基础施工"), (75, "主体施工"), (95, "设备安装"), (101, "收尾"))
_NEXT_STEPS = ("加快土建施工", "组织设备进场", "落实建设资金", "完善配套管网", "办理后续手续")
_REASONS = ("统计入库时间晚于开工时间", "发票尚未取得，统计暂未上报", "形象进度与报量口径不同")


def progress_records(sheet: Sheet) -> Iterator[Record]:
    """节点, 资金, 调度记录 and 投资比对 of one project, up to the second half of May 2022."""
    yield from _milestones(sheet)
    dispatch = tuple(_dispatch(sheet))
    yield from _funds(sheet)
    yield from dispatch
    yield from _comparisons(sheet, dispatch)


def _units(money: Decimal) -> int:
    return int(money.scaleb(2))


def _money(units: int) -> Decimal:
    return Decimal(units).scaleb(-2)


def _active_from(sheet: Sheet) -> date | None:
    return sheet.project.resumed_on if sheet.share.group is Group.RESUMED else _new_start(sheet)


def _new_start(sheet: Sheet) -> date | None:
    return sheet.project.actual_start if sheet.share.group is Group.STARTED else None


def _dispatch(sheet: Sheet) -> Iterator[DispatchRecord]:
    active = _active_from(sheet)
    periods = [] if active is None else [one for one in _PERIODS if one.last_day >= active]
    if not periods:
        return
    draws, plan, total = sheet.draws, _units(sheet.share.plan), _units(sheet.share.investment)
    done = plan * draws.between(25, 60) // 100
    before = (total - plan) * draws.between(20, 90) // 100 if sheet.share.group is Group.RESUMED else 0
    ahead = draws.between(-4, 4)
    workers = draws.between(20, 300)
    invested = 0
    for number, period in enumerate(periods, start=1):
        year_to_date = done * number // len(periods)
        pct = _percent(before + year_to_date, total, ahead)
        yield DispatchRecord(
            id=sheet.new_id(),
            project_id=sheet.project.id,
            period=str(period),
            reported_on=period.last_day,
            invested_this_period=_money(year_to_date - invested),
            invested_year_to_date=_money(year_to_date),
            invested_total=_money(before + year_to_date),
            physical_progress_pct=pct,
            image_progress=next(text for limit, text in _IMAGE_PROGRESS if pct < limit),
            workers_planned=workers,
            workers_present=workers * draws.between(60, 105) // 100,
            machines=draws.between(2, 30),
            next_step=draws.choice(_NEXT_STEPS),
        )
        invested = year_to_date


def _percent(invested: int, total: int, ahead: int) -> Decimal:
    """Physical progress in percent: the money's share, some points ahead or behind, within 0–100."""
    hundredths = invested * 10_000 // total + ahead * 100
    return _money(min(max(hundredths, 0), 10_000))


def _comparisons(sheet: Sheet, dispatch: tuple[DispatchRecord, ...]) -> Iterator[InvestmentComparison]:
    for month in _COMPARED:
        prefix = f"{month}-"
        planning = sum(
            (one.invested_this_period or Decimal(0) for one in dispatch if one.period.startswith(prefix)), Decimal(0)
        )
        if not planning:
            continue
        differs = sheet.draws.chance(30)
        share = sheet.draws.between(80, 99) if differs else 100
        yield InvestmentComparison(
            id=sheet.new_id(),
            project_id=sheet.project.id,
            month=str(month),
            statistics_figure=_money(_units(planning) * share // 100),
            planning_figure=planning,
            reason=sheet.draws.choice(_REASONS) if differs else None,
            feedback="已一对一反馈" if differs and sheet.draws.chance(60) else None,
        )


def _sources(sheet: Sheet) -> Iterator[tuple[FundSource, int]]:
    """Sources and their percent of the year's plan; they sum to 100."""
    index = sheet.share.index
    rest = 100
    if index * _BOND_PROJECTS % 500 < _BOND_PROJECTS:
        yield FundSource.SPECIAL_BOND, 30
        rest -= 30
    if index * _SUBSIDY_PROJECTS % 500 < _SUBSIDY_PROJECTS:
        yield FundSource.PROVINCIAL_SUBSIDY, 10
        rest -= 10
    yield FundSource.SELF_RAISED, rest


def _funds(sheet: Sheet) -> Iterator[FundLine]:
    running = _active_from(sheet) is not None
    plan = _units(sheet.share.plan)
    for source, percent in _sources(sheet):
        planned = plan * percent // 100
        arrived = planned * sheet.draws.between(40, 100) // 100 if running else 0
        public = source is not FundSource.SELF_RAISED
        yield FundLine(
            id=sheet.new_id(),
            project_id=sheet.project.id,
            source=source,
            batch=f"{YEAR}年第{'一' if sheet.draws.chance(50) else '二'}批" if public else None,
            planned=_money(planned),
            applied=_money(planned) if public else None,
            allocated=_money(arrived) if public else None,
            arrived=_money(arrived),
            paid=_money(arrived * sheet.draws.between(50, 95) // 100),
            as_of=date(YEAR, 5, 31),
        )


def _milestones(sheet: Sheet) -> Iterator[Milestone]:
    project = sheet.project
    start, completion = project.planned_start, project.planned_completion
    if start is None or completion is None:
        return
    half = start + timedelta(days=(completion - start).days // 2)
    for name, planned_on, done_on in (
        ("开工", start, project.actual_start),
        ("主体完工", half, None),
        ("竣工", completion, project.actual_completion),
    ):
        yield Milestone(
            id=sheet.new_id(),
            project_id=project.id,
            name=name,
            planned_on=planned_on,
            done_on=done_on,
            owner="建设单位",
        )
