"""Deciding on the unknown signer of a package, from the package alone: its fingerprint was compared by a person.

Apart from `packages.first_contact`, which trusts and takes in at once: here the packages are looked at again first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.services.packages.devices import DeviceService, KnownDevice
from inspector.services.packages.importing import ImportWish, PackageImport


@dataclass(frozen=True)
class Stranger:
    """A signer whom nobody has decided on, by a `file` of his and his `fingerprint`."""

    file: Path
    fingerprint: str


def decide_on_stranger(
    incoming: PackageImport, devices: DeviceService, stranger: Stranger, decided_by: str, *, trusted: bool
) -> KnownDevice:
    """Trust him, or refuse him for good. A preview remembers nobody, so his package is set aside first.

    Raises as `PackageImport.take` and `DeviceService.trust` do.
    """
    incoming.take([stranger.file], ImportWish(author=decided_by))
    decide = devices.trust if trusted else devices.revoke
    return decide(stranger.fingerprint, decided_by)
