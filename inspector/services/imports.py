"""A table from outside, whichever it is: a register of projects or one of 手续, told apart by its headers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from inspector.services.bundle import Services
from inspector.services.register_plan import ImportPlan
from inspector.services.step_plan import StepPlan
from inspector.sheets.step_register import is_step_register
from inspector.sheets.workbook import read_workbook

AnyPlan = ImportPlan | StepPlan


class ImportKind(StrEnum):
    """What a table is read as."""

    REGISTER = "register"
    STEPS = "steps"


def kind_of(plan: AnyPlan) -> ImportKind:
    """What a file was read as."""
    return ImportKind.STEPS if isinstance(plan, StepPlan) else ImportKind.REGISTER


def plan_import(
    services: Services, path: Path, chosen: Mapping[str, str] | None = None, kind: ImportKind | None = None
) -> AnyPlan:
    """The dry run of a file, read as `kind` or as what its headers say. Raises FormatError."""
    book = read_workbook(path)
    found = kind or (ImportKind.STEPS if is_step_register(book) else ImportKind.REGISTER)
    if found is ImportKind.STEPS:
        return services.office.steps.plan_book(book, chosen)
    return services.register.plan_book(book, chosen=chosen)


def apply_import(services: Services, plan: AnyPlan, author: str) -> AnyPlan:
    """Write a plan wholly. Raises RuleError while any row is refused."""
    if isinstance(plan, StepPlan):
        return services.office.steps.apply(plan, author).plan
    return services.register.apply(plan, author).plan


def send_back(services: Services, plan: AnyPlan, path: Path) -> Path:
    """Write the refused rows of a plan with their reasons."""
    if isinstance(plan, StepPlan):
        return services.office.steps.send_back(plan, path)
    return services.register.send_back(plan, path)


def write_template(services: Services, kind: ImportKind, path: Path) -> Path:
    """Write an empty table of a kind."""
    return services.office.steps.template(path) if kind is ImportKind.STEPS else services.register.template(path)
