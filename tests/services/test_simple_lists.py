"""A checklist of before, a simple list of items, filled item by item; what is kept of a visit stays as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.checklists.session import Session
from inspector.domain.errors import RuleError
from inspector.domain.inspection import Checklist, Inspection
from inspector.services.bundle import Services
from inspector.services.checklists import publish_checklist
from inspector.services.draft_views import simple_form
from inspector.services.simple_lists import SimpleForm
from tests.services.kit import a_project

ITEMS: list[dict[str, Any]] = [
    {"name": "围挡", "label": "围挡是否连续", "answer_type": "yes_no", "required": True},
    {"name": "人数", "label": "在场人数", "answer_type": "integer", "minimum": "1", "maximum": "500"},
    {"name": "进度 %", "label": "形象进度", "answer_type": "decimal", "maximum": "100"},
    {"name": "查看日", "label": "查看日期", "answer_type": "date"},
    {"name": "设备/机械", "label": "主要设备", "answer_type": "choices", "choices": ["塔 吊", "挖掘机", "塔吊"]},
    {"name": "item3", "label": "备注", "answer_type": "text"},
]
DEFINITION = {"items": ITEMS}
ANSWERS: dict[str, Any] = {
    "围挡": True,
    "人数": 42,
    "进度 %": "12.50",
    "查看日": "2022-06-10",
    "设备/机械": ["塔吊", "塔 吊"],
    "item3": "按期",
}


def begun(office: Services, definition: Any = None) -> Inspection:
    made = publish_checklist(office.workspace, "老检查表", "1", definition or DEFINITION, date(2022, 1, 1))
    return office.drafts.start(a_project(office).id, made.id, inspectors=("巡查员甲",))


def kept(office: Services, visit: Inspection) -> Any:
    return office.drafts.open(visit.id).inspection.answers


def test_it_is_filled_item_by_item_and_signed(office: Services) -> None:
    visit = begun(office)
    draft = office.drafts.open(visit.id)
    assert draft.session is not None
    labels = [one.label for one in draft.session.entries()]
    assert labels == [one["label"] for one in ITEMS]
    office.drafts.set_facts(visit.id, seen_status="在建", physical_progress_pct=Decimal(12))
    assert [one.label for one in draft.session.messages()] == ["围挡是否连续"]
    office.drafts.answer(visit.id, "围挡", "n")
    office.drafts.answer(visit.id, "人数", 42)
    office.drafts.answer(visit.id, "item5", ["c3", "c1"])
    assert kept(office, visit) == {"围挡": False, "人数": 42, "设备/机械": ["塔吊", "塔 吊"]}
    office.drafts.answer(visit.id, "人数", None)
    assert kept(office, visit) == {"围挡": False, "设备/机械": ["塔吊", "塔 吊"]}
    signed = office.visits.sign(visit.id, "巡查员甲")
    assert signed.answers == {"围挡": False, "设备/机械": ["塔吊", "塔 吊"]}


def test_bounds_are_told_while_it_is_filled(office: Services) -> None:
    visit = begun(office)
    office.drafts.answer(visit.id, "围挡", "y")
    office.drafts.answer(visit.id, "人数", 900)
    session = office.drafts.open(visit.id).session
    assert session is not None
    assert [one.text for one in session.messages()] == ["应在 1 到 500 之间"]
    with pytest.raises(RuleError) as refused:
        office.visits.sign(visit.id, "巡查员甲")
    assert refused.value.key


def test_what_the_form_cannot_take_is_neither_lost_nor_in_the_way(office: Services) -> None:
    visit = begun(office)
    with office.workspace.transaction("edit_visit") as tx:
        tx.update(Inspection, visit.id, answers={"围挡": "不知道", "人数": 42, "没有这项": 1})
    office.drafts.answer(visit.id, "人数", 43)
    assert kept(office, visit) == {"围挡": "不知道", "人数": 43, "没有这项": 1}
    office.drafts.answer(visit.id, "围挡", "y")
    assert kept(office, visit) == {"围挡": True, "人数": 43, "没有这项": 1}


@pytest.mark.parametrize("definition", [{"items": [{"key": "x"}]}, {"items": []}, {"items": [*ITEMS, *ITEMS]}])
def test_a_damaged_list_is_not_filled(definition: Any) -> None:
    checklist = Checklist(id="x", name="老检查表", version="1", definition=definition)
    assert simple_form(checklist) is None


@given(answers=st.fixed_dictionaries({}, optional={name: st.just(value) for name, value in ANSWERS.items()}))
@settings(max_examples=60, deadline=None)
def test_there_and_back_nothing_changes(answers: dict[str, Any]) -> None:
    simple = SimpleForm(DEFINITION, "老检查表", "1")
    session = Session(simple.form, simple.to_form(answers))
    assert simple.to_visit(session.answers(hidden=True), answers) == answers
    again = simple.to_visit(session.answers(hidden=True), None)
    assert again == {**answers, **({"进度 %": "12.5"} if "进度 %" in answers else {})}
