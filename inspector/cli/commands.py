"""The command tree: which commands there are. What each does stands in the module of its noun."""

from __future__ import annotations

import click

from inspector import __version__
from inspector.cli import (
    bulletin,
    checklist,
    data,
    exchange,
    history,
    package,
    passphrase,
    photo,
    problem,
    project,
    register,
    report,
    settings,
    step,
    visit,
    window,
    workspace,
)
from inspector.cli.output import RefusingGroup
from inspector.texts import LANGUAGES


@click.group(cls=RefusingGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="inspector", help="显示程序版本。")
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help="窗口的界面语言。")
@click.pass_context
def main(context: click.Context, lang: str | None) -> None:
    """项目为王 · 巡查与简报：重点项目的现场巡查与工作简报。不带命令时打开窗口。"""
    if context.invoked_subcommand is None:
        context.invoke(window.window, lang=lang)


for command in (
    workspace.new,
    workspace.info,
    workspace.check,
    workspace.backup,
    workspace.restore,
    data.synth,
    data.sample,
    data.demo,
    register.register,
    project.project,
    step.step,
    problem.problem,
    visit.visit,
    photo.photo,
    checklist.checklist,
    report.lamps,
    report.stats,
    report.figures,
    history.history,
    history.undo,
    history.redo,
    bulletin.bulletin,
    settings.settings,
    settings.holidays,
    package.package,
    exchange.conflicts,
    exchange.peers,
    exchange.device,
    exchange.trim,
    passphrase.passphrase,
    window.window,
    window.shots,
):
    main.add_command(command)
