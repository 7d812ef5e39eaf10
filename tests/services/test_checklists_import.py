"""Checklists written in Excel come into a workspace: all or nothing, once, and a version never changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from inspector.checklists.definition import from_definition
from inspector.checklists.reading import read_checklist
from inspector.domain.errors import FormatError, InspectorError
from inspector.domain.inspection import Checklist
from inspector.services.bundle import Services
from inspector.services.checklist_import import ChecklistImport, import_checklists
from inspector.services.checklist_outline import outline, simple_outline
from inspector.services.checklist_sources import checklist_path, find_checklist, need_form, shipped_checklists
from inspector.services.checklists import all_checklists, newest_checklist, publish_checklist, question_count
from inspector.storage.state_hash import state_hash
from tests.checklists.kit import VERDICTS, Table, write

DAY = date(2022, 6, 1)
SURVEY: Table = (
    ("type", "name", "label", "required", "relevant", "bind::gov:weight"),
    ("begin group", "site", "现场"),
    ("select_one v", "fence", "围挡", "yes", "", "5"),
    ("text", "why", "原因", "", "${fence} = '不合格'"),
    ("end group",),
    ("note", "thanks", "完成"),
)
ITEMS = {
    "items": [{"name": "hoarding", "label": "围挡", "answer_type": "choices", "choices": ["有"], "required": True}]
}


def book(path: Path, *, version: str = "1", survey: Table = SURVEY, title: str = "围挡检查") -> Path:
    settings = (("form_title", "form_id", "version"), (title, "fence", version))
    return write(path, survey=survey, choices=VERDICTS, settings=settings)


def imported(office: Services, *files: Path, on: date = DAY) -> tuple[ChecklistImport, ...]:
    return import_checklists(office.workspace, files, on)


def refused(office: Services, *files: Path) -> InspectorError:
    before = state_hash(office.workspace)
    with pytest.raises(InspectorError) as caught:
        imported(office, *files)
    assert state_hash(office.workspace) == before
    return caught.value


def test_the_shipped_ones_come_in_one_step_and_once(office: Services) -> None:
    files = shipped_checklists()
    assert len(files) == 6
    made = imported(office, *files)
    assert all(one.is_new and not one.mistakes for one in made)
    before = state_hash(office.workspace)
    again = imported(office, *files)
    assert [one.checklist for one in again] == [one.checklist for one in made]
    assert not any(one.is_new for one in again)
    assert state_hash(office.workspace) == before
    office.history.undo()
    assert all_checklists(office.workspace.reader) == []


def test_what_is_kept_is_the_form_of_the_file(office: Services, tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx")
    (made,) = imported(office, file)
    kept = newest_checklist(office.workspace.reader, "围挡检查")
    assert kept == made.checklist
    assert (kept.version, kept.published_on, question_count(kept)) == ("1", DAY, 2)
    assert from_definition(kept.definition or {}) == read_checklist(file).form


def test_one_file_with_errors_keeps_all_out_and_every_mistake_is_told(office: Services, tmp_path: Path) -> None:
    wrong = (*SURVEY[:-1], ("text", "围 挡", "x", "", "${没有} = 1"), ("colour", "b", "c"))
    before = state_hash(office.workspace)
    good, bad = imported(office, book(tmp_path / "a.xlsx"), book(tmp_path / "b.xlsx", survey=wrong, title="乙"))
    assert state_hash(office.workspace) == before
    assert (good.checklist, bad.checklist, bad.form) == (None, None, None)
    assert good.form is not None
    places = {(one.place.row, one.place.letter) for one in bad.mistakes}
    assert {(6, "B"), (6, "E"), (7, "A")} <= places


def test_a_version_that_is_out_is_never_changed(office: Services, tmp_path: Path) -> None:
    imported(office, book(tmp_path / "a.xlsx"))
    other = (*SURVEY, ("text", "more", "补充"))
    assert refused(office, book(tmp_path / "a.xlsx", survey=other)).key == "services.checklist_version_differs"
    imported(office, book(tmp_path / "a.xlsx", survey=other, version="2"))
    assert [one.version for one in all_checklists(office.workspace.reader)] == ["1", "2"]


def test_of_one_day_the_higher_version_is_newer(office: Services, tmp_path: Path) -> None:
    for version in ("1.10", "1.9"):
        imported(office, book(tmp_path / "a.xlsx", version=version))
    assert newest_checklist(office.workspace.reader, "围挡检查").version == "1.10"
    imported(office, book(tmp_path / "a.xlsx", version="0.1"), on=date(2022, 6, 2))
    assert newest_checklist(office.workspace.reader, "围挡检查").version == "0.1"


def test_a_form_without_version_a_simple_one_of_that_version_and_no_workbook_are_refused(
    office: Services, tmp_path: Path
) -> None:
    assert refused(office, book(tmp_path / "a.xlsx", version="")).key == "services.checklist_without_version"
    publish_checklist(office.workspace, "围挡检查", "1", ITEMS, DAY)
    assert refused(office, book(tmp_path / "a.xlsx")).key == "services.checklist_version_differs"
    (tmp_path / "b.xlsx").write_text("name,label", "utf-8")
    assert refused(office, tmp_path / "b.xlsx").key == "checklists.not_a_workbook"


def test_a_checklist_is_found_as_a_file_as_shipped_or_in_the_workspace(office: Services, tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx")
    assert need_form(find_checklist(str(file))).title == "围挡检查"
    assert checklist_path("观摩评分") in shipped_checklists()
    reader = office.workspace.reader
    for reference, where in (("没有.xlsx", None), ("没有", reader), ("观摩评分", reader)):
        with pytest.raises(InspectorError):
            find_checklist(reference, where)
    imported(office, file)
    assert find_checklist("围挡检查", reader).checklist == newest_checklist(reader, "围挡检查")
    assert find_checklist(str(file), reader).checklist is None


def test_what_has_errors_or_is_simple_gives_no_form(office: Services, tmp_path: Path) -> None:
    wrong = book(tmp_path / "a.xlsx", survey=(*SURVEY, ("colour", "b", "c")))
    publish_checklist(office.workspace, "旧", "1", ITEMS, DAY)
    found = (find_checklist(str(wrong)), find_checklist("旧", office.workspace.reader))
    for one, key in zip(found, ("checklist_has_mistakes", "checklist_is_simple"), strict=True):
        with pytest.raises(FormatError) as caught:
            need_form(one)
        assert caught.value.key == f"services.{key}"


def test_an_outline_tells_every_item_with_its_rules(tmp_path: Path) -> None:
    form = need_form(find_checklist(str(book(tmp_path / "a.xlsx"))))
    lines = outline(form)
    assert [(one.path, one.depth, one.type, one.is_part) for one in lines] == [
        ("site", 0, "group", True),
        ("site/fence", 1, "select_one", False),
        ("site/why", 1, "text", False),
        ("thanks", 0, "note", False),
    ]
    assert lines[1].choices == (("合格", "合格"), ("不合格", "不合格"), ("不适用", "不适用"))
    assert lines[2].conditions == {"relevant": "${fence} = '不合格'"}


def test_a_simple_checklist_has_an_outline_and_a_count_too(office: Services) -> None:
    (line,) = simple_outline(ITEMS)
    assert (line.path, line.type, line.choices, line.conditions) == (
        "hoarding",
        "choices",
        (("有", "有"),),
        {"required": "true()"},
    )
    made = publish_checklist(office.workspace, "旧", "1", ITEMS, DAY)
    assert question_count(made) == 1
    assert question_count(Checklist(id=made.id, name="空", version="1")) == 0


def test_shipped_ones_are_looked_for_in_the_tree_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.paths.forms", tmp_path.joinpath)
    assert shipped_checklists() == ()
