"""What a workspace says of itself, and the laws that hold in every one of them at every moment."""

from __future__ import annotations

import json
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.inspection import Photo
from inspector.domain.operation import Operation
from inspector.services.packages.wants import awaited_photos
from inspector.storage.check import check
from inspector.storage.fold import Head
from inspector.storage.merge import conflicts, operations_hash
from inspector.storage.shape import shape
from inspector.storage.sweep import original_path
from tests.exchange_laws.oracle import Dot, Known, Outcome, Side, digest, outcome, unaccounted
from tests.exchange_laws.world import Replica, demand


def shown(replica: Replica) -> Outcome:
    """The rows and the conflicts of a workspace, in the oracle's words."""
    reader = replica.workspace.reader
    rows = {
        (cls.KIND, row[0]): tuple(row)
        for cls in kinds().values()
        for row in reader.connection.execute(shape(cls).select)
    }
    disputes = {(one.kind, one.id, one.field): tuple(map(_side, one.heads)) for one in conflicts(reader)}
    return Outcome(rows, disputes)


def told(replica: Replica) -> tuple[Known, Outcome]:
    """Everything that an import may change."""
    return replica.log(), shown(replica)


def _side(head: Head) -> Side:
    return head.replica, head.seq, head.hlc, json.dumps(head.value, sort_keys=True), head.deleted


class Witness:
    """Sees every operation that was ever made, so that no number is given twice."""

    def __init__(self, made: Known) -> None:
        self.made: dict[Dot, Operation] = dict(made)

    def note(self, replica: Replica, author: str) -> None:
        """Take over what a replica has just written under its name; nothing else may have changed in its log."""
        log = replica.log()
        new = {dot: one for dot, one in log.items() if dot not in replica.known}
        kept = {dot: log.get(dot) for dot in replica.known}
        demand(kept == replica.known, "no operation is ever changed or lost", _differences(kept, replica.known))
        demand(all(name == author for name, _ in new), "a replica writes under its own name", author, sorted(new))
        first = max((seq for name, seq in replica.known if name == author), default=0) + 1
        numbers = sorted(seq for _, seq in new)
        demand(numbers == list(range(first, first + len(new))), "numbers have no gaps", author, first, numbers)
        again = new.keys() & self.made.keys()
        demand(not again, "no number is given twice", sorted(again))
        self.made.update(new)
        replica.known.update(new)


def _differences(found: dict[Dot, Any], expected: Known) -> list[Any]:
    return [(found[dot], one) for dot, one in expected.items() if found[dot] != one]


def hold_to_oracle(replica: Replica) -> Outcome:
    """A workspace shows what its operations amount to, and every operation is shown, superseded or in a conflict."""
    expected, found = outcome(replica.known), shown(replica)
    rows = {key for key in expected.rows.keys() | found.rows.keys() if expected.rows.get(key) != found.rows.get(key)}
    demand(
        not rows,
        "the rows are what the operations amount to",
        [(key, expected.rows.get(key), found.rows.get(key)) for key in rows],
    )
    demand(
        expected.conflicts == found.conflicts,
        "the conflicts are those of the operations",
        expected.conflicts,
        found.conflicts,
    )
    demand(digest(replica.known) == operations_hash(replica.workspace.reader), "the hash is over what is known")
    lost = unaccounted(replica.known, found)
    demand(not lost, "every operation is shown, superseded or in a conflict", lost)
    _hold_photos(replica)
    return found


def photos_named(replica: Replica) -> set[str]:
    return {one.sha256 for one in replica.workspace.reader.all(Photo)}


def photos_here(replica: Replica) -> set[str]:
    return {one for one in photos_named(replica) if original_path(replica.workspace.photos, one).is_file()}


def _hold_photos(replica: Replica) -> None:
    lacking = photos_named(replica) - photos_here(replica)
    wanted = set(awaited_photos(replica.workspace))
    demand(wanted == lacking, "a photo without its file is on the want list", lacking, wanted)


def hold_sound(replica: Replica) -> None:
    """`check` finds no damage; an original that is awaited is none."""
    awaited = set(awaited_photos(replica.workspace))
    damage = [one for one in check(replica.workspace).findings if one.damage]
    left = [one for one in damage if one.details.get("sha256") not in awaited]
    demand(not left, "check finds no damage", left)
