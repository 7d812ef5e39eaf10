"""问题清单与销号: what came up, what was closed, what is overdue, and the open list."""

from __future__ import annotations

from inspector.bulletin.content import Align, Column, Table
from inspector.services.frozen_tables import Query, Row
from inspector.services.section_writer import SectionWriter
from inspector.services.sections.context import SectionContext, chinese_date, iso_short

MOST_ROWS = 15
STATES = {
    "registered": "已登记",
    "assigned": "已交办",
    "handling": "整改中",
    "close_requested": "申请销号",
    "closed": "已销号",
    "escalated": "提级会办",
    "reopened": "重新打开",
}


def problems(**where: object) -> Query:
    """A query over the frozen problems."""
    return Query("problems", where)


def write(writer: SectionWriter, context: SectionContext) -> None:
    """New, closed, open, overdue and escalated ones, then the open list, overdue first."""
    if not context.rows(problems()):
        writer.say(f"截至{chinese_date(context.on)}，没有登记的问题。")
        return
    new = writer.count("new", problems(new=True))
    closed = writer.count("closed", problems(closed_now=True))
    still = writer.count("open", problems(open=True))
    overdue = writer.count("overdue", problems(overdue=True))
    escalated = writer.count("escalated", problems(escalated=True))
    writer.say(
        f"本期新增问题{new}个，销号{closed}个。截至{chinese_date(context.on)}，未销号问题{still}个，"
        f"其中超过整改期限{overdue}个，提级会办{escalated}个。"
    )
    table = open_table(context)
    if table is not None:
        writer.add(table)


def open_table(context: SectionContext) -> Table | None:
    """The open problems, overdue first, then by deadline."""
    rows = sorted(context.rows(problems(open=True)), key=_order)
    if not rows:
        return None
    columns = (
        Column("编号"),
        Column("项目"),
        Column("问题"),
        Column("责任单位", width=0.15),
        Column("期限", Align.CENTRE, width=0.13),
        Column("状态", Align.CENTRE),
    )
    left_out = len(rows) - MOST_ROWS
    note = f"另有{left_out}个未销号问题见台账。" if left_out > 0 else ""
    return Table("未销号问题清单", columns, tuple(_row(one) for one in rows[:MOST_ROWS]), note=note)


def _order(row: Row) -> tuple[bool, str, str]:
    return (not row["overdue"], row["due_on"] or "9999", row["number"] or "")


def _row(row: Row) -> tuple[str, ...]:
    state = "超期" if row["overdue"] else STATES[row["state"]]
    shown = (row["number"] or "", row["project"], row["description"], row["owner"] or "")
    return (*shown, iso_short(row["due_on"]), state)
