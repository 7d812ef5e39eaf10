"""A record deleted, edited and given a photo by three laptops that did not know of each other: all six orders."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

from tests.e2e.exchange.kit import Place, moved, picture, visit_file
from tests.e2e.exchange.town import PROJECT, Town


def test_delete_edit_and_photo_in_all_six_orders(town: Town, tmp_path: Path) -> None:
    office = town.office
    file = visit_file(tmp_path / "visit.json")
    visit = office.ask("visit add", "--project", PROJECT, "--file", file)["id"]
    task = office.export()
    for laptop in town.laptops:
        laptop.takes(task)
    one_deletes, one_edits, one_adds = town.laptops
    one_deletes.hand("delete", "inspection", visit)
    one_edits.hand("edit", "inspection", visit, {"conclusions": "进度滞后"})
    one_adds.ask("photo add", picture(tmp_path / "a.jpg", 1, 60), "--visit", visit)
    packages = [laptop.export()[0] for laptop in town.laptops]

    ends = set()
    for number, order in enumerate(permutations(packages)):
        place = Place(moved(office.path, tmp_path / str(number)), town.program)
        for package in order:
            place.takes([package], "--yes")
        ends.add(place.hashes())
        told = place.ask("visit show", visit)
        assert told["visit"]["conclusions"] == "进度滞后"  # the edit that the delete never saw brings it back
        assert len(told["photos"]) == 1
        (conflict,) = place.ask("conflicts list")["conflicts"]
        assert conflict["id"] == visit
        assert [side["deleted"] for side in conflict["sides"]] == [False, True]
    assert len(ends) == 1


def test_a_photo_of_a_deleted_visit_stays_reachable(town: Town, tmp_path: Path) -> None:
    office, one_deletes, one_adds = town.office, *town.laptops[:2]
    visit = office.ask("visit add", "--project", PROJECT, "--file", visit_file(tmp_path / "visit.json"))["id"]
    task = office.export()
    for laptop in (one_deletes, one_adds):
        laptop.takes(task)
    one_deletes.hand("delete", "inspection", visit)
    (photo,) = one_adds.ask("photo add", picture(tmp_path / "a.jpg", 1, 60), "--visit", visit)["photos"]
    office.takes([*one_deletes.export(), *one_adds.export()], "--yes")

    (kept,) = office.hand("rows", "photo")
    assert (kept["id"], kept["inspection_id"]) == (photo["id"], visit)
    assert office.originals == {kept["sha256"]}
    findings = {one["key"] for one in office.ask("check")["findings"]}
    assert findings  # the photo whose visit is gone is listed for a person
