"""`passphrase set | change | remove | recover | recovery-key`: encryption of a workspace."""

from __future__ import annotations

import os
from pathlib import Path

import click

from inspector.cli.opening import first_line, given_passphrase, typed
from inspector.cli.output import answer, as_json_option, say
from inspector.cli.parameters import EXISTING_FILE, FILE, workspace_argument
from inspector.domain.errors import StorageError
from inspector.services.passphrases import PassphraseService
from inspector.services.recovery_keys import write_recovery_key
from inspector.texts import sentence

NEW = "INSPECTOR_NEW_PASSPHRASE"

new_option = click.option(
    "--new-passphrase-file",
    type=EXISTING_FILE,
    help="新口令文件，第一行是新口令；也可用环境变量 INSPECTOR_NEW_PASSPHRASE，或按提示输入。",
)


@click.group()
def passphrase() -> None:
    """口令：给工作区加密，更换、取消口令，忘记口令时用恢复密钥。"""


@passphrase.command("recovery-key")
@click.argument("out", metavar="OUT", type=FILE)
@as_json_option
def recovery_key(out: Path, *, as_json: bool) -> None:
    """生成办公室恢复密钥：私钥写入文件 OUT，由办公室另处保管；公钥用于各设备设口令。"""
    recipient = write_recovery_key(out)
    if as_json:
        answer({"path": str(out), "recipient": recipient})
    else:
        say(sentence("cli.recovery_key_made", path=out, recipient=recipient))


@passphrase.command("set")
@workspace_argument
@click.option("--recovery", "recipient", metavar="age1…", required=True, help="办公室恢复密钥的公钥。")
@as_json_option
def set_(workspace: Path, recipient: str, *, as_json: bool) -> None:
    """给工作区设口令：数据库、照片和本机备份全部加密。"""
    PassphraseService(workspace).set(_needed(given_passphrase(confirm=True)), recipient)
    _tell("cli.passphrase_set", workspace, encrypted=True, as_json=as_json)


@passphrase.command("change")
@workspace_argument
@new_option
@as_json_option
def change(workspace: Path, new_passphrase_file: Path | None, *, as_json: bool) -> None:
    """更换口令；数据不必重写，所以很快。"""
    PassphraseService(workspace).change(_needed(given_passphrase()), _new(new_passphrase_file))
    _tell("cli.passphrase_changed", workspace, encrypted=True, as_json=as_json)


@passphrase.command("remove")
@workspace_argument
@as_json_option
def remove(workspace: Path, *, as_json: bool) -> None:
    """取消口令：工作区变回不加密；已有的备份仍用原口令。"""
    PassphraseService(workspace).remove(_needed(given_passphrase()))
    _tell("cli.passphrase_removed", workspace, encrypted=False, as_json=as_json)


@passphrase.command("recover")
@workspace_argument
@click.option("--key-file", type=EXISTING_FILE, required=True, help="办公室恢复密钥（私钥）文件。")
@new_option
@as_json_option
def recover(workspace: Path, key_file: Path, new_passphrase_file: Path | None, *, as_json: bool) -> None:
    """忘记口令时，用办公室恢复密钥设一个新口令。"""
    PassphraseService(workspace).recover(first_line(key_file), _new(new_passphrase_file))
    _tell("cli.passphrase_recovered", workspace, encrypted=True, as_json=as_json)


def _new(file: Path | None) -> str:
    if file is not None:
        return first_line(file)
    return _needed(os.environ.get(NEW) or typed(sentence("cli.passphrase_new"), confirm=True))


def _needed(passphrase_given: str | None) -> str:
    if passphrase_given is None:
        raise StorageError("storage.passphrase_needed")
    return passphrase_given


def _tell(key: str, workspace: Path, *, encrypted: bool, as_json: bool) -> None:
    if as_json:
        answer({"path": str(workspace), "encrypted": encrypted})
    else:
        say(sentence(key, path=workspace))
