"""总体情况: the rate family with its counts and amounts, as the practice publishes it (article [000])."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from inspector.bulletin.content import ProgressChart, Segment
from inspector.domain.money import printed
from inspector.domain.project import ProjectKind
from inspector.services.frozen_tables import Measure, Query
from inspector.services.section_writer import SectionWriter, projects
from inspector.services.sections.context import SectionContext, chinese_date

NEW = ProjectKind.NEW_BUILD.value
CONTINUING = ProjectKind.CONTINUING.value


def write(writer: SectionWriter, context: SectionContext) -> None:
    """The plan, what has started and resumed, the three rates, the change against the last issue."""
    if not context.has_plan:
        _register_only(writer, context)
        return
    _plan(writer, context)
    _progress(writer, context)
    _change(writer, context)
    chart = rate_chart(context)
    if chart is not None:
        writer.add(chart)


def _register_only(writer: SectionWriter, context: SectionContext) -> None:
    """A register without yearly plans has no rates to print; it says what is in it."""
    registered = writer.count("registered", projects())
    if not context.value(projects()):
        writer.say(f"截至{chinese_date(context.on)}，全市尚无在库重点项目。")
        return
    known = writer.count("known_amounts", projects(total_known=True))
    total = writer.amount("known_total", projects(Measure.SUM, "total"))
    writer.say(
        f"截至{chinese_date(context.on)}，在库重点项目{registered}个，"
        f"其中已载明总投资的{known}个，合计总投资{total}亿元。"
    )
    batches = [one.name for one in context.profile.batches.batches if context.value(projects(batch=one.name))]
    parts = [f"{name}{writer.count(f'batch_{number}', projects(batch=name))}个" for number, name in enumerate(batches)]
    if parts:
        writer.say(f"按照“{context.profile.batches.name}”归类，{'，'.join(parts)}。")


def _plan(writer: SectionWriter, context: SectionContext) -> None:
    planned = writer.count("planned", projects(planned=True))
    total = writer.amount("planned_total", projects(Measure.SUM, "total", planned=True), 1)
    plan = writer.amount("planned_plan", projects(Measure.SUM, "plan", planned=True), 1)
    threshold = printed(context.profile.threshold)
    writer.say(
        f"{context.on.year}年，{context.profile.name}计划实施{threshold}万元以上重点项目{planned}个，"
        f"总投资{total}亿元，年度计划投资{plan}亿元。{_without_kind(writer)}"
    )


def _without_kind(writer: SectionWriter) -> str:
    """Planned projects that are neither 新建 nor 续建 are told, because 新建 + 续建 is then less than the plan."""
    unknown = projects(planned=True, kind=None)
    return f"其中未分新建、续建的{writer.count('planned_unknown', unknown)}个。" if writer.value(unknown) else ""


def _progress(writer: SectionWriter, context: SectionContext) -> None:
    text = (
        f"截至{chinese_date(context.on)}，全市已开复工重点项目{_group(writer, 'active', active=True)}。"
        f"其中，新开工项目{_group(writer, 'started', kind=NEW, started=True)}；"
        f"复工项目{_group(writer, 'resumed', kind=CONTINUING, resumed=True)}。"
    )
    parts = (
        ("start_resume_rate", projects(active=True), projects(planned=True)),
        ("resume_rate", projects(kind=CONTINUING, resumed=True), projects(kind=CONTINUING, planned=True)),
        ("new_start_rate", projects(kind=NEW, started=True), projects(kind=NEW, planned=True)),
    )
    rates = "、".join(writer.rate(name, done, of, context.profile.rate_decimals(name)) for name, done, of in parts)
    writer.say(f"{text}开复工率、续建项目复工率、新项目开工率分别为{rates}。")


def _group(writer: SectionWriter, name: str, **where: Any) -> str:  # noqa: ANN401 - cells
    count = writer.count(name, projects(**where))
    total = writer.amount(f"{name}_total", projects(Measure.SUM, "total", **where))
    plan = writer.amount(f"{name}_plan", projects(Measure.SUM, "plan", **where))
    return f"{count}个，总投资{total}亿元，年度计划投资{plan}亿元"


def _change(writer: SectionWriter, context: SectionContext) -> None:
    before = context.previous.get(("overview", "active"))
    if before is None:
        return
    change = context.value(projects(active=True)) - before
    if not change:
        writer.say("开复工项目数与上期持平。")
        return
    query = {"change": projects(active=True).to_json(), "before": str(before)}
    shown = writer.derived("active_change", abs(change), 0, "个", query)
    writer.say(f"开复工项目比上期{'增加' if change > 0 else '减少'}{shown}个。")


def rate_chart(context: SectionContext) -> ProgressChart | None:
    """The rate family as one bar, cut into 续建 | 新建 and filled by what has resumed or started."""
    segments = []
    for label, kind, flag in (("续建", CONTINUING, "resumed"), ("新建", NEW, "started")):
        total = context.value(projects(kind=kind, planned=True))
        done = context.value(Query("projects", {"kind": kind, flag: True}))
        if total:
            share = printed(done * 100 / total, 1)
            segments.append(Segment(label, done, total, f"{done}/{total}，{share}%"))
    return ProgressChart("重点项目开复工情况", tuple(segments)) if segments else None


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """A percentage, unrounded; None without a whole."""
    return part * 100 / whole if whole else None
