"""A conflict about a photo shows the photo; one whose sides mean photos shows both."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.inspection import Inspection, Photo
from inspector.services.bundle import Services
from inspector.storage.workspace import WorkplaceRole
from inspector.ui.screens.merge.screen import MergeScreen
from inspector.ui.widgets.photos.thumb import Thumb
from tests.services.kit import a_project, visit
from tests.services.packages_kit import acquaint, device, exported, pass_on
from tests.services.test_packages_taking import noise
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.merge.kit import Scene

OpenOffice = Callable[[Scene], Desk]


def shas(services: Services) -> list[Photo]:
    return sorted(services.workspace.reader.all(Photo), key=lambda one: one.id)


def write(services: Services, minutes: int, cls: type[Photo | Inspection], row_id: str, **fields: object) -> None:
    services.workspace.clock.now += minutes * 60_000  # type: ignore[attr-defined]
    with services.workspace.transaction("test") as tx:
        tx.update(cls, row_id, **fields)


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Office and laptop have three photos of a visit; they caption one, pair it and sign by another one each."""
    folder = tmp_path_factory.mktemp("pictured")
    with ExitStack() as stack:
        office = stack.enter_context(device(folder, "编报端", WorkplaceRole.OFFICE))
        laptop = stack.enter_context(device(folder, "巡查-01"))
        project = a_project(office, "觉华岛跨海桥")
        acquaint(office, laptop, folder / "stick")
        laptop.visits.record(project.id, visit(), [noise(folder / f"{at}.jpg", at) for at in range(3)])
        pass_on(laptop, office, folder / "first")
        for minutes, one, words, other in ((5, office, "塔吊", 1), (10, laptop, "塔吊基础", 2)):
            photos = shas(one)
            write(one, minutes, Photo, photos[other].id, pair_id=f"pair {other}")
            write(one, 0, Photo, photos[0].id, caption=words, pair_id=f"pair {other}")
            inspection = next(one.workspace.reader.all(Inspection))
            write(one, 0, Inspection, inspection.id, signature_photo_id=photos[other].id)
        files = tuple(exported(laptop, folder / "out"))
    return Scene(folder / "编报端", (folder / "巡查-01",), files)


def shown(desk: Desk, qtbot: QtBot, made: Scene) -> MergeScreen:
    screen = MergeScreen(desk.context)
    qtbot.addWidget(screen)
    screen.resize(1366, 700)
    screen.show()
    Hands(desk, screen).drop(screen, made.files)
    return screen


def at_field(screen: MergeScreen, field: str) -> None:
    screen.merging.go(next(one.key for one in screen.merging.conflicts if one.field == field))


def thumbs(within: QWidget | None) -> list[Thumb]:
    assert within is not None
    return within.findChildren(Thumb)


def test_a_caption_in_dispute_stands_beside_its_photo(open_office: OpenOffice, pictured: Scene, qtbot: QtBot) -> None:
    desk = open_office(pictured)
    screen = shown(desk, qtbot, pictured)
    at_field(screen, "caption")
    page = screen.work.record
    first = desk.ask(shas)[0]
    (shot,) = [one for one in thumbs(page) if one.sha256 == first.sha256]
    qtbot.waitUntil(lambda: shot.is_there)
    assert shot.isVisible()


def test_the_other_halves_of_a_pair_stand_beside_one_another(
    open_office: OpenOffice, pictured: Scene, qtbot: QtBot
) -> None:
    desk = open_office(pictured)
    screen = shown(desk, qtbot, pictured)
    at_field(screen, "pair_id")
    page = screen.work.record
    assert page is not None
    row = page.row_of(screen.merging.current)
    photos = desk.ask(shas)
    assert row is not None
    assert [one.sha256 for one in thumbs(row)] == [photos[1].sha256]
    assert [one.offer.value for one in row.cards] == ["1.jpg", "包里的另一张照片"]


def test_a_field_that_is_a_photo_shows_both(open_office: OpenOffice, pictured: Scene, qtbot: QtBot) -> None:
    desk = open_office(pictured)
    screen = shown(desk, qtbot, pictured)
    at_field(screen, "signature_photo_id")
    page = screen.work.record
    assert page is not None
    row = page.row_of(screen.merging.current)
    _, second, third = desk.ask(shas)
    assert [one.sha256 for one in thumbs(row)] == [second.sha256, third.sha256]
    qtbot.waitUntil(lambda: all(one.is_there for one in thumbs(row)))


def test_a_photo_whose_file_is_not_here_says_so(open_office: OpenOffice, pictured: Scene, qtbot: QtBot) -> None:
    desk = open_office(pictured)
    for file in [*desk.path.glob("photos/*/*/*")]:
        file.unlink()
    screen = shown(desk, qtbot, pictured)
    at_field(screen, "caption")
    (shot,) = thumbs(screen.work.record)[:1]
    qtbot.waitUntil(lambda: shot._pictures.is_missing(shot.sha256))
    assert not shot.is_there
    shot.grab()
