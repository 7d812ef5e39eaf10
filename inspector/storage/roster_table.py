"""The roster in force: the signed bytes as they came, so that anybody can verify them again."""

from __future__ import annotations

from inspector.storage.local_records import LocalKind, keep, kept_at
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction

_KEY = "current"


def kept_roster(reader: Reader) -> str | None:
    """The signed text of the roster in force."""
    found = kept_at(reader, LocalKind.ROSTER, _KEY)
    return None if found is None else str(found["text"])


def keep_roster(tx: Transaction, text: str, version: int) -> None:
    """Put a roster in force, in place of the one before."""
    keep(tx, LocalKind.ROSTER, _KEY, {"text": text, "version": version})
