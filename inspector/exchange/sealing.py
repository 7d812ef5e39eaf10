"""Encryption of a finished package to the devices that may open it: age (age-encryption.org/v1, X25519).

Stands apart because age protects the way only: who wrote a package says the signature inside. A sealed file that
was cut short yields plaintext before its error, so it is opened into a temporary file and that file is used only
after the end was reached.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BufferedWriter
from pathlib import Path
from typing import IO

from pyrage import (  # type: ignore[import-untyped]
    DecryptError,
    EncryptError,
    IdentityError,
    RecipientError,
    decrypt_io,
    encrypt_io,
    x25519,
)

from inspector.domain.errors import FormatError
from inspector.durable import sha256_of, sync_file
from inspector.exchange import limits
from inspector.vault.casing import PLAIN, Casing

SEALED = b"age-encryption.org/v1\n"
"""How an encrypted file begins."""

_HEADER_END = b"\n--- "
_NO_KEY = "No matching keys"
_FIXED_BYTES = 1024
_RECIPIENT_BYTES = 150
_PLAIN_BLOCK, _SEALED_BLOCK = 65_536, 65_552


def new_identity() -> tuple[str, str]:
    """A secret (`AGE-SECRET-KEY-1…`) and the public recipient (`age1…`) to which others encrypt."""
    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def room_inside(size: int, recipients: Sequence[str]) -> int:
    """How many plain bytes surely fit into a sealed file of `size` bytes (age adds 16 bytes to each 64 KiB)."""
    left = size - _FIXED_BYTES - _RECIPIENT_BYTES * len(recipients)
    return max(0, left * _PLAIN_BLOCK // _SEALED_BLOCK)


def is_sealed(path: Path) -> bool:
    """Whether a file is encrypted. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(SEALED)) == SEALED


def seal(plain: Path, sealed: Path, recipients: Sequence[str]) -> None:
    """Encrypt a file to all recipients, down to the disk, and read it back.

    Raises FormatError for what is no recipient, OSError where the disk refuses or gives back other bytes.
    """
    try:
        keys = [x25519.Recipient.from_str(one) for one in recipients]
    except RecipientError as error:
        raise FormatError("exchange.bad_recipient") from error
    with plain.open("rb") as source, sealed.open("wb") as file:
        out = _Written(file)
        try:
            encrypt_io(source, out, keys)
        except EncryptError as error:
            raise out.error or OSError(str(error)) from error
        out.check()
    sync_file(sealed)
    if sha256_of(sealed) != out.digest.hexdigest():
        raise OSError("the disk gave back other bytes than were written")


def unseal(sealed: Path, plain: Path, identity: str | None, casing: Casing = PLAIN) -> None:
    """Decrypt a file into the new one `plain`, which lies as `casing` has it.

    Raises FormatError (`plain` is then worthless) and OSError.
    """
    if identity is None:
        raise FormatError("exchange.sealed_no_identity")
    try:
        key = x25519.Identity.from_str(identity)
    except IdentityError as error:
        raise FormatError("exchange.bad_key") from error
    with sealed.open("rb") as source, BufferedWriter(casing.writing(plain)) as file:
        if _HEADER_END not in source.read(limits.SEALED_HEADER_BYTES):
            raise FormatError("exchange.sealed_cut_short")
        source.seek(0)
        out = _Written(file)
        try:
            decrypt_io(source, out, [key])
        except DecryptError as error:
            others = _NO_KEY in str(error)
            raise FormatError("exchange.sealed_to_others" if others else "exchange.sealed_cut_short") from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise FormatError("exchange.sealed_cut_short") from error
        out.check()


class _Written:
    """The file under age's hands: what goes in is hashed, and a refusal of the disk is kept.

    pyrage tells of one by a text only, and not at all when it happens in the last 8 KB.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        try:
            return self._file.write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._file.flush()

    def check(self) -> None:
        """Raise what the disk refused."""
        if self.error:
            raise self.error
