"""The index finds what LIKE finds, whatever happened to the records, and is made anew where it may be wrong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import InspectorError
from inspector.domain.inspection import Checklist
from inspector.domain.problem import Problem
from inspector.domain.project import Area, Project
from inspector.storage import driver, search_table
from inspector.storage.damage import is_redeclared, is_sound
from inspector.storage.reader import Reader
from inspector.storage.search_hits import search
from inspector.storage.search_table import SearchTable
from inspector.storage.search_terms import matching
from inspector.storage.undo import redo, undo
from inspector.storage.workspace import Workspace
from tests.storage.histories import random_part
from tests.storage.kit import HandClock, Laptop, new_workspace, project

LETTERS = "徐大堡重路ABab01-_%'\"*\\(，。é𠀀"
TEXTS = st.text(LETTERS, max_size=6)
WORDS = st.text(LETTERS, min_size=1, max_size=4)


def by_index(reader: Reader, kind: str, word: str) -> set[str]:
    """The ids that the index finds, without pinyin; "gone" for what is there no more."""
    query = f"SELECT rowid FROM search_{kind} WHERE search_{kind} MATCH ?"  # noqa: S608
    ids = {number: str(row_id) for number, row_id in reader.rows(f"SELECT rowid, id FROM {kind}")}  # noqa: S608
    return {ids.get(number, "gone") for (number,) in reader.rows(query, [matching([word], spoken=False)])}


def by_like(reader: Reader, kind: str, word: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    with monkeypatch.context() as without:
        without.setattr(search_table, "_ABLE", False)
        asked = SearchTable(reader.connection).condition(kind, word)
        assert not asked.indexed
        query = f"SELECT id FROM {kind} AS t WHERE {asked.sql}"  # noqa: S608
        return {str(row_id) for (row_id,) in reader.rows(query, asked.values)}


def found(reader: Reader, text: str) -> set[str]:
    return {one.name for one in search(reader, text, 20).projects}


def laptop(name: str) -> Laptop:
    made = Laptop(name)
    SearchTable(made.connection).make_true()
    return made


def step(one: Laptop, chance: random.Random, texts: list[str]) -> None:
    """Something that a user may do: enter, rename, move, delete, undo."""
    with one.transaction() as tx:
        areas, projects = list(tx.reader.all(Area)), list(tx.reader.all(Project))
        match chance.randrange(7):
            case 0 | 1:
                area = chance.choice(areas).id if areas else None
                made = project(tx, texts[0], address=texts[1] or None, owner_organization=texts[2], area_id=area)
                tx.insert(Problem(id=tx.new_id(), project_id=made.id, number=texts[1], description=texts[0]))
            case 2:
                tx.insert(Area(id=tx.new_id(), code="1", name=texts[0]))
            case 3 if areas:
                tx.update(Area, chance.choice(areas).id, name=texts[1])
            case 4 if projects:
                tx.update(Project, chance.choice(projects).id, name=texts[2], park_id=areas[0].id if areas else None)
            case 5 if projects:
                tx.delete(Project, chance.choice(projects).id)
            case 6 if areas:
                tx.delete(Area, areas[0].id)


def go_back(one: Laptop, chance: random.Random) -> None:
    try:
        chance.choice([undo, undo, redo])(one.as_workspace)
    except InspectorError:
        return


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=12), WORDS)
def test_the_index_finds_what_like_finds(seed: int, history: list[list[str]], word: str) -> None:
    chance = random.Random(seed)  # noqa: S311 - a drawn history
    laptops = [laptop("a"), laptop("b")]
    with pytest.MonkeyPatch.context() as monkeypatch:
        for texts in history:
            one, other = chance.sample(laptops, 2)
            step(one, chance, texts)
            other.take(random_part(one, other, chance))
            if chance.random() < 0.3:
                go_back(one, chance)
            words = {word, *(text[:2] for text in texts if text)}
            for each in laptops:
                assert SearchTable(each.connection).is_true
                for kind in search_table.SEARCHED:
                    for wanted in words:
                        assert by_index(each.reader, kind, wanted) == by_like(each.reader, kind, wanted, monkeypatch)
    for each in laptops:
        each.connection.close()


TEXTS_OF = [(cls, name) for cls in (Project, Problem) for name in search_table.SEARCHED[cls.KIND]]


@pytest.mark.parametrize(("cls", "name"), TEXTS_OF)
def test_a_changed_text_is_found_and_the_former_is_not(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, cls: type[Project | Problem], name: str
) -> None:
    with ws.transaction("入库") as tx:
        one = project(tx, "滨海公路", address="旧址", owner_organization="旧址", project_code="旧址")
        found = Problem(id=tx.new_id(), project_id=one.id, number="旧址", description="旧址")
        tx.insert(found)
    row_id = one.id if cls is Project else found.id
    for text in ("旧址", "新港", "新港区"):
        with ws.transaction("改") as tx:
            tx.update(cls, row_id, **{name: text})
        assert SearchTable(ws.reader.connection).is_true
        for word in ("旧址", "新港", "港区"):
            assert by_index(ws.reader, cls.KIND, word) == by_like(ws.reader, cls.KIND, word, monkeypatch)


def test_projects_are_found_by_pinyin(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx, "徐大堡核电站")
        project(tx, "重庆路改造")
        project(tx, "滨海公路")
    for typed in ("xdb", "XDB", "dbhd", "xudabao", "xudab", "徐大堡", "堡"):
        assert found(ws.reader, typed) == {"徐大堡核电站"}, typed
    assert found(ws.reader, "cql") == found(ws.reader, "zql") == {"重庆路改造"}
    assert found(ws.reader, "gh 滨") == set(), "every word is wanted"
    assert found(ws.reader, "bh 滨") == {"滨海公路"}
    assert found(ws.reader, " ") == set()


def test_a_renamed_area_renames_what_its_projects_are_found_by(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        area, park = tx.new_id(), tx.new_id()
        tx.insert_many([Area(id=area, code="1", name="连山区"), Area(id=park, code="2", name="石化园")])
        project(tx, "甲", area_id=area)
        project(tx, "乙", park_id=park)
    with ws.transaction("更名") as tx:
        tx.update(Area, area, name="南票区")
        tx.delete(Area, park)
    assert found(ws.reader, "南票") == {"甲"}
    assert found(ws.reader, "连山") == found(ws.reader, "石化") == set()


def test_the_best_hits_come_first_and_problems_tell_their_project(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx, "滨海公路")
        project(tx, "改造滨海")
        project(tx, "丙", address="滨海大道")
        tx.insert(Problem(id="p1", project_id=made.id, number="ZD-00001", description="滨海段缺围挡"))
        tx.insert(Problem(id="p2", project_id="not-here", description="滨海段积水"))
    hits = search(ws.reader, "滨海", 20)
    assert [one.name for one in hits.projects] == ["滨海公路", "改造滨海", "丙"]
    assert [(one.number, one.project) for one in hits.problems] == [(None, None), ("ZD-00001", "滨海公路")]
    assert len(search(ws.reader, "滨海", 1).problems) == 1


def test_checklists_are_found_by_name(ws: Workspace) -> None:
    with ws.transaction("发布") as tx:
        tx.insert(Checklist(id="c1", name="安全文明施工 A", version="2"))
    assert [(one.name, one.version) for one in search(ws.reader, "文明 a", 20).checklists] == [("安全文明施工 A", "2")]
    assert search(ws.reader, "100%", 20).checklists == ()


def test_nothing_typed_filters_nothing(ws: Workspace) -> None:
    assert SearchTable(ws.reader.connection).condition(Project.KIND, " ").sql == "1"


def test_what_is_rolled_back_is_not_found(ws: Workspace) -> None:
    with pytest.raises(RuntimeError), ws.transaction("入库") as tx:  # noqa: PT012 - both belong to the step
        project(tx, "滨海公路")
        raise RuntimeError
    assert found(ws.reader, "滨海") == set()
    assert SearchTable(ws.reader.connection).is_true


def test_an_index_that_is_missing_or_behind_is_made_anew_on_opening(tmp_path: Path) -> None:
    path = tmp_path / "ws"
    with new_workspace(path) as ws, ws.transaction("入库") as tx:
        project(tx, "滨海公路")
    for spoiled in (
        "DROP TABLE search_mark",
        "UPDATE search_mark SET version = 0",
        "UPDATE search_mark SET change_id = 0",
    ):
        connection = driver.connect(path / "workspace.db", "rw")
        connection.execute(spoiled)
        connection.close()
        with Workspace.open(path, clock=HandClock(), read_only=True) as ws:
            assert not SearchTable(ws.reader.connection).is_true
            assert found(ws.reader, "滨海") == {"滨海公路"}, "found by LIKE"
            assert found(ws.reader, "bhgl") == set()
        with Workspace.open(path, clock=HandClock()) as ws:
            assert SearchTable(ws.reader.connection).is_true
            assert found(ws.reader, "bhgl") == {"滨海公路"}


def test_rows_that_were_numbered_anew_are_noticed(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx, "滨海公路")
    ws._writer.execute("UPDATE project SET rowid = 7")
    assert not SearchTable(ws.reader.connection).is_true
    SearchTable(ws._writer).make_true()
    assert found(ws.reader, "bhgl") == {"滨海公路"}


def test_an_index_that_is_behind_is_not_taken_for_true_after_the_next_save(ws: Workspace) -> None:
    ws._writer.execute("UPDATE search_mark SET version = 0")
    with ws.transaction("入库") as tx:
        project(tx, "滨海公路")
    assert not SearchTable(ws.reader.connection).is_true
    assert found(ws.reader, "滨海") == {"滨海公路"}


def test_an_old_sqlite_goes_without_it(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_table, "_ABLE", False)
    with ws.transaction("入库") as tx:
        made = project(tx, "滨海公路")
    SearchTable(ws._writer).make_true()
    assert found(ws.reader, "滨海") == {"滨海公路"}
    with ws.transaction("删除") as tx:
        tx.delete(Project, made.id)
    monkeypatch.undo()
    assert not SearchTable(ws.reader.connection).is_true
    SearchTable(ws._writer).make_true()
    assert SearchTable(ws.reader.connection).is_true


@pytest.mark.parametrize("before", [(), ("ROLLBACK",)], ids=["refused", "a full disk has rolled back by itself"])
def test_a_workspace_opens_without_the_index_where_it_cannot_be_made(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, before: tuple[str, ...]
) -> None:
    ws._writer.execute("UPDATE search_mark SET version = 0")
    with monkeypatch.context() as full:
        full.setattr(search_table, "_TABLES", (*before, "CREATE TABLE no room"))
        SearchTable(ws._writer).make_true()
    assert not ws._writer.in_transaction
    assert not SearchTable(ws.reader.connection).is_true


def test_the_index_is_no_part_of_the_schema_and_does_not_spoil_a_check(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx, "滨海公路")
    assert is_sound(ws.reader.connection)
    assert not is_redeclared(ws.reader.connection)
