"""`conflicts`, `peers`, `device`, `trim`: what a merge leaves to people, and with whom this workspace exchanges."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from inspector.cli.answers import changes_answer
from inspector.cli.answers_exchange import (
    conflict_answer,
    device_answer,
    devices_answer,
    peer_answer,
    trim_answer,
)
from inspector.cli.opening import open_services
from inspector.cli.output import answer, as_json_option, clipped, say, table
from inspector.cli.parameters import author_option, workspace_argument
from inspector.domain.entities import kinds
from inspector.domain.project import Project
from inspector.services.conflicts import ConflictView, Side
from inspector.services.retention import KEPT_DAYS
from inspector.services.wording import record_title, told_value
from inspector.storage.reader import Reader
from inspector.storage.workspace import WorkplaceRole
from inspector.texts import label, sentence


@click.group()
def conflicts() -> None:
    """冲突：互不知情的修改，由人裁定。"""


@conflicts.command("list")
@workspace_argument
@as_json_option
def list_conflicts(workspace: Path, *, as_json: bool) -> None:
    """列出未裁定的冲突；影响简报的排在前面。"""
    with open_services(workspace, read_only=True) as services:
        found = services.conflicts.listed()
        rows = [_listed(services.workspace.reader, one) for one in found]
    if as_json:
        answer({"conflicts": [conflict_answer(one) for one in found]})
    elif found:
        table(sentence("cli.conflict_columns").split("|"), rows)
    else:
        say(sentence("cli.no_conflicts"))


def _listed(reader: Reader, one: ConflictView) -> tuple[str, ...]:
    values = " / ".join(clipped(_side_value(reader, one, side)) for side in one.sides)
    return (one.key, one.project, _record(reader, one), _field(one), values, "●" if one.decides else "")


def _record(reader: Reader, one: ConflictView) -> str:
    """What kind of record, and which: a project is named in a column of its own."""
    title = "" if one.kind == Project.KIND else record_title(reader, one.kind, one.id)
    return f"{label(one.kind)} {title}".rstrip()


def _field(one: ConflictView) -> str:
    return sentence("cli.conflict_whole") if one.field is None else label(one.kind, one.field)


def _side_value(reader: Reader, one: ConflictView, side: Side) -> str:
    if side.deleted:
        return sentence("cli.conflict_deleted")
    if one.field is None:
        return sentence("cli.conflict_kept")
    return _cell_value(reader, one, side.value)


def _cell_value(reader: Reader, one: ConflictView, value: Any) -> str:  # noqa: ANN401 - any cell value
    cell = next((cell for cell in kinds()[one.kind].CELLS if cell.name == one.field), None)
    return told_value(reader, one.kind, cell, value) or sentence("cli.empty_value")


@conflicts.command("show")
@workspace_argument
@click.argument("key", metavar="ID")
@as_json_option
def show_conflict(workspace: Path, key: str, *, as_json: bool) -> None:
    """一个冲突的各方：哪台设备、何时、什么值，以及此前共同的值。"""
    with open_services(workspace, read_only=True) as services:
        found = services.conflicts.show(key)
        if as_json:
            answer(conflict_answer(found))
        else:
            _tell_conflict(services.workspace.reader, found)


def _side(reader: Reader, one: ConflictView, side: Side) -> tuple[str, ...]:
    value = _side_value(reader, one, side)
    return (f"#{side.number}", side.device, f"{side.at:%Y-%m-%d %H:%M}", value, "←" if side.own else "")


def _tell_conflict(reader: Reader, one: ConflictView) -> None:
    say("  ".join(part for part in (one.key, one.project, _record(reader, one), _field(one)) if part))
    rows = [_side(reader, one, side) for side in one.sides]
    table(sentence("cli.side_columns").split("|"), rows)
    if one.has_common:
        say(sentence("cli.conflict_common", value=_cell_value(reader, one, one.common)))
    if one.decides:
        say(sentence("cli.conflict_decides"))


@conflicts.command("resolve")
@workspace_argument
@click.argument("key", metavar="ID")
@click.argument("choice", metavar="mine|theirs|#N|delete|VALUE")
@author_option
@as_json_option
def resolve_conflict(workspace: Path, key: str, choice: str, author: str, *, as_json: bool) -> None:
    """裁定一个冲突：取本机的、对方的、第 N 个、删除，或另写一个值。"""
    with open_services(workspace) as services:
        whole = services.conflicts.show(key).key
        changes = services.conflicts.resolve(whole, choice, author)
        left = len(services.conflicts.listed())
    if as_json:
        answer({"key": whole, "changes": changes_answer(changes), "left": left})
    else:
        say(sentence("cli.conflict_resolved", key=whole, left=left))


@click.command()
@workspace_argument
@as_json_option
def peers(workspace: Path, *, as_json: bool) -> None:
    """与哪些设备交换过：最近一次、对方尚未确认的、本机还缺的。"""
    with open_services(workspace, read_only=True) as services:
        found = [peer_answer(one) for one in services.peers.listed()]
    if as_json:
        answer({"peers": found})
        return
    if not found:
        say(sentence("cli.no_peers"))
        return
    rows = [
        [
            one["device"],
            sentence(f"cli.device_state_{one['state']}"),
            one["heard_at"][:16].replace("T", " "),
            *(str(one[name]) for name in ("packages", "unacknowledged", "missing_here", "wants")),
        ]
        for one in found
    ]
    table(sentence("cli.peer_columns").split("|"), rows)


@click.group()
def device() -> None:
    """设备与密钥：本机指纹、信任、吊销。"""


@device.command("show")
@workspace_argument
@as_json_option
def show_devices(workspace: Path, *, as_json: bool) -> None:
    """本机指纹和已知设备；首次收到某设备的包后在此核对。"""
    with open_services(workspace) as services:
        services.devices.make_own_keys()
        data = devices_answer(services.devices.listed())
    if as_json:
        answer(data)
        return
    say(sentence("cli.device_own", name=data["own"]["name"], fingerprint=data["own"]["fingerprint"]))
    if not data["devices"]:
        say(sentence("cli.no_devices"))
        return
    rows = [
        [
            one["name"],
            sentence(f"cli.device_{one['role']}"),
            sentence(f"cli.device_state_{one['state']}"),
            one["fingerprint"],
            one["decided_by"] or "",
            str(len(one["waiting"])),
        ]
        for one in data["devices"]
    ]
    table(sentence("cli.device_columns").split("|"), rows)


by_option = click.option("--by", "decided_by", default="", help="作出决定的人，写姓名或职务；缺省为本机名称。")
which_argument = click.argument("which", metavar="DEVICE")


@device.command("trust")
@workspace_argument
@which_argument
@by_option
@click.option("--compared", is_flag=True, help="已与对方核对指纹；DEVICE 写完整指纹时不必。")
@as_json_option
def trust(workspace: Path, which: str, decided_by: str, *, compared: bool, as_json: bool) -> None:
    """信任一台设备；DEVICE 写它的指纹（30 位数字），或名称加 --compared。"""
    with open_services(workspace) as services:
        data = device_answer(services.devices.trust(which, decided_by, compared=compared))
    if as_json:
        answer(data)
        return
    _tell_decision("cli.device_trusted", data)
    if data["role"] == WorkplaceRole.OFFICE.value:
        say(sentence("cli.device_is_office", name=data["name"]))
    if data["waiting"]:
        folder = Path(data["waiting"][0]).parent
        say(sentence("cli.device_waiting", count=len(data["waiting"]), folder=folder))


@device.command("revoke")
@workspace_argument
@which_argument
@by_option
@as_json_option
def revoke(workspace: Path, which: str, decided_by: str, *, as_json: bool) -> None:
    """吊销一台设备：此后拒收它签名的包，此前已合并的保留。"""
    with open_services(workspace) as services:
        data = device_answer(services.devices.revoke(which, decided_by))
    if as_json:
        answer(data)
    else:
        _tell_decision("cli.device_revoked", data)


def _tell_decision(key: str, data: dict[str, Any]) -> None:
    say(sentence(key, name=data["name"], fingerprint=data["fingerprint"], by=data["decided_by"]))


@click.command()
@workspace_argument
@click.option("--days", type=click.IntRange(min=KEPT_DAYS), default=KEPT_DAYS, show_default=True, help="保留多少天。")
@click.option("--dry-run", is_flag=True, help="只说明会精简多少。")
@as_json_option
def trim(workspace: Path, days: int, *, dry_run: bool, as_json: bool) -> None:
    """精简日志：去掉名册上全部设备都已确认、早已被取代的旧操作。"""
    with open_services(workspace) as services:
        done = services.retention.trim(days, dry_run=dry_run)
    data = trim_answer(done, days, dry_run=dry_run)
    if as_json:
        answer(data)
        return
    told = {name: data[name] for name in ("operations", "records", "bytes")}
    say(sentence("cli.trim_preview" if dry_run else "cli.trimmed", days=days, **told))
    if data["silent"]:
        say(sentence("cli.trim_silent", devices=data["silent"]))
