"""What the next export holds, before it is written."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image

from inspector.domain.errors import NotFoundError
from inspector.exchange.manifest import PackageKind, PhotoChoice
from inspector.services.bundle import Services
from inspector.services.handover import Medium, parts_by_medium
from inspector.services.packages.exporting import ExportWish
from tests.services.kit import a_project, picture, visit
from tests.services.packages_kit import exported, pass_on

MEGABYTE = 1_000_000


@pytest.fixture
def met(desk: Services, seven: Services, stick: Path) -> str:
    """A laptop and an office that know all of each other; the id of their project."""
    project = a_project(desk)
    pass_on(desk, seven, stick / "task")
    pass_on(seven, desk, stick / "first")
    pass_on(desk, seven, stick / "again")
    return project.id


def noisy(path: Path, seed: int) -> Path:
    """A picture that does not get smaller by packing."""
    Image.frombytes("RGB", (400, 300), random.Random(seed).randbytes(360_000)).save(path, quality=95)  # noqa: S311 - noise
    return path


def test_the_visits_of_a_day_and_their_size(seven: Services, met: str, stick: Path, tmp_path: Path) -> None:
    files = [noisy(tmp_path / f"{n}.jpg", n) for n in range(3)]
    seven.visits.record(met, visit(problems=[{"description": "围挡缺失"}], signature="巡查员甲"), files)
    draft = seven.drafts.start(met)
    held = seven.handover.contents()
    assert held.to == "编报端"
    assert {(one.project, one.photos, one.problems, one.is_signed) for one in held.visits} == {
        ("滨海公路", 3, 1, True),
        ("滨海公路", 0, 0, False),
    }
    assert (held.photos, held.absent, held.can_encrypt) == (3, 0, True)
    assert held.records == {"inspection": 2, "photo": 3, "problem": 1}
    assert held.last_export is not None
    assert held.visits[0].inspection.id == draft.id, "the latest first"
    files = exported(seven, stick / "out")
    assert held.size == pytest.approx(sum(one.stat().st_size for one in files), rel=0.1)
    assert held.operations == seven.outgoing.export(stick / "out").operations


def test_print_copies_and_no_photos_are_smaller(seven: Services, met: str, tmp_path: Path) -> None:
    seven.visits.record(met, visit(signature="巡查员甲"), [noisy(tmp_path / "1.jpg", 1)])
    sizes = [
        seven.handover.contents(ExportWish(photos=one)).size
        for one in (PhotoChoice.ORIGINAL, PhotoChoice.PRINT, PhotoChoice.NONE)
    ]
    assert sizes[0] >= sizes[1] > sizes[2]


def test_a_photo_that_is_gone_is_told(seven: Services, met: str, tmp_path: Path) -> None:
    saved = seven.visits.record(met, visit(signature="巡查员甲"), [picture(tmp_path / "1.jpg")])
    seven.store.remove(saved.photos[0].sha256)
    held = seven.handover.contents()
    assert (held.photos, held.absent) == (0, 1)


def test_a_task_goes_to_everybody_and_a_snapshot_holds_everything(desk: Services, met: str) -> None:
    task = desk.handover.contents()
    assert (task.to, task.visits, task.photos) == ("", (), 0)
    assert desk.handover.contents(ExportWish(kind=PackageKind.SNAPSHOT)).operations > task.operations
    assert met in {one.project.id for one in desk.projects.listed()}


def test_an_unknown_addressee_is_told(seven: Services) -> None:
    with pytest.raises(NotFoundError):
        seven.handover.contents(ExportWish(to="没有"))


def test_nothing_is_known_of_a_key_before_the_first_meeting(seven: Services) -> None:
    held = seven.handover.contents()
    assert (held.to, held.can_encrypt, held.last_export) == ("", False, None)


@pytest.mark.parametrize(
    ("sizes", "wechat", "mail"),
    [
        ([1], 1, 1),
        ([10 * MEGABYTE] * 9, 1, 9),
        ([6 * MEGABYTE] * 4, 1, 2),
        ([45 * MEGABYTE], 1, 3),
        ([15 * MEGABYTE, 45 * MEGABYTE], 1, 4),
        ([250 * MEGABYTE, 1], 3, 13),
    ],
)
def test_files_by_medium(sizes: list[int], wechat: int, mail: int) -> None:
    assert parts_by_medium(sizes) == {Medium.WECHAT: wechat, Medium.MAIL: mail, Medium.USB: 1}
