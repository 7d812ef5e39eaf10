"""`history`, `undo`, `redo`: what happened to a record, and the last step taken back."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.cli.answers import changes_answer, history_answer
from inspector.cli.opening import open_services
from inspector.cli.output import answer, as_json_option, clipped, say, table
from inspector.cli.parameters import workspace_argument
from inspector.domain.changes import Changes
from inspector.domain.entities import kinds
from inspector.services.actions import told_action
from inspector.services.packages.device_names import device_names
from inspector.services.wording import told_value
from inspector.storage.history import HistoryEntry
from inspector.storage.reader import Reader
from inspector.texts import label, sentence


@click.command()
@workspace_argument
@click.argument("kind")
@click.argument("record_id", metavar="ID")
@click.option("--field", help="只看一个字段，写表中的名称或英文标识。")
@as_json_option
def history(workspace: Path, kind: str, record_id: str, field: str | None, *, as_json: bool) -> None:
    """一条记录的历史：何时、何人、哪台设备、从什么改成什么。KIND 可写中文，如 项目、巡查、照片。"""
    meant = next((one for one in kinds() if kind in {one, label(one)}), kind)
    with open_services(workspace, read_only=True) as services:
        entries = services.history.of(meant, record_id, _field(meant, field))
        reader = services.workspace.reader
        device = device_names(services.workspace, reader)
        rows = [_row(reader, meant, one, device(one.replica)) for one in entries]
    if as_json:
        answer(history_answer(meant, record_id, entries))
    else:
        table(sentence("cli.history_columns").split("|"), rows)


def _field(kind: str, asked: str | None) -> str | None:
    cells = kinds()[kind].CELLS if kind in kinds() else ()
    return next((one.name for one in cells if asked in {one.name, label(kind, one.name)}), asked)


def _row(reader: Reader, kind: str, one: HistoryEntry, device: str) -> tuple[str, ...]:
    cell = next(cell for cell in kinds()[kind].CELLS if cell.name == one.field)
    values = (clipped(told_value(reader, kind, cell, value)) for value in (one.before, one.after))
    action = told_action(one.action)
    return (f"{one.at:%Y-%m-%d %H:%M:%S}", device, one.author, action, label(kind, one.field), *values)


@click.command()
@workspace_argument
@click.option("--author", default="", help="操作人（角色）。")
@as_json_option
def undo(workspace: Path, author: str, *, as_json: bool) -> None:
    """撤销最近一步；再次执行则继续往前。撤销本身也记入历史。"""
    with open_services(workspace) as services:
        _tell("cli.undone", services.history.undo(author), services.history.last_action(), as_json=as_json)


@click.command()
@workspace_argument
@click.option("--author", default="", help="操作人（角色）。")
@as_json_option
def redo(workspace: Path, author: str, *, as_json: bool) -> None:
    """恢复最近一次撤销。"""
    with open_services(workspace) as services:
        _tell("cli.redone", services.history.redo(author), services.history.last_action(), as_json=as_json)


def _tell(key: str, changes: Changes, action: str, *, as_json: bool) -> None:
    data = changes_answer(changes)
    if as_json:
        answer({"changes": data})
        return
    count = sum(sum(kinds.values()) for kinds in data.values())
    say(sentence(key, action=told_action(action), count=count))
