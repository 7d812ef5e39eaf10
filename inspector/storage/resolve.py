"""Settling a conflict: an operation that knows all of its heads, so that it is gone wherever the operation comes."""

from __future__ import annotations

from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.errors import RuleError
from inspector.storage.codec import encode
from inspector.storage.fold import fold
from inspector.storage.merge import Conflict, conflicts
from inspector.storage.refold import refold
from inspector.storage.shape import shape
from inspector.storage.transaction import Transaction
from inspector.storage.writes import Write, cell_of, delete_of, whole_of


def resolve(tx: Transaction, conflict: Conflict, head: int) -> None:
    """Decide for one of the heads, by its place in `conflict.heads`.

    Choosing a delete deletes the row. Choosing the row against a delete (field None) keeps it as it is shown,
    which settles its other conflicts too. Raises RuleError where the conflict is no longer the one that was seen.
    """
    _refuse_changed(tx, conflict)
    chosen = conflict.heads[head]
    cls = kinds()[conflict.kind]
    key = (cls.NUMBER, conflict.id)
    past = tx.log.of_row(*key)
    if chosen.deleted:
        write = delete_of(key, past)
    elif conflict.field is None:
        write = whole_of(key, fold(past).values, past, {})
    else:
        write = cell_of(key, shape(cls).by_name[conflict.field].number, chosen.value, past)
    _write(tx, write)


def resolve_with(tx: Transaction, conflict: Conflict, value: Any) -> None:  # noqa: ANN401 - typed by the cell
    """Decide for another value than any head's, of the type that the cell declares.

    Raises RuleError where the conflict is no longer the one that was seen, is one of the whole row, or where the
    cell cannot be empty or cannot hold the value.
    """
    _refuse_changed(tx, conflict)
    cls = kinds()[conflict.kind]
    if conflict.field is None:
        raise RuleError("storage.conflict_of_row", kind=conflict.kind, id=conflict.id)
    cell = shape(cls).by_name[conflict.field]
    if value is None and cell.required:
        raise RuleError("storage.required", kind=conflict.kind, field=conflict.field)
    key = (cls.NUMBER, conflict.id)
    _write(tx, cell_of(key, cell.number, encode(cell, value), tx.log.of_row(*key)))


def _refuse_changed(tx: Transaction, conflict: Conflict) -> None:
    key = (kinds()[conflict.kind].NUMBER, conflict.id)
    if conflict not in conflicts(tx.reader, [key]):
        raise RuleError("storage.conflict_changed", kind=conflict.kind, id=conflict.id, field=conflict.field or "")


def _write(tx: Transaction, write: Write) -> None:
    tx.append([write])
    refold(tx, [(write.kind, write.row)], doubtful=())
