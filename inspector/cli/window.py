"""`window` and `shots`: the window itself, and pictures of all its screens for the guide."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from inspector.app import draw_screens, run_window
from inspector.cli.output import say
from inspector.cli.parameters import FOLDER, DayType
from inspector.cli.stopped_clock import ShiftedClock, StoppedClock
from inspector.domain.ids import Clock, SystemClock
from inspector.texts import LANGUAGES, sentence


@click.command()
@click.argument("workspace", metavar="[DIR]", type=FOLDER, required=False)
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help="界面语言；不指定时按上次的选择。")
@click.option("--day", type=DayType(), default=None, help="按这一天的日期打开（演示数据用）。")
def window(workspace: Path | None = None, lang: str | None = None, day: date | None = None) -> None:
    """打开窗口；不指定目录时打开上次的工作区。"""
    clock: Clock = ShiftedClock(day) if day else SystemClock()
    sys.exit(run_window(workspace, lang or "", clock))


@click.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--demo", "demo", type=FOLDER, default=Path("demo"), show_default=True, help="`inspector demo` 生成的目录。"
)
@click.option("--day", type=DayType(), default="2022-06-10", show_default=True, help="画面上的日期。")
def shots(folder: Path, demo: Path, day: date) -> None:
    """把每个界面按每种主题、两种语言画成 PNG，供手册使用。"""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    drawn = draw_screens(folder, demo, StoppedClock(day))
    say(sentence("cli.shots_drawn", count=len(drawn), folder=folder))
