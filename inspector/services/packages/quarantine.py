"""Where packages of unknown devices wait for a named decision: copies, so that the stick may be pulled out.

A package lies at `quarantine/<key of its signer>/<package id>.xmw`; nothing of it is in the workspace's data.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from inspector.durable import sync_folder
from inspector.exchange import sealing
from inspector.storage.files import copy_durably

FOLDER = "quarantine"
_ROOM_TO_LEAVE = 500 * 2**20
"""Bytes left free (reliability.md: a warning comes under 500 MB): a copy must not fill the disk."""


class Quarantine:
    """The waiting packages of one workspace."""

    def __init__(self, workspace: Path) -> None:
        self._folder = workspace / FOLDER

    def keep(self, source: Path, key: str, package_id: str, recipient: str = "") -> Path | None:
        """Copy a package in; None where the disk has no room for it. Twice the same package is one. Raises OSError.

        With a recipient, the device's own, the copy is encrypted to it: so it lies in an encrypted workspace.
        """
        target = self._folder / key / f"{package_id}.xmw"
        if target.is_file():
            return target
        if shutil.disk_usage(self._folder.parent).free - source.stat().st_size < _ROOM_TO_LEAVE:
            return None
        target.parent.mkdir(parents=True, exist_ok=True)
        if recipient:
            _seal(source, target, recipient)
        else:
            copy_durably(source, target)
        return target

    def of_device(self, key: str) -> tuple[Path, ...]:
        """The packages that a device signed, by name."""
        return tuple(sorted((self._folder / key).glob("*.xmw")))

    def seal(self, recipient: str) -> None:
        """Encrypt every waiting package that is not encrypted yet; it is opened as before. Raises OSError."""
        for package in sorted(self._folder.glob("*/*.xmw")):
            if not sealing.is_sealed(package):
                _seal(package, package, recipient)

    def discard(self, key: str) -> None:
        """Drop every waiting package of a device that has been refused; the senders' own files are elsewhere."""
        shutil.rmtree(self._folder / key, ignore_errors=True)

    def release(self, key: str, package_id: str) -> None:
        """Drop the copy of a package that has been taken in, from here or from where it was copied."""
        kept = self._folder / key / f"{package_id}.xmw"
        if kept.is_file():
            kept.unlink()
            with suppress(OSError):  # more packages of this device wait
                kept.parent.rmdir()


def _seal(source: Path, target: Path, recipient: str) -> None:
    draft = target.with_name(f"{target.name}.tmp")
    try:
        sealing.seal(source, draft, [recipient])
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
