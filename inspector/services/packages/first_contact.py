"""The first package of a device: set aside, its fingerprint compared by a person, then trusted and taken in.

Apart from importing, because trusting is a decision about a device, and importing never makes one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspector.services.packages.devices import DeviceService
from inspector.services.packages.importing import ImportWish, PackageImport, Progress
from inspector.services.packages.report import FileReport, FileStatus, ImportReport


def strangers(report: ImportReport) -> tuple[FileReport, ...]:
    """The files whose signer nobody has decided on, one for each signer; `error.details` tell his fingerprint."""
    waiting = [one for one in report.files if one.status is FileStatus.QUARANTINED and one.manifest is not None]
    return tuple({one.manifest.sender.key: one for one in waiting if one.manifest}.values())


def take_trusting(
    incoming: PackageImport,
    devices: DeviceService,
    files: Sequence[Path],
    wish: ImportWish,
    progress: Progress | None = None,
) -> ImportReport:
    """Take packages in, after trusting those who signed them and are not known yet: their fingerprints were compared.

    Raises as `PackageImport.take`; then devices that were trusted before stay so.
    """
    first = incoming.take(files, ImportWish(author=wish.author, dry_run=True))
    unknown = strangers(first)
    if unknown:
        incoming.take([one.file for one in unknown], ImportWish(author=wish.author))
    for one in unknown:
        if one.error is not None:
            devices.trust(str(one.error.details["fingerprint"]), wish.author)
    return incoming.take(files, wish, progress)
