"""Bringing rows to what their operations amount to: read, folded and written many at a time.

Apart from the merge, because an undo and an upgrade end in the same way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.operation import Operation
from inspector.domain.record import Record
from inspector.storage.fold import fold
from inspector.storage.log import Key, chunks
from inspector.storage.lone_table import note_lone
from inspector.storage.materialize import materialize, understood
from inspector.storage.shape import Shape, shape
from inspector.storage.transaction import Transaction


def kinds_by_number() -> dict[int, type[Record]]:
    """The kinds that this version knows, by the number under which they travel."""
    return {cls.NUMBER: cls for cls in kinds().values()}


def refold(tx: Transaction, rows: Iterable[Key], doubtful: Collection[Key] | None = None) -> None:
    """Bring rows to what their operations amount to; keep a note where they hold more than is understood.

    `doubtful` are those with operations of which this is not certain yet: all of them unless told otherwise.
    """
    classes = kinds_by_number()
    noted = set(tx.log.unknown_rows())
    for kind, group in groupby(sorted(rows), key=itemgetter(0)):
        for ids in chunks(row_id for _, row_id in group):
            past = {row_id: [one for _, one in found] for row_id, found in tx.log.arrivals_of(kind, ids).items()}
            for row_id in ids:
                if doubtful is None or (kind, row_id) in noted or (kind, row_id) in doubtful:
                    tx.log.note_unknown(kind, row_id, unknown=not is_understood(classes.get(kind), past[row_id]))
            if kind in classes:
                _rewrite(tx, shape(classes[kind]), past)


def _rewrite(tx: Transaction, made: Shape[Any], past: Mapping[str, Iterable[Operation]]) -> None:
    known = tx.reader.rows_in(made.cls, past)
    states = {row_id: fold(found) for row_id, found in past.items()}
    number = made.cls.NUMBER
    tx.note_disputed(number, {row_id: bool(state.conflicts) for row_id, state in states.items()})
    lone = [row_id for row_id, state in states.items() if state.conflicts and _has_one_writer(past[row_id])]
    note_lone(tx, [(number, row_id) for row_id in states], [(number, row_id) for row_id in lone])
    rows = {row_id: materialize(made, row_id, state, known.get(row_id)) for row_id, state in states.items()}
    tx.put_rows(made, rows, known)


def _has_one_writer(operations: Iterable[Operation]) -> bool:
    return len({one.replica for one in operations}) == 1


def is_understood(cls: type[Record] | None, operations: Iterable[Operation]) -> bool:
    """Whether this version can read everything that the operations on a row hold."""
    return all(cls is not None and understood(cls, one) for one in operations)
