"""What the screen reads at once: the issue with what it prints, and the records behind a figure.

Apart from the screen because it runs on the thread that reads.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from inspector.domain.errors import NotFoundError
from inspector.domain.periods import Period
from inspector.services.bundle import Services
from inspector.services.cockpit_view import RowKind
from inspector.services.studio_view import FigureDetail, IssueContent, StudioView


@dataclass(frozen=True)
class Desk:
    """The issue with what it prints, or nothing yet and the conflicts that keep it from being frozen."""

    period: Period
    view: StudioView | None
    content: IssueContent | None
    conflicts: tuple[str, ...]


def read_desk(services: Services, reference: str, period: Period) -> Desk:
    """The issue asked for; where that was undone, or none was, the newest one of the period."""
    studio = services.office.studio
    found = services.bulletins.latest(period)
    with suppress(NotFoundError):
        found = services.bulletins.show(reference).bulletin if reference else found
    if found is None:
        return Desk(period, None, None, studio.conflicts())
    wanted = found.id
    view = studio.view(wanted)
    return Desk(Period.parse(view.period), view, studio.to_print(wanted), ())


def row_ids(figure: FigureDetail, kind: RowKind) -> tuple[str, ...]:
    """The records behind a figure; of visits and photos their projects, each once."""
    own = kind is not RowKind.PROJECTS or figure.table == "projects"
    found = (row["id"] if own else row.get("project_id") for row in figure.rows)
    return tuple(dict.fromkeys(str(one) for one in found if one))
