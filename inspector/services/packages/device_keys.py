"""The keys of this device: one to sign its packages, one to which packages for it are encrypted.

They are made at the first need and kept in the database, so that a backup of the workspace holds them and
encrypting the database (reliability.md, "Encryption at rest") covers them too.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.exchange.sealing import new_identity
from inspector.exchange.signing import SigningKey
from inspector.storage.secrets_table import keep_secret, secret
from inspector.storage.workspace import Workspace

_SIGNING, _IDENTITY, _RECIPIENT = "signing_key", "age_identity", "age_recipient"


@dataclass(frozen=True)
class DeviceKeys:
    """`signing` signs; `identity` is the secret and `recipient` the public age X25519 key."""

    signing: SigningKey
    identity: str
    recipient: str


def device_keys(workspace: Workspace) -> DeviceKeys:
    """The keys of the device, made now if there are none. Raises StorageError in a workspace open for reading only."""
    return kept_keys(workspace) or _made(workspace)


def kept_keys(workspace: Workspace) -> DeviceKeys | None:
    """The keys of the device, if they have been made."""
    kept = [secret(workspace.reader, name) for name in (_SIGNING, _IDENTITY, _RECIPIENT)]
    signing, identity, recipient = kept
    if signing is None or identity is None or recipient is None:
        return None
    return DeviceKeys(SigningKey.from_text(signing), identity, recipient)


def _made(workspace: Workspace) -> DeviceKeys:
    signing = SigningKey.new()
    identity, recipient = new_identity()
    with workspace.transaction("make_keys") as tx:
        for name, value in ((_SIGNING, signing.text), (_IDENTITY, identity), (_RECIPIENT, recipient)):
            keep_secret(tx, name, value)
    return DeviceKeys(signing, identity, recipient)
