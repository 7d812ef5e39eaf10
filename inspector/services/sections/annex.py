"""附表: the list of red and yellow steps with their dates, and the ledger of a register without plans."""

from __future__ import annotations

from decimal import Decimal

from inspector.bulletin.content import Align, Column, Table
from inspector.domain.money import wan_to_yi
from inspector.services.frozen_tables import Query, Row
from inspector.services.section_writer import SectionWriter, projects
from inspector.services.sections.context import SectionContext, iso_short
from inspector.services.sections.lamps import days_text

COLOURS = {"red": "红", "yellow": "黄"}


def write(writer: SectionWriter, context: SectionContext) -> None:
    """Tables only; an annex without rows is not printed at all."""
    lamps = context.rows(Query("steps", {"open": True}))
    if lamps:
        writer.add(_lamp_table(lamps))
    if not context.has_plan and context.rows(projects()):
        writer.add(_ledger(context.rows(projects())))


def _lamp_table(rows: list[Row]) -> Table:
    columns = (
        Column("项目"),
        Column("事项"),
        Column("受理日期", Align.CENTRE),
        Column("承诺办结", Align.CENTRE),
        Column("灯", Align.CENTRE),
        Column("天数", Align.CENTRE),
    )
    return Table("亮灯明细表", columns, tuple(_lamp_row(row) for row in rows))


def _lamp_row(row: Row) -> tuple[str, ...]:
    left = row["days_left"]
    return (
        row["project"],
        row["step"],
        iso_short(row["accepted_on"]),
        iso_short(row["due_on"]),
        COLOURS[row["lamp"]],
        "" if left is None else days_text(int(left)),
    )


def _ledger(rows: list[Row]) -> Table:
    columns = (
        Column("项目"),
        Column("地区"),
        Column("批次"),
        Column("总投资", Align.RIGHT, "亿元", 2),
        Column("进展"),
    )
    lines = tuple(
        (row["name"], row["area"] or "", row["batch"] or "", _in_yi(row["total"]), row["status"] or "") for row in rows
    )
    return Table("重点项目台账", columns, lines)


def _in_yi(total: str | None) -> Decimal | None:
    """A frozen amount of 万元 in 亿元, as leaders read it."""
    return None if total is None else wan_to_yi(Decimal(total))
