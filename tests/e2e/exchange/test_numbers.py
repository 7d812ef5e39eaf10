"""Two laptops give out one human number without knowing of each other: both records stay, the office sees it."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.exchange.kit import visit_file
from tests.e2e.exchange.town import PROJECT, Town, agree, settle


def test_two_offline_inserts_with_one_number(town: Town, tmp_path: Path) -> None:
    office, first, second = town.office, *town.laptops[:2]
    for place, found in ((first, "临边防护缺失"), (second, "材料堆放占道")):
        file = visit_file(tmp_path / f"{found}.json", problems=[{"description": found}])
        (problem,) = place.ask("visit add", "--project", PROJECT, "--file", file)["problems"]
        assert problem["number"] == "ZD-00001"
    settle(office, first, second)

    listed = [one["problem"] for one in office.ask("problem list")["problems"]]
    assert {one["description"] for one in listed} == {"临边防护缺失", "材料堆放占道"}
    assert {one["number"] for one in listed} == {"ZD-00001"}
    clashes = [one for one in office.ask("check")["findings"] if "ZD-00001" in one["text"]]
    assert len(clashes) == 1
    assert not clashes[0]["damage"]

    refused = office.run("problem assign", "ZD-00001", "--to", "施工单位")
    assert refused.code == 1  # which of the two is for a person to say
    office.ask("problem assign", listed[0]["id"], "--to", "施工单位")
    first.takes(office.export())
    second.takes(office.export())
    agree(office, first, second)
