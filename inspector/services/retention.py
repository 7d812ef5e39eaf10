"""精简日志: dropping old, superseded operations that every device of the roster has acknowledged."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.intervals import Have, shared
from inspector.services.packages.addressees import acknowledged_by
from inspector.storage.device_table import DeviceState, devices
from inspector.storage.trim import TrimResult, trim
from inspector.storage.workspace import Workspace

DAY = 86_400_000
"""Milliseconds."""

KEPT_DAYS = 400
"""Deletes are remembered at least so long (exchange.md, "Retention")."""


@dataclass(frozen=True)
class Trimmed:
    """What was, or would be, dropped; `silent` names the devices that have not acknowledged anything yet."""

    result: TrimResult
    silent: tuple[str, ...]


class RetentionService:
    """Use cases of keeping the log small."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def trim(self, days: int = KEPT_DAYS, *, dry_run: bool = False) -> Trimmed:
        """Drop what is older than `days` and known to all rostered devices. Raises RuleError under 400 days."""
        reader = self._workspace.reader
        own = self._workspace.info.replica
        listed = [
            one for one in devices(reader) if one.rostered and one.state is DeviceState.TRUSTED and one.replica != own
        ]
        told = {one.replica: acknowledged_by(reader, one.replica) for one in listed}
        silent = tuple(sorted(one.name for one in listed if not told[one.replica]))
        acknowledged: Have = shared(told.values())
        before = self._workspace.clock.milliseconds() - days * DAY
        return Trimmed(trim(self._workspace, acknowledged, before, dry_run=dry_run), silent)
