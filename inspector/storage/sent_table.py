"""The packages that this workspace wrote. Writing one acknowledges nothing: only the addressee's answer does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inspector.domain.intervals import Have
from inspector.storage.local_records import LocalKind, keep, kept, read_have
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


@dataclass(frozen=True)
class SentPackage:
    """One volume by its name; `to` is the device (UUID) it is for, `size` in bytes, `sequences` what it carries."""

    package: str
    number: int
    kind: str
    to: str | None
    set_id: str
    volume: int
    volumes: int
    made_at: str
    file_name: str
    size: int
    sequences: Have


def sent(reader: Reader) -> tuple[SentPackage, ...]:
    """Every package written, the newest first."""
    found = map(_sent, kept(reader, LocalKind.SENT))
    return tuple(sorted(found, key=lambda one: (one.number, one.volume), reverse=True))


def keep_sent(tx: Transaction, sent: SentPackage) -> None:
    """Note a package that was written."""
    keep(tx, LocalKind.SENT, sent.package, {**vars(sent), "sequences": dict(sent.sequences)})


def _sent(content: Any) -> SentPackage:  # noqa: ANN401 - plain JSON
    return SentPackage(**{**content, "sequences": read_have(content["sequences"])})
