"""`lamps`, `stats`, `figures check`: what the data say on a day, and whether printed numbers agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from inspector.cli.answers import (
    check_answer,
    group_answer,
    lamp_answer,
    overview_answer,
    project_lamps_answer,
    step_rate_answer,
)
from inspector.cli.opening import open_services
from inspector.cli.output import REFUSED, answer, as_json_option, say, table
from inspector.cli.parameters import EXISTING_FILE, on_option, workspace_argument
from inspector.domain.lamps import LampColour
from inspector.domain.money import printed, wan_to_yi
from inspector.domain.rates import Rate
from inspector.domain.statistics import RateFamily
from inspector.services.figure_files import check_file
from inspector.services.statistics import Dimension
from inspector.texts import sentence

SHOWN = 60
"""Lamps on the terminal; `--json` has them all."""


@click.command()
@workspace_argument
@on_option
@click.option("--project", help="只看某个项目（代码或名称）。")
@as_json_option
def lamps(workspace: Path, on: date, project: str | None, *, as_json: bool) -> None:
    """某日的审批亮灯和项目亮灯，逐一说明原因。"""
    with open_services(workspace, read_only=True) as services:
        steps = services.lamps.steps(on, project)
        rates = services.lamps.rates(steps)
        projects = services.lamps.projects(on, project)
    data: dict[str, Any] = {
        "on": on.isoformat(),
        "counts": {colour.value: sum(one.lamp.colour is colour for one in steps) for colour in LampColour},
        "rates": [step_rate_answer(one) for one in rates],
        "lamps": [lamp_answer(one) for one in steps],
        "projects": [project_lamps_answer(one) for one in projects],
    }
    if as_json:
        answer(data)
    else:
        _tell_lamps(data, everything=project is not None)


def _tell_lamps(data: dict[str, Any], *, everything: bool) -> None:
    say(sentence("cli.lamp_counts", on=data["on"], **data["counts"]))
    for one in data["rates"]:
        say(sentence("cli.lamp_rate", **one))
    for kind in ("start", "progress", "registration"):
        _tell_project_lamps(kind, [(one["project"], one[kind]) for one in data["projects"]], everything=everything)
    shown = [one for one in data["lamps"] if everything or _needs_attention(one)]
    rows = [
        (sentence(f"cli.lamp_{one['colour']}"), one["project"], one["step"], "".join(one["reasons"]))
        for one in shown[:SHOWN]
    ]
    if rows:
        table(sentence("cli.lamp_columns").split("|"), rows)
    if len(shown) > SHOWN:
        say(sentence("cli.more_lines", count=len(shown) - SHOWN))
    elif not data["lamps"]:
        say(sentence("cli.no_steps"))


def _needs_attention(lamp: dict[str, Any]) -> bool:
    """Red or yellow and still open: what was finished late can no longer be hurried."""
    return lamp["colour"] in {"red", "yellow"} and lamp["state"] == "in_progress"


def _tell_project_lamps(kind: str, lamps: list[tuple[str, Any]], *, everything: bool) -> None:
    """The counts of one kind of project lamp; each with its reason where one project was asked for."""
    counts = {colour: sum(lamp["colour"] == colour for _, lamp in lamps) for colour in ("red", "yellow", "green")}
    name = sentence(f"cli.lamp_of_{kind}")
    if not everything:
        say(sentence("cli.project_lamp_counts", name=name, **counts))
        return
    for project, lamp in lamps:
        mark = sentence(f"cli.lamp_{lamp['colour']}")
        say(f"  {mark} {name}：{lamp['reason']}（{project}）")


@click.command()
@workspace_argument
@on_option
@click.option("--by", type=click.Choice([one.value for one in Dimension]), help="按区域、园区、行业、包保领导或清单。")
@as_json_option
def stats(workspace: Path, on: date, by: str | None, *, as_json: bool) -> None:
    """某日的统计：开复工率等比率、投资和排名。"""
    with open_services(workspace, read_only=True) as services:
        overview = services.statistics.overview(on)
        groups = services.statistics.by(Dimension(by), on) if by else []
    if as_json:
        answer(overview_answer(overview) | {"by": by, "groups": [group_answer(one) for one in groups]})
        return
    say(sentence("cli.stats_registered", on=on.isoformat(), count=overview.registered.count))
    rows = [_family_row(("", sentence("cli.whole_city"), ""), overview.family)]
    rows += [
        _family_row(
            (str(one.ranked.rank or "—"), one.name or sentence("cli.no_group"), one.ranked.printed_score), one.family
        )
        for one in groups
    ]
    table(sentence("cli.stats_columns").split("|"), rows)


def _family_row(head: tuple[str, ...], family: RateFamily) -> tuple[str, ...]:
    """`head`: rank, name and score; then counts, amounts in 亿元 and rates."""
    rates = (family.start_resume_rate, family.new_start_rate, family.resume_rate)
    shown = (f"{_percent(one)}（{one.numerator}/{one.denominator}）" for one in rates)
    money = (family.planned.total_investment, family.planned.planned_investment)
    amounts = (printed(wan_to_yi(one), 2) for one in money)
    return (*head, str(family.planned.count), *amounts, *shown, _percent(family.investment_completion))


def _percent(rate: Rate) -> str:
    """A zero denominator prints 「—」, which is no percentage."""
    return f"{rate.printed}%" if rate.denominator else rate.printed


@click.group()
def figures() -> None:
    """核数：查数字之间是否对得上。"""


@figures.command("check")
@click.argument("file", type=EXISTING_FILE)
@as_json_option
def check(file: Path, *, as_json: bool) -> None:
    """核对文稿（.txt）或数字表（.json）；发现矛盾时退出码为 1。"""
    report = check_file(file)
    data = {"file": file.name, **check_answer(report)}
    if as_json:
        answer(data)
    else:
        tell_check(data)
    if not data["consistent"]:
        raise SystemExit(REFUSED)


def tell_check(data: dict[str, Any]) -> None:
    """A check in words: what holds, then what was found."""
    for one in data["passed"]:
        say(f"✓ {one['text']}")
    for one in data["findings"]:
        mark = "✗" if one["severity"] == "inconsistency" else "·"
        say(f"{mark} {one['text']}")
    count = sum(one["severity"] == "inconsistency" for one in data["findings"])
    say(sentence("cli.figures_differ" if count else "cli.figures_agree", count=count, passed=len(data["passed"])))
