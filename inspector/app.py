"""Composition root: opens a workspace and builds the services over it, for the command line and the window.

The services are imported when a workspace is opened, not before: the window shows itself first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.domain.clock import Clock, SystemClock
from inspector.domain.errors import NotFoundError

if TYPE_CHECKING:
    from inspector.services.bundle import Services
    from inspector.storage.unlocking import Unlocking


@contextmanager
def open_services(
    path: Path,
    *,
    read_only: bool = False,
    clock: Clock | None = None,
    passphrase: Unlocking = None,
    backup: bool = True,
) -> Iterator[Services]:
    """Open the workspace at `path`, hand out its services, close it cleanly.

    An encrypted one asks for its passphrase, or for the `key` of the same workspace that is open already. Without
    `backup` the one that is due at the start is left to the caller.

    Raises StorageError where the workspace is locked, damaged, of a newer version or none at all.
    """
    from inspector.photos import PhotoStore  # noqa: PLC0415 - see above
    from inspector.services.bundle import build_services  # noqa: PLC0415
    from inspector.storage.workspace import Workspace  # noqa: PLC0415

    now = clock or SystemClock()
    with (
        Workspace.open(path, clock=now, read_only=read_only, passphrase=passphrase, backup=backup) as workspace,
        PhotoStore(workspace.photos, casing=workspace.casing) as store,
    ):
        yield build_services(workspace, store, clock)


class WorkspaceBacking:
    """One workspace for the window: services that write, once, and services that only read, one for each lane."""

    def __init__(self, path: Path, passphrase: str | None, clock: Clock) -> None:
        self._path = path
        self._key: Unlocking = passphrase
        self._clock = clock

    def writer(self) -> AbstractContextManager[Services]:
        """Services that write. Raises as `open_services`."""
        return self._opened(read_only=False)

    def reader(self) -> AbstractContextManager[Services]:
        """Services over a connection that only reads. Raises as `open_services`."""
        return self._opened(read_only=True)

    def elsewhere(self) -> Callable[[], AbstractContextManager[Services]]:
        """What opens services that only read in another process; it holds the key. Only while `writer` is open."""
        return partial(open_services, self._path, read_only=True, clock=self._clock, passphrase=self._key, backup=False)

    @contextmanager
    def _opened(self, *, read_only: bool) -> Iterator[Services]:
        """The passphrase costs half a second to try: whoever opens first leaves the key to the others.

        The backup that is due waits until the window is there (`ui.start`).
        """
        found = open_services(self._path, read_only=read_only, clock=self._clock, passphrase=self._key, backup=False)
        with found as services:
            self._key = services.workspace.key or self._key
            yield services


def run_window(workspace: Path | None, language: str, clock: Clock) -> int:
    """Show the window until it is closed; gives the exit code. Qt is loaded here and not before."""
    from inspector.ui.launch import run  # noqa: PLC0415 - the command line needs no display

    return run(lambda path, passphrase: WorkspaceBacking(path, passphrase, clock), clock, workspace, language)


def draw_screens(folder: Path, demo: Path, clock: Clock) -> list[Path]:
    """Draw every screen of both workplaces in all themes and languages into `folder` (`inspector shots`).

    From the folder that `inspector demo` made: a laptop, the synthetic city for what needs many rows, the office with
    real projects, and that office as it was before it took in the last packages, to draw what a merge looks like.
    Raises NotFoundError for any other folder.
    """
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - as above

    from inspector.services.maintenance import restore_backup  # noqa: PLC0415
    from inspector.ui.shots import Sitting, draw  # noqa: PLC0415

    city = ("cockpit", "lamps", "map", "projects", "register", "bulletin")
    office = ("excel", "problems", "visit", "photos", "project", "recovery", "settings")
    packages = tuple(sorted((demo / "成果包").glob("*.xmw")))
    backups = sorted((demo / "office" / "backups").glob("*-import*"))
    if not (packages and backups):
        raise NotFoundError("cli.no_demo", folder=demo)
    with TemporaryDirectory() as place:
        before = Path(place) / "office"
        restore_backup(backups[0], before)
        sittings = (
            Sitting(demo / "7号机"),
            Sitting(demo / "synthetic", city),
            Sitting(demo / "office", office),
            Sitting(before, ("merge",), packages),
        )
        return draw(folder, lambda path: WorkspaceBacking(path, None, clock), sittings, clock)
