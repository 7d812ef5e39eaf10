"""Every kind of question in every theme: nothing cut off, everything named, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from inspector.checklists.kinds import FILES, UNASKED, Kind
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.form.choice_button import ChoiceButton
from tests.ui.form.gallery import LONG, gallery_page, gallery_rows, shipped_page


def cut(label: QLabel) -> bool:
    """Whether a label's text does not stand whole in it."""
    room = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height()
    return QFontMetrics(label.font()).horizontalAdvance(label.text()) > room.width()


def visible(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in page.findChildren(kind) if one.isVisible()]


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nothing_is_cut_off(
    appearance: Appearance, theme: Theme, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", language)
    appearance.choose(theme)
    page = gallery_page(appearance, 1018 if theme is Theme.LARGE else 724)
    page.show()
    QApplication.processEvents()
    labels = [one for one in page.findChildren(QLabel) if one.isVisible() and one.text()]
    assert [one.text() for one in labels if cut(one)] == []
    assert any(one.text() == LONG for one in labels)
    for one in page.findChildren(ChoiceButton):
        assert one.height() >= one.heightForWidth(one.width())
    for button in page.findChildren(QAbstractButton):
        if button.isVisible() and not isinstance(button.parent(), QLineEdit):
            assert button.width() >= button.minimumSizeHint().width(), button.text()
            assert button.height() >= (appearance.tokens.target if theme is Theme.LARGE else 0), button.text()
    page.close()


def test_every_input_has_a_name_and_every_label_is_plain(appearance: Appearance) -> None:
    page = gallery_page(appearance)
    for kind in (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton):
        for one in page.findChildren(kind):
            inside = one.parent()
            if one.isVisibleTo(page) and not isinstance(inside, QLineEdit):
                assert one.accessibleName() or getattr(one, "text", str)(), one
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in page.findChildren(QLabel))


def test_the_gallery_has_every_kind_that_is_asked() -> None:
    shown = {one.question.kind for one in gallery_rows()}
    assert set(Kind) - UNASKED - FILES - {Kind.HIDDEN} <= shown


@pytest.mark.parametrize("theme", list(Theme))
def test_a_shipped_section_stands_whole(appearance: Appearance, theme: Theme) -> None:
    appearance.choose(theme)
    view = shipped_page(appearance)
    view.resize(1066 if theme is Theme.LARGE else 724, 620)
    QApplication.processEvents()
    labels = [one for one in view.findChildren(QLabel) if one.isVisible() and one.text()]
    assert [one.text() for one in labels if cut(one)] == []
    view.close()
