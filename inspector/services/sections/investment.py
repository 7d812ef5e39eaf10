"""投资完成与比对: the year's investment against plan and time, and 统计 against 发改 (article [003])."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from inspector.bulletin.content import Align, Bar, BarChart, Column, Table
from inspector.domain.money import printed, wan_to_yi
from inspector.services.frozen_tables import Measure, Query, Row
from inspector.services.section_writer import SectionWriter, projects
from inspector.services.sections.context import SectionContext, chinese_date, decimal
from inspector.services.sections.overview import ratio
from inspector.services.sections.ranking import AreaLine, area_lines

MOST_ROWS = 10


def write(writer: SectionWriter, context: SectionContext) -> None:
    """The completion rate beside the time that has passed, bars by area, the comparison of the month."""
    plan = context.value(projects(Measure.SUM, "plan", planned=True))
    if plan:
        _completion(writer, context, plan)
        chart = area_chart(context)
        if chart is not None:
            writer.add(chart)
    else:
        writer.say(f"截至{chinese_date(context.on)}，没有列入年度计划的投资。")
    _comparison(writer, context)


def _completion(writer: SectionWriter, context: SectionContext, plan: Decimal) -> None:
    invested = projects(Measure.SUM, "invested", planned=True)
    planned = projects(Measure.SUM, "plan", planned=True)
    done = writer.amount("invested", invested)
    total = writer.amount("plan", planned)
    rate = writer.rate("completion", invested, planned)
    elapsed = elapsed_pct(context)
    gone = context.profile.elapsed(context.on)
    passed = writer.derived("time", elapsed, 1, "%", {"time_progress": [gone.numerator, gone.denominator]})
    gap = context.value(invested) * 100 / plan - elapsed
    points = writer.derived(
        "ahead" if gap >= 0 else "behind", abs(gap), 1, "个百分点", {"difference": ["completion", "time"]}
    )
    writer.say(
        f"截至{chinese_date(context.on)}，列入计划的项目累计完成投资{done}亿元，占年度计划投资{total}亿元，"
        f"投资完成率{rate}；时间进度{passed}%，{'超前' if gap >= 0 else '滞后'}{points}个百分点。"
    )


def elapsed_pct(context: SectionContext) -> Decimal:
    """时间进度 in percent, unrounded."""
    share = context.profile.elapsed(context.on).value or Fraction(0)
    return Decimal(share.numerator) / Decimal(share.denominator)


def area_chart(context: SectionContext) -> BarChart | None:
    """投资完成率 by area against the time that has passed."""
    lines = [line for line in area_lines(context).values() if line.plan]
    bars = tuple(_bar(line) for line in sorted(lines, key=lambda one: -(ratio(one.invested, one.plan) or 0)))
    if not bars:
        return None
    passed = elapsed_pct(context)
    return BarChart("各县区、园区投资完成率", bars, "%", line=passed, line_label=f"时间进度{printed(passed, 1)}%")


def _bar(line: AreaLine) -> Bar:
    rate = ratio(line.invested, line.plan) or Decimal(0)
    amounts = f"{printed(wan_to_yi(line.invested), 2)}/{printed(wan_to_yi(line.plan), 2)}亿元"
    return Bar(line.name, rate, f"{printed(rate, 1)}%（{amounts}）")


def comparisons(**where: object) -> Query:
    """A query over the frozen comparisons of the newest month."""
    return Query("comparisons", where)


def _comparison(writer: SectionWriter, context: SectionContext) -> None:
    rows = context.rows(comparisons())
    if not rows:
        return
    year, month = rows[0]["month"].split("-")
    count = writer.count("compared", comparisons())
    differing = writer.count("comparison_differs", comparisons(differs=True))
    writer.say(f"{year}年{int(month)}月统计与发改投资数据比对项目{count}个，数据不一致{differing}个，已逐一反馈核对。")
    differences = sorted(context.rows(comparisons(differs=True)), key=_size)
    if differences:
        writer.add(_difference_table(differences[:MOST_ROWS]))


def _size(row: Row) -> Decimal:
    return -abs(Decimal(row["difference"]))


def _difference_table(rows: list[Row]) -> Table:
    columns = (
        Column("项目"),
        Column("统计", Align.RIGHT, "万元", 2),
        Column("发改", Align.RIGHT, "万元", 2),
        Column("相差", Align.RIGHT, "万元", 2),
        Column("原因"),
    )
    lines = tuple(
        (
            row["project"],
            decimal(row["statistics"]),
            decimal(row["planning"]),
            decimal(row["difference"]),
            row["reason"] or "",
        )
        for row in rows
    )
    return Table("统计与发改投资数据差异", columns, lines)
