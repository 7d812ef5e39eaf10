from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.toast import ToastStrip
from tests.ui.gallery import Gallery


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    name: str = request.param
    monkeypatch.setenv("INSPECTOR_LANG", name)
    return name


def cut(widget: QWidget) -> bool:
    """Whether a text has less room than it needs."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height()
    if isinstance(widget, QLabel):
        return widget.fontMetrics().horizontalAdvance(widget.text()) > widget.contentsRect().width()
    needed = widget.minimumSizeHint()
    return needed.width() > widget.width() or needed.height() > widget.height()


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("workplace", Workplace)
def test_no_text_is_cut_and_none_covers_another(
    appearance: Appearance, qtbot: QtBot, theme: Theme, workplace: Workplace, language: str
) -> None:
    assert language
    appearance.work_at(workplace)
    appearance.choose(theme)
    gallery = Gallery(appearance)
    qtbot.addWidget(gallery)
    gallery.fit()
    gallery.show()
    qtbot.waitExposed(gallery)
    shown = [one for one in gallery.findChildren(QWidget) if one.isVisible()]
    wordless = (ElidedLabel, QToolButton)
    texts = [one for one in shown if isinstance(one, QLabel | QAbstractButton) and not isinstance(one, wordless)]
    assert [one.text() for one in texts if cut(one)] == []
    assert overlapping(texts) == []


def overlapping(texts: list[QLabel | QAbstractButton]) -> list[tuple[str, str]]:
    """Texts of the same parent that share pixels."""
    return [
        (one.text(), other.text())
        for at, one in enumerate(texts)
        for other in texts[:at]
        if one.parent() is other.parent()
        and not isinstance(one.parent(), ToastStrip)
        and one.text()
        and other.text()
        and one.geometry().intersects(other.geometry())
    ]


@pytest.mark.parametrize("theme", Theme)
def test_everything_that_can_be_used_has_a_name(appearance: Appearance, qtbot: QtBot, theme: Theme) -> None:
    appearance.choose(theme)
    gallery = Gallery(appearance)
    qtbot.addWidget(gallery)
    nameless = [one for one in gallery.findChildren(QAbstractButton) if not (one.accessibleName() or one.text())]
    inside = {"qt_spinbox_lineedit", "qt_scrollarea_viewport"}
    assert [one.metaObject().className() for one in nameless if one.objectName() not in inside] == []


def test_a_gallery_lives_through_all_themes(appearance: Appearance, qtbot: QtBot) -> None:
    gallery = Gallery(appearance)
    qtbot.addWidget(gallery)
    gallery.show()
    pictures = []
    for theme in Theme:
        appearance.choose(theme)
        pictures.append(gallery.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]
