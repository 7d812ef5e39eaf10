"""What the office's screens need beside the services that both workplaces share; each is loaded when asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from inspector.domain.ids import Clock
from inspector.domain.profile import CityProfile
from inspector.photos import PhotoStore
from inspector.services.lamps import LampService
from inspector.storage.workspace import Workspace

if TYPE_CHECKING:
    from inspector.services.bulletin_word import BulletinWord
    from inspector.services.bulletins import BulletinService
    from inspector.services.cockpit import CockpitService
    from inspector.services.holiday_change import HolidayService
    from inspector.services.lamp_export import LampExport
    from inspector.services.lamp_matrix import LampMatrixService
    from inspector.services.ledger import LedgerService
    from inspector.services.merge_history import MergeHistory
    from inspector.services.merge_report import MergeReport
    from inspector.services.merge_review import MergeReview
    from inspector.services.step_register import StepRegisterService
    from inspector.services.studio import StudioService
    from inspector.services.supervision_slip import SupervisionService


class OfficeServices:
    """The read models and use cases of 驾驶舱, 合并中心, 项目台账, 手续亮灯 and 简报编制 over one open workspace."""

    def __init__(self, workspace: Workspace, store: PhotoStore, profile: CityProfile, clock: Clock) -> None:
        self._workspace = workspace
        self._store = store
        self._profile = profile
        self._clock = clock
        self._lamps = LampService(workspace, profile)

    @cached_property
    def cockpit(self) -> CockpitService:
        """驾驶舱."""
        from inspector.services.cockpit import CockpitService

        return CockpitService(self._workspace, self._profile, self._clock)

    @cached_property
    def lamp_matrix(self) -> LampMatrixService:
        """手续亮灯 as a matrix."""
        from inspector.services.lamp_matrix import LampMatrixService

        return LampMatrixService(self._workspace, self._profile)

    @cached_property
    def supervision(self) -> SupervisionService:
        """督办单."""
        from inspector.services.supervision_slip import SupervisionService

        return SupervisionService(self._workspace, self._profile, self._lamps)

    @cached_property
    def holidays(self) -> HolidayService:
        """放假安排, with the lamps that it changes."""
        from inspector.services.holiday_change import HolidayService

        return HolidayService(self._workspace, self._profile)

    @cached_property
    def steps(self) -> StepRegisterService:
        """手续 taken in from Excel."""
        from inspector.services.step_register import StepRegisterService

        return StepRegisterService(self._workspace, self._profile, self._clock)

    @cached_property
    def lamp_export(self) -> LampExport:
        """Lamps with their reasons as Excel."""
        from inspector.services.lamp_export import LampExport

        return LampExport(self._workspace, self._profile, self._lamps)

    @cached_property
    def merging(self) -> MergeReview:
        """合并中心."""
        from inspector.services.merge_review import MergeReview

        return MergeReview(self._workspace, self._store, self._clock)

    @cached_property
    def merge_report(self) -> MergeReport:
        """The report of a merge as PDF and Excel."""
        from inspector.services.merge_report import MergeReport

        return MergeReport(self._workspace, self._profile)

    @cached_property
    def merge_history(self) -> MergeHistory:
        """The merges of before."""
        from inspector.services.merge_history import MergeHistory

        return MergeHistory(self._workspace)

    @cached_property
    def ledger(self) -> LedgerService:
        """项目台账 as a grid."""
        from inspector.services.ledger import LedgerService

        return LedgerService(self._workspace, self._profile, self._clock)

    @cached_property
    def studio(self) -> StudioService:
        """简报编制."""
        from inspector.services.studio import StudioService

        return StudioService(self._workspace, self._bulletins)

    @cached_property
    def word(self) -> BulletinWord:
        """简报 as Word."""
        from inspector.services.bulletin_word import BulletinWord

        return BulletinWord(self._bulletins)

    @cached_property
    def _bulletins(self) -> BulletinService:
        from inspector.services.bulletins import BulletinService

        return BulletinService(self._workspace, self._profile, self._lamps, self._store, self._clock)
