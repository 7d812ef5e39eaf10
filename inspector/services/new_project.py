"""A single project entered by hand; registers come in from Excel (`register`)."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.guards import demand, filled
from inspector.domain.ids import local_time
from inspector.domain.project import Area as AreaRecord
from inspector.domain.project import Project
from inspector.storage.project_table import ProjectTable
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class Area:
    """An area that a project may lie in."""

    id: str
    name: str


def areas_of(workspace: Workspace) -> tuple[Area, ...]:
    """The areas of a workspace by their codes."""
    return tuple(Area(one.id, one.name) for one in workspace.reader.all(AreaRecord, order=("code",)))


def register_project(workspace: Workspace, name: str, area_id: str | None, *, author: str = "") -> str:
    """Enter a project; its id. Raises RuleError without name or area, and for a name that is taken."""
    words = name.strip()
    with workspace.transaction("register_project", author=author) as tx:
        demand(filled(words), "services.project_without_name")
        demand(area_id, "services.area_missing", name=words)
        demand(not ProjectTable(tx.reader).by_name(words), "services.project_name_taken", name=words)
        today = local_time(workspace.clock).date()
        made = Project(id=tx.new_id(), name=words, area_id=area_id, registered_on=today)
        tx.insert(made)
    return made.id
