"""下步工作: what the data say comes next — limits, deadlines and starts — and what projects reported."""

from __future__ import annotations

from datetime import date, timedelta

from inspector.domain.project import ProjectKind
from inspector.services.frozen_tables import Query, Row
from inspector.services.section_writer import SectionWriter, plain_text, projects
from inspector.services.sections.context import SectionContext

MOST_TOLD = 5


def write(writer: SectionWriter, context: SectionContext) -> None:
    """One sentence for each kind of thing that is due before the next issue's end."""
    coming = context.period.next()
    written = [
        _starts(writer, context),
        _steps(writer, context, coming.last_day),
        _problems(writer, context, coming.last_day),
    ]
    reported = context.rows(Query("next_steps"))[:MOST_TOLD]
    for row in reported:
        writer.say(f"{plain_text(row['project'])}：{plain_text(row['text']).rstrip('。')}。")
    if not any(written) and not reported:
        writer.say("下一期内没有到期的审批事项和整改期限，按计划推进项目建设。")


def _starts(writer: SectionWriter, context: SectionContext) -> bool:
    waiting = projects(kind=ProjectKind.NEW_BUILD.value, planned=True, started=False)
    idle = projects(kind=ProjectKind.CONTINUING.value, planned=True, resumed=False)
    if not context.value(waiting) and not context.value(idle):
        return False
    new = writer.count("not_started", waiting)
    continuing = writer.count("not_resumed", idle)
    writer.say(f"对尚未开工的{new}个新建项目、尚未复工的{continuing}个续建项目逐一调度，推动尽快开工复工。")
    return True


def _steps(writer: SectionWriter, context: SectionContext, until: date) -> bool:
    due = [row for row in context.rows(Query("steps", {"state": "in_progress"})) if _between(row, context.on, until)]
    if not due:
        return False
    ids = [row["id"] for row in due]
    count = writer.count("steps_due", Query("steps", {"id": ids}))
    writer.say(f"下一期内承诺时限到期的审批事项{count}件，督促审批部门按期办结。")
    return True


def _problems(writer: SectionWriter, context: SectionContext, until: date) -> bool:
    due = [row for row in context.rows(Query("problems", {"open": True})) if _between(row, context.on, until)]
    if not due:
        return False
    ids = [row["id"] for row in due]
    count = writer.count("problems_due", Query("problems", {"id": ids}))
    writer.say(f"下一期内整改期限到期的问题{count}个，责任单位对照解决标准按期销号。")
    return True


def _between(row: Row, on: date, until: date) -> bool:
    return bool(row["due_on"]) and (on + timedelta(days=1)).isoformat() <= row["due_on"] <= until.isoformat()
