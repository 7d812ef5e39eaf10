"""A data key wrapped by a passphrase (Argon2id, AES-256-GCM) or to a recovery key (age, X25519).

Argon2id with the second recommended option of RFC 9106 (64 MiB, 3 passes, 4 lanes): a guess costs what an opening
costs, about half a second. The parameters stand beside the wrapped key, so that later versions may raise them.
"""

from __future__ import annotations

import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, x25519  # type: ignore[import-untyped]

from inspector.domain.errors import StorageError
from inspector.vault.data_key import KEY_BYTES, DataKey

MEMORY_KIB, ITERATIONS, LANES = 65_536, 3, 4
_LIMITS = {"memory_kib": 2**20, "iterations": 16, "lanes": 16}
"""What a key file may ask for: more would only hang or fill the memory."""

_SALT, _NONCE = 16, 12


def known(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a key file says of its passphrase, checked. Raises KeyError, TypeError, ValueError."""
    numbers = {name: int(told[name]) for name in _LIMITS}
    texts = {name: str(told[name]) for name in ("kdf", "salt", "nonce", "wrapped")}
    if texts["kdf"] != "argon2id" or any(not 1 <= numbers[name] <= most for name, most in _LIMITS.items()):
        raise ValueError(texts["kdf"])
    for name in ("salt", "nonce", "wrapped"):
        b64decode(texts[name], validate=True)
    return {**numbers, **texts}


def by_passphrase(key: DataKey, passphrase: str) -> dict[str, Any]:
    """The key wrapped by a passphrase, with everything but the passphrase that unwraps it."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    told = {"kdf": "argon2id", "memory_kib": MEMORY_KIB, "iterations": ITERATIONS, "lanes": LANES, "salt": _text(salt)}
    wrapped = AESGCM(_stretched(told, passphrase)).encrypt(nonce, key.secret, key.id.encode())
    return {**told, "nonce": _text(nonce), "wrapped": _text(wrapped)}


def from_passphrase(told: Mapping[str, Any], key_id: str, passphrase: str) -> DataKey:
    """The key again. Raises StorageError for another passphrase."""
    cipher = AESGCM(_stretched(told, passphrase))
    try:
        return DataKey(cipher.decrypt(b64decode(told["nonce"]), b64decode(told["wrapped"]), key_id.encode()))
    except (InvalidTag, ValueError) as error:
        raise StorageError("storage.passphrase_wrong") from error


def to(key: DataKey, recipient: str) -> dict[str, str]:
    """The key wrapped to an age recipient (`age1…`); nothing without one. Raises StorageError for what is none."""
    if not recipient:
        return {}
    try:
        wrapped = encrypt(key.secret, [x25519.Recipient.from_str(recipient)])
    except RecipientError as error:
        raise StorageError("storage.recovery_recipient") from error
    return {"recipient": recipient, "wrapped": _text(wrapped)}


def from_recovery(told: Mapping[str, str], identity: str) -> DataKey:
    """The key again by the secret recovery key (`AGE-SECRET-KEY-1…`). Raises StorageError for another one."""
    if not told:
        raise StorageError("storage.recovery_none")
    try:
        secret = decrypt(b64decode(told["wrapped"]), [x25519.Identity.from_str(identity.strip())])
    except (DecryptError, IdentityError, KeyError, ValueError) as error:
        raise StorageError("storage.recovery_wrong") from error
    return DataKey(secret)


def new_recovery_key() -> tuple[str, str]:
    """A secret recovery key and its public recipient."""
    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def _stretched(told: Mapping[str, Any], passphrase: str) -> bytes:
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(
        salt=b64decode(told["salt"]),
        length=KEY_BYTES,
        iterations=told["iterations"],
        lanes=told["lanes"],
        memory_cost=told["memory_kib"],
    ).derive(typed)


def _text(data: bytes) -> str:
    return b64encode(data).decode()
