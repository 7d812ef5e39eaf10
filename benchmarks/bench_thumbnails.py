"""照片 with 5,000 photos: how long it takes until they are there, how long a fling settles, how large it grows.

Offscreen, in one process. The longest turn of the event loop is what keeps the window from answering.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtWidgets import QApplication

from benchmarks.event_loop import one_pass
from inspector.app import WorkspaceBacking, open_services
from inspector.domain.ids import SystemClock
from inspector.domain.inspection import Photo
from inspector.services.bundle import Services
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import WorkplaceRole
from inspector.ui.context import Context
from inspector.ui.pictures import PictureLoader
from inspector.ui.preferences import Preferences
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.photos.screen import PhotosScreen
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.work import Work
from tests.ui.kit import FakePrompts

PHOTOS = 5_000
PICTURES = 500
"""Different pictures: the others show the same ones, so that the benchmark is made in a minute."""
FLINGS = 12


def main() -> None:
    """Make a workspace, open the screen, fling it."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "ws"
        _make(workspace, Path(folder))
        _measure(workspace, Path(folder))


def _make(path: Path, folder: Path) -> None:
    create_workspace(path, role=WorkplaceRole.FIELD, device_name="7", city="huludao", clock=SystemClock()).close()
    with open_services(path) as services:
        services.examples.sample(city_only=True)
        projects = [one.project.id for one in services.projects.listed()][:20]
        visits = [services.drafts.start(one) for one in projects]
        services.drafts.attach_photos(visits[0].id, None, [_picture(folder, number) for number in range(PICTURES)])
        _repeat(services, [one.id for one in visits])


def _picture(folder: Path, number: int) -> Path:
    path = folder / f"{number:04}.jpg"
    Image.effect_noise((480, 360), 20 + number / 10).convert("RGB").save(path, quality=80)
    return path


def _repeat(services: Services, visits: list[str]) -> None:
    shas = [one.sha256 for one in services.workspace.reader.all(Photo)]
    with services.workspace.transaction("add_photos") as tx:
        for number in range(PHOTOS - len(shas)):
            sha256, visit = shas[number % len(shas)], visits[1 + number % (len(visits) - 1)]
            tx.insert(Photo(id=tx.new_id(), sha256=sha256, inspection_id=visit, position=number))


def _measure(path: Path, folder: Path) -> None:
    application = QApplication([])
    prompts, clock = FakePrompts(), SystemClock()
    work = Work(WorkspaceBacking(path, None, clock), prompts, clock, _raise)
    opened: list[Services] = []
    work.open(application, opened.append, _raise)
    work.drain()
    appearance = Appearance(application, folder / "cache", Workplace.FIELD, Theme.LIGHT)
    screen = PhotosScreen(Context(work, prompts, appearance, Preferences(), clock, "field"))
    screen.resize(1278, 640)
    before, began = _memory(), time.perf_counter()
    screen.open_target(Target(ScreenKey.PHOTOS))
    screen.show()
    longest = _until(lambda: len(screen.gallery.grid.photos) == PHOTOS and _settled(screen))
    shown = time.perf_counter() - began
    bar = screen.gallery.grid.verticalScrollBar()
    settled: list[float] = []
    turns: list[float] = []
    for fling in range(FLINGS):
        target = bar.maximum() * ((fling * 7) % FLINGS) // FLINGS
        turns += _fling(screen, bar.value(), target)
        began = time.perf_counter()
        turns.append(_until(lambda: _settled(screen)))
        settled.append(time.perf_counter() - began)
    print(f"{PHOTOS} photos shown after {shown * 1000:.0f} ms, longest turn {longest * 1000:.0f} ms")
    print(f"a fling settles after {sorted(settled)[FLINGS // 2] * 1000:.0f} ms (worst {max(settled) * 1000:.0f} ms)")
    late = sorted(turns)
    middle, most = late[len(late) // 2] * 1000, late[len(late) * 95 // 100] * 1000
    print(f"a frame of a fling {middle:.0f} ms, p95 {most:.0f} ms; memory grew by {_memory() - before:.0f} MB")
    screen.close()
    work.close()


def _fling(screen: PhotosScreen, start: int, end: int) -> list[float]:
    """Thirty steps of a scroll, in seconds."""
    bar, steps = screen.gallery.grid.verticalScrollBar(), []
    for step in range(1, 31):
        began = time.perf_counter()
        bar.setValue(start + (end - start) * step // 30)
        one_pass()
        steps.append(time.perf_counter() - began)
    return steps


def _settled(screen: PhotosScreen) -> bool:
    """Whether every photo in view has its thumbnail: nothing is wished for and nothing under way."""
    loader = screen.findChild(PictureLoader)
    return isinstance(loader, PictureLoader) and not loader._wanted and not loader._running  # noqa: SLF001


def _until(done: Callable[[], bool]) -> float:
    """Let the window work until `done`; the longest turn in seconds."""
    longest, end = 0.0, time.perf_counter() + 60
    while not done() and time.perf_counter() < end:
        began = time.perf_counter()
        one_pass()
        longest = max(longest, time.perf_counter() - began)
        time.sleep(0.0005)
    return longest


def _memory() -> float:
    """Megabytes of this process; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def _raise(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    main()
