"""县区和园区排名: the ranking table and the 开复工率 by area as bars."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from inspector.bulletin.content import Align, Bar, BarChart, Column, Table
from inspector.domain.money import printed, round_half_up
from inspector.domain.profile import RankingIndicator
from inspector.domain.project import ProjectKind
from inspector.domain.ranking import Contestant, Ranked, rank
from inspector.services.frozen_tables import Measure, Query
from inspector.services.section_writer import SectionWriter, plain_text, projects
from inspector.services.sections.context import SectionContext
from inspector.services.sections.overview import ratio

NEW = ProjectKind.NEW_BUILD.value
CONTINUING = ProjectKind.CONTINUING.value
UNKNOWN = "未填地区"


@dataclass(frozen=True)
class AreaLine:
    """The counts of one area; amounts in 万元."""

    name: str
    planned: Decimal
    active: Decimal
    rate: Decimal | None
    invested: Decimal
    plan: Decimal


def write(writer: SectionWriter, context: SectionContext) -> None:
    """No area with a plan, no ranking: an empty table would say less than a sentence."""
    lines = area_lines(context)
    ranked = ranking(context, lines)
    if not ranked or ranked[0].rank is None:
        writer.say("本期没有列入年度计划的地区，不作排名。")
        return
    first = ranked[0].contestant.name
    areas = writer.count("ranked_areas", projects(Measure.DISTINCT, "area", planned=True))
    writer.say(f"按照开复工、投资完成等指标综合排名，{plain_text(first)}居首位，列入排名的地区共{areas}个。")
    writer.add(_table(ranked, lines))
    writer.add(_chart(ranked, lines))


def area_lines(context: SectionContext) -> dict[str, AreaLine]:
    """Counts by area name; projects without an area stand under 未填地区."""
    names = {row["area"] for row in context.rows(projects())}
    return {name or UNKNOWN: _line(context, name) for name in sorted(names, key=str)}


def _line(context: SectionContext, name: str | None) -> AreaLine:
    planned = context.value(projects(area=name, planned=True))
    active = context.value(projects(area=name, active=True))
    return AreaLine(
        name or UNKNOWN,
        planned,
        active,
        ratio(active, planned),
        context.value(projects(Measure.SUM, "invested", area=name, planned=True)),
        context.value(projects(Measure.SUM, "plan", area=name, planned=True)),
    )


def ranking(context: SectionContext, lines: dict[str, AreaLine]) -> tuple[Ranked, ...]:
    """The weighted competition ranking of the areas, with the weights of the city; 未填地区 comes last, unranked."""
    codes = {one.name: one.code for one in context.profile.areas}
    contestants = [_contestant(context, line, codes.get(line.name, line.name)) for line in lines.values()]
    known = [one for one in contestants if one.name != UNKNOWN]
    ranked = rank(known, {one.indicator.value: one.weight for one in context.profile.ranking})
    return (*ranked, *(Ranked(one, None, None) for one in contestants if one.name == UNKNOWN))


def _contestant(context: SectionContext, line: AreaLine, code: str) -> Contestant:
    name = None if line.name == UNKNOWN else line.name
    completion = ratio(line.invested, line.plan)
    values = {
        RankingIndicator.START_RESUME_RATE.value: line.rate,
        RankingIndicator.NEW_START_RATE.value: _kind_rate(context, name, NEW, "started"),
        RankingIndicator.RESUME_RATE.value: _kind_rate(context, name, CONTINUING, "resumed"),
        RankingIndicator.INVESTMENT_COMPLETION_RATE.value: completion,
        RankingIndicator.COMPLETION_RATE.value: _approval_rate(context, name),
    }
    return Contestant(code, line.name, int(line.planned), values, completion, line.invested)


def _kind_rate(context: SectionContext, area: str | None, kind: str, flag: str) -> Decimal | None:
    done = context.value(Query("projects", {"area": area, "kind": kind, flag: True}))
    return ratio(done, context.value(projects(area=area, kind=kind, planned=True)))


def _approval_rate(context: SectionContext, area: str | None) -> Decimal | None:
    done = context.value(Query("steps", {"area": area, "applicable": True, "finished": True}))
    return ratio(done, context.value(Query("steps", {"area": area, "applicable": True})))


def _table(ranked: tuple[Ranked, ...], lines: dict[str, AreaLine]) -> Table:
    columns = (
        Column("排名", Align.CENTRE),
        Column("地区"),
        Column("计划", Align.RIGHT, "个", 0),
        Column("已开复工", Align.RIGHT, "个", 0),
        Column("开复工率", Align.RIGHT, "%", 1),
        Column("投资完成率", Align.RIGHT, "%", 1),
        Column("得分", Align.RIGHT, "", 2),
    )
    rows = tuple(_row(one, lines[one.contestant.name]) for one in ranked)
    return Table("各县区、园区开复工排名", columns, rows, total="合计", sum_columns=(2, 3))


def _row(one: Ranked, line: AreaLine) -> tuple[str | int | Decimal | None, ...]:
    score = None if one.score is None else round_half_up(one.score, 2)
    completion = ratio(line.invested, line.plan)
    shown = "—" if one.rank is None else str(one.rank)
    return (shown, line.name, line.planned, line.active, line.rate, completion, score)


def _chart(ranked: tuple[Ranked, ...], lines: dict[str, AreaLine]) -> BarChart:
    bars = []
    for one in ranked:
        line = lines[one.contestant.name]
        if line.rate is not None:
            shown = f"{printed(line.rate, 1)}%（{line.active}/{line.planned}）"
            bars.append(Bar(line.name, line.rate, shown))
    most = max(Decimal(100), *(one.value for one in bars)) if bars else Decimal(100)
    return BarChart("各县区、园区开复工率", tuple(bars), unit="%", maximum=most)
