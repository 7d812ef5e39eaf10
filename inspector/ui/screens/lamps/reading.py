"""What 手续亮灯 reads at once: choices, matrix, the projects shown of it, and where the cursor goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.services.lamp_choices import LampChoices, lamp_choices, narrowed
from inspector.services.lamp_matrix_view import Matrix, MatrixWish

if TYPE_CHECKING:
    from inspector.services.aside_worker import Progress


@dataclass(frozen=True)
class Question:
    """What is asked: a day, filters, a text to look for, and a step or project that the user was sent to."""

    on: date
    wish: MatrixWish
    text: str
    wanted: str = ""


@dataclass(frozen=True)
class MatrixRead:
    """One reading; `red` says whether a lamp is red among the projects shown."""

    choices: LampChoices | None
    matrix: Matrix
    projects: tuple[str, ...]
    red: bool
    wanted: tuple[int, int] | None = None


def read_matrix(services: Services, asked: Question, *, with_choices: bool) -> MatrixRead:
    """Read everything; the choices only where they may have changed."""
    matrix = services.office.lamp_matrix.matrix(asked.on, asked.wish)
    choices = lamp_choices(services) if with_choices else None
    found = read_narrowed(services, matrix, asked)
    return replace(found, choices=choices, wanted=_place(services, matrix, found.projects, asked.wanted))


def read_whole(
    asked: Question,
    with_choices: bool,  # noqa: FBT001 - it goes through a pipe by its place
    services: Services,
    _progress: Progress,
) -> MatrixRead:
    """The same as an errand of another process."""
    return read_matrix(services, asked, with_choices=with_choices)


def read_narrowed(services: Services, matrix: Matrix, asked: Question) -> MatrixRead:
    """Narrow a matrix that is there by what was typed."""
    projects = narrowed(services, matrix, asked.text)
    return MatrixRead(None, matrix, projects, not matrix.red.isdisjoint(projects))


def _place(services: Services, matrix: Matrix, projects: tuple[str, ...], wanted: str) -> tuple[int, int] | None:
    """Row and column of a step or project that the user was sent to; None where it is not shown."""
    if not wanted:
        return None
    if wanted in projects:
        return projects.index(wanted), 1
    project, column = _cell_of(services, matrix, wanted)
    return (projects.index(project), column) if project in projects else None


def _cell_of(services: Services, matrix: Matrix, step: str) -> tuple[str, int]:
    """The project of a step, and the column that its type has."""
    try:
        project = services.office.lamp_matrix.reason(step, matrix.on).project_id
    except InspectorError:
        return "", 0
    (row,) = services.office.lamp_matrix.page([project], matrix.on) or (None,)
    kinds = [kind for kind, cell in row.cells.items() if cell.step_id == step] if row else []
    types = [one.step_type for one in matrix.columns]
    return project, types.index(kinds[0]) + 1 if kinds and kinds[0] in types else 1
