"""`project list | show`: finding a project, and all that is known of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from inspector.cli.answers_work import project_answer, projects_answer
from inspector.cli.opening import open_services
from inspector.cli.output import answer, as_json_option, note, say, table
from inspector.cli.parameters import workspace_argument
from inspector.texts import sentence

SHOWN = 50
CHOICES = ("kind", "stage", "construction_status", "resumption")
INSTEAD = {"area_id": "area", "park_id": "park"}
"""Cells for which people read a name and not an id."""


@click.group()
def project() -> None:
    """项目：查找、查看。"""


@project.command("list")
@workspace_argument
@click.option("--find", "text", help="名称、代码、建设单位或地址里的几个字。")
@as_json_option
def list_(workspace: Path, text: str | None, *, as_json: bool) -> None:
    """按名称列出项目；最多显示 50 个，--json 列出全部。"""
    with open_services(workspace, read_only=True) as services:
        data = projects_answer(services.projects.listed(text))
    if as_json:
        answer(data)
        return
    listed = data["projects"]
    if listed:
        table(sentence("cli.project_columns").split("|"), [_row(one) for one in listed[:SHOWN]])
    else:
        say(sentence("cli.no_projects"))
    if len(listed) > SHOWN:
        note(sentence("cli.more_projects", count=len(listed) - SHOWN, total=len(listed)))


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    cells = (one["name"], one["project_code"], one["area"], _choice("stage", one["stage"]))
    return (*(text or "" for text in cells), one["total_investment"] or "", one["id"])


@project.command("show")
@workspace_argument
@click.argument("reference", metavar="PROJECT")
@as_json_option
def show(workspace: Path, reference: str, *, as_json: bool) -> None:
    """查看一个项目：台账各项、历次年度计划、责任人、最近一次调度和“四个一”。"""
    with open_services(workspace, read_only=True) as services:
        data = project_answer(services.projects.show(reference))
    if as_json:
        answer(data)
        return
    say(sentence("cli.project_of", name=data["project"]["name"]))
    for name, value in data["project"].items():
        shown = data[INSTEAD[name]] if name in INSTEAD else value
        if shown is not None and name != "name":
            say(f"  {sentence(f'cli.project_label_{name}')}：{_choice(name, shown)}")
    for one in data["plans"]:
        say(sentence("cli.plan_line", **_filled(one)))
    for one in data["assignments"]:
        say(sentence("cli.assignment_line", **_filled(one) | {"role": sentence(f"cli.role_{one['role']}")}))
    if data["newest_dispatch"]:
        say(sentence("cli.dispatch_line", **_filled(data["newest_dispatch"])))
    _tell_four_ones(data["four_ones"])


def _tell_four_ones(ones: dict[str, Any]) -> None:
    """What is there and what is missing; of the 方案 only that nothing can be said."""
    say(sentence("cli.four_ones"))
    for name in ("task_force", "milestone_chart", "ledger"):
        key = f"cli.four_ones_{name}" if ones[name]["complete"] else f"cli.four_ones_no_{name}"
        say("  " + sentence(key, **ones[name]))
    say("  " + sentence("cli.four_ones_plan"))


def _choice(name: str, value: Any) -> Any:  # noqa: ANN401 - any cell
    return sentence(f"cli.choice_{name}_{value}") if name in CHOICES and value else value


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    """An empty cell is shown as a dash."""
    return {name: "—" if value is None else value for name, value in record.items()}
