"""The one transaction of an import: operations merged, what senders said noted, everything read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector.domain.changes import Changes, Ids
from inspector.domain.errors import InspectorError, RuleError, StorageError
from inspector.domain.intervals import Have, beyond, count, joined
from inspector.domain.operation import Operation
from inspector.exchange.manifest import Manifest, PackageKind
from inspector.exchange.reading import Package
from inspector.services.packages.candidates import refuse_mixed_tiers
from inspector.services.packages.rosters import take_roster
from inspector.storage import chain
from inspector.storage.clocks import implausible
from inspector.storage.log import Key
from inspector.storage.merge import apply_operations, apply_trimmed, have, notice_own_numbers
from inspector.storage.peer_table import Peer, keep_peer, peer
from inspector.storage.read_back import read_back
from inspector.storage.receipt_table import Receipt, keep_receipt, receipt, receipts
from inspector.storage.transaction import Transaction
from inspector.storage.undo import standing_undo
from inspector.storage.workspace import DataTier, Workspace

_TIERS = (DataTier.SYNTHETIC, DataTier.DEMO, DataTier.REAL)


class PackageRejectedError(Exception):
    """The package at `place` cannot be merged, for the reason `error`; the others can be tried without it."""

    def __init__(self, place: int, error: InspectorError) -> None:
        super().__init__(place, error)
        self.place = place
        self.error = error


@dataclass(frozen=True)
class Merged:
    """One package after its merge: operations in it, those that were new, whether it had come before, remarks.

    `changes` is what it changed beyond the packages before it, `disputed` the rows that it brought into conflict.
    """

    operations: int
    fresh: int
    known: bool
    notes: tuple[InspectorError, ...]
    changes: Changes
    disputed: tuple[Key, ...]


class Merger:
    """Merges packages inside one transaction `tx`."""

    def __init__(self, workspace: Workspace, tx: Transaction) -> None:
        self._workspace = workspace
        self._tx = tx
        self._now = workspace.clock.milliseconds()
        self._known: Have = have(tx.reader)
        self._seen: set[str] = set()

    def merge(self, packages: Iterable[Package]) -> list[Merged]:
        """Merge in turn. Raises PackageRejectedError for one that cannot be, StorageError for a full disk."""
        done = []
        for place, package in enumerate(packages):
            try:
                done.append(self._merge(package))
            except InspectorError as error:
                if error.key == "storage.disk_full":
                    raise
                raise PackageRejectedError(place, error) from error
        return done

    def _merge(self, package: Package) -> Merged:
        manifest, tx = package.manifest, self._tx
        changed, disputed = tx.changes, set(tx.disputed)
        notes = [*self._log_notes(manifest)]
        refuse_mixed_tiers(manifest, self._workspace.info.tier)  # of two packages only the first may set it
        before = receipt(tx.reader, package.package_id)
        repeated = package.package_id in self._seen or before is not None
        if before is not None and standing_undo(tx.connection, before.change_id) is not None:
            notes.append(RuleError("services.import_was_undone"))
        self._seen.add(package.package_id)
        fresh = count(beyond(manifest.sequences, self._known))
        notice_own_numbers(tx, manifest.have)
        if manifest.kind is PackageKind.SNAPSHOT:
            apply_trimmed(tx, package.trimmed())
        odd: list[Operation] = []
        apply_operations(tx, self._watched(package.operations(), odd))
        if odd:
            notes.append(RuleError("services.odd_clocks", device=manifest.sender.device_name, count=len(odd)))
        if not read_back(tx, manifest.sequences):
            raise StorageError("services.not_read_back", sender=manifest.sender.device_name)
        self._known = joined(self._known, manifest.sequences)
        roster = package.roster()
        if roster is not None:
            take_roster(self._workspace, tx, roster)
        self._note_tier(DataTier(manifest.sender.tier))
        self._note_peer(package)
        return Merged(
            count(manifest.sequences),
            fresh,
            repeated and fresh == 0,
            tuple(notes),
            _since(changed, tx.changes),
            tuple(key for key in tx.disputed if key not in disputed),
        )

    def _watched(self, operations: Iterable[Operation], odd: list[Operation]) -> Iterator[Operation]:
        for one in operations:
            if implausible(one, self._now):
                odd.append(one)
            yield one

    def _log_notes(self, manifest: Manifest) -> Iterator[InspectorError]:
        """Whether the sender's log, or ours, has been cut or changed since one of us last told the other."""
        before = peer(self._tx.reader, manifest.sender.replica)
        if before is not None and manifest.number > before.number:
            head = manifest.chain
            same = head.hash == before.chain_hash if head.change_id == before.chain_change else True
            if head.change_id < before.chain_change or not same:
                yield RuleError("services.log_cut", device=manifest.sender.device_name)
        info = self._workspace.info
        if manifest.heard is not None and manifest.to == info.replica:
            ours = chain.hash_at(self._tx.connection, manifest.heard.change_id)
            if ours != manifest.heard.hash:
                yield RuleError("services.own_log_differs", device=manifest.sender.device_name)

    def _note_tier(self, theirs: DataTier) -> None:
        tiers = {theirs, self._workspace.info.tier}
        self._workspace.set_tier(next((one for one in _TIERS if one in tiers), DataTier.EMPTY))

    def _note_peer(self, package: Package) -> None:
        manifest = package.manifest
        if manifest.sender.replica == self._tx.replica:  # our own package came back: we are no peer of ourselves
            return
        before = peer(self._tx.reader, manifest.sender.replica)
        newer = before is None or manifest.number >= before.number
        made = Peer(
            replica=manifest.sender.replica,
            number=manifest.number,
            name=manifest.sender.device_name,
            role=manifest.sender.role,
            have=joined(before.have if before else {}, manifest.have),
            wants=manifest.wants,
            chain_change=manifest.chain.change_id,
            chain_hash=manifest.chain.hash,
            package=package.package_id,
            heard_at=self._now,
            wire=manifest.wire,
        )
        if newer:
            keep_peer(self._tx, made)
        elif before is not None:
            keep_peer(self._tx, Peer(**{**vars(before), "have": made.have}))

    def keep_receipt(self, package: Package, merged: Merged, file_name: str) -> None:
        """Note that a package was taken in, unless it had been before."""
        manifest = package.manifest
        if receipt(self._tx.reader, package.package_id) is not None:
            return
        keep_receipt(
            self._tx,
            Receipt(
                package=package.package_id,
                sender=manifest.sender.replica,
                device_name=manifest.sender.device_name,
                kind=manifest.kind.value,
                number=manifest.number,
                set_id=manifest.set_id,
                volume=manifest.volume,
                volumes=manifest.volumes,
                made_at=manifest.made_at,
                received_at=self._now,
                change_id=self._tx.change_id if self._tx.written else 0,
                file_name=file_name,
                report={"operations": merged.operations, "fresh": merged.fresh},
                previous=manifest.previous,
            ),
        )

    def volume_notes(self, manifest: Manifest) -> Iterator[InspectorError]:
        """Which volumes of a set, and which package before, have not come."""
        kept = receipts(self._tx.reader)
        here = {one.volume for one in kept if one.set_id == manifest.set_id}
        missing = sorted(set(range(1, manifest.volumes + 1)) - here)
        device = manifest.sender.device_name
        if missing:
            yield RuleError("services.volumes_missing", device=device, volumes=missing, count=manifest.volumes)
        came = {one.package for one in kept}
        if manifest.previous is not None and manifest.previous not in came and beyond(manifest.have, self._known):
            yield RuleError("services.package_before_missing", device=device)


def _since(before: Changes, after: Changes) -> Changes:
    """What `after` holds beyond `before`."""
    return Changes(
        inserted=_beyond(before.inserted, after.inserted),
        updated=_beyond(before.updated, after.updated),
        deleted=_beyond(before.deleted, after.deleted),
    )


def _beyond(before: Ids, after: Ids) -> Ids:
    found = {kind: tuple(sorted({*ids} - {*before.get(kind, ())})) for kind, ids in after.items()}
    return {kind: ids for kind, ids in found.items() if ids}
