"""The photo store: originals by content, untouched, and the views that can be made again from them.

Order of an attach: the worker decodes the whole picture, and meanwhile it is hashed and copied to a temporary
file down to the disk; then the copy is renamed into place; the row comes after, in storage. So a file under its
final name is always whole, and a photo that cannot be decoded was never there.
"""

from __future__ import annotations

import hashlib
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from inspector.domain.errors import FormatError, InspectorError, NotFoundError
from inspector.photos import durable
from inspector.photos.kinds import HEAD_BYTES, kind_of
from inspector.photos.layout import Layout, temporary
from inspector.photos.receiving import Receiving
from inspector.photos.stored import (
    MAX_BYTES,
    NOT_WRITTEN,
    Job,
    Limits,
    LoosePicture,
    Picture,
    Refused,
    Source,
    StoredPhoto,
)
from inspector.photos.telling import shown_name, told
from inspector.photos.views import NewViews, whole
from inspector.vault.casing import PLAIN, CasedFile, Casing

if TYPE_CHECKING:
    from inspector.photos.decoder import Decoder

_AT_ONCE = 2


class PhotoStore:
    """The photos of one workspace, below `root`. A context manager: it owns the decode worker.

    `casing` says how its files lie: those of an encrypted workspace are sealed, so what a path names is read with
    it (`original_file`, `print_file`, `print_bytes`, `thumbnail_bytes`). Addresses and sizes are of the plain bytes.
    Safe to use from several threads. One store per workspace at a time (storage holds the lock).
    """

    def __init__(self, root: Path, limits: Limits | None = None, *, casing: Casing = PLAIN) -> None:
        self._layout = Layout(root)
        self._casing = casing
        self._limits = limits or Limits()
        self._decoder: Decoder | None = None
        self._guard = threading.Condition()
        self._busy: set[str] = set()

    def attach(self, source: Source) -> StoredPhoto:
        """Store the photo `source`, or recognise it; `source` itself is only read.

        Raises FormatError (no photo, or a damaged one), NotFoundError, StorageError; then nothing is stored.
        """
        return self._attach_loose(source) if isinstance(source, LoosePicture) else self._attach_file(source)

    def _attach_file(self, source: Path) -> StoredPhoto:
        _check_source(source)
        with (
            told(source, "photos.cannot_store"),
            NewViews(self._layout, self._casing) as views,
            ThreadPoolExecutor(1, thread_name_prefix="decode") as aside,
        ):
            decoding = aside.submit(self._decode, views.job(CasedFile(source)), source)
            given = _fingerprint(source)
            with self._alone_with(given.sha256):
                already = self.intact(given.sha256)
                picture = decoding.result() if already else self._store(source, given, decoding)
                views.publish(given.sha256)
        return _stored(picture, given, source, already=already)

    def _attach_loose(self, source: LoosePicture) -> StoredPhoto:
        """It lies in the store from its first byte on, as the store's files lie: what is signed is nowhere else."""
        named = Path(source.name)
        given = durable.Fingerprint(hashlib.sha256(source.data).hexdigest(), len(source.data))
        target = self._layout.original(given.sha256)
        temp = temporary(target)
        with told(named, "photos.cannot_store"), NewViews(self._layout, self._casing) as views:
            try:
                durable.make_folder(target.parent)
                durable.write(source.data, temp, self._casing)
                picture = self._decode(views.job(CasedFile(temp, self._casing)), named)
                with self._alone_with(given.sha256):
                    already = self.intact(given.sha256)
                    if not already:
                        durable.publish(temp, target)
                    views.publish(given.sha256)
            finally:
                durable.discard(temp)
        return _stored(picture, given, named, already=already)

    def fingerprint(self, source: Path) -> str:
        """The address that `source` would get, after decoding the whole of it; nothing is stored.

        For folders that are watched: a file that is still being copied there is refused. Raises as `attach`.
        """
        _check_source(source)
        with told(source, "photos.unreadable_source"):
            self._decode(Job(source), source)
        return _fingerprint(source).sha256

    def attach_many(
        self, sources: Iterable[Source], *, progress: Callable[[int, int], None] | None = None
    ) -> list[StoredPhoto | Refused]:
        """Attach each of `sources`, two at once; the answers stand in their order.

        `progress(done, all)` is called in the caller's thread after each photo.
        """
        wanted = list(sources)
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="attach") as pool:
            running = [pool.submit(self._attach_or_refuse, source) for source in wanted]
            try:
                for done, _ in enumerate(as_completed(running), start=1):
                    if progress:
                        progress(done, len(running))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            return [one.result() for one in running]

    def receiving(self) -> Receiving:
        """Take the photos of a package, all or none. No other import, nor an attach, may run meanwhile."""
        return Receiving(self._layout, self.intact, self._examine, self._casing)

    def original(self, sha256: str) -> Path:
        """The file of the untouched bytes. Raises NotFoundError."""
        path = self._layout.original(sha256)
        if not path.is_file():
            raise NotFoundError("photos.no_original", sha256=sha256)
        return path

    def original_file(self, sha256: str) -> CasedFile:
        """The untouched bytes, to read from anywhere. Raises NotFoundError."""
        return CasedFile(self.original(sha256), self._casing)

    def print_file(self, sha256: str) -> CasedFile:
        """The print copy, to read. Raises as `print_copy`."""
        return CasedFile(self.print_copy(sha256), self._casing)

    def print_bytes(self, sha256: str) -> bytes:
        """The JPEG of the print copy. Raises as `print_copy`."""
        return self._bytes(self.print_file(sha256))

    def thumbnail_bytes(self, sha256: str) -> bytes:
        """The JPEG of the thumbnail. Raises as `print_copy`."""
        return self._bytes(CasedFile(self.thumbnail(sha256), self._casing))

    def print_copy(self, sha256: str) -> Path:
        """The upright sRGB JPEG, at most 2016 pixels long, without metadata; remade when missing.

        Raises NotFoundError, FormatError (the original has been damaged), StorageError.
        """
        return self._view(sha256, self._layout.print_copy(sha256))

    def thumbnail(self, sha256: str) -> Path:
        """The upright sRGB JPEG, at most 320 pixels long; remade when missing. Raises as `print_copy`."""
        return self._view(sha256, self._layout.thumbnail(sha256))

    def intact(self, sha256: str) -> bool:
        """Whether the original is there and its bytes are those of its address."""
        try:
            return self._casing.sha256_of(self._layout.original(sha256)) == sha256
        except OSError:
            return False

    def found(self, sha256: str) -> StoredPhoto:
        """What an original that is here tells of itself, read anew: its record may have been lost.

        Its name was in that record. Raises NotFoundError, FormatError (damaged), StorageError.
        """
        path = self.original(sha256)
        if not self.intact(sha256):
            raise FormatError("photos.damaged", file=shown_name(path))
        picture = self._examine(path)
        return StoredPhoto(
            **asdict(picture), sha256=sha256, byte_size=self.size(sha256), original_name="", already_stored=True
        )

    def remove(self, sha256: str) -> None:
        """Delete a photo that no record names, with its views."""
        layout = self._layout
        with self._alone_with(sha256):
            durable.discard(layout.original(sha256), layout.print_copy(sha256), layout.thumbnail(sha256))

    def lacking(self, shas: Iterable[str]) -> tuple[str, ...]:
        """Those of `shas` whose original is not there; its bytes are not looked at."""
        return tuple(sha256 for sha256 in shas if not self._layout.original(sha256).is_file())

    def has_print(self, sha256: str) -> bool:
        """Whether a print copy is there, to its last byte; it may be all that has come of this photo."""
        return whole(CasedFile(self._layout.print_copy(sha256), self._casing))

    def size(self, sha256: str) -> int:
        """Bytes of the original. Raises NotFoundError, OSError."""
        return self._casing.size(self.original(sha256))

    def sweep(self) -> int:
        """Delete what attaches and receipts that were cut short left behind, and tell how many files that were."""
        leftovers = self._layout.leftovers()
        durable.discard(*leftovers)
        return len(leftovers)

    def close(self) -> None:
        """End the decode worker; it starts again when it is needed."""
        with self._guard:
            if self._decoder:
                self._decoder.close()
            self._decoder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _attach_or_refuse(self, source: Source) -> StoredPhoto | Refused:
        try:
            return self.attach(source)
        except InspectorError as error:
            return Refused(source, error)

    def _store(self, source: Path, given: durable.Fingerprint, decoding: Future[Picture]) -> Picture:
        """Copy while the worker decodes; both must come to a good end before the final name is given."""
        target = self._layout.original(given.sha256)
        temp = temporary(target)
        try:
            durable.make_folder(target.parent)
            if durable.copy(source, temp, self._casing) != given:
                raise FormatError("photos.source_changed", file=shown_name(source))
            picture = decoding.result()
            durable.publish(temp, target)
        finally:
            durable.discard(temp)
        return picture

    def _view(self, sha256: str, view: Path) -> Path:
        with self._alone_with(sha256):
            if not whole(CasedFile(view, self._casing)):
                source = self._best_source(sha256)
                with told(source, "photos.cannot_store"), NewViews(self._layout, self._casing) as views:
                    self._decode(views.job(CasedFile(source, self._casing)), source)
                    views.publish(sha256)
        return view

    def _bytes(self, file: CasedFile) -> bytes:
        with told(file.path, "photos.cannot_store"):
            return file.read_bytes()

    def _best_source(self, sha256: str) -> Path:
        """The original, or while that is awaited the print copy, which serves for a thumbnail."""
        printed = self._layout.print_copy(sha256)
        return printed if self.lacking([sha256]) and self.has_print(sha256) else self.original(sha256)

    def _examine(self, file: Path) -> Picture:
        with told(file, "photos.cannot_store"):
            return self._decode(Job(file, reads=self._casing), file)

    def _decode(self, job: Job, named: Path) -> Picture:
        answer = self._running_decoder().run(job)
        if isinstance(answer, Picture):
            return answer
        if answer.key == NOT_WRITTEN:
            raise OSError(answer.details["errno"], "the decode worker could not write")
        raise FormatError(answer.key, file=shown_name(named), **answer.details)

    def _running_decoder(self) -> Decoder:
        from inspector.photos.decoder import Decoder  # noqa: PLC0415 - multiprocessing costs 30 ms

        with self._guard:
            self._decoder = self._decoder or Decoder(self._limits)
            return self._decoder

    @contextmanager
    def _alone_with(self, sha256: str) -> Iterator[None]:
        """Keep other threads off this photo: the same picture twice in one drop is stored once."""
        with self._guard:
            self._guard.wait_for(lambda: sha256 not in self._busy)
            self._busy.add(sha256)
        try:
            yield
        finally:
            with self._guard:
                self._busy.discard(sha256)
                self._guard.notify_all()


def _stored(picture: Picture, given: durable.Fingerprint, source: Path, *, already: bool) -> StoredPhoto:
    return StoredPhoto(
        **asdict(picture),
        sha256=given.sha256,
        byte_size=given.byte_size,
        original_name=shown_name(source),
        already_stored=already,
    )


def _check_source(source: Path) -> None:
    """Refuse early what is no photo: nothing is copied and no worker started for it."""
    name = shown_name(source)
    with told(source, "photos.unreadable_source"):
        found = source.stat()
        if not stat.S_ISREG(found.st_mode):
            raise FormatError("photos.not_file", file=name)
        if found.st_size == 0:
            raise FormatError("photos.empty_file", file=name)
        if found.st_size > MAX_BYTES:
            raise FormatError("photos.too_many_bytes", file=name, limit=MAX_BYTES // 1024**2)
        with source.open("rb") as file:
            kind = kind_of(file.read(HEAD_BYTES))
    if kind is None:
        raise FormatError("photos.not_picture", file=name)


def _fingerprint(source: Path) -> durable.Fingerprint:
    with told(source, "photos.unreadable_source"):
        return durable.fingerprint(source)
