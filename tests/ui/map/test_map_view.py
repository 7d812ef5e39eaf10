"""The map by real mouse and keys: it pans, zooms, chooses and opens."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.mercator import to_world
from inspector.domain.outlines import Outline
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.widgets.map.clusters import Clusters, Mark, Places
from inspector.ui.widgets.map.ground import OutlineLayer, TileLayer
from inspector.ui.widgets.map.map_view import MapView
from inspector.ui.widgets.map.marks import short_count
from inspector.ui.widgets.map.scene import RouteLine, place_of, short_name
from inspector.ui.widgets.map.viewport import Viewport
from tests.storage.map_kit import tile_png

FAR_APART = ((120.5, 40.5), (120.9, 40.9), (121.2, 40.6))
NAMES = ("徐大堡核电4号机组", "绥中四方台风电项目", "建昌天香源高新农业产业园区建设项目（一期）")
Made = Callable[..., MapView]


@pytest.fixture
def appearance(qapp: QApplication, tmp_path: Path) -> Iterator[Appearance]:
    made = Appearance(qapp, tmp_path / "cache", Workplace.FIELD, Theme.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def made(qtbot: QtBot, appearance: Appearance) -> Made:
    def make(*places: tuple[float, float], lamps: bytes = b"") -> MapView:
        view = MapView(appearance)
        qtbot.addWidget(view, before_close_func=lambda one: one.stop())
        view.resize(800, 600)
        world = [to_world(*one) for one in places]
        columns = Places(
            array("d", [x for x, _ in world]), array("d", [y for _, y in world]), lamps or bytes(len(world))
        )
        view.show_places(Clusters(columns), NAMES[: len(world)] or NAMES, lambda mark: (NAMES[mark.first % 3],))
        view.show()
        view.fit_places()
        return view

    return make


def spot(view: MapView, index: int) -> QPoint:
    clusters = view.scene.clusters
    assert clusters is not None
    return place_of(view.view, clusters.mark_of(index, view.view.zoom)).toPoint()


def turn_wheel(view: MapView, notches: int, at: QPoint) -> None:
    scroll(view, QPoint(), QPoint(0, 120 * notches), at)


def scroll(view: MapView, pixels: QPoint, turn: QPoint, at: QPoint, *, ctrl: bool = False) -> None:
    """A wheel where `pixels` is zero, else two fingers on a touchpad."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        pixels,
        turn,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase if pixels.isNull() else Qt.ScrollPhase.ScrollUpdate,
        False,  # noqa: FBT003 - Qt's
    )
    QApplication.sendEvent(view, event)


def test_everything_is_shown_at_first(made: Made) -> None:
    view = made(*FAR_APART)
    assert all(view.rect().contains(spot(view, at)) for at in range(3))


def test_a_click_chooses_a_project_and_one_beside_it_none(qtbot: QtBot, made: Made) -> None:
    view = made(*FAR_APART)
    with qtbot.waitSignal(view.chosen) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(view, 1))
    assert told.args == [1]
    assert view.accessibleDescription() == NAMES[1]
    with qtbot.waitSignal(view.chosen) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 590))
    assert told.args == [-1]


def test_a_double_click_opens_a_project_and_zooms_elsewhere(qtbot: QtBot, made: Made) -> None:
    view = made(*FAR_APART)
    with qtbot.waitSignal(view.opened) as told:
        qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=spot(view, 2))
    assert told.args == [2]
    before = view.view
    place = before.to_world(400, 590)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 590))
    assert view.view.zoom == before.zoom + 1
    assert view.view.to_screen(*place) == pytest.approx((400, 590))


def test_a_drag_pans_and_chooses_nothing(qtbot: QtBot, made: Made) -> None:
    view = made(*FAR_APART)
    before = spot(view, 1)
    chosen: list[int] = []
    view.chosen.connect(chosen.append)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=before)
    for step in (20, 60, 90):
        QTest.mouseMove(view, before + QPoint(step, -step // 2))
    qtbot.waitUntil(lambda: spot(view, 1) == before + QPoint(90, -45))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=before + QPoint(90, -45))
    assert chosen == []


def test_the_wheel_zooms_to_what_is_under_it(made: Made) -> None:
    view = made(*FAR_APART)
    zoom, at = view.view.zoom, spot(view, 0)
    turn_wheel(view, 2, at)
    assert view.view.zoom == zoom + 2
    assert (spot(view, 0) - at).manhattanLength() <= 1
    turn_wheel(view, -1, at)
    assert view.view.zoom == zoom + 1


def test_two_fingers_pan_and_with_ctrl_zoom(made: Made) -> None:
    view = made(*FAR_APART)
    zoom, at = view.view.zoom, spot(view, 1)
    scroll(view, QPoint(30, -20), QPoint(60, -40), at)
    assert spot(view, 1) == at + QPoint(30, -20)
    scroll(view, QPoint(0, 10), QPoint(0, 60), at, ctrl=True)
    assert view.view.zoom == zoom + 0.5


def test_arrows_plus_minus_and_home(qtbot: QtBot, made: Made) -> None:
    view = made(*FAR_APART)
    whole = view.view
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.view.x > whole.x
    assert view.view.y > whole.y
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.view.zoom == whole.zoom + 1
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.view.zoom == whole.zoom - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert (view.view.x, view.view.y, view.view.zoom) == pytest.approx((whole.x, whole.y, whole.zoom))


def test_tab_goes_from_mark_to_mark_and_on(qtbot: QtBot, made: Made) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    view, after = made(*FAR_APART), QLineEdit()
    column.addWidget(view)
    column.addWidget(after)
    room.resize(800, 640)
    room.show()
    view.fit_places()
    room.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    chosen: list[int] = []
    view.chosen.connect(chosen.append)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert sorted(chosen) == [0, 1, 2]
    qtbot.keyClick(view, Qt.Key.Key_Backtab)
    assert chosen[-1] == chosen[1]
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [chosen[1]]
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_a_cluster_opens_by_zooming_in(qtbot: QtBot, made: Made) -> None:
    view = made((120.5, 40.5), (120.5004, 40.5002), (121.5, 41.0))
    zoom = view.view.zoom
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(view, 0))
    assert view.view.zoom > zoom + 3
    assert view.rect().contains(spot(view, 0))


def test_projects_at_one_spot_are_handed_out(qtbot: QtBot, made: Made) -> None:
    view = made((120.5, 40.5), (120.5, 40.5), (120.5, 40.5))
    view.choose(1, look=True)
    with qtbot.waitSignal(view.gathered) as told:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot(view, 0))
    assert sorted(told.args[0]) == [0, 1, 2]
    with qtbot.waitSignal(view.gathered):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_what_is_pointed_at_is_told_in_a_bubble(qtbot: QtBot, made: Made) -> None:
    view = made(*FAR_APART)
    plain = view.grab().toImage()
    QTest.mouseMove(view, spot(view, 1))
    qtbot.waitUntil(lambda: view.scene.hovered is not None)
    assert view.grab().toImage() != plain
    QTest.mouseMove(view, QPoint(5, 300))
    qtbot.waitUntil(lambda: view.scene.hovered is None)


@pytest.mark.parametrize("theme", list(Theme))
def test_every_lamp_looks_different_in_every_theme(made: Made, appearance: Appearance, theme: Theme) -> None:
    """In grey as well: a lamp is never told by its colour alone."""
    appearance.choose(theme)
    looks: list[QImage] = []
    for lamp in range(4):
        view = made((120.5, 40.5), lamps=bytes([lamp]))
        size = view.scene.room(view.view, Mark(0, 0, 0, (1, 0, 0, 0), 0)).toAlignedRect()
        size.moveCenter(spot(view, 0))
        grey = view.grab(size).toImage().convertToFormat(view.grab().toImage().Format.Format_Grayscale8)
        assert all(grey != other for other in looks)
        looks.append(grey)


def test_boundaries_tiles_and_a_route_are_drawn(qtbot: QtBot, made: Made) -> None:
    class Red:
        def tile(self, zoom: int, column: int, row: int) -> bytes | None:
            return tile_png((250, 0, 0)) if zoom and column and row else None

    view = made(*FAR_APART)
    paper = view.grab().toImage()
    ring = ((120.4, 40.4), (121.3, 40.4), (121.3, 41.0), (120.4, 41.0), (120.4, 40.4))
    layer = OutlineLayer([Outline("连山区", (ring,))])
    assert layer.box is not None
    assert OutlineLayer([]).box is None
    view.show_outlines([layer], "审图号：辽S(2022)12号")
    bounded = view.grab().toImage()
    assert bounded != paper
    view.show_tiles([(TileLayer("a", (0, 14)), Red())])
    qtbot.waitUntil(lambda: QColor(view.grab().toImage().pixel(300, 60)) == QColor(250, 0, 0))
    stops = tuple(to_world(*one) for one in FAR_APART)
    before = view.grab().toImage()
    view.show_route(RouteLine(stops, (56_000.0, 42_000.0)))
    assert view.grab().toImage() != before
    view.show_route(None)
    assert view.grab().toImage() == before
    view.stop()


def test_a_coarser_tile_stands_in_for_one_that_is_not_there(qtbot: QtBot, made: Made) -> None:
    class Coarse:
        def tile(self, zoom: int, _column: int, _row: int) -> bytes | None:
            return tile_png((250, 0, 0)) if zoom <= 6 else None

    view = made(*FAR_APART)
    view.look_at(Viewport(view.view.x, view.view.y, 6, 800, 600))
    view.show_tiles([(TileLayer("a", (3, 10)), Coarse())])
    qtbot.waitUntil(lambda: QColor(view.grab().toImage().pixel(300, 60)) == QColor(250, 0, 0))
    view.zoom(2)
    qtbot.waitUntil(lambda: not view.loading)
    assert QColor(view.grab().toImage().pixel(300, 60)) == QColor(250, 0, 0)
    view.stop()


def test_names_stand_beside_marks_when_there_is_room(made: Made) -> None:
    view = made(*FAR_APART)
    view.choose(2, look=True)
    with_name = view.grab().toImage()
    view.scene.names = ("", "", "")
    assert view.grab().toImage() != with_name
    assert short_name(NAMES[2]) == "建昌天香源高新农业产业园区建设…"
    assert [short_count(one) for one in (2, 999, 1_000, 1_290, 12_345, 100_000)] == [
        "2",
        "999",
        "1k",
        "1.2k",
        "12k",
        "100k",
    ]


def test_nothing_to_show_is_no_error(qtbot: QtBot, made: Made) -> None:
    view = made()
    view.look_at(Viewport(0.83, 0.37, 8, 800, 600))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_A)
    assert not view.loading
