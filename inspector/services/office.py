"""What the office's screens need beside the services that both workplaces share."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.ids import Clock
from inspector.domain.profile import CityProfile
from inspector.photos import PhotoStore
from inspector.services.bulletins import BulletinService
from inspector.services.cockpit import CockpitService
from inspector.services.holiday_change import HolidayService
from inspector.services.lamp_export import LampExport
from inspector.services.lamp_matrix import LampMatrixService
from inspector.services.lamps import LampService
from inspector.services.ledger import LedgerService
from inspector.services.merge_report import MergeReport
from inspector.services.merge_review import MergeReview
from inspector.services.studio import StudioService
from inspector.services.supervision_slip import SupervisionService
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class OfficeServices:
    """The read models and use cases of 驾驶舱, 合并中心, 项目台账, 手续亮灯 and 简报编制 over one open workspace."""

    cockpit: CockpitService
    lamp_matrix: LampMatrixService
    supervision: SupervisionService
    holidays: HolidayService
    lamp_export: LampExport
    merging: MergeReview
    merge_report: MergeReport
    ledger: LedgerService
    studio: StudioService


def office_services(workspace: Workspace, store: PhotoStore, profile: CityProfile, clock: Clock) -> OfficeServices:
    """The office's services over an open workspace and its photo store."""
    lamps = LampService(workspace, profile)
    return OfficeServices(
        cockpit=CockpitService(workspace, profile, clock),
        lamp_matrix=LampMatrixService(workspace, profile),
        supervision=SupervisionService(workspace, profile, lamps),
        holidays=HolidayService(workspace, profile),
        lamp_export=LampExport(workspace, lamps),
        merging=MergeReview(workspace, store, clock),
        merge_report=MergeReport(workspace, profile),
        ledger=LedgerService(workspace, profile, clock),
        studio=StudioService(workspace, BulletinService(workspace, profile, lamps, store, clock)),
    )
