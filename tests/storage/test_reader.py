from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from inspector.domain.errors import NotFoundError
from inspector.domain.project import Area, Project, ProjectKind, Stage
from inspector.storage.workspace import Workspace
from tests.storage.kit import project


def test_values_are_given_in_their_own_types(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        one = project(tx, "甲", total_investment=Decimal("499.99"), actual_start=date(2022, 4, 1))
        other = project(tx, "乙", kind=None)
    read = ws.reader
    assert read.find(Project, total_investment=Decimal("499.990")) == one
    assert read.find(Project, actual_start=date(2022, 4, 1)) == one
    assert read.find(Project, kind=None) == other
    assert read.find(Project, kind=ProjectKind.NEW_BUILD, stage=Stage.CONSTRUCTION) == one
    assert read.find(Project, id=other.id) == other
    assert read.find(Project, name="丙") is None
    assert (read.count(Project), read.count(Project, kind=None)) == (2, 1)


def test_records_come_in_the_order_asked_for_and_else_by_id(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        for name, output in (("乙", "9"), ("甲", "10"), ("丙", "1.5")):
            project(tx, name, annual_output_value=Decimal(output))
    by_value = [one.name for one in ws.reader.all(Project, order=("annual_output_value",))]
    assert by_value == ["丙", "乙", "甲"]
    down = [one.name for one in ws.reader.all(Project, order=("-annual_output_value",), limit=2)]
    assert down == ["甲", "乙"]
    ids = [one.id for one in ws.reader.all(Project)]
    assert ids == sorted(ids)
    assert [one.id for one in ws.reader.all(Project, order=("-id",))] == ids[::-1]


def test_a_loop_may_write_to_what_it_reads(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        for _ in range(3):
            project(tx)
    with ws.transaction("复制") as tx:
        for one in tx.reader.all(Project):
            project(tx, one.name + "二期")
    assert ws.reader.count(Project) == 6


def test_many_ids_at_once(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        areas = [Area(id=tx.new_id(), code=str(n), name="区") for n in range(1200)]
        tx.insert_many(areas)
    found = ws.reader.ids_in(Area, [*(one.id for one in areas), "nowhere"])
    assert found == {one.id: one for one in areas}


def test_an_unknown_id_is_told(ws: Workspace) -> None:
    with pytest.raises(NotFoundError):
        ws.reader.get(Area, "nowhere")


def test_a_snapshot_stays_as_it_is_whatever_is_saved_meanwhile(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
    with ws.reader.snapshot():
        with ws.transaction("入库") as tx, tx.reader.snapshot():
            project(tx)
            assert tx.reader.count(Project) == 2
        assert ws.reader.count(Project) == 1
    assert ws.reader.count(Project) == 2


def test_the_mark_changes_with_every_write_and_with_nothing_else(ws: Workspace) -> None:
    before = ws.reader.mark
    assert ws.reader.count(Project) == 0
    assert ws.reader.mark == before
    with ws.transaction("入库") as tx:
        project(tx, "甲")
    assert ws.reader.mark != before
