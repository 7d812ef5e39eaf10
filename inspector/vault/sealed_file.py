"""A sealed file: AES-256-GCM in blocks of 64 KiB, so that it is read from anywhere and memory stays flat.

magic (8 bytes) · salt (16) · blocks, each up to 65 536 plain bytes and a tag of 16.

Every file has a key of its own, derived from its salt; so the number of a block may serve as its nonce: 11 bytes
number, 1 byte that is 1 for the last block (the STREAM construction, Hoang et al. 2015). Blocks that are exchanged,
altered or cut off do not open. An empty file has one empty block.
"""

from __future__ import annotations

import io
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inspector.vault.data_key import derived

MAGIC = b"XMWSEAL\x01"
BLOCK = 65_536
_SALT, _TAG = 16, 16
_HEAD = len(MAGIC) + _SALT
_SEALED_BLOCK = BLOCK + _TAG


class BrokenSealError(OSError):
    """A sealed file is not what was written, or was written under another key. It has no error number."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name}: the seal is broken")


def is_sealed(path: Path) -> bool:
    """Whether a file begins like a sealed one. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def plain_size(path: Path) -> int:
    """How many bytes are inside. Raises OSError."""
    return _plain_size(path.stat().st_size, path)


def _plain_size(size: int, path: Path) -> int:
    blocks, rest = divmod(size - _HEAD, _SEALED_BLOCK)
    if size < _HEAD + _TAG or (blocks and 0 < rest <= _TAG):
        raise BrokenSealError(path)
    return blocks * BLOCK + max(0, rest - _TAG)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class SealedReader(io.RawIOBase):
    """The plain bytes of a sealed file, from anywhere. Reading raises BrokenSealError."""

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__()
        self._path = path
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        self._file = path.open("rb")
        try:
            head = self._head()
            self._size = _plain_size(os.fstat(self._file.fileno()).st_size, path)
        except BaseException:
            self._file.close()
            raise
        self._cipher = AESGCM(derived(key, head[len(MAGIC) :], "xmw file 1"))
        self._last = max(0, (self._size - 1) // BLOCK)

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def seekable(self) -> bool:
        """Any place can be read."""
        return True

    def tell(self) -> int:
        """The plain byte that is read next."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a plain byte."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` from one block; 0 at the end."""
        block = self._block(min(self._at // BLOCK, self._last))  # also of an empty file: its end is authentic
        start = self._at - self._held[0] * BLOCK
        part = block[start : start + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            self._file.close()
        super().close()

    def _head(self) -> bytes:
        head = self._file.read(_HEAD)
        if not head.startswith(MAGIC):
            raise BrokenSealError(self._path)
        return head

    def _block(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(_HEAD + number * _SEALED_BLOCK)
            sealed = self._file.read(_SEALED_BLOCK)
            try:
                plain = self._cipher.decrypt(_nonce(number, last=number == self._last), sealed, None)
            except (InvalidTag, ValueError) as error:
                raise BrokenSealError(self._path) from error
            self._held = (number, plain)
        return self._held[1]


class SealedWriter(io.RawIOBase):
    """A new sealed file; it has its end, without which it does not open, once it was closed. Raises OSError."""

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__()
        salt = secrets.token_bytes(_SALT)
        self._cipher = AESGCM(derived(key, salt, "xmw file 1"))
        self._waiting = bytearray()
        self._number = 0
        self._file = path.open("xb")
        self._file.write(MAGIC + salt)

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        """Take all of `data`; a block goes out when more has come than it holds, for the last one is marked."""
        self._waiting += data
        while len(self._waiting) > BLOCK:
            self._put(bytes(self._waiting[:BLOCK]), last=False)
            del self._waiting[:BLOCK]
        return len(data)

    def close(self) -> None:
        """Write the end and close the file."""
        if self.closed:
            return
        try:
            self._put(bytes(self._waiting), last=True)
            self._file.close()
        finally:
            super().close()
            self._file.close()

    def _put(self, block: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), block, None))
        self._number += 1
