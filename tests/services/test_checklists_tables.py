"""Choices from a file: read beside the workbook, kept with the checklist, there when a visit is judged."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspector.checklists.definition import to_definition
from inspector.domain.errors import FormatError, RuleError
from inspector.services.bundle import Services
from inspector.services.checklist_import import import_checklists
from inspector.services.checklist_sources import find_checklist, need_kept
from inspector.services.checklist_tables import from_kept, to_kept, with_tables
from inspector.services.checklists import all_checklists, newest_checklist, question_count
from tests.checklists.kit import Table, form, write
from tests.services.kit import a_project, visit

SURVEY: Table = (
    ("type", "name", "label", "choice_filter", "calculation"),
    ("select_one_from_file towns.csv", "town", "乡镇", "county = '兴城'"),
    ("calculate", "people", "", "", "pulldata('people', 'count', 'name', ${town})"),
)
TOWNS = "name,label,county\n01,红崖子镇,兴城\n02,高桥镇,连山\n"
PEOPLE = "name,count\n01,1200\n"


def book(folder: Path, towns: str | None = TOWNS, people: str | None = PEOPLE, encoding: str = "utf-8-sig") -> Path:
    for name, text in (("towns", towns), ("people", people)):
        if text is not None:
            (folder / f"{name}.csv").write_text(text, encoding)
    return write(folder / "a.xlsx", survey=SURVEY, settings=(("form_title", "version"), ("乡镇", "1")))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_visit_is_judged_with_the_tables_of_its_checklist(office: Services, tmp_path: Path, encoding: str) -> None:
    a_project(office)
    file = book(tmp_path, encoding=encoding)
    import_checklists(office.workspace, [file], date(2022, 6, 1))
    for one in tmp_path.glob("*.csv"):
        one.unlink()
    kept = newest_checklist(office.workspace.reader, "乡镇")
    assert question_count(kept) == 1
    found = office.visits.record("滨海公路", visit(checklist="乡镇", answers={"town": "01"}, signature="管家"))
    assert dict(found.inspection.answers or {})["people"] == "1200"
    with pytest.raises(RuleError) as caught:
        office.visits.record("滨海公路", visit(checklist="乡镇", answers={"town": "02"}, signature="管家"))
    assert "02" in caught.value.details["told"]
    in_workspace = need_kept(find_checklist("乡镇", office.workspace.reader))
    assert in_workspace == from_kept(kept.definition or {})


@pytest.mark.parametrize(
    ("towns", "people", "key"),
    [
        (None, PEOPLE, "missing"),
        (TOWNS, None, "missing"),
        ("name,county\n01,兴城\n", PEOPLE, "column"),
        ("", PEOPLE, "column"),
        (TOWNS, "x" * 2_000_001, "unreadable"),
        (TOWNS, 'name\n"' + "x" * 200_000, "unreadable"),
    ],
    ids=["no towns", "no people", "no label", "empty", "too large", "cell too large"],
)
def test_a_file_that_is_not_there_or_does_not_do_keeps_the_checklist_out(
    towns: str | None, people: str | None, key: str, office: Services, tmp_path: Path
) -> None:
    with pytest.raises(FormatError) as caught:
        import_checklists(office.workspace, [book(tmp_path, towns, people)], date(2022, 6, 1))
    assert caught.value.key == f"services.checklist_table_{key}"
    assert all_checklists(office.workspace.reader) == []


def test_no_text_and_no_csv_are_refused(tmp_path: Path) -> None:
    file = book(tmp_path)
    (tmp_path / "towns.csv").write_bytes(b"\xff\xfe\xff\xff")
    with pytest.raises(FormatError) as caught:
        need_kept(find_checklist(str(file)))
    assert caught.value.key == "services.checklist_table_unreadable"
    places = form((SURVEY[0], ("select_one_from_file places.xml", "place", "地点")))
    with pytest.raises(FormatError) as caught:
        with_tables(places, tmp_path)
    assert caught.value.key == "services.checklist_table_no_csv"


def test_what_is_kept_is_read_back_and_what_is_damaged_refused(tmp_path: Path) -> None:
    kept = need_kept(find_checklist(str(book(tmp_path))))
    definition = to_kept(kept)
    assert set(kept.tables) == {"towns", "people"}
    assert to_kept(from_kept(definition)) == definition
    plain = form((SURVEY[0], ("text", "a", "甲")))
    assert to_kept(with_tables(plain, tmp_path)) == to_definition(plain)
    damaged: tuple[Any, ...] = ([], {"towns": "x"}, {"towns": ["x"]}, {"towns": [{"name": 1}]})
    for tables in damaged:
        with pytest.raises(FormatError) as caught:
            from_kept(definition | {"tables": tables})
        assert caught.value.key == "checklists.definition_damaged"
