"""How the files of a workspace lie on the disk: as they are, or sealed. Whoever reads or writes them is given this.

So no reader of photos asks whether there is a passphrase, and a workspace without one is as fast as before.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from inspector.durable import sync_file
from inspector.vault.data_key import DataKey
from inspector.vault.sealed_file import BLOCK, SealedReader, SealedWriter, is_sealed, plain_size

_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Casing:
    """Reads and writes files under `key`, or plainly without one. All methods raise OSError."""

    key: bytes | None = field(default=None, repr=False)

    @classmethod
    def of(cls, key: DataKey | None) -> Casing:
        """The casing of the photos of a workspace."""
        return PLAIN if key is None else cls(key.photos)

    def reading(self, path: Path) -> BinaryIO:
        """The plain bytes of a file; any place can be read."""
        if self.key is None:
            return path.open("rb")
        return io.BufferedReader(SealedReader(path, self.key), BLOCK)

    def writing(self, path: Path) -> io.RawIOBase:
        """A new file, unbuffered; it is whole once it was closed."""
        if self.key is None:
            return path.open("xb", buffering=0)
        return SealedWriter(path, self.key)

    def pieces(self, path: Path) -> Iterator[bytes]:
        """The plain bytes of a file, a megabyte at a time."""
        with self.reading(path) as file:
            while piece := file.read(_PIECE):
                yield piece

    def sha256_of(self, path: Path) -> str:
        """SHA-256 of the plain bytes, in hex."""
        digest = hashlib.sha256()
        for piece in self.pieces(path):
            digest.update(piece)
        return digest.hexdigest()

    def size(self, path: Path) -> int:
        """How many plain bytes a file holds."""
        return path.stat().st_size if self.key is None else plain_size(path)

    def holds(self, path: Path) -> bool:
        """Whether a file lies as it should here, judged by its first bytes."""
        return is_sealed(path) == (self.key is not None)


def write_all(out: io.RawIOBase, data: bytes) -> None:
    """Write `data` to an unbuffered file, which may take it in several goes. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[out.write(rest) or 0 :]


PLAIN = Casing()
"""Files as they are."""


@dataclass(frozen=True)
class CasedFile:
    """A file and how it lies: for code that is handed single photos. Its `repr` shows no key."""

    path: Path
    casing: Casing = PLAIN

    @property
    def name(self) -> str:
        """Its file name."""
        return self.path.name

    @property
    def stem(self) -> str:
        """Its file name without the ending; of a photo its SHA-256."""
        return self.path.stem

    @property
    def size(self) -> int:
        """How many plain bytes it holds. Raises OSError."""
        return self.casing.size(self.path)

    def opened(self) -> BinaryIO:
        """Its plain bytes, to read from anywhere. Raises OSError."""
        return self.casing.reading(self.path)

    def copied_to(self, target: Path, casing: Casing) -> None:
        """Write its plain bytes into the new file `target` as `casing` has them, down to the disk. Raises OSError."""
        with casing.writing(target) as out:
            for piece in self.casing.pieces(self.path):
                write_all(out, piece)
        sync_file(target)

    def read_bytes(self) -> bytes:
        """All its plain bytes. Raises OSError."""
        with self.opened() as file:
            return file.read()
