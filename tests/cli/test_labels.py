"""Everything that a record can hold has a name and words that people use, in both languages, and is read back."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from inspector import paths
from inspector.app import open_services
from inspector.domain.dispatch import DispatchMeeting
from inspector.domain.entities import kinds
from inspector.domain.errors import RuleError
from inspector.domain.inspection import Inspection, Purpose
from inspector.domain.project import Project, Stage
from inspector.domain.record import Cell
from inspector.services.value_reading import read_value
from inspector.services.wording import record_title, told_value
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace
from inspector.texts import LANGUAGES, label, sentence
from tests.cli.kit import PROJECT

CELLS = [(kind, cell) for kind, cls in kinds().items() for cell in cls.CELLS]
CHINA = timezone(timedelta(hours=8))


def cell_of(kind: str, name: str) -> Cell:
    return next(cell for cell in kinds()[kind].CELLS if cell.name == name)


@pytest.fixture
def reader(real: Path) -> Iterator[Reader]:
    with Workspace.open(real, read_only=True) as workspace:
        yield workspace.reader


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_cell_and_choice_has_a_label(lang: str) -> None:
    keys = [f"fields.{kind}" for kind in kinds()] + [f"fields.{kind}.{cell.name}" for kind, cell in CELLS]
    keys += [f"fields.{kind}.{cell.name}.{one.value}" for kind, cell in CELLS for one in _choices(cell)]
    catalogue = gettext.translation("fields", paths.resources("i18n"), [lang])
    assert [key for key in keys if catalogue.gettext(key) == key] == []
    assert len(keys) == len(set(keys))


def _choices(cell: Cell) -> list[Enum]:
    return list(cell.type) if issubclass(cell.type, Enum) else []


def test_labels_of_one_kind_are_told_apart() -> None:
    for kind, cls in kinds().items():
        labels = [label(kind, cell.name) for cell in cls.CELLS]
        assert len(set(labels)) == len(labels), kind
        for cell in cls.CELLS:
            words = [label(kind, cell.name, one.value) for one in _choices(cell)]
            assert len(set(words)) == len(words), (kind, cell.name)


def test_what_nobody_declared_is_shown_as_it_came() -> None:
    assert label("没有的种类") == "没有的种类"
    assert label("project", "no_such_field") == "no_such_field"
    assert label("project", "stage", "no_such_stage") == "no_such_stage"


def test_messages_name_records_and_fields_by_their_labels() -> None:
    assert "问题 的“责任单位”必须填写" in sentence("storage.required", kind="problem", field="owner_department")
    assert sentence("cli.package_shown", kind="任务包", device="甲").startswith("甲 的任务包")


@pytest.mark.parametrize(
    ("kind", "name", "value", "expected"),
    [
        ("project", "stage", Stage.PRELIMINARY, "前期"),
        ("project", "stage", "unheard_of", "unheard_of"),
        ("project", "total_investment", Decimal("1500.00"), "1500.00"),
        ("project", "actual_start", date(2022, 6, 8), "2022-06-08"),
        ("project", "jobs", None, ""),
        ("inspection", "visited_at", datetime(2022, 6, 8, 14, 10, tzinfo=CHINA), "2022-06-08 14:10"),
        ("inspection", "inspectors", ("管家甲", "管家乙"), "管家甲、管家乙"),
        ("inspection", "answers", {"围挡": True}, '{"围挡": true}'),
        ("problem", "project_id", "00000000-0000-7000-8000-0123456789ab", "0123456789ab"),
    ],
)
def test_values_are_told_in_the_words_of_the_trade(
    reader: Reader, kind: str, name: str, value: object, expected: str
) -> None:
    assert told_value(reader, kind, cell_of(kind, name), value) == expected


def test_a_value_of_no_known_field_is_told_as_it_came(reader: Reader) -> None:
    assert told_value(reader, "project", None, 5) == "5"
    assert told_value(reader, "project", None, Stage.LEAD) == "lead"


def test_ids_are_told_as_names(real: Path) -> None:
    with open_services(real, read_only=True) as services:
        reader = services.workspace.reader
        project = services.projects.show(PROJECT).project
        assert record_title(reader, Project.KIND, project.id) == PROJECT
        assert told_value(reader, "problem", cell_of("problem", "project_id"), project.id) == PROJECT
        projects = cell_of(DispatchMeeting.KIND, "project_ids")
        assert told_value(reader, DispatchMeeting.KIND, projects, (project.id,)) == PROJECT
        assert told_value(reader, "project", cell_of("project", "area_id"), project.area_id).endswith(
            ("区", "县", "市")
        )


def test_a_record_without_a_name_is_told_by_what_it_is(visited: Path) -> None:
    with Workspace.open(visited, read_only=True) as workspace:
        (visit,) = workspace.reader.all(Inspection)
        assert record_title(workspace.reader, Inspection.KIND, visit.id).startswith("2022-06-")
        assert record_title(workspace.reader, "clock_stop", visit.id) == visit.id[-12:]


@pytest.mark.parametrize(
    ("kind", "name", "text", "expected"),
    [
        ("project", "total_investment", "1500", Decimal(1500)),
        ("project", "total_investment", "12,345.67", Decimal("12345.67")),
        ("project", "stage", "前期", Stage.PRELIMINARY),
        ("project", "stage", "preliminary", Stage.PRELIMINARY),
        ("inspection", "purpose", "督查", Purpose.SUPERVISION),
        ("project", "jobs", "30", 30),
        ("project", "longitude", "120.5", 120.5),
        ("project", "actual_start", "2022-06-08", date(2022, 6, 8)),
        ("project", "note", "已复核", "已复核"),
        ("project", "note", "", None),
        ("problem", "co_departments", "甲局、 乙局", ("甲局", "乙局")),
        ("inspection", "visited_at", "2022-06-08 14:10", datetime(2022, 6, 8, 14, 10, tzinfo=CHINA)),
        ("inspection", "visited_at", "2022-06-08T14:10:00+00:00", datetime(2022, 6, 8, 14, 10, tzinfo=UTC)),
        ("inspection", "answers", '{"围挡": true}', {"围挡": True}),
    ],
)
def test_values_are_read_as_people_write_them(kind: str, name: str, text: str, expected: Any) -> None:
    found = read_value(kind, cell_of(kind, name), text)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("project", "total_investment", "很多"),
        ("project", "total_investment", "NaN"),
        ("project", "stage", "快了"),
        ("project", "jobs", "3.5"),
        ("project", "actual_start", "6月8日"),
        ("inspection", "answers", "[1]"),
        ("inspection", "answers", "{"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_its_label(kind: str, name: str, text: str) -> None:
    with pytest.raises(RuleError) as refused:
        read_value(kind, cell_of(kind, name), text)
    assert f"不能作为“{label(kind, name)}”的值" in sentence(refused.value.key, **refused.value.details)
