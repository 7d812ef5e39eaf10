"""Ed25519 signatures (RFC 8032) of devices, and the fingerprint by which two people compare a key on the telephone.

Stands apart because packages and rosters are signed alike, and because no other module may hold a private key.
"""

from __future__ import annotations

import hashlib
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspector.domain.errors import FormatError

SIGNATURE_BYTES = 64

_GROUPS = 6
_GROUP_BYTES = 5
_GROUP_MODULUS = 100_000


class SigningKey:
    """The private key of a device. It never shows itself in `repr`, so that no log can hold it."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def new(cls) -> Self:
        """A key from the system's random source."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The key that `text` (64 hex digits) was made from. Raises FormatError for anything else."""
        try:
            return cls(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text)))
        except ValueError as error:
            raise FormatError("exchange.bad_key") from error

    @property
    def text(self) -> str:
        """The private key, 64 hex digits: to be kept as a secret only."""
        return self._key.private_bytes_raw().hex()

    @property
    def public(self) -> str:
        """The public key, 64 hex digits."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(message)


def verify(public: str, signature: bytes, message: bytes) -> bool:
    """Whether the holder of the public key (64 hex digits) signed `message`; a malformed key signed nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """Six groups of five digits ("12345 67890 …") to be read out: about 99 bits of SHA-256 over the 32 key bytes.

    Each group is five bytes of the digest, read as a big-endian number modulo 100,000 (as in Signal's safety
    numbers; the bias is below one in ten million). Raises FormatError for what is no key.
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).public_bytes_raw()
    except ValueError as error:
        raise FormatError("exchange.bad_key") from error
    digest = hashlib.sha256(key).digest()
    starts = range(0, _GROUPS * _GROUP_BYTES, _GROUP_BYTES)
    numbers = (int.from_bytes(digest[start : start + _GROUP_BYTES], "big") for start in starts)
    return " ".join(f"{number % _GROUP_MODULUS:05}" for number in numbers)
