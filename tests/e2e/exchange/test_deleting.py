"""A package that deletes 90 % stops and asks; confirmed it goes on, and one undo takes all of it back."""

from __future__ import annotations

from tests.e2e.exchange.town import Town, agree


def test_a_package_that_deletes_ninety_percent_stops_and_asks(town: Town) -> None:
    office, laptop = town.office, town.laptops[0]
    ids = [one["id"] for one in laptop.ask("project list")["projects"]]
    laptop.hand("delete", "project", *ids[: len(ids) * 9 // 10 + 1])
    files, before = laptop.export(), office.hashes()

    stopped = office.run("package import", *files)
    assert stopped.code == 1
    assert stopped.json["error"]["key"] == "services.import_deletes_many"
    assert str(len(ids) * 9 // 10 + 1) in stopped.json["error"]["message"]
    assert office.hashes() == before

    preview = office.take(files, "--dry-run")
    assert (preview["deleted"], office.hashes()) == (len(ids) * 9 // 10 + 1, before)
    done = office.takes(files, "--yes")
    assert done["deleted"] == preview["deleted"]
    agree(office, laptop)

    office.ask("undo")
    assert office.hashes()[0] == before[0]
    assert len(office.ask("project list")["projects"]) == len(ids)
