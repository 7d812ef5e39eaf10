"""Three real workspaces, one office and two laptops that trust each other, on copies of one template.

Durability is tested elsewhere, so nothing is synced here; ids are drawn from a seeded source, so that a history
which Hypothesis found can be told again.
"""

from __future__ import annotations

import atexit
import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest import mock

from inspector.domain import ids
from inspector.domain.intervals import Have
from inspector.domain.operation import Operation
from inspector.domain.problem import Problem
from inspector.photos import PhotoStore
from inspector.services.bundle import Services, build_services
from inspector.services.packages import importing
from inspector.storage import driver, identity
from inspector.storage.identity import MARKER
from inspector.storage.merge import operations_since
from inspector.storage.peer_table import peers
from inspector.storage.workspace import WorkplaceRole, Workspace
from tests.exchange_laws.oracle import Dot, Known
from tests.services.packages_kit import pass_on
from tests.storage.kit import HandClock, project

NAMES = ("编报端", "1号机", "2号机")
OFFICE = 0
MEMORY = Path("/dev/shm")  # noqa: S108 - a disk in memory, where there is one, halves the time
Dots = frozenset[Dot]


class BrokenLawError(AssertionError):
    """A law of exchange.md does not hold."""


def demand(holds: object, law: str, *details: object) -> None:
    """Raise BrokenLawError with the law and what was found, unless it holds."""
    if not holds:
        raise BrokenLawError(law, *details)


def dots_of(have: Have) -> Dots:
    return frozenset(
        (name, seq) for name, intervals in have.items() for first, last in intervals for seq in range(first, last + 1)
    )


@dataclass
class Ledger:
    """What a replica may believe of the others: for each (`uuid:epoch`) what its packages said that it has."""

    told: dict[str, Dots] = field(default_factory=dict)

    def hear(self, replica: str, have: Dots) -> None:
        self.told[replica] = self.told.get(replica, frozenset()) | have

    def acknowledged(self, device: str, known: Iterable[Dot]) -> Dots:
        """What a device (by its uuid) has, in the newest of its epochs that was heard of.

        Nothing where a later epoch of it is `known` by its operations: it was restored, and has not said so itself.
        """
        epochs = {_epoch(name): have for name, have in self.told.items() if name.startswith(device)}
        newest = max((_epoch(name) for name, _ in known if name.startswith(device)), default=0)
        return epochs[max(epochs)] if epochs and newest <= max(epochs) else frozenset()

    def copy(self) -> Ledger:
        return Ledger(dict(self.told))


def _epoch(name: str) -> int:
    return int(name.partition(":")[2])


class Replica:
    """One workspace, open, with what the test knows that it must know."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = HandClock()
        self.services = self._opened()
        self.device = self.workspace.info.replica
        self.known: dict[Dot, Operation] = dict(self.log())
        self.ledger = Ledger({one.replica: dots_of(one.have) for one in peers(self.workspace.reader)})

    @property
    def workspace(self) -> Workspace:
        return self.services.workspace

    @property
    def name(self) -> str:
        """`uuid:epoch`, as its operations bear it now."""
        info = self.workspace.info
        return f"{info.replica}:{info.epoch}"

    def log(self) -> Known:
        return {(one.replica, one.seq): one for one in operations_since(self.workspace.reader, {})}

    def close(self) -> None:
        self.workspace.close()

    def reopen(self) -> None:
        """After `close`, on whatever the folder holds by now."""
        self.services = self._opened()

    def _opened(self) -> Services:
        workspace = Workspace.open(self.folder, clock=self.clock, reserve=0)
        return build_services(workspace, PhotoStore(workspace.photos), self.clock)


@contextmanager
def unhurried(seed: int) -> Iterator[None]:
    """No syncing, no backup before each import, ids from a seeded source."""
    with ExitStack() as stack:
        draws = random.Random(seed)  # noqa: S311 - ids that can be made again
        relaxed = (*driver._WRITER, "PRAGMA synchronous=OFF")
        stack.enter_context(mock.patch.object(ids.new_id, "__defaults__", (draws.getrandbits,)))
        stack.enter_context(mock.patch.object(identity, "_drawn", draws.randrange))
        stack.enter_context(mock.patch.object(os, "fsync", return_value=None))
        stack.enter_context(mock.patch.object(driver, "_WRITER", relaxed))
        stack.enter_context(mock.patch.object(importing, "backup_before", return_value=None))
        yield


def room() -> Path:
    """A new temporary folder."""
    return Path(tempfile.mkdtemp(prefix="laws-", dir=MEMORY if MEMORY.is_dir() else None))


@cache
def template() -> Path:
    """A folder with the three workspaces, introduced to each other, with two projects and a problem known to all."""
    root = room()
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    with unhurried(0):
        for number, name in enumerate(NAMES):
            role = WorkplaceRole.OFFICE if number == OFFICE else WorkplaceRole.FIELD
            path = root / str(number)
            Workspace.create(path, role=role, device_name=name, city="huludao", clock=HandClock()).close()
        office, *laptops = (Replica(root / str(number)) for number in range(len(NAMES)))
        with office.workspace.transaction("入库") as tx:
            for name in ("滨海公路", "污水处理厂"):
                made = project(tx, name)
                tx.insert(Problem(id=tx.new_id(), project_id=made.id, description="缺围挡"))
        for sender, receiver in (*((one, office) for one in laptops), *((office, one) for one in laptops)) * 2:
            pass_on(sender.services, receiver.services, root / "packages")
        for one in (office, *laptops):
            one.close()
    return root


def copied(root: Path) -> tuple[Replica, ...]:
    """The three workspaces of the template in a folder of their own, open, under their first epoch."""
    for number in range(len(NAMES)):
        folder = root / str(number)
        shutil.copytree(template() / str(number), folder, ignore=shutil.ignore_patterns("backups"))
        marker = json.loads((folder / MARKER).read_bytes())
        (folder / MARKER).write_text(json.dumps(marker | {"inode": folder.stat().st_ino}))
    return tuple(Replica(root / str(number)) for number in range(len(NAMES)))
