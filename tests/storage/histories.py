"""Random histories of laptops that edit, delete, jump in time and hand each other a part of what they know."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

from inspector.domain.operation import Operation
from inspector.domain.problem import Problem
from inspector.domain.project import Project
from inspector.storage.merge import conflicts, have, operations_since
from tests.storage.kit import Laptop, project

Step = Callable[[Laptop, random.Random], None]


def _insert(laptop: Laptop, chance: random.Random) -> None:
    with laptop.transaction() as tx:
        made = project(tx, f"项目{chance.randrange(3)}")
        tx.insert(Problem(id=tx.new_id(), project_id=made.id, number="ZD-00001", description="缺围挡"))


def _edit(laptop: Laptop, chance: random.Random) -> None:
    with laptop.transaction() as tx:
        for one in list(tx.reader.all(Project))[:2]:
            change = {"note": str(chance.randrange(3))} if chance.random() < 0.5 else {"jobs": chance.randrange(3)}
            tx.update(Project, one.id, **change)


def _delete(laptop: Laptop, chance: random.Random) -> None:
    with laptop.transaction() as tx:
        rows = list(tx.reader.all(Project))
        if rows:
            tx.delete(Project, chance.choice(rows).id)


def _jump(laptop: Laptop, chance: random.Random) -> None:
    laptop.clock.now = chance.choice([0, 2**31, 2_100_000_000_000, laptop.clock.now + 1])


STEPS: tuple[Step, ...] = (_insert, _edit, _edit, _delete, _jump)


def random_part(sender: Laptop, receiver: Laptop, chance: random.Random) -> list[Operation]:
    """A part of what the receiver lacks, shuffled, some of it twice."""
    sent = [one for one in operations_since(sender.reader, have(receiver.reader)) if chance.random() < 0.7]
    sent += sent[: chance.randrange(3)]
    chance.shuffle(sent)
    return sent


def random_history(laptops: list[Laptop], chance: random.Random, steps: int) -> None:
    """So many times one does something and hands a part of what he knows to another."""
    for _ in range(steps):
        chance.choice(STEPS)(chance.choice(laptops), chance)
        sender, receiver = chance.sample(laptops, 2)
        receiver.take(random_part(sender, receiver, chance))


def told_conflicts(laptop: Laptop) -> dict[tuple[str, str, str | None], list[tuple[bool, str]]]:
    """The conflicts of the records that are shown: the values of each, the one shown first, whoever wrote them."""
    rows = {(kind, row[0]) for kind, found in laptop.rows().items() for row in found}
    told = {}
    for one in conflicts(laptop.reader):
        if (one.kind, one.id) in rows:
            shown, *others = dict.fromkeys((head.deleted, json.dumps(head.value)) for head in one.heads)
            told[one.kind, one.id, one.field] = [shown, *sorted(others)]
    return told
