"""Handing work from one workspace to another as users do: by package files, after the fingerprints agreed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.exchange.manifest import PackageKind
from inspector.services.bundle import Services
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.report import FileStatus, ImportReport
from inspector.services.workspaces import create_workspace
from inspector.storage.device_table import DeviceState, devices
from inspector.storage.workspace import WorkplaceRole
from tests.services.kit import opened
from tests.storage.kit import HandClock

TAKEN = {FileStatus.ACCEPTED, FileStatus.KNOWN}


def exported(source: Services, folder: Path, wish: ExportWish | None = None) -> list[Path]:
    """The files of one export, the first volume first."""
    folder.mkdir(parents=True, exist_ok=True)
    return [one.path for one in source.outgoing.export(folder, wish).packages]


def trust(target: Services, source: Services) -> tuple[Path, ...]:
    """Decide on a device that has been heard of; returns its packages that wait."""
    return target.devices.trust(source.devices.make_own_keys().fingerprint, "测试员").waiting


def pass_on(source: Services, target: Services, folder: Path, wish: ExportWish | None = None) -> ImportReport:
    """One export of the source, taken in by the target; at the first meeting after comparing fingerprints."""
    files = exported(source, folder, wish or _meant_for(source, target))
    report = target.incoming.take(files)
    if {one.status for one in report.files} == {FileStatus.QUARANTINED}:
        report = target.incoming.take(trust(target, source))
    assert {one.status for one in report.files} <= TAKEN, report.files
    return report


def fresh(report: ImportReport) -> int:
    """How many operations were new."""
    return sum(one.fresh for one in report.files)


def _meant_for(source: Services, target: Services) -> ExportWish:
    """To the target where the source knows it, else everything there is."""
    replica = target.workspace.info.replica
    listed = devices(source.workspace.reader)
    if any(one.replica == replica and one.state is DeviceState.TRUSTED for one in listed):
        return ExportWish(to=replica)
    return ExportWish(kind=PackageKind.SNAPSHOT)


@contextmanager
def device(folder: Path, name: str, role: WorkplaceRole = WorkplaceRole.FIELD) -> Iterator[Services]:
    """A new workspace of that name, open; its clock stands at the kit's moment."""
    create_workspace(folder / name, role=role, device_name=name, city="huludao", clock=HandClock()).close()
    with opened(folder / name) as services:
        yield services


def acquaint(one: Services, other: Services, folder: Path) -> None:
    """Both trust each other and know all that the other knows."""
    for source, target in ((one, other), (other, one), (one, other)):
        pass_on(source, target, folder)
