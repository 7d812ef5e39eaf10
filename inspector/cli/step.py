"""`step add | list | accept | finish | refuse | stop | restart | exclude`: approval steps, which the lamps read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from inspector.cli.answers_work import step_answer
from inspector.cli.opening import open_services
from inspector.cli.output import answer, as_json_option, say, table
from inspector.cli.parameters import DayType, author_option, workspace_argument
from inspector.domain.approval import ApprovalStep, DayKind
from inspector.domain.step_clock import LONGEST_LIMIT
from inspector.services.bundle import Services
from inspector.texts import sentence

step_argument = click.argument("step_id", metavar="ID")


def day_option(text: str) -> Callable[[Any], Any]:
    """`--on` with what the day means."""
    return click.option("--on", type=DayType(), required=True, help=text)


@click.group()
def step() -> None:
    """审批事项：登记、受理、停表、办结；亮灯由此而来。"""


@step.command("add")
@workspace_argument
@click.option("--project", required=True, help="项目代码或名称。")
@click.option("--type", "step_type", required=True, help="事项，如 立项、环评，或其标识；其他事项写 other。")
@click.option("--name", help="事项名称；缺省用城市配置里的名称。")
@click.option("--days", type=click.IntRange(0, LONGEST_LIMIT), help="承诺时限，天；不写则无期限、不亮灯。")
@click.option("--calendar-days", is_flag=True, help="时限按自然日计；缺省为工作日。")
@click.option("--department", help="办理部门。")
@author_option
@as_json_option
def add(
    workspace: Path,
    project: str,
    step_type: str,
    name: str | None,
    days: int | None,
    department: str | None,
    author: str,
    *,
    calendar_days: bool,
    as_json: bool,
) -> None:
    """给项目登记一个审批事项，待办。"""
    kind = DayKind.CALENDAR if calendar_days else DayKind.WORKING

    def register(services: Services) -> ApprovalStep:
        type_ = services.approvals.step_type(step_type)
        terms = {"name": name, "department": department}
        return services.approvals.register(project, type_, author=author, promised_days=days, day_kind=kind, **terms)

    _move(workspace, register, as_json=as_json)


@step.command("list")
@workspace_argument
@click.option("--project", help="只列某个项目（代码或名称）。")
@as_json_option
def list_(workspace: Path, project: str | None, *, as_json: bool) -> None:
    """列出审批事项；哪一天亮什么灯用 lamps 看。"""
    with open_services(workspace, read_only=True) as services:
        steps = [step_answer(one) for one in services.approvals.listed(project)]
    if as_json:
        answer({"steps": steps})
    elif steps:
        table(sentence("cli.step_columns").split("|"), [_row(one) for one in steps])
    else:
        say(sentence("cli.no_steps"))


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    made = one["step"]
    days = made["promised_days"] if made["promised_days"] is not None else made["statutory_days"]
    limit = sentence(f"cli.limit_{made['day_kind']}", days=days) if days is not None else ""
    dates = (made["accepted_on"], one["due_on"], made["finished_on"])
    cells = (one["project"], one["name"], made["department"], _state(made), limit, *dates, made["id"])
    return tuple(text or "" for text in cells)


def _state(made: dict[str, Any]) -> str:
    return sentence(f"cli.step_{made['state']}")


@step.command("accept")
@workspace_argument
@step_argument
@day_option("受理日期；当日不计，次日起算。")
@author_option
@as_json_option
def accept(workspace: Path, step_id: str, on: date, author: str, *, as_json: bool) -> None:
    """受理：开始计时。"""
    _move(workspace, lambda services: services.approvals.accept(step_id, on, author=author), as_json=as_json)


@step.command("finish")
@workspace_argument
@step_argument
@day_option("办结日期。")
@click.option("--document", help="批文号。")
@author_option
@as_json_option
def finish(workspace: Path, step_id: str, on: date, document: str | None, author: str, *, as_json: bool) -> None:
    """办结。"""
    _move(workspace, lambda services: services.approvals.finish(step_id, on, document, author=author), as_json=as_json)


@step.command("refuse")
@workspace_argument
@step_argument
@day_option("作出决定的日期。")
@click.option("--reason", required=True, help="不予批准的理由。")
@author_option
@as_json_option
def refuse(workspace: Path, step_id: str, on: date, reason: str, author: str, *, as_json: bool) -> None:
    """不予批准。"""
    _move(workspace, lambda services: services.approvals.refuse(step_id, on, reason, author=author), as_json=as_json)


@step.command("stop")
@workspace_argument
@step_argument
@day_option("停表首日，当日起不计。")
@click.option("--reason", required=True, help="停表理由，如 补正材料、专家评审。")
@author_option
@as_json_option
def stop(workspace: Path, step_id: str, on: date, reason: str, author: str, *, as_json: bool) -> None:
    """停表：期限随停表天数顺延。"""
    _move(
        workspace, lambda services: services.approvals.stop_clock(step_id, on, reason, author=author), as_json=as_json
    )


@step.command("restart")
@workspace_argument
@step_argument
@day_option("恢复计时的首日，当日起计。")
@author_option
@as_json_option
def restart(workspace: Path, step_id: str, on: date, author: str, *, as_json: bool) -> None:
    """恢复计时。"""
    _move(workspace, lambda services: services.approvals.restart_clock(step_id, on, author=author), as_json=as_json)


@step.command("exclude")
@workspace_argument
@step_argument
@author_option
@as_json_option
def exclude(workspace: Path, step_id: str, author: str, *, as_json: bool) -> None:
    """标为不涉及：不计入应办，不亮灯；受理以后不能再标。"""
    _move(workspace, lambda services: services.approvals.exclude(step_id, author=author), as_json=as_json)


def _move(workspace: Path, move: Callable[[Services], ApprovalStep], *, as_json: bool) -> None:
    """Take a step and tell where it stands now."""
    with open_services(workspace) as services:
        data = step_answer(services.approvals.entry(move(services).id))
    if as_json:
        answer(data)
        return
    told = {"project": data["project"] or "", "name": data["name"], "state": _state(data["step"])}
    due = sentence("cli.step_due", due_on=data["due_on"]) if data["due_on"] else ""
    say(sentence("cli.step_moved", **told, due=due, id=data["step"]["id"]))
