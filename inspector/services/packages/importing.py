"""导入: packages taken in wholly or not at all, previewed by doing it and rolling back (exchange.md, "Import").

The source is only read: its small members are unpacked into staging, its photos go straight into temporary files
of the photo store, so that every byte that is checked is the byte that is kept, and none is copied twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspector.domain.entities import kinds
from inspector.domain.errors import InspectorError, RuleError, StorageError
from inspector.domain.ids import local_time
from inspector.domain.inspection import Photo
from inspector.domain.intervals import beyond, joined
from inspector.photos import PhotoStore
from inspector.services.conflicts import ConflictService
from inspector.services.merge_record import Terms, recorded
from inspector.services.packages.candidates import Candidate, Gate
from inspector.services.packages.device_names import device_names
from inspector.services.packages.merging import Merged, Merger, PackageRejectedError
from inspector.services.packages.photo_intake import PhotoIntake, PhotoPreview, take_photos
from inspector.services.packages.quarantine import Quarantine
from inspector.services.packages.report import (
    FileReport,
    FileStatus,
    ImportReport,
    MissingOperations,
    by_project,
)
from inspector.services.packages.staging import staging
from inspector.storage.backup import backup_before
from inspector.storage.merge import Conflict, conflicts, have
from inspector.storage.merge_record_table import keep_merge_record
from inspector.storage.reader import Reader
from inspector.storage.transaction import ChangeSet, Transaction
from inspector.storage.workspace import Workspace

MERGE = "merge"
"""The step of the history that an import is."""

ASK_ROWS, ASK_SHARE = 20, 0.02
"""An import that deletes more rows than this, or more than this share of all, asks first (exchange.md)."""

Progress = Callable[[int, int], None]
Inside = Callable[[Transaction, tuple[Conflict, ...]], None]


@dataclass(frozen=True)
class ImportWish:
    """How packages are taken in: by whom, whether deleting many records was confirmed, or only as a preview.

    `inside` is called with the conflicts that the packages bring, before anything is committed: what it writes belongs
    to the same step, and what it raises takes everything back. `decisions` are told in the record of the merge.
    """

    author: str = ""
    confirmed: bool = False
    dry_run: bool = False
    inside: Inside | None = None
    decisions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Arrival:
    """A package whose photos are in the store (in a preview: verified) and whose operations are ready."""

    candidate: Candidate
    photos: PhotoIntake


class PackageImport:
    """Use cases of 合并中心 on one workspace: preview and import of any number of files as one step."""

    def __init__(self, workspace: Workspace, store: PhotoStore) -> None:
        self._workspace = workspace
        self._store = store

    def preview(self, files: Sequence[Path]) -> ImportReport:
        """What `take` would report, without keeping anything."""
        return self.take(files, ImportWish(dry_run=True))

    def take(
        self, files: Sequence[Path], wish: ImportWish | None = None, progress: Progress | None = None
    ) -> ImportReport:
        """Take packages in, all that can be, in one step that one undo takes back. Files are only read.

        A file that is refused or set aside changes nothing and hinders no other. Raises RuleError
        `services.import_deletes_many` before anything is kept where many records would go and nobody confirmed
        it; StorageError for a full disk.
        """
        wish = wish or ImportWish()
        with ExitStack() as stack:
            gate = Gate(self._workspace, stack.enter_context(staging(self._workspace)), dry_run=wish.dry_run)
            room = self._workspace.free_space
            preview = PhotoPreview(self._store, self._workspace.photos, room) if wish.dry_run else None
            places: list[_Arrival | FileReport] = []
            try:
                for done, file in enumerate(files, start=1):
                    places.append(self._arrive(gate.admit(file, stack), preview, stack))
                    if progress:
                        progress(done, len(files))
                report = self._merged(places, wish)
            except BaseException:
                _withdraw(places)
                raise
        self._release(report)
        return report

    def _arrive(
        self, admitted: Candidate | FileReport, preview: PhotoPreview | None, stack: ExitStack
    ) -> _Arrival | FileReport:
        if isinstance(admitted, FileReport):
            return admitted
        package = admitted.package
        try:
            if preview is not None:
                return _Arrival(admitted, preview.look(package))
            return _Arrival(admitted, take_photos(self._store, package, self._workspace.free_space, stack))
        except InspectorError as error:
            return _refused(admitted, error)

    def _merged(self, places: list[_Arrival | FileReport], wish: ImportWish) -> ImportReport:
        """Merge, leaving out one after the other what cannot be merged."""
        notes = () if wish.dry_run or not self._brings_news(places) else self._back_up()
        while True:
            arrivals = [at for at, one in enumerate(places) if isinstance(one, _Arrival)]
            try:
                return self._in_one_step(places, wish, notes)
            except PackageRejectedError as rejected:
                at = arrivals[rejected.place]
                arrival = places[at]
                if isinstance(arrival, _Arrival):
                    _withdraw([arrival])
                    places[at] = _refused(arrival.candidate, rejected.error)

    def _brings_news(self, places: Sequence[_Arrival | FileReport]) -> bool:
        known = have(self._workspace.reader)
        arrived = (one.candidate.package.manifest for one in places if isinstance(one, _Arrival))
        return any(beyond(manifest.sequences, known) for manifest in arrived)

    def _back_up(self) -> tuple[InspectorError, ...]:
        try:
            backup_before(self._workspace, "import")
        except StorageError as error:  # an import can be undone; without room for a copy work goes on
            return (error,)
        return ()

    def _in_one_step(
        self, places: Sequence[_Arrival | FileReport], wish: ImportWish, notes: tuple[InspectorError, ...]
    ) -> ImportReport:
        step = ChangeSet(MERGE, wish.author)
        arrivals = [one for one in places if isinstance(one, _Arrival)]
        with self._workspace.rehearse(step) if wish.dry_run else self._workspace.change(step) as tx:
            merger = Merger(self._workspace, tx)
            merged = merger.merge(one.candidate.package for one in arrivals)
            if not wish.confirmed and not wish.dry_run:
                _ask_before_deleting(tx)
            disputed = tuple(conflicts(tx.reader, tx.disputed))
            if wish.inside:
                wish.inside(tx, disputed)
            for arrival, one in zip(arrivals, merged, strict=True):
                merger.keep_receipt(arrival.candidate.package, one, arrival.candidate.file.name)
            told = iter(
                _accepted(arrival, one, (*notes, *merger.volume_notes(arrival.candidate.package.manifest)))
                for arrival, one in zip(arrivals, merged, strict=True)
            )
            files = tuple(next(told) if isinstance(one, _Arrival) else one for one in places)
            report = self._reported(tx, files, arrivals, dry_run=wish.dry_run)
            return report if wish.dry_run else self._recorded(tx, report, disputed, wish)

    def _recorded(
        self, tx: Transaction, report: ImportReport, disputed: Sequence[Conflict], wish: ImportWish
    ) -> ImportReport:
        """With its record, which is kept where anything was written."""
        views = ConflictService(self._workspace).views(disputed, tx.reader)
        terms = Terms(local_time(self._workspace.clock), wish.author, wish.decisions)
        record = recorded(tx.reader, report, views, terms)
        if tx.written:
            keep_merge_record(tx, record.as_json())
        return replace(report, record=record)

    def _reported(
        self, tx: Transaction, files: tuple[FileReport, ...], arrivals: Sequence[_Arrival], *, dry_run: bool
    ) -> ImportReport:
        changes = tx.changes
        disputed = tuple(conflicts(tx.reader, tx.disputed))
        named = {one.sha256 for one in tx.reader.all(Photo)}
        absent = set(self._store.lacking(named)).difference(*(arrival.photos.coming for arrival in arrivals))
        return ImportReport(
            files=files,
            projects=by_project(tx.reader, changes, disputed),
            changes=changes,
            conflicts=disputed,
            missing=tuple(self._missing(tx.reader, files)),
            photos_missing=len(absent),
            dry_run=dry_run,
        )

    def _missing(self, reader: Reader, files: Sequence[FileReport]) -> Iterator[MissingOperations]:
        """What the senders know and this workspace does not, replica by replica."""
        names = device_names(self._workspace, reader)
        told = [one.manifest.have for one in files if one.manifest and one.status in _TAKEN]
        known = have(reader)
        for replica, intervals in beyond(joined(*told), known).items():
            yield MissingOperations(names(replica), replica, intervals)

    def _release(self, report: ImportReport) -> None:
        if report.dry_run:
            return
        quarantine = Quarantine(self._workspace.path)
        for one in report.files:
            if one.status in _TAKEN and one.manifest:
                quarantine.release(one.manifest.sender.key, one.package_id)


_TAKEN = (FileStatus.ACCEPTED, FileStatus.KNOWN)


def _accepted(arrival: _Arrival, merged: Merged, notes: tuple[InspectorError, ...]) -> FileReport:
    package = arrival.candidate.package
    return FileReport(
        file=arrival.candidate.file,
        status=FileStatus.KNOWN if merged.known else FileStatus.ACCEPTED,
        package_id=package.package_id,
        manifest=package.manifest,
        operations=merged.operations,
        fresh=merged.fresh,
        photos=arrival.photos.counts,
        notes=(*merged.notes, *notes),
        changes=merged.changes,
        disputed=len(merged.disputed),
    )


def _refused(candidate: Candidate, error: InspectorError) -> FileReport:
    package = candidate.package
    return FileReport(candidate.file, FileStatus.REFUSED, package.package_id, package.manifest, error=error)


def _ask_before_deleting(tx: Transaction) -> None:
    """Raises RuleError where the import deletes more than 20 records or 2 % of all that were there."""
    changes = tx.changes
    deleted = sum(len(ids) for ids in changes.deleted.values())
    if not deleted:
        return
    inserted = sum(len(ids) for ids in changes.inserted.values())
    before = sum(tx.reader.count(cls) for cls in kinds().values()) + deleted - inserted
    if deleted > ASK_ROWS or deleted > before * ASK_SHARE:
        raise RuleError("services.import_deletes_many", count=deleted, total=before)


def _withdraw(places: Sequence[_Arrival | FileReport]) -> None:
    """The last first: a later package may have completed what an earlier one began."""
    for one in reversed(places):
        if isinstance(one, _Arrival):
            one.photos.withdraw()
