"""审批亮灯: 办结率 by step, what is red or yellow, and the matrix of projects × steps."""

from __future__ import annotations

from inspector.bulletin.content import LampCell, LampColour, LampMatrix, LampRow
from inspector.domain.approval import StepType
from inspector.services.frozen_tables import Query, Row
from inspector.services.section_writer import SectionWriter, plain_text
from inspector.services.sections.context import SectionContext, chinese_date

MOST_ROWS = 12
MOST_STEPS = 8


def steps(**where: object) -> Query:
    """A query over the frozen approval steps."""
    return Query("steps", where)


def write(writer: SectionWriter, context: SectionContext) -> None:
    """The lamps of the day in words, 办结率 of each step, the matrix of those in need."""
    if not context.rows(steps(applicable=True)):
        writer.say(f"截至{chinese_date(context.on)}，没有登记在办的审批事项。")
        return
    _counts(writer, context)
    _rates(writer, context)
    matrix = lamp_matrix(context)
    if matrix is not None:
        writer.add(matrix)


def _counts(writer: SectionWriter, context: SectionContext) -> None:
    red = writer.count("red", steps(lamp="red", open=True))
    yellow = writer.count("yellow", steps(lamp="yellow", open=True))
    late = writer.count("late", steps(state="late"))
    writer.say(f"截至{chinese_date(context.on)}，在办审批事项亮红灯{red}件，亮黄灯{yellow}件，累计逾期办结{late}件。")


def _rates(writer: SectionWriter, context: SectionContext) -> None:
    parts = []
    for kind in StepType:
        due = steps(step_type=kind.value, applicable=True)
        if not context.value(due):
            continue
        name = plain_text(context.profile.step_name(kind))
        done = steps(step_type=kind.value, applicable=True, finished=True)
        decimals = context.profile.step_decimals(kind)
        parts.append(
            f"应办{name}手续{writer.count(f'{kind.value}_due', due)}件，"
            f"已办结{writer.count(f'{kind.value}_done', done)}件，"
            f"办结率{writer.rate(f'{kind.value}_rate', done, due, decimals)}"
        )
    writer.say("；".join(parts) + "。")


def lamp_matrix(context: SectionContext) -> LampMatrix | None:
    """The projects with open red or yellow lamps, the worst first, over the steps that they have."""
    urgent = context.rows(steps(open=True))
    if not urgent:
        return None
    chosen = list(dict.fromkeys(row["project_id"] for row in urgent))[:MOST_ROWS]
    rows = [row for row in context.rows(steps()) if row["project_id"] in set(chosen)]
    present = {row["step_type"] for row in rows if row["applicable"]}
    kinds = [kind for kind in StepType if kind.value in present][:MOST_STEPS]
    names = tuple(context.profile.step_name(kind) for kind in kinds)
    lines = tuple(_line([row for row in rows if row["project_id"] == one], kinds) for one in chosen)
    return LampMatrix("亮灯项目手续办理情况", names, lines)


def _line(rows: list[Row], kinds: list[StepType]) -> LampRow:
    by_kind: dict[str, Row] = {}
    for row in rows:
        by_kind.setdefault(row["step_type"], row)
    return LampRow(rows[0]["project"], tuple(lamp_cell(by_kind.get(kind.value)) for kind in kinds))


def lamp_cell(row: Row | None) -> LampCell:
    """A step as a cell of the matrix; no step there is 不涉及."""
    if row is None or row["state"] == "not_applicable":
        return LampCell(LampColour.NOT_APPLICABLE)
    if row["state"] in {"finished", "late"}:
        late = row["state"] == "late"
        return LampCell(LampColour.RED if late else LampColour.GREEN, "逾期办结" if late else "办结", finished=True)
    if row["state"] == "refused":
        return LampCell(LampColour.NOT_APPLICABLE, "未批准")
    if row["state"] in {"pending", "stopped"}:
        return LampCell(LampColour(row["state"]))
    return _open_cell(row)


def _open_cell(row: Row) -> LampCell:
    left = row["days_left"]
    colour = {"red": LampColour.RED, "yellow": LampColour.YELLOW}.get(row["lamp"], LampColour.OPEN)
    return LampCell(colour, "" if left is None else days_text(int(left)))


def days_text(left: int) -> str:
    """剩3, 今天, 超2 — as on the screens."""
    if left == 0:
        return "今天"
    return f"剩{left}" if left > 0 else f"超{-left}"
