"""Decisions on conflicts of packages that are not merged yet: they wait for the merge, also when the window closes."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.storage.local_records import LocalKind, forget, keep, kept
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


@dataclass(frozen=True)
class Ruling:
    """A decision on the conflict named by `key`; `sides` tells between which values it was taken."""

    key: str
    choice: str
    sides: str


def rulings(reader: Reader) -> dict[str, Ruling]:
    """All that wait, by the conflict."""
    return {one["key"]: Ruling(**one) for one in kept(reader, LocalKind.RULING)}


def keep_ruling(tx: Transaction, ruling: Ruling) -> None:
    """Keep a decision, or what it is now."""
    keep(tx, LocalKind.RULING, ruling.key, vars(ruling))


def forget_ruling(tx: Transaction, key: str) -> None:
    """Take a decision back, if there is one."""
    forget(tx, LocalKind.RULING, key)
