"""`synth`, `sample`, `demo`: example data, synthetic and real, and the main job on them."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.cli.answers import changes_answer
from inspector.cli.demo_run import run_demo
from inspector.cli.opening import open_services
from inspector.cli.output import answer, as_json_option, progress, say
from inspector.cli.parameters import FOLDER, workspace_argument
from inspector.texts import sentence


@click.command()
@workspace_argument
@click.option("--projects", type=click.IntRange(10, 1_000_000), default=500, show_default=True, help="项目数。")
@click.option("--seed", type=int, default=1, show_default=True, help="随机种子：相同种子生成相同数据。")
@as_json_option
def synth(workspace: Path, projects: int, seed: int, *, as_json: bool) -> None:
    """生成合成城市：合计与公开报道一致，仅用于演示和测试。"""
    with open_services(workspace) as services, progress(sentence("cli.synthesizing")) as advance:
        changes = services.examples.synthesize(projects, seed, advance)
    if as_json:
        answer({"projects": projects, "seed": seed, "changes": changes_answer(changes)})
    else:
        say(sentence("cli.synthesized", projects=projects, seed=seed))


@click.command()
@workspace_argument
@click.option("--city-only", is_flag=True, help="只取本工作区城市的项目。")
@as_json_option
def sample(workspace: Path, *, city_only: bool, as_json: bool) -> None:
    """载入五篇公开报道中的真实项目；报道未载明的字段留空。"""
    with open_services(workspace) as services:
        changes = services.examples.sample(city_only=city_only)
    count = len(changes.inserted.get("project", ()))
    if as_json:
        answer({"projects": count, "changes": changes_answer(changes)})
    else:
        say(sentence("cli.sampled", count=count))


@click.command()
@click.argument("folder", metavar="[DIR]", type=FOLDER, default=Path("demo"))
def demo(folder: Path) -> None:
    """演示主流程：真实项目建库、巡查取证、统计亮灯、核数，编成简报 PDF。"""
    result = run_demo(folder, say)
    say(sentence("cli.demo_done", seconds=result.seconds))
    say(str(result.bulletin.resolve()))
