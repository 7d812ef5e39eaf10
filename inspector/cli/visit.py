"""`visit add | list | show`: recording and reading visits."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.app import open_services
from inspector.cli.answers import visit_answer, visit_saved_answer, visits_answer
from inspector.cli.output import answer, as_json_option, note, progress, say, table
from inspector.cli.parameters import EXISTING_FILE, workspace_argument
from inspector.services.visit_file import read_visit
from inspector.texts import sentence


@click.group()
def visit() -> None:
    """巡查：登记、列表、查看。"""


@visit.command("add")
@workspace_argument
@click.option("--project", required=True, help="项目代码或名称。")
@click.option("--file", "visit_file", type=EXISTING_FILE, required=True, help="巡查内容 visit.json。")
@click.option("--photo", "photos", type=EXISTING_FILE, multiple=True, help="照片，可多张。")
@click.argument("more_photos", metavar="[PHOTO]...", type=EXISTING_FILE, nargs=-1)
@as_json_option
def add(
    workspace: Path,
    project: str,
    visit_file: Path,
    photos: tuple[Path, ...],
    more_photos: tuple[Path, ...],
    *,
    as_json: bool,
) -> None:
    """登记一次巡查，连同照片和问题；visit.json 带签字时即签字锁定。"""
    given = read_visit(visit_file)
    with open_services(workspace) as services, progress(sentence("cli.storing_photos")) as advance:
        saved = services.visits.record(project, given, (*photos, *more_photos), advance)
    if as_json:
        answer(visit_saved_answer(saved))
        return
    for one in saved.warnings:
        note(sentence(one.key, **one.details))
    counts = {"photos": len(saved.photos), "problems": len(saved.problems)}
    say(sentence("cli.visit_saved", project=saved.project.name, id=saved.inspection.id, **counts))


@visit.command("list")
@workspace_argument
@click.option("--project", help="只列某个项目。")
@as_json_option
def list_(workspace: Path, project: str | None, *, as_json: bool) -> None:
    """列出巡查，最近的在前。"""
    with open_services(workspace, read_only=True) as services:
        data = visits_answer(services.visits.all(project))
    if as_json:
        answer(data)
        return
    rows = [_row(one) for one in data["visits"]]
    table(sentence("cli.visit_columns").split("|"), rows)


def _row(one: dict[str, str]) -> tuple[str, ...]:
    moment = one["visited_at"][:16].replace("T", " ")
    progress_pct = f"{one['physical_progress_pct']}%"
    return (moment, one["project"] or "", one["seen_status"], progress_pct, one["state"], one["id"])


@visit.command("show")
@workspace_argument
@click.argument("visit_id", metavar="ID")
@as_json_option
def show(workspace: Path, visit_id: str, *, as_json: bool) -> None:
    """查看一次巡查的全部内容。"""
    with open_services(workspace, read_only=True) as services:
        details = services.visits.show(visit_id)
    data = visit_answer(details)
    if as_json:
        answer(data)
        return
    say(sentence("cli.visit_of", project=details.project.name if details.project else ""))
    for name, value in data["visit"].items():
        if value not in (None, [], {}):
            say(f"  {name}: {value}")
    for one in data["photos"]:
        say(sentence("cli.photo_line", **one))
    for one in data["problems"]:
        say(sentence("cli.problem_line", **one))
