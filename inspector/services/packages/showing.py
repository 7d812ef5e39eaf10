"""A package file looked at without taking anything in: who signed it, what is in it, whether it is whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.intervals import count
from inspector.exchange.manifest import Manifest
from inspector.exchange.reading import open_package
from inspector.services.packages.device_keys import kept_keys
from inspector.services.packages.staging import staging
from inspector.storage.device_table import device
from inspector.storage.workspace import Workspace
from inspector.vault.casing import PLAIN


@dataclass(frozen=True)
class ShownPackage:
    """What a whole, verified package holds.

    `signer` is what the asking workspace thinks of the signer (`own`, `trusted`, `unknown`, `revoked`), None
    where none was asked. `photos` counts members, `photo_bytes` their bytes.
    """

    manifest: Manifest
    package_id: str
    sealed: bool
    size: int
    operations: int
    photos: int
    photo_bytes: int
    signer: str | None


def show_package(file: Path, workspace: Workspace | None = None) -> ShownPackage:
    """Open and verify everything in a package. Raises FormatError with the reason.

    An encrypted one opens only with the workspace for which it was encrypted.
    """
    keys = kept_keys(workspace) if workspace else None
    casing = workspace.casing if workspace else PLAIN
    with (
        _place(workspace) as folder,
        open_package(file, folder, keys.identity if keys else None, casing=casing) as package,
    ):
        package.verify()
        key = package.manifest.sender.key
        return ShownPackage(
            manifest=package.manifest,
            package_id=package.package_id,
            sealed=package.sealed,
            size=package.size,
            operations=count(package.manifest.sequences),
            photos=len(package.photos),
            photo_bytes=sum(one.size for one in package.photos),
            signer=_judged(workspace, key, own=bool(keys and keys.signing.public == key)) if workspace else None,
        )


@contextmanager
def _place(workspace: Workspace | None) -> Iterator[Path]:
    """Where a package is unpacked: what is decrypted there should lie in the workspace, which clears it away later."""
    if workspace is not None and os.access(workspace.path, os.W_OK):
        with staging(workspace) as folder:
            yield folder
        return
    with tempfile.TemporaryDirectory() as place:
        yield Path(place)


def _judged(workspace: Workspace, key: str, *, own: bool) -> str:
    known = device(workspace.reader, key)
    return "own" if own else known.state.value if known else "unknown"
