"""`problem list | assign | start | describe | request-close | send-back | close | escalate | reopen`: 问题销号."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from inspector.cli.answers_work import problem_answer
from inspector.cli.opening import open_services
from inspector.cli.output import answer, as_json_option, say, table
from inspector.cli.parameters import DayType, author_option, workspace_argument
from inspector.domain.problem import Problem
from inspector.services.problems import ProblemService
from inspector.services.record_json import record_json
from inspector.texts import sentence

number_argument = click.argument("number", metavar="NUMBER")
acting_option = click.option("--author", required=True, help="经办人，写角色。")


@click.group()
def problem() -> None:
    """问题：交办、整改、申请销号、销号、提级会办。NUMBER 为编号（如 ZD-00001）或 ID。"""


@problem.command("list")
@workspace_argument
@click.option("--project", help="只列某个项目（代码或名称）。")
@click.option("--open", "open_only", is_flag=True, help="只列还没有销号的。")
@as_json_option
def list_(workspace: Path, project: str | None, *, open_only: bool, as_json: bool) -> None:
    """按编号列出问题。"""
    with open_services(workspace, read_only=True) as services:
        entries = services.problems.listed(project, open_only=open_only)
    problems = [problem_answer(one) for one in entries]
    if as_json:
        answer({"problems": problems})
    elif problems:
        table(sentence("cli.problem_columns").split("|"), [_row(one) for one in problems])
    else:
        say(sentence("cli.no_problems"))


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    made = one["problem"]
    holder = one["escalations"][-1]["to_holder"] if one["escalations"] else ""
    cells = (made["number"], one["project"], made["description"], made["owner_department"], holder, made["due_on"])
    return (*(text or "" for text in cells), sentence(f"cli.word_{made['state']}"))


@problem.command("assign")
@workspace_argument
@number_argument
@click.option("--to", "owner", required=True, help="责任单位。")
@click.option("--due", type=DayType(), help="整改期限；不写则不变。")
@author_option
@as_json_option
def assign(workspace: Path, number: str, owner: str, due: date | None, author: str, *, as_json: bool) -> None:
    """交办给责任单位。"""
    _move(workspace, lambda problems: problems.assign(number, owner, due, author=author), as_json=as_json)


@problem.command("start")
@workspace_argument
@number_argument
@author_option
@as_json_option
def start(workspace: Path, number: str, author: str, *, as_json: bool) -> None:
    """开始整改：交办、提级或重新打开之后。"""
    _move(workspace, lambda problems: problems.start(number, author=author), as_json=as_json)


@problem.command("describe")
@workspace_argument
@number_argument
@click.option("--solution", help="解决措施。")
@click.option("--evidence", help="销号佐证，如复查记录、照片编号。")
@click.option("--standard", help="解决标准：做到什么程度算解决。")
@author_option
@as_json_option
def describe(
    workspace: Path,
    number: str,
    solution: str | None,
    evidence: str | None,
    standard: str | None,
    author: str,
    *,
    as_json: bool,
) -> None:
    """填写解决措施、佐证和标准；三样齐全才能申请销号。"""
    given = {"solution": solution, "evidence": evidence, "standard": standard}
    if all(one is None for one in given.values()):
        raise click.UsageError(sentence("cli.describe_nothing"))
    _move(workspace, lambda problems: problems.describe(number, **given, author=author), as_json=as_json)


@problem.command("request-close")
@workspace_argument
@number_argument
@acting_option
@as_json_option
def request_close(workspace: Path, number: str, author: str, *, as_json: bool) -> None:
    """申请销号。"""
    _move(workspace, lambda problems: problems.request_close(number, author=author), as_json=as_json)


@problem.command("send-back")
@workspace_argument
@number_argument
@acting_option
@as_json_option
def send_back(workspace: Path, number: str, author: str, *, as_json: bool) -> None:
    """退回继续整改。"""
    _move(workspace, lambda problems: problems.send_back(number, author=author), as_json=as_json)


@problem.command("close")
@workspace_argument
@number_argument
@acting_option
@as_json_option
def close(workspace: Path, number: str, author: str, *, as_json: bool) -> None:
    """销号；销号人不能是申请人。"""
    _move(workspace, lambda problems: problems.close(number, author=author), as_json=as_json)


@problem.command("escalate")
@workspace_argument
@number_argument
@click.option("--to", "holder", required=True, help="提请谁会办，写职务或单位。")
@click.option("--reason", required=True, help="提级理由。")
@acting_option
@as_json_option
def escalate(workspace: Path, number: str, holder: str, reason: str, author: str, *, as_json: bool) -> None:
    """提级会办。"""
    _move(workspace, lambda problems: problems.escalate(number, holder, reason, author=author), as_json=as_json)


@problem.command("reopen")
@workspace_argument
@number_argument
@acting_option
@as_json_option
def reopen(workspace: Path, number: str, author: str, *, as_json: bool) -> None:
    """重新打开已销号的问题。"""
    _move(workspace, lambda problems: problems.reopen(number, author=author), as_json=as_json)


def _move(workspace: Path, move: Callable[[ProblemService], Problem], *, as_json: bool) -> None:
    """Take a step with a problem and tell where it stands now."""
    with open_services(workspace) as services:
        data = record_json(move(services.problems))
    if as_json:
        answer(data)
        return
    told = {"number": data["number"] or data["id"], "state": sentence(f"cli.word_{data['state']}")}
    say(sentence("cli.problem_moved", **told, description=data["description"]))
