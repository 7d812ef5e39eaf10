"""What the filters of a list of projects offer: areas, parks and leaders.

Apart from finding itself, because it is read once when a list is opened and not at every key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.storage.choice_table import areas_of_projects, leaders_on, parks_of_projects
from inspector.storage.workspace import Workspace

Choice = tuple[str, str]
"""What a query asks by, and what people call it."""


@dataclass(frozen=True)
class ProjectChoices:
    """Areas and parks with projects by code, and the 包保领导 of the day by name."""

    areas: tuple[Choice, ...] = ()
    parks: tuple[Choice, ...] = ()
    leaders: tuple[Choice, ...] = ()


def project_choices(workspace: Workspace, on: date) -> ProjectChoices:
    """The choices of a workspace on a day."""
    reader = workspace.reader
    with reader.snapshot():
        leaders = tuple((holder, holder) for holder in leaders_on(reader, on))
        return ProjectChoices(areas_of_projects(reader), parks_of_projects(reader), leaders)
