"""One box over everything: projects, problems and checklists that hold what was typed, the best ones first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.domain.problem import Problem, ProblemState
from inspector.domain.project import Project
from inspector.storage.codec import Stored
from inspector.storage.reader import Reader
from inspector.storage.search_table import SearchTable, like_pattern

_CONSIDERED = 200
"""The newest so many are ranked: whoever finds more than that types on."""

_PROJECTS = "SELECT t.id, t.name, area.name FROM project AS t LEFT JOIN area ON area.id = t.area_id"
_PROBLEMS = (
    "SELECT t.id, t.number, t.description, t.state, t.project_id, project.name FROM problem AS t"
    " LEFT JOIN project ON project.id = t.project_id"
)


@dataclass(frozen=True, slots=True)
class ProjectHit:
    """A project found, with the name of its area."""

    id: str
    name: str
    area: str | None


@dataclass(frozen=True, slots=True)
class ProblemHit:
    """A problem found, with its project (its name None while 待到)."""

    id: str
    number: str | None
    description: str
    state: ProblemState
    project_id: str
    project: str | None


@dataclass(frozen=True, slots=True)
class ChecklistHit:
    """A version of a checklist that was found."""

    id: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, at most so many of each kind as were asked for."""

    projects: tuple[ProjectHit, ...] = ()
    problems: tuple[ProblemHit, ...] = ()
    checklists: tuple[ChecklistHit, ...] = ()


def search(reader: Reader, text: str, limit: int) -> Hits:
    """Projects whose name begins with `text` first, then those that hold it, then the others; problems newest first."""
    wanted = text.strip()
    if not wanted:
        return Hits()
    found = [ProjectHit(*map(_text, row)) for row in _found(reader, Project.KIND, _PROJECTS, wanted)]  # type: ignore[arg-type]
    projects = sorted(found, key=lambda one: (not one.name.startswith(wanted), wanted not in one.name))
    problems = _found(reader, Problem.KIND, _PROBLEMS, wanted)[:limit]
    return Hits(tuple(projects[:limit]), tuple(map(_problem, problems)), tuple(_checklists(reader, wanted, limit)))


def _found(reader: Reader, kind: str, select: str, text: str) -> list[tuple[Stored, ...]]:
    asked = SearchTable(reader.connection).condition(kind, text, newest=_CONSIDERED)
    query = f"{select} WHERE {asked.sql} ORDER BY t.rowid DESC LIMIT {_CONSIDERED}"
    return list(reader.rows(query, asked.values))


def _checklists(reader: Reader, text: str, limit: int) -> Iterator[ChecklistHit]:
    """The newest ones whose name holds every word; there are few, so LIKE does."""
    words = text.split()
    where = " AND ".join("name LIKE ? ESCAPE '\\'" for _ in words)
    query = f"SELECT id, name, version FROM checklist WHERE {where} ORDER BY id DESC LIMIT {int(limit)}"  # noqa: S608
    for row_id, name, version in reader.rows(query, [like_pattern(word) for word in words]):
        yield ChecklistHit(str(row_id), str(name), str(version))


def _text(value: Stored) -> str | None:
    return None if value is None else str(value)


def _problem(row: tuple[Stored, ...]) -> ProblemHit:
    row_id, number, description, state, project_id, project = map(_text, row)
    told = ProblemState.REGISTERED if state is None else ProblemState(state)
    return ProblemHit(str(row_id), number, str(description), told, str(project_id), project)
