"""Laptops at 1970 and 2036: nothing is dropped, the odd clocks are told, causality wins over any clock."""

from __future__ import annotations

from tests.e2e.exchange.kit import Place, first_meeting
from tests.e2e.exchange.town import Town, a_project, agree, settle

IN_1970, IN_2036 = 86_400_000, 2_082_758_400_000


def test_laptops_at_1970_and_2036(town: Town) -> None:
    office, late = town.office, town.laptops[0]
    project = a_project(office)
    early = Place(town.folder / "老机", town.program)  # its clock has stood at 1970 from the beginning
    town.program.ask("new", early.path, "--role", "field", "--name", "老机", now=IN_1970)
    first_meeting(office, early, office.export("--kind", "snapshot"))
    first_meeting(early, office, early.export(now=IN_1970))

    early.hand("edit", "project", project, {"note": "一九七〇"}, now=IN_1970)
    late.hand("edit", "project", project, {"note": "二〇三六"}, now=IN_2036)
    told = office.takes([*early.export(now=IN_1970), *late.export(now=IN_2036)])
    assert [note["key"] for one in told["files"] for note in one["notes"]].count("services.odd_clocks") == 2
    (key,) = told["conflicts"]
    sides = office.ask("conflicts show", key)["sides"]
    assert [(one["value"], one["at"][:4]) for one in sides] == [("二〇三六", "2036"), ("一九七〇", "1970")]

    office.ask("conflicts resolve", key, "#2")
    settle(office, early, late)
    agree(office, early, late)
    assert late.ask("project show", project)["project"]["note"] == "一九七〇"

    # The office knew of the year 2036 when it decided: its edit of today wins over that clock.
    office.hand("edit", "project", project, {"note": "今天"})
    late.takes(office.export())
    assert late.ask("project show", project)["project"]["note"] == "今天"
    assert office.ask("conflicts list")["conflicts"] == []
