"""The window under test: workspaces made once and copied, a desk over one, and nothing left alive afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inspector.storage.workspace import WorkplaceRole
from inspector.ui.places import FIELD, OFFICE, places
from tests.ui.kit import Desk, copied, empty_workspace, field_workspace, leftovers, office_workspace, opened_desk


@pytest.fixture(scope="session", autouse=True)
def screens_loaded() -> None:
    """Every test finds the screens loaded, whichever ran before it."""
    for one in (*places(FIELD), *places(OFFICE)):
        one.load()


@pytest.fixture(scope="session")
def field_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A laptop with real projects and checklists; copy it."""
    return field_workspace(tmp_path_factory.mktemp("field") / "ws")


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the synthetic city of 500; copy it."""
    return office_workspace(tmp_path_factory.mktemp("office") / "ws")


@pytest.fixture
def field_desk(qapp: QApplication, tmp_path: Path, field_folder: Path) -> Iterator[Desk]:
    """A laptop, open, on 2022-06-10."""
    with opened_desk(qapp, copied(field_folder, tmp_path / "field")) as desk:
        yield desk


@pytest.fixture
def office_desk(qapp: QApplication, tmp_path: Path, office_folder: Path) -> Iterator[Desk]:
    """An office with the synthetic city, open, on 2022-06-10."""
    with opened_desk(qapp, copied(office_folder, tmp_path / "office")) as desk:
        yield desk


@pytest.fixture
def empty_desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A laptop without a project."""
    with opened_desk(qapp, empty_workspace(tmp_path / "empty")) as desk:
        yield desk


@pytest.fixture
def empty_office_desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """An office without a project."""
    with opened_desk(qapp, empty_workspace(tmp_path / "empty", WorkplaceRole.OFFICE)) as desk:
        yield desk


@pytest.fixture(autouse=True)
def nothing_left_alive(qapp: QApplication) -> Iterator[None]:
    """No test leaves a thread, a running timer or a job behind."""
    before = threading.enumerate()
    yield
    assert not leftovers(qapp, before)
