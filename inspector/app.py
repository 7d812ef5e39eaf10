"""Composition root: opens a workspace and builds the services over it, for the command line and the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.ids import Clock, SystemClock
from inspector.domain.profile import CityProfile
from inspector.photos import PhotoStore
from inspector.services.approvals import ApprovalService
from inspector.services.bulletins import BulletinService
from inspector.services.conflicts import ConflictService
from inspector.services.examples import ExampleService
from inspector.services.history import HistoryService
from inspector.services.lamps import LampService
from inspector.services.packages.devices import DeviceService
from inspector.services.packages.exporting import PackageExport
from inspector.services.packages.importing import PackageImport
from inspector.services.peers import PeerService
from inspector.services.photos import PhotoService
from inspector.services.problems import ProblemService
from inspector.services.profiles import workspace_profile
from inspector.services.projects import ProjectService
from inspector.services.register import RegisterService
from inspector.services.retention import RetentionService
from inspector.services.statistics import StatisticsService
from inspector.services.visits import VisitService
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class Services:
    """Everything that can be done with one open workspace."""

    workspace: Workspace
    store: PhotoStore
    profile: CityProfile
    projects: ProjectService
    register: RegisterService
    visits: VisitService
    photos: PhotoService
    problems: ProblemService
    approvals: ApprovalService
    lamps: LampService
    statistics: StatisticsService
    bulletins: BulletinService
    history: HistoryService
    examples: ExampleService
    devices: DeviceService
    outgoing: PackageExport
    incoming: PackageImport
    conflicts: ConflictService
    peers: PeerService
    retention: RetentionService


def build_services(workspace: Workspace, store: PhotoStore, clock: Clock | None = None) -> Services:
    """The services over an open workspace and its photo store."""
    profile = workspace_profile(workspace.reader, workspace.info.city)
    now = clock or SystemClock()
    lamps = LampService(workspace, profile)
    return Services(
        workspace=workspace,
        store=store,
        profile=profile,
        projects=ProjectService(workspace, now),
        register=RegisterService(workspace, profile, now),
        visits=VisitService(workspace, store, now),
        photos=PhotoService(workspace, store),
        problems=ProblemService(workspace, now),
        approvals=ApprovalService(workspace, profile),
        lamps=lamps,
        statistics=StatisticsService(workspace, profile),
        bulletins=BulletinService(workspace, profile, lamps, store, now),
        history=HistoryService(workspace),
        examples=ExampleService(workspace, profile),
        devices=DeviceService(workspace),
        outgoing=PackageExport(workspace, store),
        incoming=PackageImport(workspace, store),
        conflicts=ConflictService(workspace),
        peers=PeerService(workspace),
        retention=RetentionService(workspace),
    )


@contextmanager
def open_services(path: Path, *, read_only: bool = False, clock: Clock | None = None) -> Iterator[Services]:
    """Open the workspace at `path`, hand out its services, close it cleanly.

    Raises StorageError where the workspace is locked, damaged, of a newer version or none at all.
    """
    with (
        Workspace.open(path, clock=clock or SystemClock(), read_only=read_only) as workspace,
        PhotoStore(workspace.photos) as store,
    ):
        yield build_services(workspace, store, clock)
