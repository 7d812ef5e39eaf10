"""口令: an encrypted workspace, how its passphrase is set, changed, taken away, or replaced by the office.

On a workspace that nobody has open: the window closes it first and opens it again.
"""

from __future__ import annotations

from pathlib import Path

from inspector.domain.errors import RuleError, StorageError
from inspector.domain.ids import Clock, SystemClock
from inspector.services.packages.device_keys import device_keys
from inspector.services.packages.quarantine import Quarantine
from inspector.storage import encryption
from inspector.storage.encryption import is_encrypted, new_recovery_key
from inspector.storage.workspace import Workspace

__all__ = ["LEAST_CHARACTERS", "PassphraseService", "is_encrypted", "new_recovery_key"]

LEAST_CHARACTERS = 8
"""Each guess costs half a second of a computer; eight random letters keep one busy for centuries."""


class PassphraseService:
    """Use cases of 口令 on the workspace in one folder."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        self._path = path
        self._clock = clock or SystemClock()

    def set(self, passphrase: str, recipient: str) -> None:
        """Encrypt the workspace with everything in its folder; `recipient` (`age1…`) is the office's recovery key.

        Raises RuleError for a passphrase that is too short and StorageError: encrypted already, in use, no room.
        """
        _demand_length(passphrase)
        if is_encrypted(self._path):
            raise StorageError("storage.encrypted_already", path=self._path)
        with Workspace.open(self._path, clock=self._clock) as workspace:
            Quarantine(self._path).seal(device_keys(workspace).recipient)
        encryption.encrypt(self._path, passphrase, recipient, self._clock)

    def change(self, passphrase: str, new: str) -> None:
        """Another passphrase for the same data. Raises RuleError, StorageError (`storage.passphrase_wrong`)."""
        _demand_length(new)
        encryption.change_passphrase(self._path, passphrase, new, self._clock)

    def remove(self, passphrase: str) -> None:
        """Make it a plain workspace; backups made until now keep their passphrase. Raises StorageError."""
        encryption.make_plain(self._path, passphrase, self._clock)

    def recover(self, identity: str, new: str) -> None:
        """A new passphrase by the office's secret recovery key. Raises RuleError, StorageError."""
        _demand_length(new)
        encryption.recover(self._path, identity, new, self._clock)


def _demand_length(passphrase: str) -> None:
    if len(passphrase) < LEAST_CHARACTERS:
        raise RuleError("services.passphrase_short", least=LEAST_CHARACTERS)
