"""The device's own private keys. They are read by name only: never listed, logged or told by `info`."""

from __future__ import annotations

from inspector.storage.local_records import LocalKind, keep, kept_at
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


def secret(reader: Reader, name: str) -> str | None:
    """The secret of this name."""
    found = kept_at(reader, LocalKind.SECRET, name)
    return None if found is None else str(found["value"])


def keep_secret(tx: Transaction, name: str, value: str) -> None:
    """Keep a secret, or replace it."""
    keep(tx, LocalKind.SECRET, name, {"value": value})
