"""手续表: import of steps from Excel (dry run, all or nothing), the template, and the workbook that goes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.domain.changes import Changes
from inspector.domain.errors import RuleError
from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.profile import CityProfile
from inspector.services.step_plan import CELLS, PlannedStep, StepPlan, StepPlanner
from inspector.sheets.error_workbook import write_error_workbook
from inspector.sheets.findings import RegisterFile
from inspector.sheets.raw import RawBook
from inspector.sheets.step_register import understand_steps, write_step_template
from inspector.sheets.workbook import read_workbook
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class StepsImported:
    """What an import did."""

    plan: StepPlan
    changes: Changes


class StepRegisterService:
    """Use cases of the register of 手续 on one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile, clock: Clock | None = None) -> None:
        self._workspace = workspace
        self._profile = profile
        self._clock = clock or SystemClock()

    def plan(self, path: Path, chosen: Mapping[str, str] | None = None) -> StepPlan:
        """The dry run: what `path` would change and every refusal. Writes nothing. Raises FormatError."""
        return self.plan_book(read_workbook(path), chosen)

    def plan_book(self, book: RawBook, chosen: Mapping[str, str] | None = None) -> StepPlan:
        """The dry run of a workbook that was read already."""
        return self._plan(self._workspace.reader, understand_steps(book, chosen=chosen))

    def apply(self, plan: StepPlan, author: str = "") -> StepsImported:
        """Write a plan wholly; RuleError `services.import_refused` while any row is refused.

        The rows are compared once more inside the transaction.
        """
        with self._workspace.transaction("import_steps", author=author) as tx:
            current = self._plan(tx.reader, plan.file)
            if current.refusals:
                raise RuleError("services.import_refused", file=plan.file.name, count=len(current.refusals))
            for one in current.rows:
                _write(tx, one)
        return StepsImported(current, tx.changes)

    def send_back(self, plan: StepPlan, path: Path) -> Path:
        """Write the refused rows with their reasons, to be corrected and imported again."""
        return write_error_workbook(path, plan.file, plan.refusals[len(plan.file.refusals) :])

    def template(self, path: Path) -> Path:
        """Write an empty register of 手续 to fill in."""
        return write_step_template(path)

    def _plan(self, reader: Reader, file: RegisterFile) -> StepPlan:
        today: date = local_time(self._clock).date()
        return StepPlanner(reader, self._profile, file, today).plan()


def _write(tx: Transaction, one: PlannedStep) -> None:
    if one.step is None:
        step = replace(one.made, id=tx.new_id())
        tx.insert(step)
    else:
        step = tx.update(ApprovalStep, one.step.id, **{cell: getattr(one.made, cell) for cell in CELLS.values()})
    known = {stop.from_date: stop for stop in tx.reader.all(ClockStop, step_id=step.id)}
    for first, until, why in one.stops:
        if (stop := known.get(first)) is not None:
            tx.update(ClockStop, stop.id, to_date=until, reason=why)
        else:
            tx.insert(ClockStop(id=tx.new_id(), step_id=step.id, from_date=first, to_date=until, reason=why))
