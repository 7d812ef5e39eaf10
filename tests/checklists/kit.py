"""Checklists for tests: sheets as tables of texts, written to files where a file is what is tested."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from inspector.checklists.grid import Book, Grid
from inspector.checklists.mistakes import ChecklistMistake
from inspector.checklists.model import Form
from inspector.checklists.reading import check_book
from inspector.checklists.session import Session
from inspector.checklists.surroundings import Surroundings
from inspector.domain.errors import InspectorError
from inspector.domain.ids import CHINA

Table = Sequence[Sequence[str]]
VERDICTS = (("list_name", "name", "label"), ("v", "合格", "合格"), ("v", "不合格", "不合格"), ("v", "不适用", "不适用"))
HEAD = ("type", "name", "label")
SAFETY: Table = (
    (*HEAD, "required", "relevant", "权重", "不合格拍照", "问题分类", "整改期限", "责任单位"),
    ("begin group", "安全", "安全生产"),
    ("select_one v", "脚手架", "脚手架搭设", "yes", "", "5", "yes", "安全", "7", "住建局"),
    ("select_one v", "临电", "临时用电", "yes", "", "3"),
    ("text", "说明", "${脚手架}的说明", "yes", "${脚手架} = '不合格'"),
    ("end group",),
)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=CHINA)


class FixedClock:
    """It is always the same moment, until a test says otherwise."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def milliseconds(self) -> int:
        return int(self.now.timestamp() * 1000)


def grid(name: str, rows: Table) -> Grid:
    return Grid(name, tuple(tuple(row) for row in rows))


def book(survey: Table, choices: Table = (), settings: Table = (), **more: Table) -> Book:
    sheets = {"survey": survey, "choices": choices, "settings": settings, **more}
    return Book("检查表.xlsx", tuple(grid(name, rows) for name, rows in sheets.items() if rows))


def mistakes(survey: Table, choices: Table = (), settings: Table = (), **more: Table) -> tuple[ChecklistMistake, ...]:
    return check_book(book(survey, choices, settings, **more)).mistakes


def form(survey: Table, choices: Table = (), settings: Table = (), **more: Table) -> Form:
    reading = check_book(book(survey, choices, settings, **more))
    assert reading.form is not None, [(one.key, one.place, dict(one.details)) for one in reading.errors]
    return reading.form


def session(survey: Table, choices: Table = (), settings: Table = (), **more: Table) -> Session:
    return Session(form(survey, choices, settings, **more), surroundings=Surroundings(clock=FixedClock()))


def write(path: Path, **sheets: Table) -> Path:
    """The sheets as a real .xlsx."""
    with xlsxwriter.Workbook(path) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def refused(run: object, *arguments: object) -> str:
    assert callable(run)
    with pytest.raises(InspectorError) as caught:
        run(*arguments)
    return caught.value.key


def addresses(made: Session) -> list[str]:
    return [one.address for one in made.entries()]
