"""`checklist publish | list`: what visits are asked."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.cli.output import answer, as_json_option, say, table
from inspector.cli.parameters import EXISTING_FILE, author_option, workspace_argument
from inspector.domain.ids import SystemClock, local_time
from inspector.services.checklist_file import read_checklist
from inspector.services.checklists import all_checklists, publish_checklist
from inspector.services.record_json import record_json
from inspector.storage.workspace import Workspace
from inspector.texts import sentence


@click.group()
def checklist() -> None:
    """检查表：发布、列表。"""


@checklist.command("publish")
@workspace_argument
@click.argument("file", type=EXISTING_FILE)
@author_option
@as_json_option
def publish(workspace: Path, file: Path, author: str, *, as_json: bool) -> None:
    """发布一版检查表；已发布的不改，要改就用新的版本号再发布。"""
    given = read_checklist(file)
    published_on = given.published_on or local_time(SystemClock()).date()
    with Workspace.open(workspace) as opened:
        made = publish_checklist(opened, given.name, given.version, given.definition, published_on, author)
    if as_json:
        answer(record_json(made))
    else:
        count = len(given.definition["items"])
        say(sentence("cli.checklist_published", name=made.name, version=made.version, count=count))


@checklist.command("list")
@workspace_argument
@as_json_option
def list_(workspace: Path, *, as_json: bool) -> None:
    """列出检查表和各版。"""
    with Workspace.open(workspace, read_only=True) as opened:
        listed = [record_json(one) for one in all_checklists(opened.reader)]
    if as_json:
        answer({"checklists": listed})
        return
    rows = [
        (one["name"], one["version"], one["published_on"] or "", str(len((one["definition"] or {}).get("items", []))))
        for one in listed
    ]
    if rows:
        table(sentence("cli.checklist_columns").split("|"), rows)
    else:
        say(sentence("cli.no_checklists"))
