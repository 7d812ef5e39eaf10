"""`checklist check | import | publish | list`, and what tries one out: checklists of a workspace and as files."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from inspector.checklists.mistakes import ChecklistMistake
from inspector.cli.answers_checklist import check_answer, import_answer
from inspector.cli.checklist_trial import answer_, eval_, show
from inspector.cli.opening import open_workspace
from inspector.cli.output import REFUSED, answer, as_json_option, clipped, note, say, table
from inspector.cli.parameters import EXISTING_FILE, author_option, workspace_argument
from inspector.domain.ids import SystemClock, local_time
from inspector.services.checklist_file import read_checklist
from inspector.services.checklist_import import ChecklistImport, import_checklists
from inspector.services.checklist_sources import (
    checklist_path,
    errors_of,
    find_checklist,
    lacking,
    shipped_checklists,
)
from inspector.services.checklists import all_checklists, publish_checklist, question_count, questions_of
from inspector.services.record_json import record_json
from inspector.texts import sentence


@click.group()
def checklist() -> None:
    """检查表：检查 Excel 检查表、导入、查看、试填、列表。"""


for command in (show, eval_, answer_):
    checklist.add_command(command)


@checklist.command("check")
@click.argument("file", metavar="FILE")
@as_json_option
def check(file: str, *, as_json: bool) -> None:
    """检查一份 Excel 检查表，一次说全所有错误；FILE 是文件，或随程序附带的检查表的名称。"""
    found = find_checklist(file)
    if as_json:
        answer(check_answer(found))
    else:
        _tell_mistakes(found.mistakes)
        errors = len(errors_of(found.mistakes))
        counts = {"errors": errors, "warnings": len(found.mistakes) - errors}
        if found.form is None:
            note(sentence("cli.checklist_has_errors", file=found.name, **counts))
        else:
            told = {"name": found.form.title, "version": found.form.version, "count": questions_of(found.form)}
            say(sentence("cli.checklist_fine", **told, **counts))
            for one in lacking(found):
                note(sentence(one.key, **one.details))
    if found.form is None:
        raise SystemExit(REFUSED)


def _tell_mistakes(mistakes: Sequence[ChecklistMistake]) -> None:
    """The mistakes of one cell together: where, what is there, what is wrong, and the text that puts it right."""
    for (place, text), together in groupby(mistakes, key=lambda one: (one.place, one.text)):
        found = list(together)
        mark = "✗" if errors_of(found) else "!"
        written = sentence("cli.checklist_cell", text=clipped(text)) if text else ""
        say(f"{mark} {place.sheet}!{place.letter}{place.row}{written}")
        for one in found:
            say(f"    {sentence(one.key, **one.details)}")
        for fix in dict.fromkeys(one.fix for one in found if one.fix is not None):
            say(sentence("cli.checklist_fix", fix=fix))


@checklist.command("import")
@workspace_argument
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--shipped", is_flag=True, help="随程序附带的全部检查表。")
@author_option
@as_json_option
def import_(workspace: Path, files: tuple[str, ...], author: str, *, shipped: bool, as_json: bool) -> None:
    """导入 Excel 检查表；FILE 是文件，或随程序附带的检查表的名称。有一处错误就一份也不导入。"""
    chosen = [*map(checklist_path, files), *(shipped_checklists() if shipped else ())]
    if not chosen:
        raise click.UsageError(sentence("cli.checklist_import_what"))
    with open_workspace(workspace) as opened:
        today = local_time(SystemClock()).date()
        imported = import_checklists(opened, list(dict.fromkeys(chosen)), today, author)
    done = all(one.checklist for one in imported)
    if as_json:
        answer(import_answer(imported))
    else:
        for one in imported:
            _tell_import(one)
        if not done:
            note(sentence("cli.checklists_not_imported"))
    if not done:
        raise SystemExit(REFUSED)


def _tell_import(one: ChecklistImport) -> None:
    if one.mistakes:
        say(sentence("cli.checklist_file", file=one.file))
        _tell_mistakes(one.mistakes)
    if one.checklist is not None:
        key = "cli.checklist_imported" if one.is_new else "cli.checklist_unchanged"
        made = one.checklist
        say(sentence(key, name=made.name, version=made.version, count=question_count(made)))


@checklist.command("publish")
@workspace_argument
@click.argument("file", type=EXISTING_FILE)
@author_option
@as_json_option
def publish(workspace: Path, file: Path, author: str, *, as_json: bool) -> None:
    """发布一版 JSON 检查表；已发布的不改，要改就用新的版本号再发布。Excel 检查表用 import。"""
    given = read_checklist(file)
    published_on = given.published_on or local_time(SystemClock()).date()
    with open_workspace(workspace) as opened:
        made = publish_checklist(opened, given.name, given.version, given.definition, published_on, author)
    if as_json:
        answer(record_json(made))
    else:
        say(sentence("cli.checklist_published", name=made.name, version=made.version, count=question_count(made)))


@checklist.command("list")
@workspace_argument
@as_json_option
def list_(workspace: Path, *, as_json: bool) -> None:
    """列出检查表和各版。"""
    with open_workspace(workspace, read_only=True) as opened:
        listed = all_checklists(opened.reader)
    if as_json:
        answer({"checklists": [record_json(one) for one in listed]})
        return
    rows = [
        (one.name, one.version, one.published_on.isoformat() if one.published_on else "", str(question_count(one)))
        for one in listed
    ]
    if rows:
        table(sentence("cli.checklist_columns").split("|"), rows)
    else:
        say(sentence("cli.no_checklists"))
