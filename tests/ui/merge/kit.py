"""An office and its laptops, acquainted, and the packages that the laptops made of real edits."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.problem import Problem
from inspector.domain.project import Area, Project
from inspector.services.bundle import Services
from inspector.services.packages.exporting import ExportWish
from inspector.storage.workspace import WorkplaceRole
from tests.services.kit import a_project, opened, visit
from tests.services.packages_kit import acquaint, device, exported
from tests.services.test_packages_taking import noise
from tests.ui.kit import TODAY

MINUTE = 60_000
NAMES = ("徐大堡核电4号机组", "辽宁先达农化三期工程", "建昌天香源高新农业产业园区", "东部垃圾焚烧发电综合处理厂")
OURS = {"status_text": "核岛浇灌第一罐混凝土", "jobs": 1260, "note": "核岛筏基后续浇筑"}
THEIRS = {"status_text": "核岛筏基浇筑中", "jobs": 980, "note": "筏基养护和测温"}


@dataclass(frozen=True)
class Scene:
    """The office's workspace, closed, and the packages of the laptops in their order."""

    office: Path
    laptops: tuple[Path, ...]
    files: tuple[Path, ...]


def scene(folder: Path, *, laptops: int = 2, disputed: int = 0, stranger: bool = False) -> Scene:
    """Laptops that each bring a project and a problem; of the first project `disputed` fields stand in conflict.

    With `stranger` there is one more package, of a device that the office has never heard of.
    """
    with ExitStack() as stack:
        office = stack.enter_context(device(folder, "编报端", WorkplaceRole.OFFICE))
        shared = [a_project(office, name, status_text="基坑验收完成", jobs=1180, note="浇灌准备") for name in NAMES]
        others = [stack.enter_context(device(folder, f"巡查-{at:02}")) for at in range(1, laptops + 1)]
        for one in others:
            acquaint(office, one, folder / "stick" / one.workspace.info.device_name)
        _dispute(office, others, shared, disputed)
        for at, one in enumerate(others):
            _work(one, shared[at % len(shared)])
        if stranger:
            others.append(stack.enter_context(device(folder, "巡查-99")))
            a_project(others[-1], "陌生设备的项目")
        files = tuple(exported(one, folder / "out" / str(at))[0] for at, one in enumerate(others))
    return Scene(folder / "编报端", tuple(folder / f"巡查-{at:02}" for at in range(1, laptops + 1)), files)


def tangled(folder: Path) -> Scene:
    """The office and two laptops all write one field and agree on another.

    One laptop deletes what the office goes on with, the other one says another area.
    """
    with ExitStack() as stack:
        office = stack.enter_context(device(folder, "编报端", WorkplaceRole.OFFICE))
        shared = [a_project(office, name, jobs=1180) for name in NAMES]
        areas = [_area(office, name) for name in ("绥中县", "兴城市")]
        others = [stack.enter_context(device(folder, f"巡查-{at:02}")) for at in (1, 2)]
        for one in others:
            acquaint(office, one, folder / "stick" / one.workspace.info.device_name)
        for at, one in enumerate((office, *others)):
            _edit(one, shared[0], at, {"jobs": 900 + at, "note": "已入库"})
        _edit(office, shared[1], 5, {"status_text": "继续施工"})
        _edit(office, shared[2], 5, {"area_id": areas[0]})
        _edit(others[1], shared[2], 6, {"area_id": areas[1]})
        with others[0].workspace.transaction("test") as tx:
            tx.delete(Project, shared[1].id)
        files = tuple(exported(one, folder / "out" / str(at))[0] for at, one in enumerate(others))
    return Scene(folder / "编报端", (folder / "巡查-01", folder / "巡查-02"), files)


def refused(source: Path, folder: Path) -> Path:
    """A copy of a package with a byte changed on its way."""
    folder.mkdir(parents=True, exist_ok=True)
    broken = folder / f"改动过_{source.name}"
    data = bytearray(source.read_bytes())
    data[len(data) // 2] ^= 0xFF
    broken.write_bytes(bytes(data))
    return broken


def volumes(laptop: Path, folder: Path) -> list[Path]:
    """The files of an export that is too large for one: a visit with photos."""
    folder.mkdir()
    with opened(laptop) as services:
        photos = [noise(folder / f"{at}.jpg", at) for at in range(3)]
        services.visits.record(services.projects.listed()[0].project.id, visit(), photos)
        wish = ExportWish(max_size=300_000, encrypt=False)
        return [one.path for one in services.outgoing.export(folder, wish).packages]


def again(source: Path, folder: Path) -> Path:
    """The same package under another name."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(source, folder / f"又一份_{source.name}"))


def _dispute(office: Services, laptops: Sequence[Services], shared: Sequence[Project], count: int) -> None:
    """Both sides write the same fields without knowing of each other."""
    fields = [(project, field) for project in shared for field in OURS][:count]
    for at, (project, field) in enumerate(fields):
        _edit(office, project, 5, {field: OURS[field]})
        _edit(laptops[at // len(OURS) % len(laptops)], project, 10, {field: THEIRS[field]})


def _work(laptop: Services, project: Project) -> None:
    """What a day brings besides: an address, a problem, a new project."""
    _edit(laptop, project, 20, {"address": "绥中县"})
    with laptop.workspace.transaction("raise_problem") as tx:
        tx.insert(
            Problem(id=tx.new_id(), project_id=project.id, description="临边防护缺失", due_on=TODAY, found_on=TODAY)
        )
    a_project(laptop, f"{laptop.workspace.info.device_name}新增项目")


def _area(office: Services, name: str) -> str:
    with office.workspace.transaction("test") as tx:
        made = Area(id=tx.new_id(), name=name, code=name)
        tx.insert(made)
    return made.id


def _edit(services: Services, project: Project, minutes: int, fields: dict[str, object]) -> None:
    services.workspace.clock.now += minutes * MINUTE  # type: ignore[attr-defined]
    with services.workspace.transaction("test") as tx:
        tx.update(Project, project.id, **fields)
