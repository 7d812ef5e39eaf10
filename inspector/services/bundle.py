"""All services over one open workspace, as the command line and the window get them.

Each is imported and made when it is first asked for: the window shows its first screen long before everything that it
can do is loaded, and a command loads what it needs.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from inspector.domain.ids import Clock, SystemClock
from inspector.domain.profile import CityProfile
from inspector.photos import PhotoStore
from inspector.services.profiles import workspace_profile
from inspector.storage.workspace import Workspace

if TYPE_CHECKING:
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
    from inspector.services.office import OfficeServices
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


class Services:
    """Everything that can be done with one open workspace."""

    def __init__(self, workspace: Workspace, store: PhotoStore, profile: CityProfile, clock: Clock) -> None:
        self.workspace = workspace
        self.store = store
        self.profile = profile
        self.clock = clock

    @cached_property
    def projects(self) -> ProjectService:
        """Use cases of looking up 项目 on one workspace."""
        from inspector.services.projects import ProjectService

        return ProjectService(self.workspace, self.clock)

    @cached_property
    def cards(self) -> ProjectCardService:
        """Use cases of 项目详情 on one workspace."""
        from inspector.services.project_card import ProjectCardService

        return ProjectCardService(self.workspace, self.profile, self.lamps)

    @cached_property
    def finding(self) -> FindingService:
        """Questions about lists of projects on one workspace, as of today."""
        from inspector.services.finding import FindingService

        return FindingService(self.workspace, self.profile, self.clock)

    @cached_property
    def views(self) -> ViewService:
        """Use cases of saved views on one workspace. They are no records: no history, no undo, no package."""
        from inspector.services.views import ViewService

        return ViewService(self.workspace)

    @cached_property
    def register(self) -> RegisterService:
        """Use cases of the project register on one workspace."""
        from inspector.services.register import RegisterService

        return RegisterService(self.workspace, self.profile, self.clock)

    @cached_property
    def visits(self) -> VisitService:
        """Use cases of 巡查 on one workspace."""
        from inspector.services.visits import VisitService

        return VisitService(self.workspace, self.store, self.clock)

    @cached_property
    def drafts(self) -> DraftService:
        """Use cases of filling a visit on one workspace."""
        from inspector.services.drafts import DraftService

        return DraftService(self.workspace, self.store, self.clock)

    @cached_property
    def handover(self) -> HandoverService:
        """Use cases of looking before an export."""
        from inspector.services.handover import HandoverService

        return HandoverService(self.workspace, self.store)

    @cached_property
    def today(self) -> TodayService:
        """Use cases of 今日 on one workspace."""
        from inspector.services.today import TodayService

        return TodayService(self.workspace, self.profile, self.drafts, self.handover)

    @cached_property
    def recovery(self) -> RecoveryService:
        """Use cases of 恢复 on one workspace."""
        from inspector.services.recovery import RecoveryService

        return RecoveryService(self.workspace, self.store, self.drafts)

    @cached_property
    def photos(self) -> PhotoService:
        """Use cases of 照片 on one workspace."""
        from inspector.services.photos import PhotoService

        return PhotoService(self.workspace, self.store)

    @cached_property
    def gallery(self) -> PhotoGallery:
        """Reads the photos of one workspace."""
        from inspector.services.photo_gallery import PhotoGallery

        return PhotoGallery(self.workspace)

    @cached_property
    def problems(self) -> ProblemService:
        """Use cases of 问题销号 on one workspace; each step is one transaction."""
        from inspector.services.problems import ProblemService

        return ProblemService(self.workspace, self.clock)

    @cached_property
    def problem_board(self) -> ProblemBoard:
        """Reads the problems of one workspace."""
        from inspector.services.problem_board import ProblemBoard

        return ProblemBoard(self.workspace, self.profile)

    @cached_property
    def problem_evidence(self) -> ProblemEvidence:
        """Use cases of the photos of problems on one workspace."""
        from inspector.services.problem_evidence import ProblemEvidence

        return ProblemEvidence(self.workspace, self.store)

    @cached_property
    def problem_export(self) -> ProblemExport:
        """Writes the problems of one workspace."""
        from inspector.services.problem_export import ProblemExport

        return ProblemExport(self.workspace)

    @cached_property
    def approvals(self) -> ApprovalService:
        """Use cases of 手续 on one workspace; each move is one transaction."""
        from inspector.services.approvals import ApprovalService

        return ApprovalService(self.workspace, self.profile)

    @cached_property
    def lamps(self) -> LampService:
        """Use cases of 亮灯制 on one workspace."""
        from inspector.services.lamps import LampService

        return LampService(self.workspace, self.profile)

    @cached_property
    def statistics(self) -> StatisticsService:
        """Use cases of 统计 on one workspace."""
        from inspector.services.statistics import StatisticsService

        return StatisticsService(self.workspace, self.profile)

    @cached_property
    def bulletins(self) -> BulletinService:
        """Use cases of 简报编制 on one workspace."""
        from inspector.services.bulletins import BulletinService

        return BulletinService(self.workspace, self.profile, self.lamps, self.store, self.clock)

    @cached_property
    def history(self) -> HistoryService:
        """Use cases of 操作日志 on one workspace."""
        from inspector.services.history import HistoryService

        return HistoryService(self.workspace)

    @cached_property
    def examples(self) -> ExampleService:
        """Use cases of example data on one workspace."""
        from inspector.services.examples import ExampleService

        return ExampleService(self.workspace, self.profile)

    @cached_property
    def devices(self) -> DeviceService:
        """Use cases of 人员与设备 about keys."""
        from inspector.services.packages.devices import DeviceService

        return DeviceService(self.workspace)

    @cached_property
    def outgoing(self) -> PackageExport:
        """Use cases of 导出巡查包 and 下发任务包."""
        from inspector.services.packages.exporting import PackageExport

        return PackageExport(self.workspace, self.store)

    @cached_property
    def incoming(self) -> PackageImport:
        """Use cases of 合并中心 on one workspace: preview and import of any number of files as one step."""
        from inspector.services.packages.importing import PackageImport

        return PackageImport(self.workspace, self.store)

    @cached_property
    def conflicts(self) -> ConflictService:
        """Use cases of settling conflicts on one workspace."""
        from inspector.services.conflicts import ConflictService

        return ConflictService(self.workspace)

    @cached_property
    def peers(self) -> PeerService:
        """Use cases of seeing where the exchange stands."""
        from inspector.services.peers import PeerService

        return PeerService(self.workspace)

    @cached_property
    def retention(self) -> RetentionService:
        """Use cases of keeping the log small."""
        from inspector.services.retention import RetentionService

        return RetentionService(self.workspace)

    @cached_property
    def office(self) -> OfficeServices:
        """The read models and use cases of 驾驶舱, 合并中心, 项目台账, 手续亮灯 and 简报编制."""
        from inspector.services.office import OfficeServices

        return OfficeServices(self.workspace, self.store, self.profile, self.clock)

    @cached_property
    def maps(self) -> MapService:
        """Use cases of the layers of one workspace."""
        from inspector.services.maps import MapService

        return MapService(self.workspace)

    @cached_property
    def map_points(self) -> MapPointService:
        """Questions of a map on one workspace, as of today."""
        from inspector.services.map_points import MapPointService

        return MapPointService(self.workspace, self.finding)

    @cached_property
    def routes(self) -> RouteService:
        """Use cases of routes on one workspace."""
        from inspector.services.routes import RouteService

        return RouteService(self.workspace)


def build_services(workspace: Workspace, store: PhotoStore, clock: Clock | None = None) -> Services:
    """The services over an open workspace and its photo store."""
    profile = workspace_profile(workspace.reader, workspace.info.city)
    return Services(workspace, store, profile, clock or SystemClock())
