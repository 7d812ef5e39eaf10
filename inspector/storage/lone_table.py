"""Rows in conflict that only one replica has written, as far as is known here.

Nearly every conflict is found by its row having several writers. A device that brings an undone merge back puts its
own value against its own; where the packages of that merge never came, or were trimmed, one writer is all that is
left. The log alone decides whether such a row is in conflict: what stands here only says where to look.
"""

from __future__ import annotations

from collections.abc import Iterable

from inspector.storage.local_records import LocalKind, forget, keep, kept
from inspector.storage.log import Key
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


def lone_rows(reader: Reader) -> list[Key]:
    """(kind number, id) of each."""
    return [(one["kind"], one["row"]) for one in kept(reader, LocalKind.LONE)]


def note_lone(tx: Transaction, rows: Iterable[Key], lone: Iterable[Key]) -> None:
    """Of these rows keep those that are `lone`, and no others."""
    before, found = set(lone_rows(tx.reader)), set(lone)
    for kind, row in before.intersection(rows) - found:
        forget(tx, LocalKind.LONE, f"{kind}/{row}")
    for kind, row in found - before:
        keep(tx, LocalKind.LONE, f"{kind}/{row}", {"kind": kind, "row": row})
