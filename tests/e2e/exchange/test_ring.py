"""A ring of three replicas that pass on what they have, with volumes lost, doubled and shuffled."""

from __future__ import annotations

import random
from pathlib import Path

from tests.e2e.exchange.kit import Place, picture, visit_file
from tests.e2e.exchange.town import PROJECT, Town, a_project, agree

SMALL = ("--max-size", "200KB", "--no-encrypt", "--kind", "result")
"""The least volume: every photo needs its own or is cut."""


def export(sender: Place, receiver: Place) -> list[Path]:
    return sender.export("--to", receiver.path.name.replace("office", "编报端"), *SMALL)


def record(place: Place, seen: str, seed: int) -> None:
    """A visit with two photos, one of them larger than a volume."""
    folder = place.path.parent / f"现场-{place.path.name}"
    photos = [picture(folder / f"{number}.jpg", seed + number, 400 + 400 * number) for number in (0, 1)]
    file = visit_file(folder / "visit.json", seen_status=seen, problems=[{"description": f"{seen}的问题"}])
    place.ask("visit add", *photos, "--project", PROJECT, "--file", file)


def test_a_ring_of_three_with_volumes_lost_doubled_and_shuffled(town: Town) -> None:
    chance = random.Random(7)  # noqa: S311 - repeatable
    office, first, second = town.office, *town.laptops[:2]
    ring = [(first, second), (second, office), (office, first)]
    record(first, "甲看到的", 10)
    record(second, "乙看到的", 20)
    office.hand("edit", "project", a_project(office), {"note": "办公室改的"})

    lost: list[tuple[Place, Path]] = []
    for sender, receiver in ring:
        volumes = export(sender, receiver)
        if len(volumes) > 1:  # the first replica knows most of what the ring brings back
            lost.append((receiver, volumes.pop(chance.randrange(len(volumes)))))
        delivered = [*volumes, chance.choice(volumes)]
        chance.shuffle(delivered)
        told = receiver.takes(delivered)
        notes = {note["key"] for one in told["files"] for note in one["notes"]}
        assert ("services.volumes_missing" in notes) == (receiver in dict(lost))
    assert len(lost) >= 2

    receiver, late = lost[0]
    receiver.takes([late])  # one turns up after all, the others never do
    for _ in range(2):  # what was lost comes again, for nobody acknowledged it
        for sender, receiver in ring:
            receiver.takes(export(sender, receiver))

    agree(office, first, second)
    for place in (office, first, second):
        told = place.ask("info")
        assert told["gaps"] == []
        assert told["wants"] == []
        assert told["counts"]["inspection"] == 2
        assert len(place.originals) == 4
