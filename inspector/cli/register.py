"""`register import | export | template`: the project register and Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from inspector.cli.answers import changes_answer, plan_answer
from inspector.cli.opening import open_services
from inspector.cli.output import REFUSED, answer, as_json_option, note, say
from inspector.cli.parameters import EXISTING_FILE, FILE, workspace_argument
from inspector.domain.errors import RuleError
from inspector.services.register_plan import ImportPlan
from inspector.sheets.columns import ENUMS, enum_labels
from inspector.sheets.register_writing import write_template
from inspector.texts import sentence

SHOWN = 50


@click.group()
def register() -> None:
    """项目台账：导入、导出、模板。"""


@register.command("import")
@workspace_argument
@click.argument("file", type=EXISTING_FILE)
@click.option("--dry-run", is_flag=True, help="只预演，不写入。")
@click.option("--year", type=click.IntRange(2000, 2100), help="年度计划的年份（文件内有多个年份时）。")
@click.option("--errors", type=FILE, help="错误工作簿写到哪里；缺省为原文件旁的“-错误.xlsx”。")
@click.option("--author", default="", help="操作人（角色）。")
@as_json_option
def import_(
    workspace: Path, file: Path, *, dry_run: bool, year: int | None, errors: Path | None, author: str, as_json: bool
) -> None:
    """从 Excel 导入台账：先预演，有一行被拒则整份不导入，并写出错误工作簿。"""
    with open_services(workspace, read_only=dry_run) as services:
        plan = services.register.plan(file, year)
        data = plan_answer(plan) | {"dry_run": dry_run, "imported": False, "error_workbook": None}
        if plan.refusals:
            target = errors or _free_place(file)
            data["error_workbook"] = str(services.register.send_back(plan, target))
        elif not dry_run:
            done = services.register.apply(plan, author)
            data |= {"imported": True, "changes": changes_answer(done.changes)}
    if as_json:
        answer(data)
    else:
        _tell(plan, data)
    if plan.refusals:
        raise SystemExit(REFUSED)


def _free_place(file: Path) -> Path:
    """Beside the file, never over an earlier error workbook that somebody may be correcting."""
    places = (file.with_name(f"{file.stem}-错误{number}.xlsx") for number in ("", *map(str, range(2, 10_000))))
    return next(one for one in places if not one.exists())


def _tell(plan: ImportPlan, data: dict[str, Any]) -> None:
    for kind in ("coercions", "warnings", "refusals"):
        lines = data[kind]
        if lines:
            note(sentence(f"cli.import_{kind}", count=len(lines)))
        for one in lines[:SHOWN]:
            note("  " + _line(one))
        if len(lines) > SHOWN:
            note("  " + sentence("cli.more_lines", count=len(lines) - SHOWN))
    for one in data["unknown_columns"]:
        note(sentence("cli.unknown_column", **one))
    numbers = {name: data[name] for name in ("new", "changed", "unchanged", "differences", "refused")}
    say(sentence("cli.import_counts", file=plan.file.name, **numbers))
    if data["error_workbook"]:
        say(sentence("cli.error_workbook", path=data["error_workbook"]))
    say(sentence(_outcome(data)))


def _line(one: dict[str, Any]) -> str:
    cell = f"{one.get('column', '')}{one['row'] or ''}"
    place = f"{one['sheet']}!{cell}" if cell else one["sheet"]
    return " ".join(part for part in (place, _changed(one), one["text"]) if part)


def _changed(one: dict[str, Any]) -> str:
    """What the cell held, and what it was read as."""
    if "value" not in one:
        raw = one.get("raw")
        return "" if raw is None or str(raw) in one["text"] else f"“{raw}”"
    written = {str(value): word for value, word in enum_labels(one["field"]).items()} if one["field"] in ENUMS else {}
    return f"{one['raw']} → {written.get(str(one['value']), one['value'])}（{one['header']}）"


def _outcome(data: dict[str, Any]) -> str:
    if data["refusals"]:
        return "cli.import_refused"
    if data["dry_run"]:
        return "cli.import_dry"
    return "cli.import_done" if data["new"] or data["changed"] else "cli.import_same"


@register.command("export")
@workspace_argument
@click.argument("file", type=FILE)
@click.option("--year", type=click.IntRange(2000, 2100), help="带出哪一年的年度计划；缺省为各项目最近一年。")
@as_json_option
def export(workspace: Path, file: Path, *, year: int | None, as_json: bool) -> None:
    """把整个台账导出为 Excel；再导入时没有差异。"""
    with open_services(workspace, read_only=True) as services:
        path, count = services.register.export(file, year)
    if as_json:
        answer({"path": str(path), "projects": count})
    else:
        say(sentence("cli.exported", path=path, count=count))


@register.command("template")
@click.argument("file", type=FILE)
@as_json_option
def template(file: Path, *, as_json: bool) -> None:
    """写出空白台账模板：表头、填表说明、下拉选项。"""
    if file.exists():
        raise RuleError("cli.file_taken", file=file.name)
    path = write_template(file)
    if as_json:
        answer({"path": str(path)})
    else:
        say(sentence("cli.template_made", path=path))
