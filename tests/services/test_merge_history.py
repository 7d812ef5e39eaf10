"""The merges of before, and the words of a conflict: what a screen lists without looking into packages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from inspector.domain.errors import NotFoundError, RuleError
from inspector.services.bundle import Services
from inspector.services.merge_contact import Stranger, decide_on_stranger
from inspector.services.merge_told import check_value
from inspector.services.packages.report import FileStatus
from inspector.storage.device_table import DeviceState
from tests.services.kit import a_project
from tests.services.packages_kit import acquaint, device, exported


@pytest.fixture
def laptop(tmp_path: Path, desk: Services) -> Iterator[Services]:
    with ExitStack() as stack:
        made = stack.enter_context(device(tmp_path, "7号机"))
        acquaint(desk, made, tmp_path / "stick")
        yield made


def merged(desk: Services, laptop: Services, folder: Path, name: str) -> int:
    a_project(laptop, name)
    return desk.office.merging.merge(exported(laptop, folder / name), {}).change_id


def test_merges_are_listed_with_their_packages_the_newest_first(
    desk: Services, laptop: Services, tmp_path: Path
) -> None:
    first, second = merged(desk, laptop, tmp_path, "甲"), merged(desk, laptop, tmp_path, "乙")
    newest, before = desk.office.merge_history.listed()[:2]
    assert (newest.change_id, before.change_id) == (second, first)
    (package,) = newest.packages
    assert (package.device, package.kind) == ("7号机", "result")
    assert (newest.undoable, before.undoable) == (True, False)


def test_only_the_last_merge_is_undone_and_a_redo_brings_it_back(
    desk: Services, laptop: Services, tmp_path: Path
) -> None:
    first, second = merged(desk, laptop, tmp_path, "甲"), merged(desk, laptop, tmp_path, "乙")
    history = desk.office.merge_history
    with pytest.raises(RuleError, match="merge_is_not_last"):
        history.undo(first)
    history.undo(second, "编报员")
    assert [(one.undone, one.undoable) for one in history.listed()[:2]] == [(True, False), (False, True)]
    desk.history.redo()
    assert [(one.undone, one.undoable) for one in history.listed()[:2]] == [(False, True), (False, False)]


@pytest.mark.parametrize(("trusted", "state"), [(True, DeviceState.TRUSTED), (False, DeviceState.REVOKED)])
def test_a_stranger_is_decided_on_by_one_of_his_packages(
    desk: Services,
    seven: Services,
    tmp_path: Path,
    trusted: bool,  # noqa: FBT001 - a parameter of the test
    state: DeviceState,
) -> None:
    (file,) = exported(seven, tmp_path / "out")
    (package,) = desk.office.merging.preview([file]).packages
    assert package.status is FileStatus.QUARANTINED
    stranger = Stranger(file, package.fingerprint)
    decided = decide_on_stranger(desk.incoming, desk.devices, stranger, "编报员", trusted=trusted)
    assert (decided.device.state, decided.device.decided_by) == (state, "编报员")


def test_a_stranger_whose_package_is_gone_is_not_decided_on(desk: Services, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        decide_on_stranger(desk.incoming, desk.devices, Stranger(tmp_path / "x.xmw", "1" * 30), "", trusted=True)


def test_a_value_is_checked_before_it_is_decided_for() -> None:
    assert check_value("project", "jobs", "1100") == "1100"
    with pytest.raises(RuleError, match="value_does_not_fit"):
        check_value("project", "jobs", "很多")
