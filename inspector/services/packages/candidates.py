"""A file on its way in: opened, checked, and judged by who signed it, before anything of it is used."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.errors import FormatError, InspectorError, RuleError
from inspector.exchange.manifest import Manifest
from inspector.exchange.reading import Package, open_package
from inspector.exchange.refusals import refusing, shown_name
from inspector.exchange.signing import fingerprint
from inspector.services.packages.device_keys import device_keys, kept_keys
from inspector.services.packages.quarantine import Quarantine
from inspector.services.packages.report import FileReport, FileStatus
from inspector.storage.device_table import Device, DeviceState, device, keep_device
from inspector.storage.workspace import DataTier, Workspace


@dataclass(frozen=True)
class Candidate:
    """A package that may be taken in."""

    file: Path
    package: Package


class Gate:
    """Opens files and decides whose packages come in; refusals and quarantined ones become reports."""

    def __init__(self, workspace: Workspace, staging: Path, *, dry_run: bool) -> None:
        self._workspace = workspace
        self._staging = staging
        self._dry_run = dry_run
        self._quarantine = Quarantine(workspace.path)
        self._keys = kept_keys(workspace)

    def admit(self, file: Path, stack: ExitStack) -> Candidate | FileReport:
        """The opened package (closed with `stack`), or what became of the file instead."""
        package: Package | None = None
        try:
            folder = self._staging / str(len(list(self._staging.iterdir())))
            folder.mkdir()
            identity = self._keys.identity if self._keys else None
            package = stack.enter_context(open_package(file, folder, identity, casing=self._workspace.casing))
            return self._judged(file, package)
        except InspectorError as error:
            error.details.setdefault("file", shown_name(file))
            if package is None:
                return FileReport(file, FileStatus.REFUSED, error=error)
            return FileReport(file, FileStatus.REFUSED, package.package_id, package.manifest, error=error)

    def _judged(self, file: Path, package: Package) -> Candidate | FileReport:
        manifest = package.manifest
        if not (self._keys and manifest.sender.key == self._keys.signing.public):
            known = device(self._workspace.reader, manifest.sender.key)
            if known is None or known.state is DeviceState.UNKNOWN:
                return self._set_aside(file, package)
            _refuse_untrusted(known, manifest)
        self._refuse_foreign(manifest)
        return Candidate(file, package)

    def _refuse_foreign(self, manifest: Manifest) -> None:
        info = self._workspace.info
        if manifest.sender.city != info.city:
            raise RuleError("services.package_of_other_city", sender=manifest.sender.device_name)
        refuse_mixed_tiers(manifest, info.tier)

    def _set_aside(self, file: Path, package: Package) -> FileReport:
        """Remember the unknown signer and keep his package until somebody has decided on him."""
        sender = package.manifest.sender
        kept = None
        if not self._dry_run:
            self._remember(package.manifest)
            with refusing(file):
                kept = self._quarantine.keep(file, sender.key, package.package_id, self._recipient(package))
        told = {"sender": sender.device_name, "fingerprint": fingerprint(sender.key)}
        key = "services.package_quarantined" if kept else "services.package_unknown_signer"
        key = "services.package_would_wait" if self._dry_run else key
        return FileReport(
            file, FileStatus.QUARANTINED, package.package_id, package.manifest, error=RuleError(key, **told)
        )

    def _recipient(self, package: Package) -> str:
        """To whom the copy is encrypted: nothing readable may lie in an encrypted workspace."""
        if self._workspace.key is None or package.sealed:
            return ""
        return device_keys(self._workspace).recipient

    def _remember(self, manifest: Manifest) -> None:
        sender = manifest.sender
        made = Device(
            key=sender.key,
            recipient=sender.recipient,
            replica=sender.replica.partition(":")[0],
            name=sender.device_name,
            role=sender.role,
            state=DeviceState.UNKNOWN,
            rostered=False,
            decided_by="",
            decided_at=None,
            first_seen=self._workspace.clock.milliseconds(),
        )
        if device(self._workspace.reader, sender.key) is None:
            with self._workspace.transaction("note_device") as tx:
                keep_device(tx, made)


def refuse_mixed_tiers(manifest: Manifest, here: DataTier) -> None:
    """Raises RuleError where one side holds synthetic data and the other does not, FormatError for no known word."""
    if manifest.sender.tier not in set(DataTier):
        raise FormatError("exchange.bad_manifest")
    tiers = {DataTier(manifest.sender.tier), here} - {DataTier.EMPTY}
    if DataTier.SYNTHETIC in tiers and len(tiers) > 1:
        raise RuleError("services.package_mixes_tiers", sender=manifest.sender.device_name)


def _refuse_untrusted(known: Device, manifest: Manifest) -> None:
    told = {"sender": known.name, "fingerprint": fingerprint(known.key)}
    if known.state is DeviceState.REVOKED:
        raise RuleError("services.device_revoked", **told)
    if known.replica != manifest.sender.replica.partition(":")[0]:
        raise RuleError("services.key_of_other_device", claimed=manifest.sender.device_name, **told)
