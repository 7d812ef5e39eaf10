"""From what a user gives (a passphrase) or another opening has (a key) to the key of a workspace or a backup."""

from __future__ import annotations

from pathlib import Path

from inspector.domain.errors import StorageError
from inspector.storage import driver
from inspector.vault import key_file
from inspector.vault.data_key import DataKey
from inspector.vault.key_file import KeyFile

Unlocking = str | DataKey | None
"""A passphrase, the key itself, or nothing."""


def unlocked(folder: Path, given: Unlocking) -> DataKey | None:
    """The key of a workspace or backup, None for a plain one; what is given for a plain one is not looked at.

    Raises StorageError: `storage.passphrase_needed`, `storage.passphrase_wrong`, `storage.keys_damaged`,
    `storage.no_cipher`.
    """
    found = key_file.read(folder)
    return None if found is None else unlocked_by(found, given)


def unlocked_by(found: KeyFile, given: Unlocking) -> DataKey:
    """The key in a key file. Raises as `unlocked`."""
    if not driver.has_cipher():
        raise StorageError("storage.no_cipher")
    if given is None:
        raise StorageError("storage.passphrase_needed")
    return found.checked(given) if isinstance(given, DataKey) else found.unlocked(given)
