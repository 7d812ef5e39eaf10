"""Opening a workspace from a command: as `app` does it, with the passphrase where one was set.

A passphrase never stands on the command line, where every process of the machine can read it: it comes from a file,
from the environment (`INSPECTOR_PASSPHRASE`) or from the keyboard.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from inspector import app
from inspector.services.bundle import Services
from inspector.services.passphrases import is_encrypted
from inspector.storage.workspace import Workspace
from inspector.texts import sentence

VARIABLE = "INSPECTOR_PASSPHRASE"
_FILE = "inspector.passphrase_file"


@contextmanager
def open_services(path: Path, *, read_only: bool = False) -> Iterator[Services]:
    """The services of the workspace at `path`. Raises as `app.open_services`."""
    with app.open_services(path, read_only=read_only, passphrase=passphrase_of(path)) as services:
        yield services


def open_workspace(path: Path, *, read_only: bool = False) -> Workspace:
    """The workspace at `path`. Raises as `Workspace.open`."""
    return Workspace.open(path, read_only=read_only, passphrase=passphrase_of(path))


def passphrase_of(folder: Path) -> str | None:
    """The passphrase of a workspace or a backup that has one; None where nobody can be asked."""
    return given_passphrase() if is_encrypted(folder) else None


def given_passphrase(*, confirm: bool = False) -> str | None:
    """The passphrase from the file, the environment or, twice where a new one is to be confirmed, the keyboard."""
    file: Path | None = click.get_current_context().meta.get(_FILE)
    if file is not None:
        return first_line(file)
    return os.environ.get(VARIABLE) or typed(sentence("cli.passphrase"), confirm=confirm)


def first_line(file: Path) -> str:
    """The first line of a file of a person's own, without its end."""
    return file.read_text(encoding="utf-8-sig").partition("\n")[0].rstrip("\r")


def typed(prompt: str, *, confirm: bool = False) -> str | None:
    """What somebody types unseen; None where nobody sits at a keyboard."""
    if not _somebody_sits():
        return None
    found: str = click.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True)
    return found


def _somebody_sits() -> bool:
    return sys.stdin.isatty()


def _remember(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.meta[_FILE] = value


passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    expose_value=False,
    callback=_remember,
    help="口令文件，第一行是工作区的口令；也可用环境变量 INSPECTOR_PASSPHRASE，或按提示输入。",
)
