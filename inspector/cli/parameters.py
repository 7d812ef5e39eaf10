"""Parameters that commands share: the workspace, files, days and periods, read and refused in one way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from inspector.cli.opening import passphrase_option
from inspector.domain.errors import InspectorError
from inspector.domain.periods import Period
from inspector.texts import explain

Command = TypeVar("Command", bound=Callable[..., Any])


class DayType(click.ParamType[date]):
    """A day, `2022-06-10`."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """The day; a usage error for anything else."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，应写作 2022-06-10。", param, ctx)


class PeriodType(click.ParamType[Period]):
    """A half-month, `2022-06-1`."""

    name = "PERIOD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:  # noqa: ANN401
        """The period; a usage error for anything else."""
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except InspectorError as error:
            self.fail(explain(error), param, ctx)


FILE = click.Path(path_type=Path, dir_okay=False)
EXISTING_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
EXISTING = click.Path(path_type=Path, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
EXISTING_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


def workspace_argument(command: Command) -> Command:
    """The workspace that a command works on, and where its passphrase comes from."""
    return click.argument("workspace", metavar="WS", type=FOLDER)(passphrase_option(command))


author_option = click.option("--author", default="", help="操作人，写角色。")
on_option = click.option("--on", type=DayType(), required=True, help="统计日期，如 2022-06-10。")
