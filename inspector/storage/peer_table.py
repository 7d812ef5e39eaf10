"""The replicas that this one has heard from: what they said they know, want, and how far their log went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inspector.domain.intervals import Have
from inspector.storage.local_records import LocalKind, keep, kept, kept_at, read_have
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


@dataclass(frozen=True)
class Peer:
    """A replica (`uuid:epoch`) as its newest package told of it.

    `number` counts its packages; `have` is what it acknowledged, `wants` the SHA-256 of photos it awaits;
    `chain_change` and `chain_hash` are the head of its log; `package` is the name of that package, `heard_at`
    when it was taken in (Unix milliseconds), `wire` the version it writes.
    """

    replica: str
    number: int
    name: str
    role: str
    have: Have
    wants: tuple[str, ...]
    chain_change: int
    chain_hash: str
    package: str
    heard_at: int
    wire: int


def peers(reader: Reader) -> tuple[Peer, ...]:
    """Every replica heard from, by name."""
    return tuple(map(_peer, kept(reader, LocalKind.PEER)))


def peer(reader: Reader, replica: str) -> Peer | None:
    """What is known of one replica."""
    found = kept_at(reader, LocalKind.PEER, replica)
    return None if found is None else _peer(found)


def keep_peer(tx: Transaction, peer: Peer) -> None:
    """Keep what a replica said last."""
    keep(tx, LocalKind.PEER, peer.replica, {**vars(peer), "have": dict(peer.have)})


def _peer(content: Any) -> Peer:  # noqa: ANN401 - plain JSON
    return Peer(**{**content, "have": read_have(content["have"]), "wants": tuple(content["wants"])})
