"""精简日志: nothing goes that a rostered device has not acknowledged, and what stays says the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.domain.errors import RuleError
from inspector.domain.project import Project
from inspector.exchange.manifest import PackageKind
from inspector.services.bundle import Services
from inspector.services.packages.exporting import ExportWish
from inspector.services.retention import DAY
from inspector.storage.check import check
from inspector.storage.merge import operations_hash
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import WorkplaceRole
from tests.services.kit import a_project
from tests.services.packages_kit import acquaint, device, exported, fresh, pass_on


@pytest.fixture
def pair(tmp_path: Path, stick: Path) -> Iterator[tuple[Services, Services]]:
    """An office with a much edited project, and a laptop that has acknowledged all of it; 500 days later."""
    with device(tmp_path, "编报端", WorkplaceRole.OFFICE) as desk, device(tmp_path, "7号机") as seven:
        made = a_project(desk)
        for number in range(10):
            with desk.workspace.transaction("edit") as tx:
                tx.update(Project, made.id, note=str(number))
        acquaint(desk, seven, stick)
        pass_on(seven, desk, stick)
        for one in (desk, seven):
            one.workspace.clock.now += 500 * DAY  # type: ignore[attr-defined]
        yield desk, seven


def test_old_superseded_operations_go_and_everything_still_says_the_same(
    pair: tuple[Services, Services], stick: Path
) -> None:
    desk, seven = pair
    before = (state_hash(desk.workspace), operations_hash(desk.workspace.reader))
    preview = desk.retention.trim(dry_run=True)
    assert preview.result.operations == 9
    assert desk.retention.trim().result == preview.result
    assert desk.retention.trim().result.operations == 0
    assert (state_hash(desk.workspace), operations_hash(desk.workspace.reader)) == before
    assert check(desk.workspace).findings == ()
    a_project(desk, "后来的")
    assert fresh(pass_on(desk, seven, stick)) == 1
    assert state_hash(seven.workspace) == state_hash(desk.workspace)


def test_a_device_that_never_answered_holds_everything(
    pair: tuple[Services, Services], stick: Path, tmp_path: Path
) -> None:
    desk, _ = pair
    with device(tmp_path, "9号机") as nine:
        desk.incoming.take(exported(nine, stick))
        desk.devices.trust("9号机", "编报组长", compared=True)
    done = desk.retention.trim(dry_run=True)
    assert (done.result.operations, done.silent) == (0, ("9号机",))


def test_a_new_laptop_takes_a_snapshot_of_a_trimmed_log(
    pair: tuple[Services, Services], stick: Path, tmp_path: Path
) -> None:
    desk, seven = pair
    desk.retention.trim()
    with device(tmp_path, "新机") as newcomer:
        desk.incoming.take(exported(newcomer, stick))
        desk.devices.trust("新机", "编报组长", compared=True)
        with pytest.raises(RuleError, match="needs_snapshot"):
            desk.outgoing.export(stick, ExportWish(to="新机"))
        pass_on(desk, newcomer, stick, ExportWish(kind=PackageKind.SNAPSHOT))
        assert state_hash(newcomer.workspace) == state_hash(desk.workspace)
        assert newcomer.peers.state().gaps == ()
        assert check(newcomer.workspace).findings == ()
        a_project(newcomer, "新机的")
        pass_on(newcomer, desk, stick)
    assert state_hash(seven.workspace) != state_hash(desk.workspace)
    pass_on(desk, seven, stick)
    assert state_hash(seven.workspace) == state_hash(desk.workspace)


def test_young_operations_stay(pair: tuple[Services, Services]) -> None:
    desk, _ = pair
    with pytest.raises(RuleError, match="trim_too_young"):
        desk.retention.trim(399)
    assert desk.retention.trim(501, dry_run=True).result.operations == 0
