"""`bulletin compile | list | show | review | issue`: the printed issue of a half-month."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from inspector.cli.answers import bulletin_answer, bulletin_line, compiled_answer
from inspector.cli.opening import open_services
from inspector.cli.output import answer, as_json_option, note, say, table
from inspector.cli.parameters import FILE, DayType, PeriodType, workspace_argument
from inspector.cli.report import tell_check
from inspector.domain.periods import Period
from inspector.services.bulletin_edits import NO_SECTIONS
from inspector.services.compile_content import IssueHead
from inspector.texts import sentence


@click.group()
def bulletin() -> None:
    """简报：编制、列表、查看、核稿、印发。"""


@bulletin.command("compile")
@workspace_argument
@click.option("--period", type=PeriodType(), required=True, help="半月期，如 2022-06-1。")
@click.option("--out", type=FILE, required=True, help="PDF 文件。")
@click.option("--docx", type=FILE, help="同时写出 Word 文档（.docx），供继续修改。")
@click.option("--as-of", type=DayType(), help="数据截止日；缺省为期末或今天。")
@click.option("--title", default="", help="标题；缺省由数据生成。")
@click.option("--note", "editor_note", default="", help="按语。")
@click.option("--total-number", type=click.IntRange(1), help="总第×期。")
@click.option("--secrecy", default="", help="密级，印在左上角。")
@click.option("--number", default="", help="编号，印在右上角。")
@click.option("--refresh", is_flag=True, help="重新取数；已印发的形成更正版。")
@as_json_option
def compile_(
    workspace: Path,
    period: Period,
    out: Path,
    docx: Path | None,
    as_of: date | None,
    title: str,
    editor_note: str,
    total_number: int | None,
    secrecy: str,
    number: str,
    *,
    refresh: bool,
    as_json: bool,
) -> None:
    """编制一期简报：冻结数据、核数、排版为 PDF，可另存 Word。已冻结的期次按冻结内容重印。"""
    if docx == out:
        raise click.UsageError("--docx 与 --out 不能是同一个文件。")
    head = IssueHead(title, editor_note, secrecy, number, total_number)
    with open_services(workspace) as services:
        compiled = services.bulletins.compile(period, out, on=as_of, head=head, refresh=refresh)
        word = services.office.word.write(compiled.bulletin.id, docx) if docx else None
    data = compiled_answer(compiled, word)
    if as_json:
        answer(data)
        return
    for line in data["warnings"]:
        note(line)
    if compiled.uncredited:
        note(sentence("cli.uncredited", count=compiled.uncredited))
    if compiled.reused:
        note(sentence("cli.bulletin_reused", frozen_at=f"{compiled.bulletin.frozen_at:%Y-%m-%d %H:%M}"))
        if head != IssueHead() or as_of:
            note(sentence("cli.head_ignored"))
    tell_check(data["check"])
    say(sentence("cli.bulletin_made", path=data["path"], pages=data["pages"], number=data["issue_number"]))
    if word:
        say(sentence("cli.bulletin_docx", path=data["docx"]))


@bulletin.command("list")
@workspace_argument
@as_json_option
def list_(workspace: Path, *, as_json: bool) -> None:
    """列出各期简报及其状态。"""
    with open_services(workspace, read_only=True) as services:
        lines = [bulletin_line(one) for one in services.bulletins.all()]
    if as_json:
        answer({"bulletins": lines})
        return
    names = ("period", "issue_number", "revision", "state", "as_of", "title")
    rows = [tuple(str(one[name]) for name in names) for one in map(_worded, lines)]
    if rows:
        table(sentence("cli.bulletin_columns").split("|"), rows)
    else:
        say(sentence("cli.no_bulletins"))


def _worded(line: dict[str, Any]) -> dict[str, Any]:
    """The state of an issue in words."""
    return {**line, "state": sentence(f"cli.word_{line['state']}")}


@bulletin.command("show")
@workspace_argument
@click.argument("reference", metavar="ID|PERIOD")
@click.option("--figure", help="列出某个数字背后的行，如 overview.active。")
@as_json_option
def show(workspace: Path, reference: str, figure: str | None, *, as_json: bool) -> None:
    """查看一期简报的章节和数字；每个数字都能追到它的行。"""
    with open_services(workspace, read_only=True) as services:
        if figure is not None:
            section, _, name = figure.partition(".")
            rows = [dict(one) for one in services.bulletins.rows_of(reference, section, name)]
            _tell_rows(figure, rows, as_json=as_json)
            return
        data = bulletin_answer(services.bulletins.show(reference))
    if as_json:
        answer(data)
        return
    say(sentence("cli.bulletin_head", **_worded(data)))
    for one in data["sections"]:
        if one["key"] in NO_SECTIONS:
            continue
        say(one["title"])
        for made in one["figures"]:
            say(f"  {one['key']}.{made['name']} = {made['printed']}")


def _tell_rows(figure: str, rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        answer({"figure": figure, "rows": rows})
        return
    for row in rows:
        say("  ".join(str(row[name]) for name in ("id", "name", "project") if row.get(name)))


@bulletin.command("review")
@workspace_argument
@click.argument("reference", metavar="ID|PERIOD")
@as_json_option
def review(workspace: Path, reference: str, *, as_json: bool) -> None:
    """核稿：文中数字互相矛盾时拒绝。"""
    with open_services(workspace) as services:
        line = bulletin_line(services.bulletins.review(reference))
    _moved(line, "cli.bulletin_reviewed", as_json=as_json)


@bulletin.command("issue")
@workspace_argument
@click.argument("reference", metavar="ID|PERIOD")
@as_json_option
def issue(workspace: Path, reference: str, *, as_json: bool) -> None:
    """印发：此后只能以新版更正。"""
    with open_services(workspace) as services:
        line = bulletin_line(services.bulletins.issue(reference))
    _moved(line, "cli.bulletin_issued", as_json=as_json)


def _moved(line: dict[str, object], key: str, *, as_json: bool) -> None:
    if as_json:
        answer(line)
    else:
        say(sentence(key, **line))
