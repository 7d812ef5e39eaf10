"""The JSON of `package`, `conflicts`, `peers`, `device` and `trim`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from inspector.domain.errors import InspectorError
from inspector.domain.ids import CHINA
from inspector.domain.intervals import Have, count
from inspector.exchange.manifest import Manifest
from inspector.exchange.signing import fingerprint
from inspector.services.conflicts import ConflictView
from inspector.services.merge_history import Restored
from inspector.services.packages.devices import DeviceList, KnownDevice, OwnDevice
from inspector.services.packages.exporting import Exported
from inspector.services.packages.report import FileReport, ImportReport, ProjectReport
from inspector.services.packages.showing import ShownPackage
from inspector.services.peers import ExchangeState, PeerView
from inspector.services.record_json import plain
from inspector.services.retention import Trimmed
from inspector.storage.device_table import Device
from inspector.texts import explain

Answer = dict[str, Any]


def have_answer(have: Have) -> Answer:
    """Intervals by replica."""
    return {replica: [list(one) for one in intervals] for replica, intervals in have.items()}


def exchange_answer(state: ExchangeState, wants: tuple[str, ...], operations_hash: str) -> Answer:
    """What `info` says about the exchange."""
    return {
        "have": have_answer(state.have),
        "gaps": [
            {"device": one.device, "replica": one.replica, "intervals": [list(pair) for pair in one.intervals]}
            for one in state.gaps
        ],
        "wants": list(wants),
        "unsent": state.unsent,
        "operations_hash": operations_hash,
    }


def export_answer(made: Exported) -> Answer:
    """`package export`."""
    return {
        "to": made.to or None,
        "operations": made.operations,
        "photos": made.photos,
        "photos_absent": made.absent,
        "files": [
            {
                "path": str(one.path),
                "package": one.package_id,
                "volume": one.manifest.volume,
                "bytes": one.size,
                "encrypted": one.sealed,
            }
            for one in made.packages
        ],
    }


def import_answer(report: ImportReport) -> Answer:
    """`package import`."""
    changes = report.changes
    return {
        "dry_run": report.dry_run,
        "change_id": 0 if report.dry_run else changes.change_id,
        "files": [_file(one) for one in report.files],
        "projects": [_project(one) for one in report.projects],
        "new": _total(changes.inserted),
        "changed": _total(changes.updated),
        "deleted": _total(changes.deleted),
        "conflicts": [one.key for one in report.conflicts],
        "missing": [
            {"device": one.device, "replica": one.replica, "intervals": [list(pair) for pair in one.intervals]}
            for one in report.missing
        ],
        "photos_missing": report.photos_missing,
    }


def _total(ids: Any) -> int:  # noqa: ANN401 - ids by kind
    return sum(len(named) for named in ids.values())


def _file(one: FileReport) -> Answer:
    manifest = one.manifest
    photos = one.photos
    return {
        "file": str(one.file),
        "status": one.status.value,
        "package": one.package_id or None,
        "sender": manifest.sender.device_name if manifest else None,
        "fingerprint": fingerprint(manifest.sender.key) if manifest else None,
        "kind": manifest.kind.value if manifest else None,
        "number": manifest.number if manifest else None,
        "volume": manifest.volume if manifest else None,
        "volumes": manifest.volumes if manifest else None,
        "operations": one.operations,
        "fresh": one.fresh,
        "photos": {
            "stored": photos.stored,
            "prints": photos.prints,
            "known": photos.known,
            "waiting": photos.waiting,
        },
        "error": _told(one.error) if one.error else None,
        "notes": [_told(note) for note in one.notes],
    }


def _told(error: InspectorError) -> Answer:
    return {"key": error.key, "message": explain(error)}


def _project(one: ProjectReport) -> Answer:
    return {
        "project_id": one.project_id,
        "name": one.name,
        "new": dict(one.new),
        "changed": dict(one.changed),
        "deleted": dict(one.deleted),
        "conflicts": one.conflicts,
    }


def restored_answer(restored: Sequence[Restored]) -> Answer:
    """`package restore`: imports brought back, and the conflicts that they leave."""
    return {"imports": len(restored), "conflicts": sum(one.conflicts for one in restored)}


def package_answer(path: Path, shown: ShownPackage) -> Answer:
    """`package show`."""
    manifest = shown.manifest
    return {
        "path": str(path),
        "package": shown.package_id,
        "encrypted": shown.sealed,
        "bytes": shown.size,
        **_manifest(manifest),
        "operations": shown.operations,
        "photos": shown.photos,
        "photo_bytes": shown.photo_bytes,
        "signer": shown.signer,
    }


def _manifest(manifest: Manifest) -> Answer:
    sender = manifest.sender
    return {
        "kind": manifest.kind.value,
        "number": manifest.number,
        "set": manifest.set_id,
        "volume": manifest.volume,
        "volumes": manifest.volumes,
        "made_at": manifest.made_at,
        "sender": {
            "replica": sender.replica,
            "name": sender.device_name,
            "role": sender.role,
            "city": sender.city,
            "tier": sender.tier,
            "fingerprint": fingerprint(sender.key),
        },
        "to": manifest.to,
        "have": have_answer(manifest.have),
        "sequences": have_answer(manifest.sequences),
        "wants": len(manifest.wants),
        "program": manifest.program,
        "wire": manifest.wire,
        "min_reader": manifest.min_reader,
        "members": [{"name": one.name, "bytes": one.size, "sha256": one.sha256} for one in manifest.members],
    }


def conflict_answer(one: ConflictView) -> Answer:
    """`conflicts show`, and an entry of `conflicts list`."""
    return {
        "key": one.key,
        "kind": one.kind,
        "id": one.id,
        "field": one.field,
        "project": one.project,
        "decides": one.decides,
        "common": plain(one.common) if one.has_common else None,
        "sides": [
            {
                "number": side.number,
                "device": side.device,
                "replica": side.replica,
                "at": side.at.isoformat(),
                "value": plain(side.value),
                "deleted": side.deleted,
                "own": side.own,
            }
            for side in one.sides
        ],
    }


def peer_answer(one: PeerView) -> Answer:
    """An entry of `peers`."""
    told = one.peer
    return {
        "device": one.device,
        "replica": told.replica,
        "role": told.role,
        "state": one.state.value,
        "number": told.number,
        "heard_at": _moment(told.heard_at),
        "packages": one.packages,
        "acknowledged": count(told.have),
        "unacknowledged": one.unacknowledged,
        "missing_here": one.missing_here,
        "wants": len(told.wants),
        "have": have_answer(told.have),
    }


def devices_answer(listed: DeviceList) -> Answer:
    """`device show`."""
    return {
        "own": _own(listed.own) if listed.own else None,
        "roster_version": listed.roster_version,
        "devices": [device_answer(one) for one in listed.known],
    }


def _own(one: OwnDevice) -> Answer:
    return {
        "name": one.name,
        "replica": one.replica,
        "role": one.role,
        "fingerprint": one.fingerprint,
        "key": one.key,
        "recipient": one.recipient,
    }


def device_answer(one: KnownDevice) -> Answer:
    """`device trust`, `device revoke`, and an entry of `device show`."""
    known: Device = one.device
    return {
        "name": known.name,
        "replica": known.replica,
        "role": known.role,
        "fingerprint": one.fingerprint,
        "key": known.key,
        "recipient": known.recipient,
        "state": known.state.value,
        "rostered": known.rostered,
        "decided_by": known.decided_by or None,
        "decided_at": None if known.decided_at is None else _moment(known.decided_at),
        "waiting": [str(path) for path in one.waiting],
    }


def _moment(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds // 1000, tz=CHINA).isoformat()


def trim_answer(done: Trimmed, days: int, *, dry_run: bool) -> Answer:
    """`trim`."""
    result = done.result
    told = {"operations": result.operations, "records": result.rows, "bytes": result.bytes}
    return {"dry_run": dry_run, "days": days, **told, "silent": list(done.silent)}
