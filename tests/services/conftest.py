"""Workspaces to test on: an empty one, and a synthetic city of 500 that is made once and copied to write in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from inspector.services.bundle import Services
from inspector.sheets import workbook
from inspector.sheets.raw import Limits
from inspector.sheets.worker import Message, read_into
from inspector.storage.workspace import WorkplaceRole
from tests.services.kit import copied, new_folder, opened
from tests.services.packages_kit import device
from tests.storage.kit import HandClock

Copy = Callable[[], AbstractContextManager[Services]]


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of 葫芦岛 that was opened once, so that no copy owes its backup of the day; copy it."""
    path = new_folder(tmp_path_factory.mktemp("empty") / "ws")
    with opened(path):
        return path


@pytest.fixture(scope="session")
def city_folder(tmp_path_factory: pytest.TempPathFactory, empty_folder: Path) -> Path:
    """A synthetic city of 500 projects; copy it."""
    path = tmp_path_factory.mktemp("city") / "ws"
    with copied(empty_folder, path) as services:
        services.examples.synthesize(500, 1)
    return path


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory, city_folder: Path) -> Iterator[Services]:
    """The synthetic city, open, to read only."""
    with copied(city_folder, tmp_path_factory.mktemp("read") / "ws") as services:
        yield services


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def office(tmp_path: Path, empty_folder: Path, clock: HandClock) -> Iterator[Services]:
    """An empty workspace of 葫芦岛, open, on 2022-06-10."""
    with copied(empty_folder, tmp_path / "office", clock) as services:
        yield services


@pytest.fixture
def dandong(tmp_path: Path) -> Iterator[Services]:
    with opened(new_folder(tmp_path / "dandong", "dandong")) as services:
        yield services


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks are read in this process: what the worker guards against is tested with the sheets."""

    def messages(path: Path, limits: Limits) -> Iterator[Message]:
        found: list[Message] = []
        read_into(found.append, path, limits)
        return iter(found)

    monkeypatch.setattr(workbook, "_messages", messages)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Where packages are put."""
    return tmp_path / "U盘"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    """An office that exchanges packages."""
    with device(tmp_path, "编报端", WorkplaceRole.OFFICE) as services:
        yield services


@pytest.fixture
def seven(tmp_path: Path) -> Iterator[Services]:
    """A laptop that exchanges packages."""
    with device(tmp_path, "7号机") as services:
        yield services
