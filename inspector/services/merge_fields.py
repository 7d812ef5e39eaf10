"""Which fields of a record a merge changes without asking, told beside its conflicts.

The two readers look at the same record before the merge and inside it: the merge is not committed yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from inspector.domain.operation import WHOLE
from inspector.domain.record import Record
from inspector.services.merge_view import MergedField
from inspector.storage.log import Log
from inspector.storage.reader import Reader


def merged_fields(
    before: Reader, after: Reader, cls: type[Record], row_id: str, disputed: Collection[str | None]
) -> tuple[MergedField, ...]:
    """The fields not in dispute that change, and those that both sides had brought to the same value."""
    old, new = (reader.ids_in(cls, [row_id]).get(row_id) for reader in (before, after))
    if old is None or new is None:
        return ()
    written = set(_written(after, cls, row_id))
    made = []
    for cell in cls.CELLS:
        was, became = getattr(old, cell.name), getattr(new, cell.name)
        both = was == became and cell.number in written
        if cell.name not in disputed and (was != became or both):
            made.append(MergedField(cell.name, was, became, both))
    return tuple(made)


def _written(reader: Reader, cls: type[Record], row_id: str) -> Iterator[int]:
    """The numbers of the cells that more than one replica has written."""
    writers: dict[int, set[str]] = {}
    for one in Log(reader.connection).of_row(cls.NUMBER, row_id):
        if one.field > WHOLE:
            writers.setdefault(one.field, set()).add(one.replica)
    return (number for number, replicas in writers.items() if len(replicas) > 1)
