"""An office and three laptops."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.e2e.exchange.kit import Place, Program

LAPTOPS = ("7号机", "8号机", "9号机")
PROJECT = "辽宁先达农化三期工程"


@dataclass(frozen=True)
class Town:
    """The four workspaces of one folder."""

    folder: Path
    program: Program

    @property
    def office(self) -> Place:
        return Place(self.folder / "office", self.program)

    @property
    def laptops(self) -> list[Place]:
        return [Place(self.folder / name, self.program) for name in LAPTOPS]


def agree(*places: Place) -> None:
    """All of them hold the same and know the same."""
    hashes = {place.hashes() for place in places}
    assert len(hashes) == 1, hashes
    assert all(place.sound() for place in places)


def settle(office: Place, *laptops: Place) -> None:
    """Ordinary packages round the town until nobody has news: results to the office, one task package back."""
    for laptop in laptops:
        office.takes(laptop.export())
    task = office.export()
    for laptop in laptops:
        laptop.takes(task)


def a_project(place: Place, name: str = PROJECT) -> str:
    """The id of a project of the sample."""
    return str(next(one["id"] for one in place.ask("project list")["projects"] if one["name"] == name))
