"""The end of a history: nothing is lost any more, everybody hands on ordinary increments, and all agree."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.domain.intervals import Have
from inspector.exchange.manifest import PackageKind
from inspector.storage.merge import conflicts, operations_hash
from inspector.storage.state_hash import state_hash
from inspector.storage.sweep import original_path
from tests.exchange_laws.newer import NewerProgram
from tests.exchange_laws.state import hold_sound, hold_to_oracle, photos_here, photos_named
from tests.exchange_laws.traffic import Traffic, increments
from tests.exchange_laws.world import OFFICE, Replica, demand, dots_of

Route = tuple[tuple[int, int | None], ...]

ROUTES: dict[str, Route] = {
    "star": ((1, 0), (2, 0), (0, None)),
    "line": ((1, 2), (2, 0), (0, 2), (2, 1)),
    "ring": ((0, 1), (1, 2), (2, 0), (0, 2), (2, 1), (1, 0)),
}
"""Who hands increments to whom (None: everybody), each to those from whom it hears: what a restored device lacks
again only that device can tell."""

ROUNDS = 8
"""So many are enough for three: to acknowledge, to fill gaps, to ask for photos, to send them."""


def agree(replicas: Sequence[Replica], traffic: Traffic, newer: NewerProgram, route: Route) -> int:
    """Exchange until all know the same, and hold the end to the laws; returns how many rounds it took."""
    if newer.made:
        office = replicas[OFFICE]
        parcel = traffic.packed(newer.packed(office, traffic.folder()), newer.made)
        traffic.take(office, [parcel], previewed=False)
    done = _meet(replicas, traffic, route)
    if _settle(replicas[OFFICE]):
        done += _meet(replicas, traffic, route)
        demand(not list(conflicts(replicas[OFFICE].workspace.reader)), "what the office settled is settled everywhere")
    return done


def _settle(office: Replica) -> int:
    """The office decides every conflict, now for one side and now for another; returns how many."""
    service = office.services.conflicts
    settled = 0
    while listed := service.listed():
        service.resolve(listed[0].key, f"#{1 + settled % 2}", "测试员")
        settled += 1
    office.known.update(office.log())
    return settled


def _meet(replicas: Sequence[Replica], traffic: Traffic, route: Route) -> int:
    """Rounds of increments until nobody lacks anything; returns how many."""
    for done in range(ROUNDS):
        if _is_quiet(replicas):
            _hold_agreement(replicas)
            return done
        _round(replicas, traffic, route)
    lacking = [_lacking(replicas, one) for one in replicas]
    demand(not any(lacking), "increments make all know the same", lacking)
    return ROUNDS


def _round(replicas: Sequence[Replica], traffic: Traffic, route: Route) -> None:
    for sender, receiver in route:
        to = None if receiver is None else replicas[receiver]
        kind = PackageKind.TASK if to is None else None
        parcels = traffic.export(replicas[sender], to, increments(kind=kind))
        for one in replicas if to is None else [to]:
            if one is not replicas[sender]:
                traffic.take(one, parcels, previewed=False)


def _lacking(replicas: Sequence[Replica], one: Replica) -> set[object]:
    """Operations and photos that others have and this one misses."""
    everywhere = {dot for other in replicas for dot in other.known}
    return {*(everywhere - one.known.keys()), *(_awaited(one) & _held(replicas))}


def _awaited(one: Replica) -> set[str]:
    return photos_named(one) - photos_here(one)


def _held(replicas: Sequence[Replica]) -> set[str]:
    """The originals that lie anywhere, also where no record names them any more."""
    wanted = {sha for one in replicas for sha in _awaited(one)}
    return {sha for sha in wanted for one in replicas if original_path(one.workspace.photos, sha).is_file()}


def _is_quiet(replicas: Sequence[Replica]) -> bool:
    return not any(_lacking(replicas, one) for one in replicas)


def _hold_agreement(replicas: Sequence[Replica]) -> None:
    for one in replicas:
        demand(one.log() == one.known, "the log holds what must be known, byte for byte")
        hold_to_oracle(one)
        hold_sound(one)
        _hold_gaps(one)
    readers = [one.workspace.reader for one in replicas]
    demand(len({operations_hash(one) for one in readers}) == 1, "all know the same operations")
    demand(len({state_hash(one.workspace) for one in replicas}) == 1, "all are in the same state")
    told = [sorted(map(repr, conflicts(one))) for one in readers]
    demand(told[0] == told[1] == told[2], "all tell the same conflicts", told)


def _hold_gaps(one: Replica) -> None:
    """What is still told as missing was lost for good: no workspace holds it."""
    missing: Have = {}
    for gap in one.services.peers.state().gaps:
        missing = {**missing, gap.replica: gap.intervals}
    demand(not dots_of(missing) & one.known.keys(), "what is here is not told as missing", missing)
