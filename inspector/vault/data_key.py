"""The data key of a workspace: 32 random bytes, from which every other key is derived.

It stands apart from how it is kept, because changing a passphrase must not change a single byte of data.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_ID_BYTES = 8


@dataclass(frozen=True)
class DataKey:
    """The secret of one workspace; it shows itself nowhere."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        """A key that nobody has."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @property
    def database(self) -> bytes:
        """The raw key of the database."""
        return self._derived("database")

    @property
    def photos(self) -> bytes:
        """The key from which each photo file derives its own."""
        return self._derived("photos")

    @property
    def marks(self) -> bytes:
        """The key that protects what stands beside the wrapped key."""
        return self._derived("key file")

    @property
    def id(self) -> str:
        """A public name, 16 hex digits, that tells one key from another and nothing else."""
        return self._derived("id")[:_ID_BYTES].hex()

    def _derived(self, purpose: str) -> bytes:
        """HKDF-SHA256 (RFC 5869); the purpose keeps the keys apart."""
        return derived(self.secret, b"", f"xmw {purpose} 1")


def derived(secret: bytes, salt: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose; the salt tells keys of one purpose apart."""
    return HKDF(SHA256(), KEY_BYTES, salt or None, purpose.encode()).derive(secret)
