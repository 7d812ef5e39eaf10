"""导出: what a peer has not acknowledged, written as package files that were read back before they count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspector import __version__
from inspector.domain.errors import FormatError, InspectorError, RuleError
from inspector.domain.ids import local_time, new_id
from inspector.domain.inspection import Photo
from inspector.domain.intervals import Have, beyond, count
from inspector.domain.operation import WHOLE, WIRE_VERSION, Operation
from inspector.exchange.manifest import ChainHead, Manifest, PackageKind, PhotoChoice, Sender
from inspector.exchange.writing import Contents, PhotoFile, WrittenPackage, write_packages
from inspector.photos import PhotoStore
from inspector.services.packages.addressees import Addressee, addressee
from inspector.services.packages.device_keys import DeviceKeys, device_keys
from inspector.services.packages.rosters import current_roster, issue_roster
from inspector.services.packages.staging import staging
from inspector.services.packages.wants import awaited_photos
from inspector.storage import chain
from inspector.storage.merge import have, operations_since
from inspector.storage.reader import Reader
from inspector.storage.roster_table import kept_roster
from inspector.storage.sent_table import SentPackage, keep_sent, sent
from inspector.storage.transaction import ChangeSet, Transaction
from inspector.storage.trim import lacks_trimmed, trimmed_since
from inspector.storage.workspace import WorkplaceRole, Workspace
from inspector.texts import sentence
from inspector.vault.sealed_file import BrokenSealError

MEGABYTE = 1_000_000
MAIL, WECHAT = 20 * MEGABYTE, 100 * MEGABYTE
"""What a mail and what WeChat take; packages cut to these leave the house, so they are encrypted by default."""

_USUAL_PHOTOS = {
    PackageKind.TASK: PhotoChoice.NONE,
    PackageKind.RESULT: PhotoChoice.ORIGINAL,
    PackageKind.SNAPSHOT: PhotoChoice.ORIGINAL,
    PackageKind.ROSTER: PhotoChoice.NONE,
}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\s\u202a-\u202e\u2066-\u2069]+')
_NAME_BYTES = 90
"""Of each device in a file name: two of them, kind, time and volume stay below the 255 that file systems take."""
_NOT_TOLD = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_LONGEST_TOLD = 300
"""What a manifest may say (docs/exchange-format.md): a device named otherwise could export nothing at all."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ExportWish:
    """What the user asks for; None stands for what is usual.

    `kind` follows the workplace (office: 任务包, laptop: 成果包), `to` names a device, `max_size` is bytes a file,
    `photos` follows the kind, `encrypt` is on for what goes by mail or WeChat.
    """

    kind: PackageKind | None = None
    to: str | None = None
    max_size: int | None = None
    photos: PhotoChoice | None = None
    encrypt: bool | None = None


@dataclass(frozen=True)
class Exported:
    """The files written. `absent` counts photos that were to travel but are not here, or damaged here."""

    packages: tuple[WrittenPackage, ...]
    to: str
    operations: int
    photos: int
    absent: int


@dataclass(frozen=True)
class _Plan:
    """Everything decided before the first byte is written."""

    wish: ExportWish
    kind: PackageKind
    photos: PhotoChoice
    to: Addressee
    baseline: Have
    keys: DeviceKeys


class PackageExport:
    """Use cases of 导出巡查包 and 下发任务包."""

    def __init__(self, workspace: Workspace, store: PhotoStore) -> None:
        self._workspace = workspace
        self._store = store

    def export(self, folder: Path, wish: ExportWish | None = None, progress: Progress | None = None) -> Exported:
        """Write the packages into `folder`. Nothing counts as handed over before the addressee says so.

        Raises NotFoundError for an unknown addressee, RuleError where he needs a snapshot or no key is known to
        encrypt to, StorageError; then no file is left. Photos that are damaged here are left out and counted.
        """
        plan = self._plan(wish or ExportWish())
        self._workspace.note_outside()
        damaged: set[str] = set()
        while True:
            try:
                exported = self._written(plan, folder, damaged, progress)
            except FormatError as error:  # one rotten photo must not keep a day's work from the office
                if error.key != "exchange.photo_damaged" or error.details["sha256"] in damaged:
                    raise
                damaged.add(error.details["sha256"])
            else:
                self._note_sent_or_withdraw(exported.packages)
                return exported

    def _written(self, plan: _Plan, folder: Path, damaged: set[str], progress: Progress | None) -> Exported:
        with staging(self._workspace) as scratch, self._workspace.reader.snapshot():
            chosen, absent = self._photos(plan, damaged)
            contents = Contents(
                operations=() if plan.kind is PackageKind.ROSTER else self._operations(plan),
                photos=chosen,
                trimmed=trimmed_since(self._workspace.reader, {}) if plan.kind is PackageKind.SNAPSHOT else (),
                roster=(kept_roster(self._workspace.reader) or "").encode() or None,
            )
            written = write_packages(
                folder,
                self._names(plan, local_time(self._workspace.clock)),
                self._head(plan),
                contents,
                plan.keys.signing,
                max_size=plan.wish.max_size,
                recipients=plan.to.recipients if self._encrypts(plan) else (),
                scratch=scratch,
                progress=progress,
            )
        operations = sum(count(one.manifest.sequences) for one in written)
        return Exported(written, plan.to.name, operations, len(chosen), absent)

    def _plan(self, wish: ExportWish) -> _Plan:
        info = self._workspace.info
        is_office = info.role is WorkplaceRole.OFFICE
        kind = wish.kind or (PackageKind.TASK if is_office else PackageKind.RESULT)
        keys = device_keys(self._workspace)
        if is_office and current_roster(self._workspace.reader) is None:
            with self._workspace.change(ChangeSet("issue_roster", role="decision")) as tx:
                issue_roster(self._workspace, tx, keys)
        if kind is PackageKind.ROSTER and kept_roster(self._workspace.reader) is None:
            raise RuleError("services.no_roster")
        to = addressee(self._workspace.reader, info, kind, wish.to)
        baseline = {} if kind is PackageKind.SNAPSHOT else to.acknowledged
        if kind in {PackageKind.TASK, PackageKind.RESULT} and lacks_trimmed(self._workspace.reader, baseline):
            raise RuleError("services.needs_snapshot", peer=to.name or sentence("services.everybody"))
        return _Plan(wish, kind, wish.photos or usual_photos(kind), to, baseline, keys)

    def _encrypts(self, plan: _Plan) -> bool:
        leaves = plan.wish.max_size is not None and plan.wish.max_size <= WECHAT
        encrypt = leaves if plan.wish.encrypt is None else plan.wish.encrypt
        if encrypt and not plan.to.recipients:
            raise RuleError("services.no_key_to_encrypt", peer=plan.to.name or sentence("services.everybody"))
        return encrypt

    def _operations(self, plan: _Plan) -> Iterator[Operation]:
        return operations_since(self._workspace.reader, plan.baseline)

    def _photos(self, plan: _Plan, damaged: set[str]) -> tuple[list[PhotoFile], int]:
        """The files to send, and how many are not here."""
        if plan.photos is PhotoChoice.NONE or plan.kind is PackageKind.ROSTER:
            return [], 0
        wanted = dict.fromkeys(sorted(_new_photos(self._workspace.reader, plan) | self._still_wanted(plan)))
        files = map(self._photo_file(plan.photos), (sha for sha in wanted if sha not in damaged))
        found = [one for one in files if one is not None]
        return found, len(wanted) - len(found)

    def _still_wanted(self, plan: _Plan) -> set[str]:
        named = {one.sha256 for one in self._workspace.reader.all(Photo)}
        return set(plan.to.wants) & named

    def _photo_file(self, choice: PhotoChoice) -> Callable[[str], PhotoFile | None]:
        def file(sha: str) -> PhotoFile | None:
            try:
                in_print = choice is PhotoChoice.PRINT
                found = self._store.print_file(sha) if in_print else self._store.original_file(sha)
                size = found.size
            except (InspectorError, BrokenSealError):  # awaited here too, or damaged: `check` tells of that
                return None
            return PhotoFile(sha, found.path, size, print_copy=in_print, casing=found.casing)

        return file

    def _head(self, plan: _Plan) -> Manifest:
        workspace, reader = self._workspace, self._workspace.reader
        info, before = workspace.info, sent(reader)
        change_id, digest = chain.head(reader.connection)
        to_him = [one for one in before if one.to == plan.to.replica]
        return Manifest(
            kind=plan.kind,
            number=max((one.number for one in before), default=0) + 1,
            set_id=new_id(workspace.clock),
            volume=1,
            volumes=1,
            made_at=local_time(workspace.clock).isoformat(),
            sender=Sender(
                replica=f"{info.replica}:{info.epoch}",
                device_name=_NOT_TOLD.sub(" ", info.device_name)[:_LONGEST_TOLD],
                role=info.role.value,
                city=info.city,
                tier=info.tier.value,
                key=plan.keys.signing.public,
                recipient=plan.keys.recipient,
            ),
            to=plan.to.replica,
            have=have(reader),
            sequences={},
            photos=plan.photos,
            wants=awaited_photos(workspace),
            chain=ChainHead(change_id, digest),
            heard=plan.to.heard,
            previous=max(to_him, key=lambda one: (one.number, one.volume)).package if to_him else None,
            program=__version__,
            wire=WIRE_VERSION,
        )

    def _names(self, plan: _Plan, made_at: datetime) -> Callable[[int, int], str]:
        kind = sentence(f"services.package_{plan.kind.value}")
        parts = (kind, self._workspace.info.device_name, plan.to.name, f"{made_at:%Y%m%d-%H%M}")
        stem = "_".join(_in_file_name(one) for one in parts if one)
        return lambda volume, volumes: f"{stem}.xmw" if volumes == 1 else f"{stem}_{volume}-{volumes}.xmw"

    def _note_sent_or_withdraw(self, written: tuple[WrittenPackage, ...]) -> None:
        """A file that is not noted would share its number with the next one, so then none is left."""
        try:
            with self._workspace.transaction("note_sent") as tx:
                for one in written:
                    _keep_sent(tx, one)
        except BaseException:
            for one in written:
                one.path.unlink(missing_ok=True)
            raise


def _in_file_name(text: str) -> str:
    """A name as part of a file name on every system, cut by bytes: a Chinese character takes three."""
    return _NOT_IN_NAMES.sub("-", text).encode()[:_NAME_BYTES].decode(errors="ignore")


def _new_photos(reader: Reader, plan: _Plan) -> set[str]:
    """The photos whose records travel in this package."""
    ids = {
        one.row for one in operations_since(reader, plan.baseline) if one.kind == Photo.NUMBER and one.field == WHOLE
    }
    return {one.sha256 for one in reader.ids_in(Photo, sorted(ids)).values()}


def _keep_sent(tx: Transaction, one: WrittenPackage) -> None:
    manifest = one.manifest
    keep_sent(
        tx,
        SentPackage(
            package=one.package_id,
            number=manifest.number,
            kind=manifest.kind.value,
            to=manifest.to,
            set_id=manifest.set_id,
            volume=manifest.volume,
            volumes=manifest.volumes,
            made_at=manifest.made_at,
            file_name=one.path.name,
            size=one.size,
            sequences=manifest.sequences,
        ),
    )


def usual_photos(kind: PackageKind) -> PhotoChoice:
    """Which photos travel in a package of a kind unless somebody wishes otherwise."""
    return _USUAL_PHOTOS[kind]


def unsent(reader: Reader) -> Have:
    """What no exported package holds yet (今日: 未导出)."""
    known = have(reader)
    for one in sent(reader):
        known = beyond(known, one.sequences)
    return known
