"""Making a workspace from the window: in a folder that a user chose, of a city that ships with the product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from inspector.checklists.reading import read_checklist
from inspector.domain.errors import StorageError
from inspector.domain.ids import Clock, derived_id
from inspector.domain.inspection import Checklist
from inspector.services.checklist_sources import shipped_checklists
from inspector.services.checklist_tables import to_kept, with_tables
from inspector.services.profiles import load_profile, profile_keys
from inspector.services.workspaces import create_workspace
from inspector.storage.transaction import ChangeSet
from inspector.storage.workspace import DATABASE, WorkplaceRole


@dataclass(frozen=True)
class City:
    """A city that ships: its key and its name."""

    key: str
    name: str


@dataclass(frozen=True)
class NewWorkspace:
    """What a new workspace is told: `role` is `field` or `office`."""

    role: str
    city: str
    device_name: str


def cities() -> tuple[City, ...]:
    """The cities that ship."""
    return tuple(City(key, load_profile(key).name) for key in profile_keys())


def workspace_at(path: Path) -> bool:
    """Whether a folder is a workspace."""
    return (path / DATABASE).is_file()


def make_workspace(folder: Path, wanted: NewWorkspace, clock: Clock | None = None) -> Path:
    """A new workspace in `folder` where it is empty, else in a new folder inside it, named after the device.

    It has the checklists that ship, as every other made so has them: under one id, so that a merge finds them equal.

    Raises as `create_workspace`, and StorageError for a place that cannot be written to; nothing is made then.
    """
    role = WorkplaceRole(wanted.role)
    try:
        place = _free_place(folder, wanted.device_name)
        made = create_workspace(place, role=role, device_name=wanted.device_name, city=wanted.city, clock=clock)
    except OSError as error:
        raise StorageError("services.no_place_for_workspace", folder=folder) from error
    try:
        with made.change(ChangeSet("create_workspace", role="setup")) as tx:
            tx.insert_many(_shipped_checklists())
    finally:
        made.close()
    return place


def _shipped_checklists() -> Iterator[Checklist]:
    """The checklists that ship, with ids that are the same in every workspace (ADR 3)."""
    for path in shipped_checklists():
        form = read_checklist(path).form
        if form is not None:
            definition = to_kept(with_tables(form, path.parent))
            key = derived_id(f"checklist:{form.title}:{form.version}")
            yield Checklist(id=key, name=form.title, version=form.version, definition=definition)


def _free_place(folder: Path, name: str) -> Path:
    if not folder.exists() or not any(folder.iterdir()):
        return folder
    plain = "".join(one if one.isalnum() or one in "-_" else "-" for one in name)
    tried = (folder / (plain if number == 1 else f"{plain}-{number}") for number in count(1))
    return next(one for one in tried if not one.exists())
