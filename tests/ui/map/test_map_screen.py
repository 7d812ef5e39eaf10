"""地图 as a user meets it: the same projects on the map and in the list, routes, layers, and what has no position."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inspector.domain.campaign import ObservationTour, TourStop
from inspector.domain.lamps import LampColour
from inspector.domain.project import Datum
from inspector.services.bundle import Services
from inspector.services.routes import Route, Stop
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.map.listing import ROW
from inspector.ui.screens.map.map_screen import MapScreen
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.map.scene import place_of
from tests.services.kit import a_project
from tests.services.test_boundaries import feature, written
from tests.storage.map_kit import map_file, tile_png
from tests.ui.kit import Desk

PLACES = {"徐大堡核电": (120.5, 40.5), "滨海公路": (120.9, 40.9), "绥中风电": (121.2, 40.6)}


def put_places(services: Services) -> None:
    for name, (longitude, latitude) in PLACES.items():
        a_project(services, name, longitude=longitude, latitude=latitude)
    a_project(services, "没有坐标的项目")


@pytest.fixture
def placed(empty_desk: Desk) -> Desk:
    """A laptop with three projects that have positions and one that has none."""
    empty_desk.do(put_places)
    return empty_desk


def shown(qtbot: QtBot, desk: Desk, target: Target | None = None) -> MapScreen:
    screen = MapScreen(desk.context)
    qtbot.addWidget(screen)
    screen.resize(1278, 672)
    if target is not None:
        screen.open_target(target)
    screen.show()
    settle(qtbot, desk, screen)
    return screen


def settle(qtbot: QtBot, desk: Desk, screen: MapScreen) -> None:
    desk.settle()
    qtbot.waitUntil(lambda: not screen._pause.isActive() and not screen.view.loading)
    desk.settle()


@pytest.fixture
def screen(qtbot: QtBot, placed: Desk) -> Iterator[MapScreen]:
    made = shown(qtbot, placed)
    yield made
    made.close()


def listed(screen: MapScreen) -> list[str]:
    model = screen.side.page.listing.model_
    rows = [model.index(at).data(ROW) for at in range(model.rowCount())]
    return [row.name for row in rows if row is not None]


def click_mark(qtbot: QtBot, screen: MapScreen, name: str) -> None:
    points, view = screen._loaded, screen.view
    assert points is not None
    assert view.scene.clusters is not None
    mark = view.scene.clusters.mark_of(points.points.names.index(name), view.view.zoom)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place_of(view.view, mark).toPoint())


def drop(screen: MapScreen, *paths: Path) -> bool:
    """Drag files over the screen and drop them where that is allowed."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(600, 300), copy, data, left, none)
    enter.ignore()
    QApplication.sendEvent(screen, enter)
    if enter.isAccepted():
        QApplication.sendEvent(screen, QDropEvent(QPointF(600, 300), copy, data, left, none))
    return enter.isAccepted()


def test_projects_stand_on_the_map_and_in_the_list(screen: MapScreen) -> None:
    assert sorted(listed(screen)) == sorted(PLACES)
    assert screen.side.page.told.text() == "视野内 3 个项目"
    assert screen.side.filters.lamps[LampColour.NONE].accessibleName() == "未亮灯 3"


def test_a_click_on_the_map_shows_the_project_beside_it(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    click_mark(qtbot, screen, "滨海公路")
    settle(qtbot, placed, screen)
    card = screen.side.card
    assert screen.side.card_shown
    assert card.name.full_text == "滨海公路"
    marked = screen.side.page.listing.currentIndex().data(ROW)
    assert marked.name == "滨海公路"
    with qtbot.waitSignal(screen.navigated) as told:
        qtbot.mouseClick(card.open_button, Qt.MouseButton.LeftButton)
    assert told.args == [Target(ScreenKey.PROJECT, card.project_id)]
    with qtbot.waitSignal(screen.navigated) as told:
        qtbot.mouseClick(card.start_button, Qt.MouseButton.LeftButton)
    assert told.args == [Target(ScreenKey.VISIT, card.project_id, "start")]
    assert [screen.leave(), screen.side.card_shown, screen.leave()] == [True, False, False]


def test_the_list_leads_to_the_map(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    listing = screen.side.page.listing
    listing.setFocus()
    qtbot.keyClick(listing, Qt.Key.Key_Down)
    settle(qtbot, placed, screen)
    row = listing.currentIndex().data(ROW)
    assert screen.side.card.name.full_text == row.name
    assert screen._loaded is not None
    assert screen._loaded.points.names[screen.view.scene.chosen] == row.name
    with qtbot.waitSignal(screen.navigated) as told:
        qtbot.keyClick(listing, Qt.Key.Key_Return)
    assert told.args == [Target(ScreenKey.PROJECT, row.id)]


def test_the_list_follows_the_view(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    screen.view.choose(0, look=True)
    settle(qtbot, placed, screen)
    assert len(listed(screen)) == 1
    qtbot.keyClick(screen.view, Qt.Key.Key_Home)
    settle(qtbot, placed, screen)
    assert len(listed(screen)) == 3


def test_filters_leave_fewer(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    filters = screen.side.filters
    qtbot.keyClicks(filters.search, "xdb")
    filters.settle()
    settle(qtbot, placed, screen)
    assert listed(screen) == ["徐大堡核电"]
    filters.clear()
    settle(qtbot, placed, screen)
    qtbot.mouseClick(filters.lamps[LampColour.RED], Qt.MouseButton.LeftButton)
    settle(qtbot, placed, screen)
    assert listed(screen) == []
    assert filters.lamps[LampColour.NONE].accessibleName() == "未亮灯 3"
    assert screen._form.stage.currentWidget() is screen._room, "a filter that leaves nothing keeps the map"
    qtbot.mouseClick(filters.lamps[LampColour.RED], Qt.MouseButton.LeftButton)
    filters.area.setCurrentIndex(filters.area.findText("绥中县"))
    filters.area.activated.emit(filters.area.currentIndex())
    settle(qtbot, placed, screen)
    assert listed(screen) == []


def test_only_those_of_today(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    due = placed.ask(lambda services: {one.project for one in services.today.overview(placed.context.today()).visits})
    qtbot.mouseClick(screen.side.filters.today, Qt.MouseButton.LeftButton)
    settle(qtbot, placed, screen)
    assert set(listed(screen)) == due & PLACES.keys()


def test_what_has_no_position_is_one_click_away(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    turn = screen.side.page.turn
    assert turn.accessibleName() == "无坐标 1 个"
    qtbot.mouseClick(turn, Qt.MouseButton.LeftButton)
    settle(qtbot, placed, screen)
    assert listed(screen) == ["没有坐标的项目"]
    qtbot.mouseClick(turn, Qt.MouseButton.LeftButton)
    settle(qtbot, placed, screen)
    assert len(listed(screen)) == 3


def test_projects_at_one_spot_are_listed(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    for name in ("同址一", "同址二"):
        placed.do(partial(a_project, name=name, longitude=120.7, latitude=40.75))
    settle(qtbot, placed, screen)
    click_mark(qtbot, screen, "同址一")
    settle(qtbot, placed, screen)
    click_mark(qtbot, screen, "同址一")
    settle(qtbot, placed, screen)
    assert sorted(listed(screen)) == ["同址一", "同址二"]
    assert screen.side.page.told.text() == "此处 2 个项目"
    assert screen.leave()


def test_a_change_is_seen_at_once(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    click_mark(qtbot, screen, "滨海公路")
    settle(qtbot, placed, screen)
    placed.do(lambda services: a_project(services, "新项目", longitude=120.6, latitude=40.8))
    settle(qtbot, placed, screen)
    assert "新项目" in listed(screen)
    assert screen.side.card.name.full_text == "滨海公路", "what was chosen stays chosen"


def test_a_target_chooses_a_project(qtbot: QtBot, placed: Desk) -> None:
    wanted = placed.ask(lambda services: services.projects.show("绥中风电").project.id)
    screen = shown(qtbot, placed, Target(ScreenKey.MAP, wanted))
    assert screen.side.card.project_id == wanted
    assert screen.view.view.zoom >= 14
    screen.close()


def test_the_map_opens_where_it_was_left(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    screen.view.zoom(2)
    left = screen.view.view
    screen.close()
    again = shown(qtbot, placed)
    assert (again.view.view.x, again.view.view.zoom) == pytest.approx((left.x, left.zoom))
    again.close()


def test_an_empty_map_says_what_to_do(qtbot: QtBot, empty_desk: Desk) -> None:
    screen = shown(qtbot, empty_desk)
    assert screen._form.stage.currentWidget() is screen.empty
    assert screen.empty.button is not None
    with qtbot.waitSignal(screen.navigated) as told:
        qtbot.mouseClick(screen.empty.button, Qt.MouseButton.LeftButton)
    assert told.args == [Target(ScreenKey.PROJECTS)]
    screen.close()


def test_projects_without_any_position_are_listed_at_once(qtbot: QtBot, field_desk: Desk) -> None:
    screen = shown(qtbot, field_desk)
    assert "徐大堡核电4号机组" in listed(screen)
    assert screen.side.page.told.text().startswith("无坐标")
    screen.close()


# -- routes ------------------------------------------------------------------------------------------------------------


def stops(screen: MapScreen) -> list[str]:
    panel = screen.side.route.stops
    return [panel.item(at).text() for at in range(panel.count())]


def test_todays_route_is_proposed_drawn_and_put_in_another_order(qtbot: QtBot, placed: Desk) -> None:
    screen = shown(qtbot, placed, Target(ScreenKey.MAP, detail="route"))
    first = stops(screen)
    assert sorted(first) == sorted(PLACES)
    assert screen.side.route.total.text().startswith("3 站，约 ")
    assert "直线" in screen.side.route.note.text()
    assert screen.view.scene.route is not None
    panel = screen.side.route.stops
    panel.setFocus()
    panel.setCurrentRow(2)
    qtbot.keyClick(panel, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, placed, screen)
    moved = stops(screen)
    assert moved == [first[0], first[2], first[1]]
    screen.close()
    again = shown(qtbot, placed, Target(ScreenKey.MAP, detail="route"))
    assert stops(again) == moved, "the order is remembered for the day"
    qtbot.mouseClick(again.side.route.order, Qt.MouseButton.LeftButton)
    settle(qtbot, placed, again)
    assert again.route.route.length <= screen.route.route.length + 1
    again.close()


def test_a_stop_is_taken_off_and_put_on_again(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    screen.open_target(Target(ScreenKey.MAP, detail="route"))
    settle(qtbot, placed, screen)
    panel = screen.side.route.stops
    panel.setFocus()
    panel.setCurrentRow(0)
    gone = stops(screen)[0]
    qtbot.keyClick(panel, Qt.Key.Key_Delete)
    settle(qtbot, placed, screen)
    assert gone not in stops(screen)
    click_mark(qtbot, screen, gone)
    settle(qtbot, placed, screen)
    button = screen.side.card.route_button
    assert button.accessibleName() == "加入路线"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, placed, screen)
    assert stops(screen)[-1] == gone
    assert button.accessibleName() == "移出路线"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, placed, screen)
    assert gone not in stops(screen)


def test_a_stop_leads_to_its_place(qtbot: QtBot, placed: Desk, screen: MapScreen) -> None:
    screen.open_target(Target(ScreenKey.MAP, detail="route"))
    settle(qtbot, placed, screen)
    panel = screen.side.route.stops
    panel.setFocus()
    panel.setCurrentRow(0)
    qtbot.keyClick(panel, Qt.Key.Key_Down)
    settle(qtbot, placed, screen)
    assert screen.side.card.name.full_text == stops(screen)[1]


def test_the_route_of_a_tour_stays_as_it_is(qtbot: QtBot, placed: Desk) -> None:
    def tour(services: Services) -> None:
        ids = {name: services.projects.show(name).project.id for name in PLACES}
        with services.workspace.transaction("tour") as tx:
            made = ObservationTour(id=tx.new_id(), name="夏季观摩", toured_on=date(2022, 6, 15))
            order = ("绥中风电", "徐大堡核电")
            halts = [
                TourStop(id=tx.new_id(), tour_id=made.id, project_id=ids[name], position=at)
                for at, name in enumerate(order)
            ]
            tx.insert_many([made, *halts])

    placed.do(tour)
    screen = shown(qtbot, placed, Target(ScreenKey.MAP, detail="route"))
    which = screen.side.route.which
    which.setCurrentIndex(1)
    which.activated.emit(1)
    settle(qtbot, placed, screen)
    assert which.currentText() == "夏季观摩（2022-06-15）"
    assert stops(screen) == ["绥中风电", "徐大堡核电"]
    panel = screen.side.route.stops
    panel.setCurrentRow(1)
    qtbot.keyClick(panel, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(panel, Qt.Key.Key_Delete)
    settle(qtbot, placed, screen)
    assert stops(screen) == ["绥中风电", "徐大堡核电"]
    screen.close()


def test_stops_without_a_position_are_named(screen: MapScreen) -> None:
    panel = screen.side.route
    panel.show_route(Route((Stop("a", "甲", 120.5, 40.5),), (), ("乙项目",)))
    assert "1 个没有坐标，未排入：乙项目" in panel.note.text()
    panel.show_route(Route((), ()))
    assert panel.total.text() == "还没有路线"
    assert "加入路线" in panel.note.text()


# -- layers ------------------------------------------------------------------------------------------------------------


def outlines(screen: MapScreen) -> int:
    return len(screen.view._ground.outline_layers)


def test_a_dropped_map_is_drawn_and_named(qtbot: QtBot, placed: Desk, screen: MapScreen, tmp_path: Path) -> None:
    tiles = {(zoom, column, row): tile_png() for zoom in (0, 1) for column in range(2**zoom) for row in range(2**zoom)}
    path = map_file(tmp_path / "市区.mbtiles", tiles, metadata={"name": "市区底图", "attribution": "测绘院"})
    told: list[Any] = []
    screen.told.connect(told.append)
    assert drop(screen, path)
    settle(qtbot, placed, screen)
    (layer,) = screen.layers.layers
    assert layer.name == "市区底图"
    assert "市区底图" in told[0].text
    assert not screen.layers_panel.isHidden()
    assert screen.view.scene.credits == "测绘院  市区底图：未填审图号，仅限内部使用"
    row = screen.layers_panel.rows[0]
    row.review.setFocus()
    qtbot.keyClicks(row.review, "GS(2022)12")
    qtbot.keyClick(row.review, Qt.Key.Key_Return)
    settle(qtbot, placed, screen)
    assert screen.view.scene.credits == "测绘院  审图号：GS(2022)12"
    assert screen.layers_panel.rows[0] is row, "the row stays under the cursor"
    row.datum.setCurrentIndex(row.datum.findData("GCJ02"))
    row.datum.activated.emit(row.datum.currentIndex())
    settle(qtbot, placed, screen)
    assert screen.layers.layers[0].datum is Datum.GCJ02


def test_boundaries_are_shown_whole_hidden_and_removed(
    qtbot: QtBot, placed: Desk, screen: MapScreen, tmp_path: Path
) -> None:
    placed.prompts.files = [written(tmp_path, feature(name="连山区"))]
    screen.tools.layers.click()
    screen.layers_panel.add_boundaries.click()
    settle(qtbot, placed, screen)
    box = screen.view.view.box()
    assert (box[2] - box[0]) * 360 > 1
    assert outlines(screen) == 1
    screen.layers_panel.rows[0].shown.click()
    settle(qtbot, placed, screen)
    assert not screen.view.scene.credits
    assert outlines(screen) == 0
    screen.layers_panel.rows[0].remove.click()
    settle(qtbot, placed, screen)
    assert screen.layers.layers == ()
    qtbot.keyClick(screen.layers_panel, Qt.Key.Key_Escape)
    assert screen.layers_panel.isHidden()


def test_a_file_that_is_no_map_is_told(qtbot: QtBot, placed: Desk, screen: MapScreen, tmp_path: Path) -> None:
    other, wrong = tmp_path / "a.txt", tmp_path / "b.mbtiles"
    other.write_text("x")
    wrong.write_text("x")
    assert not drop(screen, other)
    assert drop(screen, wrong)
    settle(qtbot, placed, screen)
    assert [one.key for one in placed.prompts.told] == ["storage.map_is_none"]  # type: ignore[union-attr]


def test_a_map_on_a_stick_that_was_pulled_is_named(
    qtbot: QtBot, placed: Desk, screen: MapScreen, tmp_path: Path
) -> None:
    path = map_file(tmp_path / "市区.mbtiles")
    drop(screen, path)
    settle(qtbot, placed, screen)
    screen.hide()
    path.unlink()
    screen.show()
    settle(qtbot, placed, screen)
    problems = [one.text() for one in screen.layers_panel.rows[0].findChildren(QLabel)]
    assert any("打不开" in one for one in problems)


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_nothing_is_cut_off_at_the_size_of_a_laptop(
    qtbot: QtBot, placed: Desk, monkeypatch: pytest.MonkeyPatch, theme: Theme, lang: str
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", lang)
    placed.context.appearance.choose(theme)
    screen = shown(qtbot, placed)
    click_mark(qtbot, screen, "滨海公路")
    settle(qtbot, placed, screen)
    assert screen.minimumSizeHint().height() <= 650
    for button in screen.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
            assert button.accessibleName(), button
            assert screen.rect().contains(button.mapTo(screen, button.rect().center()))
    screen.close()


def test_the_keys_are_told(screen: MapScreen) -> None:
    told = [one.keys for one in screen.key_map()]
    assert len(told) == len(set(told))
    assert json.dumps([one.text for one in screen.key_map()]).count("ui_map") == 0
