from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from inspector import paths
from inspector.ui.theme import icons
from inspector.ui.theme.icons import drawing, icon, paint_icon
from inspector.ui.theme.tokens import Theme, Workplace, tokens_of

pytestmark = pytest.mark.usefixtures("qapp")
NAMES = sorted(one.stem for one in paths.resources("icons").glob("*.svg"))
TOKENS = tokens_of(Theme.LIGHT, Workplace.OFFICE)


def inked(image: QImage, colour: str) -> int:
    """Pixels fully in the colour."""
    wanted = QColor(colour).rgba()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_every_icon_draws_itself_in_the_colour_asked_for() -> None:
    drawn = {name: icon(name, TOKENS, "primary", 80).pixmap(QSize(80, 80), 1.0).toImage() for name in NAMES}
    assert len(drawn) > 90
    assert [name for name, image in drawn.items() if inked(image, TOKENS.primary) < 20] == []


def test_icons_are_sharp_on_every_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icons, "_scales", lambda: [1.0, 1.25, 1.5, 2.0])
    made = icon("camera", TOKENS)
    for scale in (1.0, 1.25, 1.5, 2.0):
        pixmap = made.pixmap(QSize(20, 20), scale)
        assert pixmap.size() == QSize(round(20 * scale), round(20 * scale))


def test_a_disabled_icon_is_grey_and_a_selected_one_blue() -> None:
    made = icon("folder", TOKENS, "ink", 80)
    disabled = made.pixmap(QSize(80, 80), 1.0, QIcon.Mode.Disabled).toImage()
    selected = made.pixmap(QSize(80, 80), 1.0, QIcon.Mode.Selected).toImage()
    assert inked(disabled, TOKENS.ink3)
    assert inked(selected, TOKENS.link)


def test_copies_outlive_the_icon_that_they_were_made_from() -> None:
    made = icon("folder", TOKENS, "ink", 80)
    copy = QIcon(made)
    copy.addPixmap(made.pixmap(QSize(20, 20)))
    del made
    assert inked(copy.pixmap(QSize(80, 80), 1.0).toImage(), TOKENS.ink)


def test_small_icons_and_icons_on_fills_have_a_heavier_stroke() -> None:
    assert b'stroke-width="1.5"' in drawing("folder", TOKENS.ink, heavy=False)
    assert b'stroke-width="2"' in drawing("folder", TOKENS.ink, heavy=True)
    sizes = {size: icon("plus", TOKENS, "ink", size).pixmap(QSize(size, size), 1.0).toImage() for size in (17, 18)}
    assert inked(sizes[17], TOKENS.ink) > inked(sizes[18], TOKENS.ink)


def test_painters_draw_icons_too() -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_icon(painter, QRectF(0, 0, 40, 40), "check", TOKENS.green)
    painter.end()
    assert inked(image, TOKENS.green)


def test_an_icon_that_nobody_drew_is_a_mistake() -> None:
    with pytest.raises(FileNotFoundError):
        icon("unicorn", TOKENS)
