"""Finding visits: of a project, in a period, and the photos that belong to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from inspector.domain.inspection import Inspection, InspectionState, Photo
from inspector.domain.problem import Problem
from inspector.domain.record import RecordT
from inspector.storage.log import chunks, places
from inspector.storage.reader import Reader
from inspector.storage.shape import shape


def newest_drafts(reader: Reader, limit: int) -> tuple[Inspection, ...]:
    """The open drafts, the latest visit first."""
    made = shape(Inspection)
    query = f"{made.select} WHERE state = 'draft' ORDER BY visited_at DESC, id LIMIT ?"
    return tuple(map(made.record, reader.fetch(query, [limit])))


def draft_count(reader: Reader) -> int:
    """How many drafts are open."""
    ((count,),) = reader.fetch("SELECT count(*) FROM inspection WHERE state = 'draft'")
    return int(count)


def signed_visits(reader: Reader) -> Iterator[Inspection]:
    """All signed visits one after the other, the latest first: there may be a million."""
    yield from reader.all(Inspection, state=InspectionState.SIGNED, order=("-visited_at",))


def signed_count(reader: Reader) -> int:
    """How many visits are signed."""
    return reader.count(Inspection, state=InspectionState.SIGNED)


def counts_by_visit(reader: Reader, kind: type[Problem | Photo]) -> dict[str, int]:
    """How many problems or photos each visit has; those without are left out."""
    query = f"SELECT inspection_id, count(*) FROM {kind.KIND} WHERE inspection_id NOT NULL GROUP BY 1"  # noqa: S608 - declared
    return {str(row_id): int(count) for row_id, count in reader.fetch(query)}


def names_of_projects(reader: Reader) -> dict[str, str]:
    """The names of all projects by id."""
    return {str(row_id): str(name) for row_id, name in reader.fetch("SELECT id, name FROM project")}


def signatures_among(reader: Reader, photos: Iterable[str]) -> frozenset[str]:
    """Those of the photos, by id, that are the signature of a visit."""
    found: set[str] = set()
    for chunk in chunks(photos):
        query = f"SELECT signature_photo_id FROM inspection WHERE signature_photo_id IN ({places(chunk)})"  # noqa: S608
        found.update(str(row_id) for (row_id,) in reader.rows(query, chunk))
    return frozenset(found)


class InspectionTable:
    """Queries over visits."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def of_project(self, project_id: str) -> tuple[Inspection, ...]:
        """The visits to a project, the latest first."""
        return self._select(Inspection, "WHERE project_id = ? ORDER BY visited_at DESC, id", project_id)

    def between(self, first: date, last: date) -> tuple[Inspection, ...]:
        """The visits of these days (both included; days of the offset that was written), the earliest first."""
        rest = "WHERE visited_at >= ? AND visited_at < ? ORDER BY visited_at, id"  # the text begins with the day
        return self._select(Inspection, rest, first.isoformat(), (last + timedelta(days=1)).isoformat())

    def photos_of(self, inspection_id: str) -> tuple[Photo, ...]:
        """The photos of a visit in their order; those without a position come last."""
        rest = "WHERE inspection_id = ? ORDER BY position IS NULL, position, id"
        return self._select(Photo, rest, inspection_id)

    def photos_of_project(self, project_id: str) -> tuple[Photo, ...]:
        """The photos of all visits to a project and of its problems."""
        rest = (
            "WHERE inspection_id IN (SELECT id FROM inspection WHERE project_id = ?)"
            " OR problem_id IN (SELECT id FROM problem WHERE project_id = ?) ORDER BY id"
        )
        return self._select(Photo, rest, project_id, project_id)

    def _select(self, cls: type[RecordT], rest: str, *values: str) -> tuple[RecordT, ...]:
        made = shape(cls)
        return tuple(map(made.record, self._reader.rows(f"{made.select} {rest}", values)))
