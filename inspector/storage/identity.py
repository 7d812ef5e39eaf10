"""Who writes: the replica, and how a copied or restored workspace notices that it is a copy.

Two folders that give numbers under one identity would ruin every merge. So a copy of the identity lies outside
the database (`replica.json`), bound to the machine and the folder; where both disagree, a new epoch begins
(exchange.md, "Identity and operations").
"""

from __future__ import annotations

import json
import platform
import secrets
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from inspector.storage import meta
from inspector.storage.chain import last_change
from inspector.storage.driver import Connection
from inspector.storage.files import write_durably
from inspector.storage.log import Log

MARKER = "replica.json"
_YEAR_2020 = 1_577_836_800_000
_BY_CHANCE = 16
_FORGED = 10**14
"""Two hundred years of milliseconds and chance; names of replicas end at 10^15."""
_drawn = secrets.randbelow


@dataclass(frozen=True)
class Identity:
    """A replica: the UUID of a workspace on a device and its epoch."""

    replica: str
    epoch: int

    @property
    def name(self) -> str:
        """The name that operations carry."""
        return f"{self.replica}:{self.epoch}"


def read_identity(connection: Connection) -> Identity:
    """The identity in the database."""
    entries = meta.read(connection)
    return Identity(entries["replica"], int(entries["epoch"]))


def begin_epoch(connection: Connection, now_ms: int, above: int = 0) -> Identity:
    """Go on as a new epoch, in the open transaction; never one that the log has seen.

    It is the time (Unix milliseconds `now_ms`) since 2020 and a sixteenth by chance, for one backup may be restored
    twice, and neither copy can know what number the other has taken. Epochs of one device rise, `above` one that is
    known from elsewhere too; one that no clock can have given does not count, or a single forged operation would leave
    no number to go on with.
    """
    old = read_identity(connection)
    seen = [int(name.partition(":")[2]) for name in Log(connection).have() if name.startswith(f"{old.replica}:")]
    timed = max(now_ms - _YEAR_2020, 0) * _BY_CHANCE
    given = [one for one in (*seen, old.epoch, above) if one < _FORGED]
    epoch = max([timed, *given]) + 1 + _drawn(_BY_CHANCE)
    made = Identity(old.replica, next(one for one in count(epoch) if one not in seen))
    meta.write(connection, epoch=str(made.epoch))
    return made


def mark(folder: Path, connection: Connection) -> None:
    """Write the copy of the identity outside the database."""
    identity = read_identity(connection)
    found = {**_surroundings(folder), "replica": identity.replica, "epoch": identity.epoch}
    found |= {"seq": Log(connection).last_seq(identity.name), "change": last_change(connection)}
    if found != _read_marker(folder):
        write_durably(folder / MARKER, json.dumps(found, ensure_ascii=False, indent=1).encode())


def is_copy(folder: Path, connection: Connection) -> bool:
    """Whether this database was copied, moved to another machine or set back since the marker was written."""
    identity = read_identity(connection)
    marker = _read_marker(folder)
    here = {**_surroundings(folder), "replica": identity.replica, "epoch": identity.epoch}
    # The change sets count too: who was told what was received here must hear of it when that is lost again.
    set_back = marker.get("seq", 0) > Log(connection).last_seq(identity.name)
    set_back = set_back or marker.get("change", 0) > last_change(connection)
    return set_back or any(marker.get(key) != here[key] for key in ("machine", "inode", "replica", "epoch"))


def marked_epoch(folder: Path) -> int:
    """The epoch in the copy outside the database, which may be later than that of a database set back; 0 for none."""
    found = _read_marker(folder).get("epoch")
    return found if type(found) is int else 0


def _surroundings(folder: Path) -> dict[str, Any]:
    return {"machine": platform.node(), "inode": folder.stat().st_ino}


def _read_marker(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MARKER).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
