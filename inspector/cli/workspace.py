"""`new`, `info`, `check`, `backup`, `restore`: the workspace itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from inspector.cli.answers import info_answer
from inspector.cli.opening import open_workspace, passphrase_of
from inspector.cli.output import REFUSED, answer, as_json_option, note, say
from inspector.cli.parameters import EXISTING_FOLDER, FOLDER, workspace_argument
from inspector.domain.intervals import Have, count
from inspector.services.maintenance import (
    backup_in,
    check_workspace,
    copies_differ,
    make_backup,
    renew_copies,
    restore_backup,
)
from inspector.services.packages.device_names import device_names
from inspector.services.profiles import profile_keys
from inspector.services.workspaces import create_workspace, workspace_status
from inspector.storage.workspace import WorkplaceRole, Workspace
from inspector.texts import explain, label, sentence

WORDS = {"role": "word", "tier": "word", "city": "city"}
"""Which values of `info` have a word of their own."""


@click.command()
@workspace_argument
@click.option("--role", type=click.Choice([one.value for one in WorkplaceRole]), required=True, help="编报端或巡查端。")
@click.option("--name", "device_name", default="", help="设备名称，如 7号机。")
@click.option("--city", type=click.Choice(profile_keys()), default="huludao", show_default=True, help="城市配置。")
@as_json_option
def new(workspace: Path, role: str, device_name: str, city: str, *, as_json: bool) -> None:
    """新建工作区。"""
    name = device_name or sentence(f"cli.device_{role}")
    with create_workspace(workspace, role=WorkplaceRole(role), device_name=name, city=city) as made:
        info = made.info
    if as_json:
        made_of = {"role": info.role.value, "device_name": info.device_name, "city": info.city}
        answer({"path": str(workspace), **made_of, "replica": info.replica})
    else:
        say(sentence("cli.workspace_made", path=workspace, name=name, city=sentence(f"cli.city_{city}")))


@click.command()
@workspace_argument
@as_json_option
def info(workspace: Path, *, as_json: bool) -> None:
    """工作区概况：角色、版本、各类记录数、内容校验值。"""
    with open_workspace(workspace, read_only=True) as opened:
        status = workspace_status(opened)
        data = info_answer(workspace, status, opened.free_space)
        known = _known_by_device(status.exchange.have, device_names(opened, opened.reader))
    if as_json:
        answer(data)
        return
    for name in (
        "path",
        "role",
        "device_name",
        "city",
        "tier",
        "created_at",
        "replica",
        "epoch",
        "state_hash",
        "operations_hash",
    ):
        shown = sentence(f"cli.{WORDS[name]}_{data[name]}") if name in WORDS else data[name]
        say(f"{sentence(f'cli.info_{name}')}：{shown}")
    for name, value in data["versions"].items():
        say(f"{sentence(f'cli.version_{name}')}：{value}")
    counted = {kind: count for kind, count in data["counts"].items() if count}
    say("、".join(f"{label(kind)} {count}" for kind, count in counted.items()))
    _tell_exchange(data, known)


def _known_by_device(have: Have, device: Callable[[str], str]) -> list[str]:
    """How many operations of each device are known here, all its epochs together."""
    counts: Counter[str] = Counter()
    for replica, intervals in have.items():
        counts[replica.partition(":")[0]] += count({replica: intervals})
    return [f"{device(replica)} {number}" for replica, number in counts.items()]


def _tell_exchange(data: dict[str, Any], known: list[str]) -> None:
    """What is known of whom, what is still awaited from others, and what others have not been given."""
    say(sentence("cli.info_have", devices=known))
    for gap in data["gaps"]:
        shown = [f"{first}–{last}" for first, last in gap["intervals"]]
        say(sentence("cli.import_missing", device=gap["device"], intervals=shown))
    if data["wants"]:
        say(sentence("cli.import_photos_missing", count=len(data["wants"])))
    if data["unsent"]:
        say(sentence("cli.info_unsent", count=data["unsent"]))


@click.command()
@workspace_argument
@as_json_option
def check(workspace: Path, *, as_json: bool) -> None:
    """检查工作区：数据是否损坏，合并后有哪些事项待人处理。"""
    with open_workspace(workspace, read_only=True) as opened:
        result = check_workspace(opened)
    if copies_differ(result):
        with open_workspace(workspace) as opened:
            renew_copies(opened)
    findings = [
        {"key": one.key, "damage": one.damage, "text": sentence(one.key, **one.details)} for one in result.findings
    ]
    if as_json:
        answer({"sound": result.sound, "findings": findings})
    else:
        for one in findings:
            say(f"{'✗' if one['damage'] else '·'} {one['text']}")
        say(sentence("cli.check_sound" if result.sound else "cli.check_damaged", count=len(findings)))
    if not result.sound:
        raise SystemExit(REFUSED)


@click.command()
@workspace_argument
@click.argument("destination", metavar="[DEST]", type=FOLDER, required=False)
@as_json_option
def backup(workspace: Path, destination: Path | None, *, as_json: bool) -> None:
    """立即备份并校验；DEST 为备份所在文件夹，缺省为工作区自己的 backups。"""
    with open_workspace(workspace) as opened:
        made = make_backup(opened, destination)
        _tell_warnings(opened)
    data: dict[str, Any] = {"path": str(made.path), "made_at": made.made_at.isoformat(), "bytes": made.size}
    data |= {"sha256": made.sha256, "photos": len(made.photos), "schema_version": made.schema_version}
    if as_json:
        answer(data)
    else:
        say(sentence("cli.backup_made", path=made.path, photos=len(made.photos)))


@click.command()
@click.argument("backup_path", metavar="BACKUP", type=EXISTING_FOLDER)
@workspace_argument
@as_json_option
def restore(backup_path: Path, workspace: Path, *, as_json: bool) -> None:
    """从备份恢复到新的文件夹 WS；BACKUP 可以是一份备份，也可以是备份文件夹（取最新一份）。"""
    source, info = restore_backup(backup_path, workspace, passphrase_of(backup_in(backup_path)))
    if as_json:
        answer({"path": str(workspace), "from": str(source), "replica": info.replica, "epoch": info.epoch})
    else:
        say(sentence("cli.restored", path=workspace, source=source))


def _tell_warnings(opened: Workspace) -> None:
    for warning in opened.warnings:
        note(explain(warning))
