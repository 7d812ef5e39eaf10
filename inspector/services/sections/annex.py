"""附表: the list of red and yellow steps with their dates, and the ledger of a register without plans."""

from __future__ import annotations

from inspector.bulletin.content import Align, Column, Table
from inspector.services.frozen_tables import Query, Row
from inspector.services.section_writer import SectionWriter, projects
from inspector.services.sections.context import SectionContext, decimal, iso_short
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
        Column("项目", width=0.44),
        Column("事项", width=0.13),
        Column("受理日期", Align.CENTRE, width=0.13),
        Column("承诺办结", Align.CENTRE, width=0.13),
        Column("灯", Align.CENTRE, width=0.07),
        Column("天数", Align.CENTRE, width=0.1),
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
        Column("项目", width=0.29),
        Column("地区", width=0.13),
        Column("批次", width=0.13),
        Column("总投资", Align.RIGHT, "万元", 2, 0.15),
        Column("进展", width=0.3),
    )
    lines = tuple(
        (row["name"], row["area"] or "", row["batch"] or "", decimal(row["total"]), row["status"] or "") for row in rows
    )
    return Table("重点项目台账", columns, lines)
