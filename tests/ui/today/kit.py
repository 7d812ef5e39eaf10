"""Workspaces for the screens of a day: problems that fall due, a visit begun, an end without warning."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from inspector.domain.inspection import Inspection
from inspector.domain.problem import Problem
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.workspaces import create_workspace
from inspector.storage import driver, meta
from inspector.storage.workspace import WorkplaceRole
from tests.services.kit import a_project, opened
from tests.storage.kit import HandClock
from tests.ui.kit import TODAY


def with_problem(services: Services, project: str, text: str, days: int) -> str:
    """A problem of the project called `project`, due in so many days; its id."""
    found = next(one.project for one in services.projects.listed() if one.project.name == project)
    with services.workspace.transaction("raise_problem") as tx:
        made = Problem(
            id=tx.new_id(), project_id=found.id, description=text, due_on=TODAY + timedelta(days=days), found_on=TODAY
        )
        tx.insert(made)
    return made.id


def begun(services: Services, at: int = 0) -> Inspection:
    """A visit of a project, begun with the checklist of safety."""
    checklist = next(one for one in services.drafts.checklists() if one.name.startswith("安全"))
    return services.drafts.start(services.projects.listed()[at].project.id, checklist.id, inspectors=("巡查员甲",))


def cut_short(folder: Path) -> Path:
    """The workspace as a power cut leaves it: nothing was marked as ended."""
    connection = driver.connect(folder / "workspace.db", "rw")
    meta.write(connection, clean="0")
    connection.close()
    return folder


def task_package(folder: Path) -> tuple[Path, str]:
    """A task package of an office with one project, and the office's fingerprint."""
    office = folder / "office"
    create_workspace(office, role=WorkplaceRole.OFFICE, device_name="编报端", city="huludao", clock=HandClock()).close()
    with opened(office) as services:
        a_project(services, "觉华岛跨海桥")
        file = services.outgoing.export(folder / "out").packages[0].path
        return file, services.devices.make_own_keys().fingerprint


def packages_that_delete(folder: Path) -> tuple[Path, Path, str]:
    """Two packages of an office, the second taking back all the projects of the first; the office's fingerprint."""
    office = folder / "office"
    create_workspace(office, role=WorkplaceRole.OFFICE, device_name="编报端", city="huludao", clock=HandClock()).close()
    with opened(office) as services:
        made = [a_project(services, f"项目{at}") for at in range(30)]
        first = services.outgoing.export(folder / "a").packages[0].path
        with services.workspace.transaction("import_register") as tx:
            for one in made:
                tx.delete(Project, one.id)
        second = services.outgoing.export(folder / "b").packages[0].path
        return first, second, services.devices.make_own_keys().fingerprint
