"""Records of several projects at once: what a page of a grid needs, without reading the whole table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inspector.domain.record import RecordT
from inspector.storage.log import chunks, places
from inspector.storage.reader import Reader
from inspector.storage.shape import shape


def rows_of_projects(reader: Reader, cls: type[RecordT], projects: Iterable[str]) -> Iterator[RecordT]:
    """The records of a kind that name one of these projects."""
    made = shape(cls)
    for chunk in chunks(dict.fromkeys(projects)):
        query = f"{made.select} WHERE project_id IN ({places(chunk)}) ORDER BY id"
        yield from map(made.record, reader.rows(query, chunk))
