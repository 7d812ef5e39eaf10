"""What a replica is called: by the roster, by what it said of itself, else by the beginning of its id."""

from __future__ import annotations

from collections.abc import Callable

from inspector.storage.device_table import devices
from inspector.storage.peer_table import peers
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace

_SHORT = 8


def device_names(workspace: Workspace, reader: Reader) -> Callable[[str], str]:
    """Gives the name of the device behind a replica (`uuid` or `uuid:epoch`)."""
    info = workspace.info
    told = {one.replica.partition(":")[0]: one.name for one in peers(reader)}
    listed = {one.replica: one.name for one in devices(reader)}
    known = {**told, **listed, info.replica: info.device_name}
    return lambda replica: known.get(replica.partition(":")[0], replica[:_SHORT])
