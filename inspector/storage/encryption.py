"""Setting, changing and removing the passphrase of a workspace that nobody has open.

The way in for services: each takes the lock of the workspace, so that no program works on what is being changed.
"""

from __future__ import annotations

from pathlib import Path

from inspector.domain.errors import StorageError
from inspector.domain.ids import Clock, local_time
from inspector.storage import backup_sealing, conversion, driver
from inspector.storage.lock import WorkspaceLock
from inspector.storage.unlocking import Unlocking, unlocked_by
from inspector.vault import key_file
from inspector.vault.data_key import DataKey
from inspector.vault.key_file import KeyFile, is_encrypted
from inspector.vault.wrapping import new_recovery_key

__all__ = ["change_passphrase", "encrypt", "is_encrypted", "make_plain", "new_recovery_key", "recover"]


def encrypt(folder: Path, passphrase: str, recipient: str, clock: Clock) -> None:
    """Encrypt a plain workspace under a new data key, which `recipient` can open too.

    Raises StorageError: encrypted already, in use, no driver for it, no room; then it is as it was.
    """
    if not driver.has_cipher():
        raise StorageError("storage.no_cipher")
    with WorkspaceLock(folder).held(local_time(clock)):
        if is_encrypted(folder):
            raise StorageError("storage.encrypted_already", path=folder)
        key = DataKey.new()
        conversion.seal(folder, key, KeyFile.new(key, passphrase, recipient))


def make_plain(folder: Path, given: Unlocking, clock: Clock) -> None:
    """Take the passphrase away; backups made until now keep it. Raises StorageError as `encrypt`."""
    with WorkspaceLock(folder).held(local_time(clock)):
        found, key = _opened(folder, given)
        conversion.unseal(folder, key, found)


def change_passphrase(folder: Path, given: Unlocking, passphrase: str, clock: Clock) -> None:
    """Wrap the data key anew; no data is written again. Raises StorageError."""
    with WorkspaceLock(folder).held(local_time(clock)):
        found, key = _opened(folder, given)
        _keep(folder, found.with_passphrase(key, passphrase))


def recover(folder: Path, identity: str, passphrase: str, clock: Clock) -> None:
    """Give a workspace a new passphrase by the secret recovery key. Raises StorageError."""
    with WorkspaceLock(folder).held(local_time(clock)):
        found = _found(folder)
        key = found.recovered(identity)
        _keep(folder, found.with_passphrase(key, passphrase))


def _opened(folder: Path, given: Unlocking) -> tuple[KeyFile, DataKey]:
    """The key file and its key; what an earlier conversion left to do is done first."""
    key = unlocked_by(_found(folder), given)
    conversion.finish(folder, key)
    return _found(folder), key


def _found(folder: Path) -> KeyFile:
    found = key_file.read(folder)
    if found is None:
        raise StorageError("storage.not_encrypted", path=folder)
    return found


def _keep(folder: Path, made: KeyFile) -> None:
    key_file.write(folder, made)
    backup_sealing.keep_key_file(folder, made)
