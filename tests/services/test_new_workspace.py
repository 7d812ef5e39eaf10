"""A workspace made in the window begins with the checklists that ship, the same everywhere."""

from __future__ import annotations

from pathlib import Path

from inspector.app import open_services
from inspector.services.bundle import Services
from inspector.services.new_workspace import NewWorkspace, cities, make_workspace
from tests.storage.kit import HandClock


def _checklists(services: Services) -> set[tuple[str, str]]:
    return {(one.id, one.name) for one in services.drafts.checklists()}


def test_an_office_and_a_laptop_begin_with_the_same_checklists(tmp_path: Path) -> None:
    found = []
    for role in ("office", "field"):
        path = make_workspace(tmp_path / role, NewWorkspace(role, cities()[0].key, role), HandClock())
        with open_services(path, clock=HandClock()) as services:
            found.append(_checklists(services))
            assert services.history.undoable() is None
    assert found[0] == found[1]
    assert len(found[0]) == 6


def test_a_folder_that_is_taken_gets_a_new_one_inside(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    wanted = NewWorkspace("field", cities()[0].key, "巡查 07")
    first, second = (make_workspace(tmp_path, wanted, HandClock()) for _ in range(2))
    assert (first.name, second.name) == ("巡查-07", "巡查-07-2")
