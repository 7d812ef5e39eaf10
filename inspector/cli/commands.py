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
    photo,
    problem,
    project,
    register,
    report,
    settings,
    step,
    visit,
    workspace,
)
from inspector.cli.output import RefusingGroup


@click.group(cls=RefusingGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="inspector", help="显示程序版本。")
def main() -> None:
    """项目为王 · 巡查与简报：重点项目的现场巡查与工作简报。"""


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
):
    main.add_command(command)
