"""All services over one open workspace, as the command line and the window get them."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.ids import Clock, SystemClock
from inspector.domain.profile import CityProfile
from inspector.photos import PhotoStore
from inspector.services.approvals import ApprovalService
from inspector.services.bulletins import BulletinService
from inspector.services.conflicts import ConflictService
from inspector.services.drafts import DraftService
from inspector.services.examples import ExampleService
from inspector.services.finding import FindingService
from inspector.services.handover import HandoverService
from inspector.services.history import HistoryService
from inspector.services.lamps import LampService
from inspector.services.map_points import MapPointService
from inspector.services.maps import MapService
from inspector.services.office import OfficeServices, office_services
from inspector.services.packages.devices import DeviceService
from inspector.services.packages.exporting import PackageExport
from inspector.services.packages.importing import PackageImport
from inspector.services.peers import PeerService
from inspector.services.photo_gallery import PhotoGallery
from inspector.services.photos import PhotoService
from inspector.services.problem_board import ProblemBoard
from inspector.services.problem_evidence import ProblemEvidence
from inspector.services.problem_export import ProblemExport
from inspector.services.problems import ProblemService
from inspector.services.profiles import workspace_profile
from inspector.services.project_card import ProjectCardService
from inspector.services.projects import ProjectService
from inspector.services.recovery import RecoveryService
from inspector.services.register import RegisterService
from inspector.services.retention import RetentionService
from inspector.services.routes import RouteService
from inspector.services.statistics import StatisticsService
from inspector.services.today import TodayService
from inspector.services.views import ViewService
from inspector.services.visits import VisitService
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class Services:
    """Everything that can be done with one open workspace."""

    workspace: Workspace
    store: PhotoStore
    profile: CityProfile
    projects: ProjectService
    cards: ProjectCardService
    finding: FindingService
    views: ViewService
    register: RegisterService
    visits: VisitService
    drafts: DraftService
    handover: HandoverService
    today: TodayService
    recovery: RecoveryService
    photos: PhotoService
    gallery: PhotoGallery
    problems: ProblemService
    problem_board: ProblemBoard
    problem_evidence: ProblemEvidence
    problem_export: ProblemExport
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
    office: OfficeServices
    maps: MapService
    map_points: MapPointService
    routes: RouteService


def build_services(workspace: Workspace, store: PhotoStore, clock: Clock | None = None) -> Services:
    """The services over an open workspace and its photo store."""
    profile = workspace_profile(workspace.reader, workspace.info.city)
    now = clock or SystemClock()
    drafts, handover = DraftService(workspace, store, now), HandoverService(workspace, store)
    lamps = LampService(workspace, profile)
    finding = FindingService(workspace, profile, now)
    return Services(
        workspace=workspace,
        store=store,
        profile=profile,
        projects=ProjectService(workspace, now),
        cards=ProjectCardService(workspace, profile, lamps),
        finding=finding,
        views=ViewService(workspace),
        register=RegisterService(workspace, profile, now),
        visits=VisitService(workspace, store, now),
        drafts=drafts,
        handover=handover,
        today=TodayService(workspace, profile, drafts, handover),
        recovery=RecoveryService(workspace, store, drafts),
        photos=PhotoService(workspace, store),
        gallery=PhotoGallery(workspace),
        problems=ProblemService(workspace, now),
        problem_board=ProblemBoard(workspace, profile),
        problem_evidence=ProblemEvidence(workspace, store),
        problem_export=ProblemExport(workspace),
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
        office=office_services(workspace, store, profile, now),
        maps=MapService(workspace),
        map_points=MapPointService(workspace, finding),
        routes=RouteService(workspace),
    )
