"""Drafts that are not as they should be: no screen falls over, and what is there is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inspector.domain.inspection import Checklist, Inspection
from inspector.services.bundle import Services
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.visit.screen import VisitScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.visit.kit import started, stored

SIMPLE = {"items": [{"key": "fence", "label": "围挡"}]}


def with_checklist(services: Services, visit: Inspection, definition: Any, version: str) -> None:
    with services.workspace.transaction("test") as tx:
        known = tx.reader.get(Checklist, visit.checklist_id or "")
        other = replace(known, id=tx.new_id(), version=version, definition=definition)
        tx.insert(other)
        tx.update(Inspection, visit.id, checklist_id=other.id, answers=None)


def with_answers(services: Services, visit: Inspection, answers: Any) -> None:
    with services.workspace.transaction("test") as tx:
        tx.update(Inspection, visit.id, answers=answers)


def without_checklist(services: Services, visit: Inspection) -> None:
    with services.workspace.transaction("test") as tx:
        tx.update(Inspection, visit.id, checklist_id="01814b56-f900-71f8-8a67-000000000000")


def opened(desk: Desk, window: MainWindow, visit: Inspection) -> VisitScreen:
    window.go(Target(ScreenKey.VISIT, visit.id))
    desk.settle()
    found = window.screen_shown
    assert isinstance(found, VisitScreen)
    return found


def test_without_a_checklist_the_facts_are_filled_and_signed(
    field_desk: Desk, window: MainWindow, hands: Hands
) -> None:
    visit = started(field_desk, checklist=False)
    screen = opened(field_desk, window, visit)
    assert screen.pages.currentWidget() is screen.fill
    screen.fill.seen.focus_first()
    hands.type("在建")
    screen.flush()
    screen.filling.set_facts(physical_progress_pct=None)
    for key in ("F8", "Ctrl+PgDown", "Ctrl+Return", "F9"):
        hands.key(key)
    assert screen.pages.currentWidget() is screen.signing
    hands.key("Escape")
    assert screen.pages.currentWidget() is screen.fill


def test_a_simple_list_of_before_is_filled_by_keys(field_desk: Desk, window: MainWindow, hands: Hands) -> None:
    items = [
        {"name": "fence", "label": "围挡是否连续", "answer_type": "yes_no", "required": True},
        {"name": "workers", "label": "在场人数", "answer_type": "integer"},
    ]
    visit = started(field_desk)
    field_desk.do(lambda services: with_checklist(services, visit, {"items": items}, "旧版"))
    screen = opened(field_desk, window, visit)
    assert [len(one.items) for one in screen.filling.sections] == [2]
    screen.fill.go_to_section(1)
    hands.key("1")
    hands.key("Down")
    hands.key("Return")
    hands.type("42")
    screen.flush()
    field_desk.settle()
    assert stored(field_desk, visit).answers == {"fence": True, "workers": 42}


@pytest.mark.parametrize("definition", [SIMPLE, {}, {"format": "xlsform"}, {"format": 99, "items": 3}])
def test_old_simple_and_damaged_checklists(field_desk: Desk, window: MainWindow, definition: Any) -> None:
    good = started(field_desk, 1)
    visit = started(field_desk)
    field_desk.do(lambda services: with_checklist(services, visit, definition, "旧版"))
    assert {one.inspection.id for one in field_desk.ask(lambda services: services.drafts.listed())} == {
        good.id,
        visit.id,
    }
    screen = opened(field_desk, window, visit)
    window.go(Target(ScreenKey.TODAY))
    field_desk.settle()
    screen = opened(field_desk, window, good)
    assert screen.filling.draft is not None
    assert screen.filling.draft.inspection.id == good.id


@pytest.mark.parametrize(
    "answers", [{"no_such_question": "x"}, {"@photos": 3}, {"@photos": {"nowhere": ["a"]}}, {"protection": 7}]
)
def test_answers_that_no_question_asks_for(field_desk: Desk, window: MainWindow, answers: Any) -> None:
    good, visit = started(field_desk, 1), started(field_desk)
    field_desk.do(lambda services: with_answers(services, visit, answers))
    listed = field_desk.ask(lambda services: services.drafts.listed())
    assert {one.inspection.id for one in listed} == {good.id, visit.id}
    field_desk.prompts.told.clear()
    screen = opened(field_desk, window, visit)
    assert len(field_desk.prompts.told) == 1, "what is wrong with it is told once"
    assert screen.pages.currentWidget() is screen.visits


def test_a_checklist_that_is_not_there(field_desk: Desk, window: MainWindow) -> None:
    visit = started(field_desk)
    field_desk.do(lambda services: without_checklist(services, visit))
    screen = opened(field_desk, window, visit)
    assert screen.pages.currentWidget() is screen.fill
    assert stored(field_desk, visit).answers
