"""Scenes that are made once and copied, and a desk over the office of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.kit import Desk, copied, opened_desk
from tests.ui.merge.kit import Scene, scene, tangled

OpenOffice = Callable[[Scene], Desk]


@pytest.fixture(scope="session")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Ten laptops that agree with the office."""
    return scene(tmp_path_factory.mktemp("ten"), laptops=10)


@pytest.fixture(scope="session")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Two laptops, four fields in conflict, and a package of a device that nobody knows."""
    return scene(tmp_path_factory.mktemp("disputed"), laptops=2, disputed=4, stranger=True)


@pytest.fixture(scope="session")
def knotted(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Three sides of one field, a deletion against an edit, and a field that all agree on."""
    return tangled(tmp_path_factory.mktemp("knotted"))


@pytest.fixture
def open_office(qapp: QApplication, tmp_path: Path) -> Iterator[OpenOffice]:
    """Opens a copy of the office of a scene."""
    with ExitStack() as stack:
        yield lambda made: stack.enter_context(opened_desk(qapp, copied(made.office, tmp_path / "office")))
