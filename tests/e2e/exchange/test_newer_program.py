"""New laptop → old office → new laptop: what the old program does not know it keeps and passes on."""

from __future__ import annotations

import pytest

from tests.e2e.exchange.kit import Place, Program, first_meeting
from tests.e2e.exchange.launcher import NEWER_FIELD
from tests.e2e.exchange.town import Town, a_project, agree


@pytest.fixture
def new_laptops(town: Town, newer_program: Program) -> tuple[Place, Place]:
    """Two laptops that the newer program has made, known to the old office."""
    made = []
    for name in ("新机甲", "新机乙"):
        place = Place(town.folder / name, newer_program)
        newer_program.ask("new", place.path, "--role", "field", "--name", name)
        first_meeting(town.office, place, town.office.export("--kind", "snapshot"))
        first_meeting(place, town.office, place.export())
        made.append(place)
    return made[0], made[1]


def test_an_unknown_field_passes_through_an_old_office(town: Town, new_laptops: tuple[Place, Place]) -> None:
    office, (first, second) = town.office, new_laptops
    project = a_project(office)
    first.hand("edit", "project", project, {NEWER_FIELD: "二星级", "note": "新程序"})
    added = first.hand("add", "project", {"name": "绿色工厂", NEWER_FIELD: "三星级"})["id"]
    office.takes(first.export())
    assert office.ask("project show", project)["project"]["note"] == "新程序"
    assert NEWER_FIELD not in office.ask("project show", project)["project"]
    assert office.sound()

    office.hand("edit", "project", project, {"note": "旧程序"})
    office.hand("edit", "project", added, {"jobs": 12})
    task = office.export()
    second.takes(task)
    first.takes(task)
    for place in (first, second):
        told = {one["id"]: one for one in place.hand("rows", "project")}
        assert (told[project][NEWER_FIELD], told[project]["note"]) == ("二星级", "旧程序")
        assert (told[added][NEWER_FIELD], told[added]["jobs"]) == ("三星级", 12)
    agree(first, second)
    assert office.hashes()[1] == first.hashes()[1]  # the same operations are known, byte for byte


def test_an_old_office_understands_after_its_upgrade(town: Town, new_laptops: tuple[Place, Place]) -> None:
    office, (laptop, _) = town.office, new_laptops
    project = a_project(office)
    laptop.hand("edit", "project", project, {NEWER_FIELD: "二星级"})
    office.takes(laptop.export())
    upgraded = Place(office.path, laptop.program)
    told = {one["id"]: one for one in upgraded.hand("rows", "project")}
    assert told[project][NEWER_FIELD] == "二星级"
    laptop.takes(upgraded.export())
    agree(upgraded, laptop)
