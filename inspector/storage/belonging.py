"""To which project a record belongs, found over its references; also of a record that is deleted.

Apart from the reports that need it, because a deleted record stands only in the log.
"""

from __future__ import annotations

from inspector.domain.entities import kinds
from inspector.domain.operation import DELETE
from inspector.domain.project import Project
from inspector.storage.fold import fold
from inspector.storage.log import Log
from inspector.storage.reader import Reader
from inspector.storage.shape import shape

_FURTHEST = 6
"""References followed at most: a ring of records belongs to no project."""


class Belonging:
    """Looks projects up, remembering what it has found; for one transaction or one report."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._log = Log(reader.connection)
        self._found: dict[tuple[str, str], str | None] = {}

    def project_of(self, kind: str, row_id: str, depth: int = 0) -> str | None:
        """The id of the project that a record of `kind` belongs to; None for what belongs to none."""
        if kind == Project.KIND:
            return row_id
        key = (kind, row_id)
        if key not in self._found and depth < _FURTHEST:
            self._found[key] = self._search(kind, row_id, depth)
        return self._found.get(key)

    def _search(self, kind: str, row_id: str, depth: int) -> str | None:
        for target, named in self._references(kind, row_id):
            project = self.project_of(target, named, depth + 1)
            if project is not None:
                return project
        return None

    def _references(self, kind: str, row_id: str) -> list[tuple[str, str]]:
        """Kind and id of each record named, a project before others."""
        made = shape(kinds()[kind])
        cells = [cell for cell in made.cells if cell.refers]
        if not cells:
            return []
        row = self._reader.row(made.cls, row_id)
        if row is not None:
            values = {cell.number: row[made.place(cell.name)] for cell in cells}
        else:
            past = self._log.of_row(made.cls.NUMBER, row_id)
            values = fold(one for one in past if one.field != DELETE).values
        named = [(str(cell.refers), values.get(cell.number)) for cell in cells]
        found = [(target, value) for target, value in named if isinstance(value, str)]
        return sorted(found, key=lambda pair: pair[0] != Project.KIND)
