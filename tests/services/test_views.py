from __future__ import annotations

import pytest

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.lamps import LampColour
from inspector.domain.project import Stage
from inspector.domain.project_query import ProjectQuery, SortColumn
from inspector.services.bundle import Services
from inspector.services.views import query_as_json, query_of
from inspector.storage.merge import have
from inspector.texts import explain

RED = ProjectQuery(
    text="xdb",
    stages=(Stage.LEAD, Stage.SIGNED),
    lamps=(LampColour.RED,),
    areas=("a1",),
    leaders=("市长",),
    sort=SortColumn.LAMP,
    descending=True,
)


def test_a_view_is_kept_as_it_was_saved(office: Services) -> None:
    red = office.views.add(" 红灯 ", RED, ["name", "lamp"])
    office.views.add("丙", ProjectQuery())
    assert [one.name for one in office.views.all()] == ["丙", "红灯"]
    assert office.views.all()[1] == red
    assert red.query == RED
    assert red.columns == ("name", "lamp")


def test_a_view_is_renamed_changed_deleted_and_put_back(office: Services) -> None:
    made = office.views.add("红灯", RED)
    assert office.views.rename(made.id, "亮红灯").name == "亮红灯"
    office.views.change(made.id, ProjectQuery(text="滨海"), ["name"])
    gone = office.views.delete(made.id)
    assert office.views.all() == ()
    assert gone.query.text == "滨海"
    assert office.views.put_back(gone) == office.views.all()[0]


def test_names_are_given_and_given_once(office: Services) -> None:
    made = office.views.add("红灯", RED)
    office.views.rename(made.id, "红灯")
    with pytest.raises(RuleError) as taken:
        office.views.add("红灯 ", RED)
    assert "已有名为“红灯”的视图" in explain(taken.value)
    with pytest.raises(RuleError) as nameless:
        office.views.rename(made.id, " ")
    assert "起个名字" in explain(nameless.value)
    with pytest.raises(NotFoundError) as missing:
        office.views.delete("nobody")
    assert "没有这个保存的视图" in explain(missing.value)


def test_views_are_no_records(office: Services) -> None:
    before, undoable = have(office.workspace.reader), office.history.undoable()
    office.views.delete(office.views.add("红灯", RED).id)
    assert have(office.workspace.reader) == before
    assert office.history.undoable() == undoable


def test_what_a_newer_program_kept_is_read_as_far_as_it_is_known() -> None:
    told = query_as_json(RED)
    assert query_of(told) == RED
    newer = {**told, "stages": ["lead", "orbiting"], "sort": "mood", "weather": ["rain"]}
    assert query_of(newer).stages == (Stage.LEAD,)
    assert query_of(newer).sort is SortColumn.NAME
    assert query_of({}) == ProjectQuery()
    assert query_as_json(ProjectQuery()) == {}
