"""A town in which everybody knows everybody: an office and three laptops, made once and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.exchange.kit import NO_FORK, Place, Program, first_meeting, moved
from tests.e2e.exchange.town import LAPTOPS, Town


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    if NO_FORK:
        pytest.skip("the launcher forks its processes")
    with Program(tmp_path_factory.mktemp("program")) as made:
        yield made


@pytest.fixture(scope="session")
def newer_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    if NO_FORK:
        pytest.skip("the launcher forks its processes")
    with Program(tmp_path_factory.mktemp("newer"), newer=True) as made:
        yield made


@pytest.fixture(scope="session")
def founded(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the town as all tests find it."""
    town = Town(tmp_path_factory.mktemp("town"), program)
    office = town.office
    program.ask("new", office.path, "--role", "office", "--name", "编报端")
    office.ask("sample", "--city-only")
    task = office.export()
    for laptop in town.laptops:
        program.ask("new", laptop.path, "--role", "field", "--name", laptop.path.name)
        first_meeting(office, laptop, task)
        first_meeting(laptop, office, laptop.export())
    roster = office.export()
    for laptop in town.laptops:
        laptop.takes(roster)
        office.takes(laptop.export())
    return town.folder


@pytest.fixture
def town(founded: Path, program: Program, tmp_path: Path) -> Town:
    for name in ("office", *LAPTOPS):
        moved(founded / name, tmp_path / name)
    return Town(tmp_path, program)


@pytest.fixture
def office(town: Town) -> Place:
    return town.office


@pytest.fixture
def laptop(town: Town) -> Place:
    return town.laptops[0]


@pytest.fixture
def other(town: Town) -> Place:
    return town.laptops[1]
