"""The photos of a package on their way into the store: staged, verified, published together, or withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from inspector.domain.errors import FormatError, StorageError
from inspector.exchange.names import PhotoMember
from inspector.exchange.reading import Package
from inspector.photos import PhotoStore
from inspector.photos.layout import Layout
from inspector.photos.parts import Part, covering, kept
from inspector.photos.receiving import Coming, Receiving
from inspector.services.packages.report import PhotoCounts

_ROOM_TO_LEAVE = 50 * 2**20
"""Bytes that have to stay free beside the photos: the database and its log grow by an import as well."""


def _nothing() -> None:
    """Nothing was stored, so nothing is taken back."""


@dataclass(frozen=True)
class PhotoIntake:
    """What arrived; `withdraw` takes back what was not there before, for an import that fails after all.

    In a preview `coming` names the originals that the import would store.
    """

    counts: PhotoCounts = field(default_factory=PhotoCounts)
    withdraw: Callable[[], None] = _nothing
    coming: frozenset[str] = frozenset()


def take_photos(store: PhotoStore, package: Package, free_space: int, stack: ExitStack) -> PhotoIntake:
    """Store the photos of a package; until `stack` is left they can be withdrawn.

    Raises FormatError for bytes that are not what was signed, StorageError; then none of them is kept.
    """
    if not package.photos:
        return PhotoIntake()
    _demand_room(package.photos, free_space)
    with ExitStack() as attempt:
        incoming = attempt.enter_context(store.receiving())
        whole = [one for one in package.photos if one.whole]
        _take_whole(incoming, whole, package)
        for one in package.photos:
            _stage(incoming, one, package)
        received = incoming.publish()
        stack.push(attempt.pop_all())
    counts = PhotoCounts(
        stored=len({*received.stored, *received.completed}),
        prints=len(received.prints),
        known=len(received.known),
        waiting=len(received.waiting),
    )
    return PhotoIntake(counts, incoming.withdraw)


def _demand_room(photos: Iterable[PhotoMember], free_space: int) -> None:
    needed = sum(one.size for one in photos) + _ROOM_TO_LEAVE
    if needed > free_space:
        raise StorageError("services.no_room_for_photos", needed=needed // 2**20, free=free_space // 2**20)


class PhotoPreview:
    """What the photos of a preview's packages, one after the other, would become; none of them is kept.

    A photo that comes twice is new once, and parts complete those of the packages before. `photos` is the
    workspace's photo folder, `free_space` what they may fill: an import that has no room is refused beforehand.
    """

    def __init__(self, store: PhotoStore, photos: Path, free_space: int) -> None:
        self._store = store
        self._free = free_space
        self._layout = Layout(photos)
        self._come: set[str] = set()
        self._printed: set[str] = set()
        self._parts: dict[str, list[Part]] = {}

    def look(self, package: Package) -> PhotoIntake:
        """Read and verify the photos of the next package. Raises FormatError, StorageError as `take_photos` does."""
        package.verify()
        if package.photos:
            _demand_room(package.photos, self._free)
        known = {one.sha256 for one in package.photos if self._is_here(one.sha256)}
        new = [one for one in package.photos if one.sha256 not in known]
        self._free -= sum(one.size for one in new)
        whole = {one.sha256 for one in new if one.whole}
        prints = {one.sha256 for one in new if one.print_copy} - whole - self._printed
        prints = {sha for sha in prints if not self._store.has_print(sha)}
        parts = {one.sha256 for one in new if not one.whole and not one.print_copy} - whole
        for one in new:
            if one.sha256 in parts and not one.print_copy:
                self._parts.setdefault(one.sha256, []).append(
                    Part(one.offset, one.size, one.total, "", self._layout.parts(one.sha256))
                )
        completed = {sha for sha in parts if self._completes(sha)}
        self._come |= whole | completed
        self._printed |= prints
        counts = PhotoCounts(len(whole | completed), len(prints), len(known), len(parts - completed))
        return PhotoIntake(counts, coming=frozenset(whole | completed))

    def _is_here(self, sha: str) -> bool:
        return sha in self._come or self._store.intact(sha)

    def _completes(self, sha: str) -> bool:
        come, here = self._parts[sha], kept(self._layout.parts(sha))
        total = come[-1].total
        return bool(covering((one for one in (*come, *here) if one.total == total), total))


def _take_whole(incoming: Receiving, whole: Sequence[PhotoMember], package: Package) -> None:
    """Whole originals; one that is not what was signed is told in the words of the package, as in a preview."""
    try:
        incoming.originals(Coming(one.sha256, one.size, partial(package.bytes_of, one)) for one in whole)
    except FormatError as error:
        if error.key != "photos.other_bytes":
            raise
        raise package.not_as_signed(error.details["photo"]) from error


def _stage(incoming: Receiving, one: PhotoMember, package: Package) -> None:
    """A print copy or a part; whole originals are taken together."""
    if one.print_copy:
        incoming.print_copy(one.sha256, package.chunks(one))
    elif not one.whole:
        incoming.part(one.sha256, one.offset, one.total, one.size, package.chunks(one))
