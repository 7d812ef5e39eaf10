"""Photos that arrive in a package: checked against their address while they are written, shown all at once.

Nothing is decoded but print copies: an original is what its SHA-256 says, whatever it shows, and its views are
made when somebody looks. Until `publish` nothing is visible; afterwards `withdraw` takes back what is new, for
a package whose rows could not be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from inspector.domain.errors import FormatError, NotFoundError
from inspector.photos import durable
from inspector.photos.layout import Layout
from inspector.photos.parts import MAX_PARTS, DamagedPartError, Part, covering, joined, kept
from inspector.photos.staging import Staging
from inspector.photos.stored import MAX_BYTES, PRINT_PX, Picture
from inspector.photos.views import whole
from inspector.vault.casing import PLAIN, CasedFile, Casing

MAX_PRINT_BYTES = 32 * 1024**2
"""2016 pixels square, as JPEG of the highest quality, stay below 10 MB."""

_SHOWN = 12
_AT_ONCE = 2


@dataclass(frozen=True)
class Received:
    """What became of the photos of a package, by the SHA-256 of their originals, each in order of arrival.

    `stored` came whole, `completed` were put together from parts, `known` were here already, `waiting` have
    parts of this package and still lack some, `prints` are awaited originals with a new print copy.
    """

    stored: tuple[str, ...]
    known: tuple[str, ...]
    completed: tuple[str, ...]
    waiting: tuple[str, ...]
    prints: tuple[str, ...]


@dataclass(frozen=True)
class Coming:
    """A whole original on its way: its address, how many bytes, and where they come from when it is its turn."""

    sha256: str
    size: int
    chunks: Callable[[], Iterable[bytes]]


class Receiving:
    """One package's photos; a context manager for one thread. Get it from `PhotoStore.receiving`.

    Leaving it without `publish` leaves nothing behind. An exception after `publish` takes nothing back: the rows
    may be written by then. All methods raise StorageError when the disk fails.
    """

    def __init__(
        self,
        layout: Layout,
        intact: Callable[[str], bool],
        examine: Callable[[Path], Picture],
        casing: Casing = PLAIN,
    ) -> None:
        self._layout = layout
        self._casing = casing
        self._intact = intact
        self._examine = examine
        self._staging = Staging(layout, casing)
        self._known: dict[str, None] = {}
        self._originals: dict[str, Path] = {}
        self._prints: dict[str, Path] = {}
        self._parts: dict[str, list[Part]] = {}
        self._spent: list[Path] = []

    def __enter__(self) -> Self:
        self._staging.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._staging.__exit__(kind, error, trace)
        for sha256 in (*self._known, *self._originals, *self._parts):
            durable.discard_folder(self._layout.parts(sha256))

    def original(self, sha256: str, size: int, chunks: Iterable[bytes]) -> bool:
        """Take the untouched bytes, `size` of them; False when they are here already (`chunks` is not read).

        Raises FormatError when the bytes are not those of the address.
        """
        one = Coming(sha256, size, lambda: chunks)
        if not self._is_wanted(one):
            return False
        self._originals[sha256] = self._write(one)
        return True

    def originals(self, coming: Iterable[Coming]) -> None:
        """Take many originals, two at once: hashing keeps a core busy. Those that are here already are not read.

        Raises FormatError for bytes that are not those of their address.
        """
        wanted = {one.sha256: one for one in coming if self._is_wanted(one)}
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="receive") as pool:
            running = {sha256: pool.submit(self._write, one) for sha256, one in wanted.items()}
            try:
                self._originals |= {sha256: one.result() for sha256, one in running.items()}
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise

    def _is_wanted(self, one: Coming) -> bool:
        if self._is_here(one.sha256):
            return False
        if not 0 < one.size <= MAX_BYTES:
            raise _impossible(one.sha256)
        return True

    def _write(self, one: Coming) -> Path:
        temp, found = self._staging.write(one.chunks(), one.size, _shown(one.sha256))
        self._keep(temp, one.sha256, right=found == durable.Fingerprint(one.sha256, one.size))
        return temp

    def part(self, sha256: str, offset: int, total: int, size: int, chunks: Iterable[bytes]) -> None:
        """Take the `size` bytes from `offset` on of an original of `total` bytes; kept until all of it is here.

        Raises FormatError for a part that cannot be one, or that contradicts another part of this package.
        """
        if self._is_here(sha256):
            return
        if not 0 <= offset < offset + size <= total <= MAX_BYTES:
            raise _impossible(sha256)
        self._check_others(sha256, total)
        temp, found = self._staging.write(chunks, size, _shown(sha256))
        self._keep(temp, sha256, right=found.byte_size == size)
        self._parts.setdefault(sha256, []).append(Part.of(offset, total, temp, found))

    def print_copy(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Take a print copy for an original that is awaited; one that is here needs none (`chunks` is not read).

        Raises FormatError when it is not a whole upright JPEG of at most 2016 pixels.
        """
        if self._has_view(sha256):
            return
        temp, found = self._staging.write(chunks, MAX_PRINT_BYTES, _shown(sha256))
        fits = found.byte_size <= MAX_PRINT_BYTES and self._is_print_copy(temp)
        self._keep(temp, sha256, right=fits, otherwise="photos.bad_print")
        self._prints[sha256] = temp

    def publish(self) -> Received:
        """Put everything in its place, down to the disk, once, at the end. Raises StorageError; then nothing is."""
        stored = tuple(self._originals)
        completed = tuple(sha256 for sha256 in self._parts if sha256 not in stored and self._complete(sha256))
        waiting = tuple(sha256 for sha256 in self._parts if sha256 not in self._originals)
        prints = {sha256: temp for sha256, temp in self._prints.items() if sha256 not in self._originals}
        finals = {self._layout.original(sha256): temp for sha256, temp in self._originals.items()}
        finals |= {self._layout.print_copy(sha256): temp for sha256, temp in prints.items()}
        for sha256 in waiting:
            finals |= {self._layout.parts(sha256) / part.name: part.path for part in self._parts[sha256]}
        self._staging.publish(finals)
        self._make_place()
        return Received(stored, tuple(self._known), completed, waiting, tuple(prints))

    def withdraw(self) -> None:
        """Take back what `publish` made new: only files that were not there before it."""
        self._staging.withdraw()

    def _is_here(self, sha256: str) -> bool:
        """Whether the original need not come again; looked at once, since looking means hashing it."""
        if sha256 in self._known or sha256 in self._originals:
            return True
        try:
            here = self._intact(sha256)
        except NotFoundError as error:
            raise FormatError("photos.other_bytes", photo=_shown(sha256)) from error
        if here:
            self._known[sha256] = None
        return here

    def _has_view(self, sha256: str) -> bool:
        if sha256 in self._prints or self._is_here(sha256):
            return True
        return self._layout.original(sha256).is_file() or whole(
            CasedFile(self._layout.print_copy(sha256), self._casing)
        )

    def _is_print_copy(self, temp: Path) -> bool:
        try:
            picture = self._examine(temp)
        except FormatError:
            return False
        upright = picture.media_type == "image/jpeg" and picture.orientation == 1
        return upright and max(picture.width, picture.height) <= PRINT_PX and whole(CasedFile(temp, self._casing))

    def _keep(self, temp: Path, sha256: str, *, right: bool, otherwise: str = "photos.other_bytes") -> None:
        if not right:
            durable.discard(temp)
            raise FormatError(otherwise, photo=_shown(sha256))
        self._staging.keep(temp, _shown(sha256))

    def _check_others(self, sha256: str, total: int) -> None:
        others = self._parts.get(sha256, [])
        # Parts of earlier packages with another total stay beside: a wrong one must not keep the right ones out.
        if any(other.total != total for other in others):
            raise _impossible(sha256)
        if len(others) + len(kept(self._layout.parts(sha256))) >= MAX_PARTS:
            raise _impossible(sha256)

    def _complete(self, sha256: str) -> bool:
        """Put an original together from the parts of now and before, if they make it up."""
        new = self._parts[sha256]
        total = new[0].total
        parts = [*new, *(part for part in kept(self._layout.parts(sha256)) if part.total == total)]
        while chosen := covering(parts, total):
            try:
                temp, found = self._staging.write(joined(chosen, self._casing), total, _shown(sha256))
            except DamagedPartError as damaged:
                parts.remove(damaged.part)
                self._drop(sha256, [damaged.part])
                continue
            if found.sha256 != sha256:
                durable.discard(temp)
                self._drop(sha256, parts)
                return False
            self._staging.keep(temp, _shown(sha256))
            self._originals[sha256] = temp
            return True
        return False

    def _drop(self, sha256: str, parts: list[Part]) -> None:
        """Neither publish nor go on keeping these parts."""
        self._spent += [part.path for part in parts]
        self._parts[sha256] = [part for part in self._parts[sha256] if part not in parts]

    def _make_place(self) -> None:
        """Set aside what the originals that are here now make needless: parts, and views from a print copy."""
        self._staging.set_aside(*self._spent)
        for sha256 in (*self._known, *self._originals):
            self._staging.set_aside(*(part.path for part in kept(self._layout.parts(sha256))))
        for sha256 in self._originals:
            if self._staging.is_new(self._layout.original(sha256)):
                self._staging.set_aside(self._layout.print_copy(sha256), self._layout.thumbnail(sha256))


def _shown(sha256: str) -> str:
    """Enough of an address to tell photos apart in a sentence, and harmless whatever it holds."""
    return "".join(sign for sign in sha256[:_SHOWN] if sign.isascii() and sign.isalnum()) or "?"


def _impossible(sha256: str) -> FormatError:
    return FormatError("photos.impossible_part", photo=_shown(sha256))
