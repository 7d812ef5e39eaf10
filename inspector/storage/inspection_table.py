"""Finding visits: of a project, in a period, and the photos that belong to one."""

from __future__ import annotations

from datetime import date

from inspector.domain.inspection import Inspection, Photo
from inspector.domain.record import RecordT
from inspector.storage.reader import Reader
from inspector.storage.shape import shape


class InspectionTable:
    """Queries over visits."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def of_project(self, project_id: str) -> tuple[Inspection, ...]:
        """The visits to a project, the latest first."""
        return self._select(Inspection, "WHERE project_id = ? ORDER BY visited_at DESC, id", project_id)

    def between(self, first: date, last: date) -> tuple[Inspection, ...]:
        """The visits of these days (both included; days of the offset that was written), the earliest first."""
        rest = "WHERE substr(visited_at, 1, 10) BETWEEN ? AND ? ORDER BY visited_at, id"
        return self._select(Inspection, rest, first.isoformat(), last.isoformat())

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
