"""For whom a package is, and what he has acknowledged: the one thing that decides what travels.

Only what a peer said himself counts (exchange.md: "Exporting never advances a mark; only an acknowledgement does").
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.intervals import Have, shared
from inspector.exchange.manifest import ChainHead, PackageKind
from inspector.storage.device_table import Device, DeviceState, devices
from inspector.storage.merge import have
from inspector.storage.peer_table import Peer, peers
from inspector.storage.reader import Reader
from inspector.storage.workspace import WorkplaceRole, WorkspaceInfo

_SHORTEST_ID = 6


@dataclass(frozen=True)
class Addressee:
    """Who gets a package: one device (`replica` its uuid) or, with `replica` None, every trusted one.

    `acknowledged` is what all of them have, `wants` the originals that they await, `recipients` the age keys to
    encrypt to, `heard` the last head of the log of the one device.
    """

    replica: str | None
    name: str
    acknowledged: Have
    wants: frozenset[str]
    recipients: tuple[str, ...]
    heard: ChainHead | None


def addressee(reader: Reader, info: WorkspaceInfo, kind: PackageKind, to: str | None) -> Addressee:
    """The addressee named `to` (name, or the beginning of the id), or the usual one of a package of this kind.

    A 成果包 goes to the one trusted office, others go to every trusted device. Raises NotFoundError, RuleError also
    for one that was revoked.
    """
    trusted = [one for one in devices(reader) if one.state is DeviceState.TRUSTED and one.replica != info.replica]
    if to is None:
        offices = [one for one in trusted if one.role == WorkplaceRole.OFFICE.value]
        if kind is PackageKind.RESULT and len(offices) == 1:
            return _one(reader, offices[0].replica, offices[0].name, trusted)
        return _everybody(reader, trusted)
    named = {(one.replica, one.name) for one in trusted} | {(_uuid(one), one.name) for one in peers(reader)}
    found = [one for one in sorted(named) if one[1] == to] or [one for one in sorted(named) if _begins(one[0], to)]
    if not found:
        raise NotFoundError("services.no_such_peer", peer=to, known=sorted({name for _, name in named}))
    if len({replica for replica, _ in found}) > 1:
        raise RuleError("services.peer_ambiguous", peer=to, ids=[replica for replica, _ in found])
    _refuse_revoked(reader, found[0][0])
    return _one(reader, *found[0], trusted)


def newest_peer(reader: Reader, replica: str) -> Peer | None:
    """What a device (by its uuid) said last, in the newest of its epochs."""
    told = [one for one in peers(reader) if _uuid(one) == replica]
    return max(told, key=lambda one: (_epoch(one.replica), one.number), default=None)


def _one(reader: Reader, replica: str, name: str, trusted: list[Device]) -> Addressee:
    told = newest_peer(reader, replica)
    return Addressee(
        replica=replica,
        name=name,
        acknowledged=acknowledged_by(reader, replica),
        wants=frozenset(told.wants if told else ()),
        recipients=tuple(one.recipient for one in trusted if one.replica == replica),
        heard=ChainHead(told.chain_change, told.chain_hash) if told else None,
    )


def _everybody(reader: Reader, trusted: list[Device]) -> Addressee:
    replicas = sorted({one.replica for one in trusted})
    told = [newest_peer(reader, one) for one in replicas]
    return Addressee(
        replica=None,
        name="",
        acknowledged=shared(acknowledged_by(reader, one) for one in replicas),
        wants=frozenset(sha for one in told if one for sha in one.wants),
        recipients=tuple(dict.fromkeys(one.recipient for one in trusted)),
        heard=None,
    )


def acknowledged_by(reader: Reader, replica: str) -> Have:
    """What a device (by its uuid) said it has; nothing while a later epoch is known that has not said so itself.

    It was restored, and work that it had before may be gone: sending it again does no harm. An earlier epoch that
    has work of the newest one lives beside it, in a copied folder: then only what both have counts.
    """
    told = newest_peer(reader, replica)
    epochs = [_epoch(name) for name in have(reader) if name.partition(":")[0] == replica]
    if told is None or max(epochs, default=0) > _epoch(told.replica):
        return {}
    copies = [one.have for one in peers(reader) if _uuid(one) == replica and told.replica in one.have]
    return shared([told.have, *copies])


def _refuse_revoked(reader: Reader, replica: str) -> None:
    known = [one for one in devices(reader) if one.replica == replica]
    if known and all(one.state is DeviceState.REVOKED for one in known):
        raise RuleError("services.peer_revoked", peer=known[0].name)


def _epoch(name: str) -> int:
    return int(name.partition(":")[2])


def _uuid(peer: Peer) -> str:
    return peer.replica.partition(":")[0]


def _begins(replica: str, wanted: str) -> bool:
    return len(wanted) >= _SHORTEST_ID and replica.startswith(wanted.lower())
