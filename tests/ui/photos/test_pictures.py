"""Thumbnails for lists: they come, what is not wanted any more does not, and what arrives later is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.inspection import Photo
from inspector.services.bundle import Services
from inspector.ui import pictures as loading
from inspector.ui.pictures import PictureLoader
from inspector.ui.work import Work
from tests.ui.kit import Desk
from tests.ui.photos.kit import camera_photos, started_visit

MISSING = "ab" * 32


@pytest.fixture
def loader(qtbot: QtBot, field_desk: Desk) -> Iterator[PictureLoader]:
    owner = QWidget()
    qtbot.addWidget(owner)
    yield PictureLoader(field_desk.context, owner)
    field_desk.settle()


@pytest.fixture
def shas(field_desk: Desk, tmp_path: Path) -> list[str]:
    visit = started_visit(field_desk, camera_photos(tmp_path / "in", 6))
    found: list[str] = field_desk.ask(
        lambda services: [one.photo.sha256 for one in services.drafts.open(visit.id).photos]
    )
    return found


def test_a_thumbnail_comes_and_stays(qtbot: QtBot, loader: PictureLoader, shas: list[str]) -> None:
    with qtbot.waitSignal(loader.arrived) as arrived:
        assert loader.pixmap(shas[0], 80).isNull()
    assert arrived.args == [shas[0]]
    found = loader.pixmap(shas[0], 80)
    assert (found.width(), found.height()) == (80, 60)
    assert loader.pixmap(shas[0], 80).cacheKey() == found.cacheKey()


def test_a_finer_display_gets_more_pixels(qtbot: QtBot, loader: PictureLoader, shas: list[str]) -> None:
    with qtbot.waitSignal(loader.arrived):
        loader.pixmap(shas[0], 60, 2.0)
    found = loader.pixmap(shas[0], 60, 2.0)
    assert (found.width(), found.devicePixelRatio()) == (120, 2.0)


def test_the_newest_wish_comes_before_the_waiting_ones(
    qtbot: QtBot, loader: PictureLoader, shas: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Work, "PICTURE_THREADS", 1)  # side by side, one may be slower than the next ones
    came: list[str] = []
    loader.arrived.connect(came.append)
    for sha256 in shas:
        loader.pixmap(sha256, 80)
    qtbot.waitUntil(lambda: len(came) == len(shas))
    assert came == [shas[0], *reversed(shas[1:])]


def test_what_left_the_view_is_not_loaded(
    qtbot: QtBot, field_desk: Desk, loader: PictureLoader, shas: list[str]
) -> None:
    came: list[str] = []
    loader.arrived.connect(came.append)
    for sha256 in shas:
        loader.pixmap(sha256, 80)
    loader.drop()
    qtbot.waitUntil(lambda: len(came) == field_desk.work.PICTURE_THREADS)
    field_desk.settle()
    assert set(came) == set(shas[:2])


def test_what_is_missing_is_asked_for_again_when_photos_come(
    qtbot: QtBot, field_desk: Desk, loader: PictureLoader
) -> None:
    with qtbot.waitSignal(loader.arrived):
        loader.pixmap(MISSING, 80)
    assert loader.is_missing(MISSING)
    field_desk.do(_note_a_photo)
    assert not loader.is_missing(MISSING)


def test_what_is_kept_is_bounded(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, loader: PictureLoader, shas: list[str]
) -> None:
    monkeypatch.setattr(loading, "KEPT_BYTES", 3 * 80 * 60 * 4)
    came: list[str] = []
    loader.arrived.connect(came.append)
    for sha256 in shas:
        loader.pixmap(sha256, 80)
    qtbot.waitUntil(lambda: len(came) == len(shas))
    loader.drop()
    kept = [one for one in came if not loader.pixmap(one, 80).isNull()]
    assert kept == came[-3:]
    qtbot.waitUntil(lambda: len(came) >= len(shas) + 2)


def _note_a_photo(services: Services) -> None:
    with services.workspace.transaction("add_photos") as tx:
        tx.insert(Photo(id=tx.new_id(), sha256=MISSING))
