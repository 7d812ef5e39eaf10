"""What the lamp matrix can be narrowed to, and the steps that a narrowed matrix stands for.

It stands apart from the matrix, which takes a wish: here are the values a wish may have, and what printing needs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from inspector.domain.project import Area, AreaKind
from inspector.domain.project_query import ProjectQuery
from inspector.services.bundle import Services
from inspector.services.cockpit_lamps import light_of
from inspector.services.lamp_matrix_view import Matrix, MatrixWish
from inspector.storage.lamp_rows import departments, leaders
from inspector.storage.lamp_table import project_ids


@dataclass(frozen=True)
class LampChoices:
    """Areas and parks as (id, name), departments and leaders by name."""

    areas: tuple[tuple[str, str], ...]
    departments: tuple[str, ...]
    leaders: tuple[str, ...]


def lamp_choices(services: Services) -> LampChoices:
    """What there is to choose from; the city itself is no choice."""
    reader = services.workspace.reader
    areas = tuple((one.id, one.name) for one in reader.all(Area, order=("code",)) if one.area_kind is not AreaKind.CITY)
    return LampChoices(areas, departments(reader), leaders(reader))


def narrowed(services: Services, matrix: Matrix, text: str) -> tuple[str, ...]:
    """The projects of a matrix that `text` finds, in its order; by every word, also by pinyin initials."""
    if not text.strip():
        return matrix.projects
    numbers = services.finding.numbers(ProjectQuery(text=text))
    known = project_ids(services.workspace.reader, numbers)
    return tuple(one for one in matrix.projects if one in known)


def red_steps(services: Services, on: date, projects: Collection[str], wish: MatrixWish) -> tuple[str, ...]:
    """The open red steps of these projects, of the department and type that are wished for."""
    wanted = frozenset(projects)
    return tuple(
        one.step.id
        for one in services.office.supervision.urgent(on)
        if one.project_id in wanted
        and wish.department in {None, one.step.department}
        and wish.step_type in {None, one.step.step_type}
    )


def all_steps(services: Services, on: date, projects: Sequence[str], wish: MatrixWish) -> tuple[str, ...]:
    """The steps of these projects, of the department and the lamp that are wished for."""
    wanted = frozenset(projects)
    return tuple(
        one.step.id
        for one in services.lamps.steps(on)
        if one.project_id in wanted
        and wish.department in {None, one.step.department}
        and (wish.light is None or light_of(one.lamp) == wish.light.value)
    )
