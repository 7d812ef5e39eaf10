"""A full disk in the middle of a visit: what is typed stays in sight, and is written once there is room."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtTest import QTest

from inspector.domain.errors import InspectorError, RuleError, StorageError
from inspector.domain.inspection import Inspection
from inspector.services.bundle import Services
from inspector.services.drafts import DraftService
from inspector.ui.screens.visit.backlog import Backlog
from inspector.ui.screens.visit.screen import VisitScreen
from inspector.ui.work import SaveKind
from tests.ui.kit import Desk
from tests.ui.visit.kit import stored


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """`[True]` while the disk is full."""
    state, real = [True], DraftService.set_facts

    def write(service: DraftService, inspection_id: str, **fields: Any) -> Inspection:
        if state[0]:
            raise StorageError("storage.disk_full", path="workspace.db")
        return real(service, inspection_id, **fields)

    monkeypatch.setattr(DraftService, "set_facts", write)
    return state


def said(desk: Desk) -> SaveKind:
    return desk.work.save_state.kind


def test_nothing_typed_is_lost(field_desk: Desk, screen: VisitScreen, visit: Inspection, full: list[bool]) -> None:
    for name, text in (("weather", "rain"), ("place", "gate"), ("weather", " all day")):
        QTest.keyClicks(screen.fill.seen.input(name), text)
        screen.flush()
        field_desk.settle()
    assert screen.fill.seen.input("weather").property("text") == "rain all day"
    assert [one.key for one in field_desk.prompts.told if isinstance(one, InspectorError)] == ["storage.disk_full"]
    assert said(field_desk) is SaveKind.FAILED
    assert stored(field_desk, visit).weather is None
    full[0] = False
    screen.filling.set_facts(workers=3)
    field_desk.settle()
    kept = stored(field_desk, visit)
    assert (kept.weather, kept.place, kept.workers) == ("rain all day", "gate", 3)
    assert said(field_desk) is SaveKind.SAVED


def test_leaving_tries_again(field_desk: Desk, screen: VisitScreen, visit: Inspection, full: list[bool]) -> None:
    screen.filling.set_facts(weather="晴")
    field_desk.settle()
    full[0] = False
    screen.flush()
    field_desk.settle()
    assert stored(field_desk, visit).weather == "晴"


def test_the_room_kept_for_this_is_used_at_once(
    field_desk: Desk, screen: VisitScreen, visit: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = DraftService.set_facts, [StorageError("storage.disk_full_eased", path="", freed=16)]

    def write(service: DraftService, inspection_id: str, **fields: Any) -> Inspection:
        if failures:
            raise failures.pop()
        return real(service, inspection_id, **fields)

    monkeypatch.setattr(DraftService, "set_facts", write)
    screen.filling.set_facts(weather="晴")
    field_desk.settle()
    assert stored(field_desk, visit).weather == "晴"
    assert len(field_desk.prompts.told) == 1


def test_what_is_refused_meanwhile_keeps_nothing_else_back(field_desk: Desk) -> None:
    done: list[str] = []

    def no_room(_: Services) -> None:
        if len(done) == 0:
            raise StorageError("storage.disk_full", path="")
        done.append("first")

    def refused(_: Services) -> None:
        raise RuleError("domain.inspection_signed")

    backlog, services = Backlog(), field_desk.ask(lambda services: services)
    for job in (no_room, refused):
        with pytest.raises(StorageError):
            backlog.do(job, services)
    done.append("room")
    assert backlog.do(lambda _: "last", services) == "last"
    assert done == ["room", "first"]
    assert not backlog.waits
    with pytest.raises(RuleError):
        backlog.do(refused, services)
    assert not backlog.waits
