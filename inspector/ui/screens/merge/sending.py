"""Task packages for chosen devices: what each would get, and one export after the other.

Apart from the page, because nothing here is drawn: the jobs run on the threads of the services.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector import durable
from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.services.handed_over import Recipient, recipients
from inspector.services.handover import Medium
from inspector.services.packages.exporting import ExportWish
from inspector.texts import explain
from inspector.ui.long_task import Progress

_HUNDRED = 100


@dataclass(frozen=True)
class Outlet:
    """A trusted device: what a package for it would hold. `problem` says why none can be made."""

    recipient: Recipient
    operations: int = 0
    projects: int = 0
    size: int = 0
    parts: int = 1
    can_encrypt: bool = False
    problem: str = ""


@dataclass(frozen=True)
class SentFile:
    """A file that was written and read back; `sha256` in hex."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True)
class Sent:
    """What became of the package of one device: its files, or why there is none."""

    name: str
    files: tuple[SentFile, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class SendingWish:
    """Devices by their replica, how large a file may be, and whether it is encrypted."""

    to: tuple[Recipient, ...]
    folder: Path
    max_size: int | None
    encrypt: bool


def outlets(services: Services, medium: Medium) -> tuple[Outlet, ...]:
    """Every trusted device with what it has not acknowledged, laptops first."""
    found = sorted(recipients(services.workspace), key=lambda one: (one.is_office, one.name))
    return tuple(_outlet(services, one, medium) for one in found)


def send(services: Services, wish: SendingWish, progress: Progress) -> tuple[Sent, ...]:
    """Write a package for each device; one that cannot be made hinders no other."""
    return tuple(_sent(services, wish, at, progress) for at in range(len(wish.to)))


def _outlet(services: Services, one: Recipient, medium: Medium) -> Outlet:
    try:
        held = services.handover.contents(ExportWish(to=one.replica))
    except InspectorError as error:
        return Outlet(one, problem=explain(error))
    projects = held.records.get("project", 0)
    return Outlet(one, held.operations, projects, held.size, held.parts[medium], held.can_encrypt)


def _sent(services: Services, wish: SendingWish, at: int, progress: Progress) -> Sent:
    to = wish.to[at]

    def count(done: int, total: int) -> None:
        progress(at * _HUNDRED + (done * _HUNDRED // total if total else 0), len(wish.to) * _HUNDRED)

    asked = ExportWish(to=to.replica, max_size=wish.max_size, encrypt=wish.encrypt)
    try:
        made = services.outgoing.export(wish.folder, asked, count)
    except InspectorError as error:
        return Sent(to.name, problem=explain(error))
    return Sent(to.name, _files([(one.path, one.size) for one in made.packages]))


def _files(written: Sequence[tuple[Path, int]]) -> tuple[SentFile, ...]:
    return tuple(SentFile(path, size, durable.sha256_of(path)) for path, size in written)
