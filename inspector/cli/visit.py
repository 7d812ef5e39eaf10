"""`visit add | list | show | sign | edit | amend`: recording, reading and changing visits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from inspector.checklists.outcome import ProblemToRaise
from inspector.cli.answers import visit_answer, visit_saved_answer, visits_answer
from inspector.cli.checklist_trial import problem_text
from inspector.cli.opening import open_services
from inspector.cli.output import answer, as_json_option, note, progress, say, table
from inspector.cli.parameters import EXISTING_FILE, author_option, workspace_argument
from inspector.domain.inspection import InspectionState, Purpose
from inspector.services.amendment_file import read_changes
from inspector.services.visit_file import read_visit
from inspector.services.visit_warnings import VisitWarning
from inspector.texts import sentence

SHOWN = (
    *("visited_at", "purpose", "inspectors", "weather", "place", "longitude", "latitude"),
    *("reported_status", "reported_progress_pct", "seen_status", "physical_progress_pct", "workers", "machines"),
    *("conclusions", "answers", "state", "signature", "signed_at", "project_id", "id"),
)
raise_option = click.option("--raise-problems", is_flag=True, help="检查表规则提出的问题，一并登记。")
WORDS = {one.value for one in (*Purpose, *InspectionState)}


@click.group()
def visit() -> None:
    """巡查：登记、列表、查看、修改、签字、更正。"""


@visit.command("add")
@workspace_argument
@click.option("--project", required=True, help="项目代码或名称。")
@click.option("--file", "visit_file", type=EXISTING_FILE, required=True, help="巡查内容 visit.json。")
@click.option("--photo", "photos", type=EXISTING_FILE, multiple=True, help="照片，可多张。")
@click.argument("more_photos", metavar="[PHOTO]...", type=EXISTING_FILE, nargs=-1)
@raise_option
@as_json_option
def add(
    workspace: Path,
    project: str,
    visit_file: Path,
    photos: tuple[Path, ...],
    more_photos: tuple[Path, ...],
    *,
    raise_problems: bool,
    as_json: bool,
) -> None:
    """登记一次巡查，连同照片和问题；visit.json 带签字时即签字锁定。"""
    given = read_visit(visit_file)
    with open_services(workspace) as services, progress(sentence("cli.storing_photos")) as advance:
        paths = (*photos, *more_photos)
        saved = services.visits.record(project, given, paths, advance, raise_problems=raise_problems)
    if as_json:
        answer(visit_saved_answer(saved))
        return
    _tell_checklist(saved.warnings, saved.offered)
    counts = {"photos": len(saved.photos), "problems": len(saved.problems)}
    say(sentence("cli.visit_saved", project=saved.project.name, id=saved.inspection.id, **counts))


def _tell_checklist(warnings: Sequence[VisitWarning], offered: Sequence[ProblemToRaise]) -> None:
    for one in warnings:
        note(sentence(one.key, **one.details))
    for problem in offered:
        note(problem_text(problem))


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
    if rows:
        table(sentence("cli.visit_columns").split("|"), rows)
    else:
        say(sentence("cli.no_visits"))


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    moment = one["visited_at"][:16].replace("T", " ")
    progress = one["physical_progress_pct"]
    progress_pct = "" if progress is None else f"{progress}%"
    return (moment, one["project"] or "", one["seen_status"] or "", progress_pct, _word(one["state"]), one["id"])


@visit.command("show")
@workspace_argument
@click.argument("visit_id", metavar="ID")
@as_json_option
def show(workspace: Path, visit_id: str, *, as_json: bool) -> None:
    """查看一次巡查的全部内容。"""
    with open_services(workspace, read_only=True) as services:
        details = services.visits.show(visit_id)
        answers = services.visits.answered(visit_id)
    data = visit_answer(details)
    if as_json:
        answer(data)
        return
    say(sentence("cli.visit_of", project=details.project.name if details.project else ""))
    for name in SHOWN:
        value = data["visit"].get(name)
        if name == "answers" and answers:
            say(f"  {_label(name)}：")
            for label, one in answers:
                say(f"    {label}：{_shown(one)}")
        elif value not in (None, [], {}):
            say(f"  {_label(name)}：{_shown(value)}")
    for one in data["photos"]:
        side = f"［{_word(one['pair_side'])}］" if one["pair_side"] else ""
        say(sentence("cli.photo_line", side=side, **_filled(one)).rstrip())
    for one in data["problems"]:
        say(sentence("cli.problem_line", **_filled(one) | {"state": _word(one["state"])}))
    for one in data["amendments"]:
        say(sentence("cli.amendment_line", **one, fields=[_label(name) for name in one["after"]]))


def _shown(value: Any) -> str:  # noqa: ANN401 - any JSON value of a visit
    """A value in the words of the trade."""
    if isinstance(value, bool):
        return sentence("cli.word_yes" if value else "cli.word_no")
    if isinstance(value, list):
        return "、".join(_shown(one) for one in value)
    if isinstance(value, dict):
        return "；".join(f"{name}：{_shown(one)}" for name, one in value.items())
    return _word(value) if value in WORDS else str(value)


def _label(name: str) -> str:
    return sentence(f"cli.visit_label_{name}")


def _word(value: str) -> str:
    return sentence(f"cli.word_{value}")


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    """An empty field is shown as nothing."""
    return {name: "" if value is None else value for name, value in record.items()}


@visit.command("sign")
@workspace_argument
@click.argument("visit_id", metavar="ID")
@click.option("--signature", required=True, help="签字人，写角色，如 项目管家甲。")
@raise_option
@as_json_option
def sign(workspace: Path, visit_id: str, signature: str, *, raise_problems: bool, as_json: bool) -> None:
    """给草稿签字；签字后锁定，只能更正。"""
    with open_services(workspace) as services:
        draft = services.visits.show(visit_id).inspection
        signed = services.visits.sign(draft.id, signature, raise_problems=raise_problems)
        data = visit_answer(services.visits.show(signed.id))
        told = services.visits.judged(signed.id)
    if as_json:
        answer(data)
    else:
        _tell_checklist(*told)
        say(sentence("cli.visit_signed", id=signed.id))


@visit.command("edit")
@workspace_argument
@click.argument("visit_id", metavar="ID")
@click.option("--file", "changes_file", type=EXISTING_FILE, required=True, help="要改的项，写法同 visit.json。")
@author_option
@as_json_option
def edit(workspace: Path, visit_id: str, changes_file: Path, author: str, *, as_json: bool) -> None:
    """修改草稿；已签字的只能更正。"""
    changes = read_changes(changes_file)
    with open_services(workspace) as services:
        edited = services.visits.edit(services.visits.show(visit_id).inspection.id, changes, author=author)
        data = visit_answer(services.visits.show(edited.id))
        told = services.visits.judged(edited.id)
    if as_json:
        answer(data)
    else:
        _tell_checklist(*told)
        say(sentence("cli.visit_edited", id=edited.id, count=len(changes)))


@visit.command("amend")
@workspace_argument
@click.argument("visit_id", metavar="ID")
@click.option("--file", "changes_file", type=EXISTING_FILE, required=True, help="要改的项，写法同 visit.json。")
@click.option("--author", required=True, help="更正人，写角色。")
@click.option("--reason", required=True, help="更正原因。")
@as_json_option
def amend(workspace: Path, visit_id: str, changes_file: Path, author: str, reason: str, *, as_json: bool) -> None:
    """更正已签字的巡查：原内容保留，写明何人因何更正。"""
    changes = read_changes(changes_file)
    with open_services(workspace) as services:
        amended = services.visits.amend(
            services.visits.show(visit_id).inspection.id, changes, author=author, reason=reason
        )
        data = visit_answer(services.visits.show(amended.id))
    if as_json:
        answer(data)
    else:
        say(sentence("cli.visit_amended", id=amended.id, count=len(changes)))
