"""台账: import from Excel (dry run, all or nothing), export, template and the workbook that goes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.changes import Changes
from inspector.domain.errors import RuleError
from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.profile import CityProfile
from inspector.domain.project import Project
from inspector.services.register_apply import Applier
from inspector.services.register_lines import register_lines
from inspector.services.register_plan import SYNTHETIC_PREFIX, ImportPlan, Planner
from inspector.sheets.error_workbook import write_error_workbook
from inspector.sheets.findings import RegisterFile
from inspector.sheets.raw import RawBook
from inspector.sheets.register import read_register, understand_register
from inspector.sheets.register_writing import write_register, write_template
from inspector.storage.workspace import DataTier, Workspace


@dataclass(frozen=True)
class Imported:
    """What an import did; `changes` is empty where every row was there already."""

    plan: ImportPlan
    changes: Changes


class RegisterService:
    """Use cases of the project register on one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile, clock: Clock | None = None) -> None:
        self._workspace = workspace
        self._profile = profile
        self._clock = clock or SystemClock()

    def plan(self, path: Path, year: int | None = None, chosen: Mapping[str, str] | None = None) -> ImportPlan:
        """The dry run: what `path` would change, every coercion and every refusal. Writes nothing.

        `chosen` are fields that a user gave to headers (see `read_register`). Raises FormatError where the file is
        no register at all.
        """
        return self._plan(read_register(path, year=year, chosen=chosen))

    def plan_book(self, book: RawBook, year: int | None = None, chosen: Mapping[str, str] | None = None) -> ImportPlan:
        """The dry run of a workbook that was read already."""
        return self._plan(understand_register(book, year=year, chosen=chosen))

    def apply(self, plan: ImportPlan, author: str = "") -> Imported:
        """Write a plan wholly; RuleError `services.import_refused` while any row is refused.

        The rows are compared once more inside the transaction, so that nothing lands on a register that has
        changed since the dry run.
        """
        if plan.refusals:
            raise RuleError("services.import_refused", file=plan.file.name, count=len(plan.refusals))
        today = local_time(self._clock).date()
        with self._workspace.transaction("import_register", author=author) as tx:
            current = self._plan(plan.file)
            if current.refusals:
                raise RuleError("services.import_refused", file=plan.file.name, count=len(current.refusals))
            empty = not tx.reader.count(Project)
            Applier(tx, today, plan.file.year or today.year).apply(current.rows)
            if empty and current.rows:
                synthetic = current.rows[0].line.name.startswith(SYNTHETIC_PREFIX)
                self._workspace.set_tier(DataTier.SYNTHETIC if synthetic else DataTier.REAL)
        return Imported(current, tx.changes)

    def export(self, path: Path, year: int | None = None) -> tuple[Path, int]:
        """Write the whole register; returns the file written and the number of projects."""
        lines = list(register_lines(self._workspace.reader, year))
        synthetic = self._workspace.info.tier is DataTier.SYNTHETIC
        return write_register(path, lines, synthetic=synthetic), len(lines)

    def template(self, path: Path) -> Path:
        """Write an empty register to fill in."""
        return write_template(path)

    def send_back(self, plan: ImportPlan, path: Path) -> Path:
        """Write the refused rows with their reasons, to be corrected and imported again."""
        return write_error_workbook(path, plan.file, plan.refusals[len(plan.file.refusals) :])

    def _plan(self, file: RegisterFile) -> ImportPlan:
        reader = self._workspace.reader
        # A tier that outlived its projects (undo) binds nobody.
        synthetic = self._workspace.info.tier is DataTier.SYNTHETIC if reader.count(Project) else None
        year = file.year or local_time(self._clock).year
        return Planner(reader, self._profile, file, year=year, synthetic=synthetic).plan()
