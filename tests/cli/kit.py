"""What the command-line tests share: running a command, reading its answer, drawing a photo, writing a workbook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import openpyxl
from click.testing import CliRunner
from PIL import Image, ImageDraw

from inspector import paths
from inspector.cli import main

VISITS = paths.resources("samples", "visits")
PROJECT = "辽宁先达农化三期工程"
ISSUE = ("--period", "2022-06-1", "--as-of", "2022-06-10")
DAY = ("--on", "2022-06-10")
HEADER = ("项目名称", "所在区域", "总投资（万元）")


@dataclass(frozen=True)
class Told:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*words: object) -> Told:
    """Run a command in this process; a traceback is a failure of the test."""
    result = CliRunner().invoke(main, [str(one) for one in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Told(result.exit_code, result.stdout, result.stderr)


def ask(*words: object) -> Any:
    """The JSON answer of a command that is done."""
    told = run(*words, "--json")
    assert told.code == 0, told
    return told.json


def state(workspace: Path) -> str:
    """The content hash that `info` shows."""
    return str(ask("info", workspace)["state_hash"])


def picture(path: Path, number: int = 0) -> Path:
    """A drawn JPEG: the same number draws the same bytes."""
    image = Image.new("RGB", (320, 240), (200, 205, 40 + number))
    ImageDraw.Draw(image).rectangle((20 + number, 40, 120 + number, 200), fill=(90, 60, 40))
    image.save(path, "JPEG", quality=85)
    return path


def visit_file(path: Path, **fields: Any) -> Path:
    """A visit file with what is required and `fields`."""
    least = {"visited_at": "2022-06-08T14:10:00+08:00", "purpose": "日常巡查"}
    least |= {"seen_status": "主体施工", "physical_progress_pct": "52.5"}
    path.write_text(json.dumps(least | fields, ensure_ascii=False), "utf-8")
    return path


def register_file(path: Path, *rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> Path:
    """A register as an office would send it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def safety(path: Path, *, relevant: str = "${脚手架} = '不合格'", version: str = "1") -> Path:
    """A checklist written in Excel: a rule that raises a problem, a condition, a repeat and a calculation."""
    head = (
        "类型",
        "名称",
        "标签",
        "必填",
        "显示条件",
        "约束",
        "计算",
        "权重",
        "不合格拍照",
        "问题分类",
        "整改期限",
        "责任单位",
    )
    rows: tuple[tuple[str, ...], ...] = (
        ("单选 v", "脚手架", "脚手架搭设", "是", "", "", "", "5", "是", "安全", "7", "市住建局"),
        ("单选 v", "临电", "临时用电", "", "", "", "", "3"),
        ("文字", "说明", "不合格情况", "是", relevant),
        ("重复开始", "楼栋", "各栋"),
        ("整数", "层数", "层数", "", "", ". > 0"),
        ("重复结束",),
        ("计算", "总层数", "", "", "", "", "sum(${层数})"),
    )
    choices = (("选项组", "名称", "标签"), *(("v", one, one) for one in ("合格", "不合格", "不适用")))
    book = openpyxl.Workbook()
    sheets = {"survey": (head, *rows), "choices": choices, "settings": (("标题", "版本"), ("安全", version))}
    for number, (name, lines) in enumerate(sheets.items()):
        sheet = book.create_sheet(name, number)
        for line in lines:
            sheet.append(line)
    book.remove(book["Sheet"])
    book.save(path)
    return path


def commands(group: click.Group = main, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command of the tree with its words."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*place, name))
        else:
            yield (*place, name), command


def sha(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def last_visit(workspace: Path) -> Any:
    """The newest visit with all that belongs to it."""
    visits = ask("visit", "list", workspace)["visits"]
    return ask("visit", "show", workspace, visits[0]["id"])


def figure(workspace: Path, section: str, name: str) -> str:
    """A printed figure of the issue."""
    shown = ask("bulletin", "show", workspace, "2022-06-1")
    figures = {(one["key"], made["name"]): made["printed"] for one in shown["sections"] for made in one["figures"]}
    return str(figures[section, name])
