"""A zip from outside whose every byte is accounted for before any of it is used (reliability.md, "Zip").

Stands apart from the package: what is checked here holds for any zip. The members must lie one behind the other
from the first byte to the directory, so there is no room for overlaps, hidden bytes or a second directory.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from inspector.domain.errors import FormatError
from inspector.exchange import limits, names, zip_layout
from inspector.exchange.zip_layout import Entry
from inspector.vault.casing import PLAIN, CasedFile, Casing

_PIECE = 64 * limits.KIB


class Archive:
    """The members of a zip, opened for reading only; several threads may read at once."""

    def __init__(self, path: Path, casing: Casing = PLAIN) -> None:
        """Check the structure of the file, which lies as `casing` has it. Raises FormatError, OSError."""
        self._file = CasedFile(path, casing)
        self._starts: dict[str, int] = {}
        with self._file.opened() as file:
            self.size = file.seek(0, 2)
            directory = _directory(file, self.size)
            self.entries = _entries(file, directory)
            self._check_places(file, directory.offset)

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """The unpacked content, never more than its size says. Raises FormatError where it is less or another."""
        with self._file.opened() as file:
            file.seek(self._starts[entry.name])
            yield from _inflated(file, entry) if entry.method == zip_layout.DEFLATED else _stored(file, entry)

    def _check_places(self, file: IO[bytes], end: int) -> None:
        place = 0
        for entry in sorted(self.entries.values(), key=lambda one: one.offset):
            if entry.offset != place:
                raise FormatError("exchange.overlapping", member=entry.name)
            file.seek(place)
            header = file.read(zip_layout.LOCAL_BYTES)
            name_size, extra_size = zip_layout.local_lengths(header)
            zip_layout.check_local(header, file.read(name_size), file.read(extra_size), entry)
            self._starts[entry.name] = place + len(header) + name_size + extra_size
            place = self._starts[entry.name] + entry.packed
        if place != end:
            raise FormatError("exchange.overlapping", member="")


def check_file(path: Path) -> None:
    """Refuse what is no ordinary file: reading a pipe would wait for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise FormatError("exchange.no_file")


def _directory(file: IO[bytes], size: int) -> zip_layout.Directory:
    """Where the directory is; refused by its own figures before it is read."""
    file.seek(max(0, size - zip_layout.END_BYTES - zip_layout.END64_BYTES))
    directory = zip_layout.read_end(file.read(), size)
    if directory.count > limits.MEMBERS or directory.size > limits.DIRECTORY_BYTES:
        raise FormatError("exchange.too_many_members", count=directory.count, limit=limits.MEMBERS)
    return directory


def _entries(file: IO[bytes], directory: zip_layout.Directory) -> dict[str, Entry]:
    file.seek(directory.offset)
    data = file.read(directory.size)
    if names.SIGNATURE.encode() not in data:  # another kind of zip; its names would only confuse
        raise FormatError("exchange.not_package")
    made: dict[str, Entry] = {}
    unpacked = found = 0
    for found, entry in enumerate(zip_layout.read_directory(data), 1):
        if found > directory.count:
            raise FormatError("exchange.damaged_zip")
        if not names.is_known(entry.name):
            raise FormatError("exchange.bad_name", name=ascii(entry.name[:100]))
        if entry.name in made:
            raise FormatError("exchange.duplicate_member", member=entry.name)
        unpacked += _unpacked_size(entry)
        if unpacked > limits.UNPACKED_BYTES:
            raise FormatError("exchange.bomb", member=entry.name)
        made[entry.name] = entry
    if found != directory.count:
        raise FormatError("exchange.damaged_zip")
    return made


def _unpacked_size(entry: Entry) -> int:
    """What unpacking a member costs; refused where it is packed better than lines can be."""
    if entry.method == zip_layout.STORED:
        if entry.packed != entry.size:
            raise FormatError("exchange.lying_sizes")
        return 0
    if entry.size > max(limits.RATIO_COUNTS_FROM, entry.packed * limits.RATIO):
        raise FormatError("exchange.bomb", member=entry.name)
    return entry.size


def _stored(file: IO[bytes], entry: Entry) -> Iterator[bytes]:
    left = entry.size
    while left:
        chunk = file.read(min(limits.BLOCK, left))
        if not chunk:
            raise FormatError("exchange.cut_short")
        left -= len(chunk)
        yield chunk


def _inflated(file: IO[bytes], entry: Entry) -> Iterator[bytes]:
    packed, left, engine = entry.packed, entry.size, zlib.decompressobj(-zlib.MAX_WBITS)
    pending = b""
    while not engine.eof:
        if not pending:
            pending = file.read(min(_PIECE, packed))
            packed -= len(pending)
        chunk = _unpacked(engine, pending, entry)
        if not chunk and not pending:
            raise FormatError("exchange.damaged", member=entry.name)
        pending, left = engine.unconsumed_tail, left - len(chunk)
        if left < 0:
            raise FormatError("exchange.lying_sizes")
        if chunk:
            yield chunk
    if left or packed or engine.unused_data:
        raise FormatError("exchange.lying_sizes")


def _unpacked(engine: zlib._Decompress, pending: bytes, entry: Entry) -> bytes:
    try:
        return engine.decompress(pending, limits.BLOCK)
    except zlib.error as error:
        raise FormatError("exchange.damaged", member=entry.name) from error
