"""Files written by a process of its own: the same as here, refused, cancelled, or done here where it is not there."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from inspector.app import WorkspaceBacking, open_services
from inspector.domain.clock import SystemClock
from inspector.domain.errors import RuleError
from inspector.services import exports
from inspector.services.aside import Aside, BrokenError
from inspector.services.aside_worker import Opener, Progress
from inspector.services.bundle import Services
from inspector.services.passphrases import PassphraseService, new_recovery_key
from inspector.services.workspaces import create_workspace
from inspector.sheets.workbook import read_workbook
from inspector.storage.workspace import WorkplaceRole

PROJECTS = 30


class Unwanted(Exception):  # noqa: N818 - what a user does is no error
    """What a window ends a job with."""


def where(services: Services, _progress: Progress) -> tuple[int, int]:
    """The process that it runs in, and what it sees of the workspace."""
    return os.getpid(), len(services.projects.listed())


def refused(services: Services, _progress: Progress) -> None:
    raise RuleError("services.nothing_to_urge", on=services.workspace.info.city)


def broken(_services: Services, _progress: Progress) -> None:
    assert os.getpid() < 0, "a defect"


def endless(_services: Services, progress: Progress) -> None:
    while True:
        progress(1, 2)


def dying(here: int, _services: Services, _progress: Progress) -> str:
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done here"


def ignored(_done: int, _total: int) -> None:
    """Somebody who looks at no progress."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "ws"
    create_workspace(path, role=WorkplaceRole.OFFICE, device_name="编报端", city="huludao").close()
    with open_services(path) as services:
        services.examples.synthesize(PROJECTS, 1)
    return path


@contextmanager
def beside(folder: Path, passphrase: str | None = None) -> Iterator[tuple[Aside, Services]]:
    """A workspace that is open for writing, as in a window, and the process beside it."""
    backing = WorkspaceBacking(folder, passphrase, SystemClock())
    with backing.writer() as services:
        aside = Aside(backing.elsewhere)
        try:
            yield aside, services
        finally:
            aside.close()


def test_one_process_does_it_all_and_sees_what_was_just_saved(folder: Path) -> None:
    with beside(folder) as (aside, services):
        first, seen = aside.do(where, services, ignored)
        assert seen == PROJECTS
        project = services.projects.listed()[0].project
        with services.workspace.transaction("delete") as tx:
            tx.delete(type(project), project.id)
        assert aside.do(where, services, ignored) == (first, PROJECTS - 1)
        assert first != os.getpid()


def test_the_file_is_the_one_that_is_written_here(folder: Path, tmp_path: Path) -> None:
    there, here = tmp_path / "there.xlsx", tmp_path / "here.xlsx"
    with beside(folder) as (aside, services):
        assert aside.do(partial(exports.whole_register, there), services, ignored) == (there, PROJECTS)
        exports.whole_register(here, services, ignored)
        assert read_workbook(there).sheets == read_workbook(here).sheets


def test_a_sealed_workspace_opens_by_the_key_of_the_one_that_is_open(folder: Path) -> None:
    PassphraseService(folder).set("long enough words", new_recovery_key()[1])
    with beside(folder, "long enough words") as (aside, services):
        process, seen = aside.do(where, services, ignored)
        assert (process != os.getpid(), seen) == (True, PROJECTS)


def test_a_refusal_comes_back_as_it_was_raised(folder: Path) -> None:
    with beside(folder) as (aside, services):
        with pytest.raises(RuleError) as told:
            aside.do(refused, services, ignored)
        assert (told.value.key, told.value.details) == ("services.nothing_to_urge", {"on": "huludao"})
        assert aside.do(where, services, ignored)[1] == PROJECTS


def test_a_defect_comes_back_with_its_report(folder: Path) -> None:
    with beside(folder) as (aside, services), pytest.raises(BrokenError) as told:
        aside.do(broken, services, ignored)
    assert "a defect" in told.value.__notes__[0]


def test_it_ends_where_the_user_does_not_want_it_any_more(folder: Path) -> None:
    def unwanted(_done: int, _total: int) -> None:
        raise Unwanted

    with beside(folder) as (aside, services):
        with pytest.raises(Unwanted):
            aside.do(endless, services, unwanted)
        assert aside.do(where, services, ignored)[1] == PROJECTS


def test_what_dies_there_is_done_here_and_the_next_has_a_process_again(folder: Path) -> None:
    with beside(folder) as (aside, services):
        assert aside.do(partial(dying, os.getpid()), services, ignored) == "done here"
        assert aside.do(where, services, ignored)[0] != os.getpid()


def test_what_goes_through_no_pipe_is_done_here(folder: Path) -> None:
    with beside(folder) as (aside, services):
        assert aside.do(lambda _services, _progress: os.getpid(), services, ignored) == os.getpid()


def test_a_workspace_that_cannot_be_opened_there_is_done_here(folder: Path, tmp_path: Path) -> None:
    def nowhere() -> Opener:
        return partial(open_services, tmp_path / "nothing", read_only=True)

    with open_services(folder) as services:
        aside = Aside(nowhere)
        assert aside.do(where, services, ignored) == (os.getpid(), PROJECTS)
        aside.close()
