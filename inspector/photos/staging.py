"""Files on their way into the store, all or none: written under temporary names, synced, then renamed together.

Syncing happens at the end: many files first in one pass over the disk, which it can order as it likes (measured 10 to
20 % faster than file by file beside the writing), then each by itself, which costs little then and tells errors.
What makes place for something better is only set aside, so that everything can be taken back until the context is
left. All temporary names end in `.tmp`: whatever a kill leaves behind, the next start sweeps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from inspector.photos import durable
from inspector.photos.layout import Layout
from inspector.photos.telling import told
from inspector.vault.casing import PLAIN, Casing

_SYNCING = 2
_MANY = 16
"""Files from which on one pass over the whole disk is worth it."""


class Staging:
    """What one receipt has written so far. Leaving the context deletes what was not published."""

    def __init__(self, layout: Layout, casing: Casing = PLAIN) -> None:
        self._layout = layout
        self._casing = casing
        self._pool = ThreadPoolExecutor(_SYNCING, thread_name_prefix="receive")
        self._temps: list[Path] = []
        self._named: list[str] = []
        self._new: set[Path] = set()
        self._aside: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        durable.discard(*self._temps, *(temp for _, temp in self._aside))

    def write(self, chunks: Iterable[bytes], limit: int, named: str) -> tuple[Path, durable.Fingerprint]:
        """Write `chunks` to a new temporary file, stopping once they are more than `limit` bytes.

        Raises StorageError on `named`; what `chunks` raises passes through. Then the file is gone.
        """
        temp = self._layout.arriving()
        try:
            return temp, self._written(temp, chunks, limit, named)
        except BaseException:
            durable.discard(temp)
            raise

    def keep(self, temp: Path, named: str) -> None:
        """Remember the written file `temp`, which `publish` will sync; told as `named` where that fails."""
        self._temps.append(temp)
        self._named.append(named)

    def publish(self, finals: Mapping[Path, Path]) -> None:
        """Rename the kept files, each `final: temp`, down to the disk. Raises StorageError; then none is there."""
        if len(self._temps) >= _MANY:
            durable.sync_everything()
        list(self._pool.map(_sync, self._temps, self._named))
        try:
            with told(self._layout.root, "photos.cannot_store"):
                for final, temp in finals.items():
                    self._rename(temp, final)
                self._sync_folders(finals)
        except BaseException:
            self.withdraw()
            raise

    def is_new(self, final: Path) -> bool:
        """Whether `publish` put `final` where nothing was before."""
        return final in self._new

    def set_aside(self, *paths: Path) -> None:
        """Take `paths` out of sight: back with `withdraw`, else deleted when the context is left.

        What is not there, or held open by a reader on Windows, is left alone.
        """
        for path in paths:
            temp = self._layout.arriving()
            with suppress(OSError):
                path.replace(temp)
                self._aside.append((path, temp))

    def withdraw(self) -> None:
        """Undo `publish` and `set_aside`. A file that was there before in any state stays as it is now."""
        durable.discard(*self._new)
        self._new.clear()
        for path, temp in self._aside:
            with suppress(OSError):
                temp.replace(path)
        self._aside.clear()

    def _written(self, temp: Path, chunks: Iterable[bytes], limit: int, named: str) -> durable.Fingerprint:
        digest, size = hashlib.sha256(), 0
        file = Path(named)
        with told(file, "photos.cannot_store"):
            temp.parent.mkdir(parents=True, exist_ok=True)
            out = self._casing.writing(temp)
        with out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                if size > limit:
                    break
                # Only the writing is told as such: an error of the source is the source's to tell.
                with told(file, "photos.cannot_store"):
                    durable.write_all(out, chunk)
            with told(file, "photos.cannot_store"):
                out.close()
        return durable.Fingerprint(digest.hexdigest(), size)

    def _rename(self, temp: Path, final: Path) -> None:
        final.parent.mkdir(parents=True, exist_ok=True)
        if not final.exists():
            self._new.add(final)
        temp.replace(final)

    def _sync_folders(self, finals: Iterable[Path]) -> None:
        """Every folder between a new name and the workspace: any of them may be new itself."""
        root = self._layout.root
        nearest = {final.parent for final in finals}
        touched = {above for near in nearest for above in (near, *near.parents) if above.is_relative_to(root)}
        folders = sorted(touched | {root.parent})
        if len(folders) >= _MANY and durable.waits_for_everything():
            durable.sync_everything()  # hundreds of folders, each for itself, take as long as the photos
        else:
            list(self._pool.map(durable.sync_folder, folders))


def _sync(temp: Path, named: str) -> None:
    with told(Path(named), "photos.cannot_store"):
        durable.sync_file(temp)
