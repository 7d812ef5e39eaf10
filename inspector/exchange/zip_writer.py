"""A zip written from front to back, every member hashed on its way.

Stands apart from what a package is. Content goes to the disk in one sequence (sticks with FAT fill every gap with
zeros); SHA-256, the dearest step, runs in a second thread beside reading, CRC and writing.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import IO

from inspector.exchange import zip_layout
from inspector.exchange.manifest import Member
from inspector.exchange.zip_layout import DEFLATED, STORED, Directory, Entry

_AHEAD = 4


class ZipWriter:
    """Writes members one behind the other; `finish` writes the directory."""

    def __init__(self, file: IO[bytes], hashing: ThreadPoolExecutor) -> None:
        self._file = file
        self._hashing = hashing
        self._entries: list[Entry] = []
        self._place = 0

    def add_text(self, name: str, data: bytes) -> Member:
        """A small member, deflated."""
        packed = zlib.compress(data, wbits=-zlib.MAX_WBITS)
        self.add_packed(name, packed, len(data), zlib.crc32(data))
        return Member(name, len(data), hashlib.sha256(data).hexdigest())

    def add_packed(self, name: str, packed: bytes, size: int, crc: int) -> None:
        """A member that is deflated already."""
        self._begin(Entry(name, DEFLATED, crc, len(packed), size, self._place))
        self._write(packed)

    def add_stored(self, name: str, size: int, chunks: Iterable[bytes]) -> Member:
        """A member of `size` bytes as they are; the caller sees to it that the chunks are as many."""
        entry = Entry(name, STORED, 0, size, size, self._place)
        self._begin(entry)
        crc, digest = 0, _Digest(self._hashing)
        for chunk in chunks:
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            self._write(chunk)
        self._file.seek(entry.offset)
        self._entries[-1] = replace(entry, crc=crc)
        self._file.write(zip_layout.local_header(self._entries[-1]))
        self._file.seek(self._place)
        return Member(name, size, digest.hexdigest())

    def finish(self) -> None:
        """Write the directory and the end of the file."""
        start = self._place
        self._write(b"".join(map(zip_layout.central_header, self._entries)))
        self._write(zip_layout.end_records(Directory(start, self._place - start, len(self._entries))))

    def _begin(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._write(zip_layout.local_header(entry))

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._place += len(data)


class _Digest:
    """SHA-256 in the hashing thread, a few chunks behind."""

    def __init__(self, hashing: ThreadPoolExecutor) -> None:
        self._hashing = hashing
        self._digest = hashlib.sha256()
        self._pending: deque[Future[None]] = deque()

    def update(self, chunk: bytes) -> None:
        self._pending.append(self._hashing.submit(self._digest.update, chunk))
        if len(self._pending) > _AHEAD:
            self._pending.popleft().result()

    def hexdigest(self) -> str:
        while self._pending:
            self._pending.popleft().result()
        return self._digest.hexdigest()
