"""Packages on their way: written, lost, delivered in any order and again, each time held to the laws.

What a package must hold follows from the ledger alone: everything that its sender knows, without what the addressee
said himself that he has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from inspector.domain.operation import Operation
from inspector.exchange.manifest import Manifest, PackageKind, PhotoChoice
from inspector.exchange.writing import WrittenPackage
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.importing import ImportWish
from inspector.services.packages.report import FileStatus, ImportReport
from inspector.services.packages.wants import awaited_photos
from tests.exchange_laws.oracle import Dot
from tests.exchange_laws.state import told
from tests.exchange_laws.world import NAMES, OFFICE, Dots, Replica, demand, dots_of

TAKEN = {FileStatus.ACCEPTED, FileStatus.KNOWN}


@dataclass(frozen=True)
class Parcel:
    """A file on its way, and what it must bring; `openers` are the devices that can open it (None: all)."""

    path: Path
    manifest: Manifest
    operations: dict[Dot, Operation]
    openers: frozenset[str] | None

    def opens_at(self, receiver: Replica) -> bool:
        return self.openers is None or receiver.device in self.openers


class Traffic:
    """The packages that were written and not lost."""

    def __init__(self, replicas: Sequence[Replica], folder: Path) -> None:
        self.replicas = replicas
        self.pool: list[Parcel] = []
        self._folders = (folder / str(number) for number in count())

    def export(self, sender: Replica, to: Replica | None, wish: ExportWish) -> list[Parcel]:
        """Write what is due to one or to everybody, and put it into the pool."""
        wanted = replace(wish, to=NAMES[self.replicas.index(to)] if to else None)
        named = to or self._usual(sender, wish)
        others = [one for one in self.replicas if one is not sender]
        due = sender.known.keys() - self._acknowledged(sender, [named] if named else others)
        awaited = awaited_photos(sender.workspace)
        made = sender.services.outgoing.export(next(self._folders), wanted)
        carried = [dots_of(one.manifest.sequences) for one in made.packages]
        demand(frozenset().union(*carried) == due, "a package carries what was not acknowledged", due, carried)
        demand(sum(map(len, carried)) == len(due), "volumes share no operation", carried)
        for one in made.packages:
            demand(dots_of(one.manifest.have) == sender.known.keys(), "a package acknowledges what is known")
            demand(one.manifest.wants == awaited, "a package asks for every photo that is awaited", awaited)
        demand(sender.log() == sender.known, "an export writes no operation")
        openers = frozenset(one.device for one in ([named] if named else others))
        parcels = [self._parcel(sender, one, openers if one.sealed else None) for one in made.packages]
        self.pool += parcels
        return parcels

    def packed(self, written: WrittenPackage, operations: dict[Dot, Operation]) -> Parcel:
        """Put a package into the pool that no workspace wrote."""
        self.pool.append(Parcel(written.path, written.manifest, dict(operations), None))
        return self.pool[-1]

    def folder(self) -> Path:
        return next(self._folders)

    def take(self, receiver: Replica, parcels: Sequence[Parcel], *, previewed: bool) -> ImportReport:
        """Deliver files as one import."""
        files = [one.path for one in parcels]
        before = told(receiver) if previewed else None
        foretold = receiver.services.incoming.preview(files) if previewed else None
        demand(foretold is None or told(receiver) == before, "a preview changes nothing")
        report = receiver.services.incoming.take(files, ImportWish("测试员", confirmed=True))
        opened = [one.opens_at(receiver) for one in parcels]
        statuses = [one.status in TAKEN for one in report.files]
        demand(statuses == opened, "what a trusted device signed is taken in", _refusals(report))
        taken = [one for one in parcels if one.opens_at(receiver)]
        fresh = {dot for one in taken for dot in one.operations} - receiver.known.keys()
        for one in taken:
            receiver.known.update(one.operations)
            receiver.ledger.hear(one.manifest.sender.replica, dots_of(one.manifest.have))
        demand(sum(one.fresh for one in report.files) == len(fresh), "a report counts what is new", fresh)
        lacking = {dot for one in taken for dot in dots_of(one.manifest.have)} - receiver.known.keys()
        missing = {dot for one in report.missing for dot in dots_of({one.replica: one.intervals})}
        demand(missing == lacking, "a report tells what is missing", missing, lacking)
        pairs = zip(_told(foretold), _told(report), strict=True) if foretold else ()
        differing = [pair for pair in pairs if pair[0] != pair[1]]
        demand(not differing, "a preview tells what comes", differing)
        return report

    def take_again(self, receiver: Replica, parcels: Sequence[Parcel]) -> None:
        """The same import once more must change nothing."""
        before = told(receiver)
        report = self.take(receiver, parcels, previewed=False)
        demand(report.changes.empty and told(receiver) == before, "twice is once", report)
        known = [one.status is FileStatus.KNOWN for one in report.files]
        demand(known == [one.opens_at(receiver) for one in parcels], "what came before is told as known", report)

    def _usual(self, sender: Replica, wish: ExportWish) -> Replica | None:
        """A 成果包 goes to the office, unless the office itself writes it."""
        office = self.replicas[OFFICE]
        is_result = (wish.kind or PackageKind.RESULT) is PackageKind.RESULT
        return office if is_result and sender is not office else None

    def _acknowledged(self, sender: Replica, receivers: Sequence[Replica]) -> Dots:
        return frozenset.intersection(*(sender.ledger.acknowledged(one.device, sender.known) for one in receivers))

    def _parcel(self, sender: Replica, one: WrittenPackage, openers: frozenset[str] | None) -> Parcel:
        operations = {dot: sender.known[dot] for dot in dots_of(one.manifest.sequences)}
        return Parcel(one.path, one.manifest, operations, openers)


def _told(report: ImportReport) -> tuple[Any, ...]:
    """What a preview and an import must have in common."""
    files = [(one.file, one.status, one.operations, one.fresh, one.photos, one.notes) for one in report.files]
    changes = (report.changes.inserted, report.changes.updated, report.changes.deleted)
    told_files = [(*one[:-1], [(note.key, note.details) for note in one[-1]]) for one in files]
    return told_files, report.projects, changes, report.conflicts, report.missing, report.photos_missing


def _refusals(report: ImportReport) -> list[object]:
    return [(one.file.name, one.status, one.error.key if one.error else None) for one in report.files]


def increments(photos: PhotoChoice = PhotoChoice.ORIGINAL, kind: PackageKind | None = None) -> ExportWish:
    """The ordinary wish: what is due, with originals."""
    return ExportWish(kind=kind, photos=photos)
