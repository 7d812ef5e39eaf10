"""To whom a package can go, and the packages that were written before, as a screen lists them.

Apart from `handover`, which looks at what is to come: nothing here changes with what a user writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from inspector.services.packages.device_names import device_names
from inspector.storage.device_table import DeviceState, devices
from inspector.storage.sent_table import SentPackage, sent
from inspector.storage.workspace import WorkplaceRole, Workspace


@dataclass(frozen=True)
class Recipient:
    """A trusted device: `replica` names it in an `ExportWish`."""

    replica: str
    name: str
    is_office: bool


@dataclass(frozen=True)
class PastExport:
    """One export: `to` is empty where it was for everybody, `size` the bytes of all its files."""

    set_id: str
    made_at: datetime
    kind: str
    to: str
    files: tuple[str, ...]
    size: int


def recipients(workspace: Workspace) -> tuple[Recipient, ...]:
    """The trusted devices, offices first."""
    own, office = workspace.info.replica, WorkplaceRole.OFFICE.value
    found = [one for one in devices(workspace.reader) if one.state is DeviceState.TRUSTED and one.replica != own]
    made = {one.replica: Recipient(one.replica, one.name, one.role == office) for one in found}
    return tuple(sorted(made.values(), key=lambda one: (not one.is_office, one.name)))


def past_exports(workspace: Workspace) -> tuple[PastExport, ...]:
    """Every export of this workspace, the newest first, its volumes together."""
    names = device_names(workspace, workspace.reader)
    volumes = sorted(sent(workspace.reader), key=lambda one: (-one.number, one.volume))
    return tuple(
        _export(list(group), names(group_to) if group_to else "")
        for (_, _, group_to), group in groupby(volumes, key=lambda one: (one.number, one.set_id, one.to))
    )


def _export(volumes: Iterable[SentPackage], to: str) -> PastExport:
    listed = list(volumes)
    first = listed[0]
    return PastExport(
        set_id=first.set_id,
        made_at=datetime.fromisoformat(first.made_at),
        kind=first.kind,
        to=to,
        files=tuple(one.file_name for one in listed),
        size=sum(one.size for one in listed),
    )
