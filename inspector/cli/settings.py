"""`settings show | set` and `holidays import`: what an office decides for itself, and the days that all keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from inspector.cli.answers_work import settings_answer
from inspector.cli.opening import open_workspace
from inspector.cli.output import answer, as_json_option, say
from inspector.cli.parameters import EXISTING_FILE, author_option, workspace_argument
from inspector.services.calendars import import_holidays
from inspector.services.profiles import office_settings, read_settings, set_profile, workspace_profile
from inspector.storage.workspace import Workspace
from inspector.texts import sentence


@click.group()
def settings() -> None:
    """本单位的设置：亮灯天数、排名权重、登记门槛、简报章节等，覆盖在城市配置之上。"""


@settings.command("show")
@workspace_argument
@as_json_option
def show(workspace: Path, *, as_json: bool) -> None:
    """查看现行设置；--json 给出全部。"""
    with open_workspace(workspace, read_only=True) as opened:
        data = _answer(opened)
    if as_json:
        answer(data)
        return
    profile = data["profile"]
    say(sentence("cli.settings_of", name=profile["name"]))
    for name, value in profile["lamps"].items():
        say(f"  {sentence(f'cli.setting_{name}')}：{_shown(value)}")
    for one in profile["ranking"]:
        say(sentence("cli.setting_weight", name=sentence(f"cli.indicator_{one['indicator']}"), weight=one["weight"]))
    for one in profile["lists"]:
        say(sentence("cli.setting_threshold", **one))
    changed = [f"{place} = {value}" for place, value in _leaves(data["changes"])]
    say(sentence("cli.settings_changed" if changed else "cli.settings_unchanged"))
    for line in changed:
        say(f"  {line}")


@settings.command("set")
@workspace_argument
@click.argument("file", type=EXISTING_FILE)
@author_option
@as_json_option
def set_(workspace: Path, file: Path, author: str, *, as_json: bool) -> None:
    """按文件设定：只写与城市配置不同的项。新文件整份代替上一份，{} 即恢复城市配置。"""
    changes = read_settings(file)
    with open_workspace(workspace) as opened:
        set_profile(opened, changes, author)
        data = _answer(opened)
    if as_json:
        answer(data)
    else:
        say(sentence("cli.settings_set", count=sum(1 for _ in _leaves(data["changes"]))))


def _answer(opened: Workspace) -> dict[str, Any]:
    city = opened.info.city
    return settings_answer(city, office_settings(opened.reader), workspace_profile(opened.reader, city))


def _leaves(data: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, str]]:
    """Every value that is set, with its place: `lamps.warn_days`."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{place}{name}.")
        else:
            yield place + name, _shown(value)


def _shown(value: Any) -> str:  # noqa: ANN401 - any setting
    if isinstance(value, bool):
        return sentence("cli.word_yes" if value else "cli.word_no")
    if isinstance(value, Mapping):
        return "，".join(f"{name} {_shown(one)}" for name, one in value.items())
    return "；".join(map(_shown, value)) if isinstance(value, list) else str(value)


@click.group()
def holidays() -> None:
    """放假安排：国务院公布一年，导入一年。"""


@holidays.command("import")
@workspace_argument
@click.argument("file", type=EXISTING_FILE)
@author_option
@as_json_option
def import_(workspace: Path, file: Path, author: str, *, as_json: bool) -> None:
    """导入一年的放假安排；同一年再导入即替换，各事项的期限随之重算。"""
    with open_workspace(workspace) as opened:
        made = import_holidays(opened, file, author)
    (year,) = made.years
    data = {"year": year, "holidays": len(made.holidays), "workdays": len(made.make_up_workdays)}
    if as_json:
        answer(data)
    else:
        say(sentence("cli.holidays_imported", **data))
