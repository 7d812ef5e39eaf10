"""Composition root: opens a workspace and builds the services over it, for the command line and the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from inspector.domain.ids import Clock, SystemClock
from inspector.photos import PhotoStore
from inspector.services.bundle import Services, build_services
from inspector.storage.unlocking import Unlocking
from inspector.storage.workspace import Workspace


@contextmanager
def open_services(
    path: Path, *, read_only: bool = False, clock: Clock | None = None, passphrase: Unlocking = None
) -> Iterator[Services]:
    """Open the workspace at `path`, hand out its services, close it cleanly.

    An encrypted one asks for its passphrase, or for the `key` of the same workspace that is open already.

    Raises StorageError where the workspace is locked, damaged, of a newer version or none at all.
    """
    with (
        Workspace.open(path, clock=clock or SystemClock(), read_only=read_only, passphrase=passphrase) as workspace,
        PhotoStore(workspace.photos, casing=workspace.casing) as store,
    ):
        yield build_services(workspace, store, clock)


class WorkspaceBacking:
    """One workspace for the window: services that write, once, and services that only read, one for each lane."""

    def __init__(self, path: Path, passphrase: str | None, clock: Clock) -> None:
        self._path = path
        self._passphrase = passphrase
        self._clock = clock

    def writer(self) -> AbstractContextManager[Services]:
        """Services that write. Raises as `open_services`."""
        return open_services(self._path, clock=self._clock, passphrase=self._passphrase)

    def reader(self) -> AbstractContextManager[Services]:
        """Services over a connection that only reads. Raises as `open_services`."""
        return open_services(self._path, read_only=True, clock=self._clock, passphrase=self._passphrase)


def run_window(workspace: Path | None, language: str, clock: Clock) -> int:
    """Show the window until it is closed; gives the exit code. Qt is loaded here and not before."""
    from inspector.ui.start import run  # noqa: PLC0415 - the command line needs no display

    return run(lambda path, passphrase: WorkspaceBacking(path, passphrase, clock), clock, workspace, language)


def draw_screens(folder: Path, field: Path, office: Path, clock: Clock) -> list[Path]:
    """Draw every screen of both workplaces in all themes and languages into `folder` (`inspector shots`)."""
    from inspector.ui.shots import draw  # noqa: PLC0415 - as above

    return draw(folder, lambda path: WorkspaceBacking(path, None, clock), (field, office), clock)
