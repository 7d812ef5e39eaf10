"""What a package says about itself: the signed `manifest.json` of a volume.

It lists every member with size and SHA-256, so that the one signature over it covers all of the file; its own
SHA-256 is the name of the package (docs/exchange-format.md, exchange.md "The file").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from inspector.domain.intervals import Have

PACKAGE_FORMAT = 1
"""Version of the package file; `min_reader` is compared with it."""


class PackageKind(StrEnum):
    """任务包, 成果包, 快照包, 名册."""

    TASK = "task"
    RESULT = "result"
    SNAPSHOT = "snapshot"
    ROSTER = "roster"


class PhotoChoice(StrEnum):
    """How photos travel: the untouched originals, copies in print size, or not at all."""

    ORIGINAL = "original"
    PRINT = "print"
    NONE = "none"


@dataclass(frozen=True)
class Sender:
    """Who wrote a package.

    `replica` is `uuid:epoch`; `key` the Ed25519 public key, 64 hex digits; `recipient` the age X25519 public key
    to which packages for this device are encrypted (`age1…`); `role` and `tier` as in `WorkspaceInfo`.
    """

    replica: str
    device_name: str
    role: str
    city: str
    tier: str
    key: str
    recipient: str


@dataclass(frozen=True)
class Member:
    """A member of the zip besides the manifest and its signature: name, bytes when unpacked, SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class ChainHead:
    """The newest change set of a log and its hash (64 hex digits), kept by others so that a cut log shows."""

    change_id: int
    hash: str


@dataclass(frozen=True)
class Manifest:
    """One volume of a package.

    `number` counts the packages of this sender (the volumes of one share it), `set_id` names the volumes that
    belong together, `to` is the device (uuid) it is meant for. `have` is everything that the sender knows: his
    acknowledgement; `sequences` the operations in this volume; `wants` the SHA-256 of originals that he awaits.
    `chain` is the head of his own log, `heard` the last head of the addressee's log that he was told.
    `previous` is the name of the last package that he wrote for the same addressee. `made_at` is ISO 8601 with
    offset and orders nothing.
    """

    kind: PackageKind
    number: int
    set_id: str
    volume: int
    volumes: int
    made_at: str
    sender: Sender
    to: str | None
    have: Have
    sequences: Have
    photos: PhotoChoice
    wants: tuple[str, ...]
    chain: ChainHead
    heard: ChainHead | None
    previous: str | None
    program: str
    wire: int
    min_reader: int = PACKAGE_FORMAT
    members: tuple[Member, ...] = field(default=())
