"""The navigation: a rail with words (field), a column with groups (office), or icons alone where room is short."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QScrollArea, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.places import Place
from inspector.ui.screen import ScreenKey
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import icon
from inspector.ui.theme.tokens import Theme, Tokens
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.scrolled import scrolled

GROUPS = {
    "data": "ui.group_data",
    "follow": "ui.group_follow",
    "made": "ui.group_made",
    "system": "ui.group_system",
}
_NAMES = {
    ScreenKey.TODAY: "ui.screen_today",
    ScreenKey.PROJECTS: "ui.screen_projects",
    ScreenKey.PROJECT: "ui.screen_project",
    ScreenKey.MAP: "ui.screen_map",
    ScreenKey.VISIT: "ui.screen_visit",
    ScreenKey.PHOTOS: "ui.screen_photos",
    ScreenKey.PROBLEMS: "ui.screen_problems",
    ScreenKey.HANDOVER: "ui.screen_handover",
    ScreenKey.RECOVERY: "ui.screen_recovery",
    ScreenKey.COCKPIT: "ui.screen_cockpit",
    ScreenKey.REGISTER: "ui.screen_register",
    ScreenKey.MERGE: "ui.screen_merge",
    ScreenKey.EXCEL: "ui.screen_excel",
    ScreenKey.LAMPS: "ui.screen_lamps",
    ScreenKey.BULLETIN: "ui.screen_bulletin",
    ScreenKey.SETTINGS: "ui.screen_settings",
}


def name_of(key: ScreenKey) -> str:
    """What a screen is called."""
    return sentence(_NAMES[key])


class Shape:
    """How an entry is drawn: icon above words (`RAIL`), beside them (`COLUMN`), or alone (`ICONS`)."""

    RAIL = "rail"
    COLUMN = "column"
    ICONS = "icons"


class NavigationButton(QAbstractButton):
    """One entry: icon, name, and a count where work waits."""

    def __init__(self, icon_name: str, text: str, shape: str, tokens: Tokens) -> None:
        super().__init__()
        self._icon_name, self._shape, self._tokens = icon_name, shape, tokens
        self._count = 0
        self._alarming = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if shape == Shape.ICONS:
            self.setToolTip(text)

    def set_count(self, count: int, *, alarming: bool) -> None:
        """How much waits there; a red count is for red lamps alone."""
        self._count, self._alarming = count, alarming
        told = sentence("ui.navigation_count", name=self.text(), count=count) if count else self.text()
        self.setAccessibleName(told)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for icon and name in this shape."""
        tokens = self._tokens
        if self._shape == Shape.COLUMN:
            return QSize(tokens.nav - 16, tokens.control)
        if self._shape == Shape.ICONS:
            return QSize(tokens.rail - 8 if tokens.rail < _WORDS else 48, max(40, tokens.target))
        return QSize(tokens.rail - 12, _entry_height(tokens))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Pill and bar where chosen, icon, name, count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self._shape == Shape.COLUMN:
            self._paint_column(painter)
        else:
            self._paint_rail(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = self._tokens
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(tokens.surface if self.isChecked() else tokens.head))
            painter.drawRoundedRect(self.rect(), tokens.radius, tokens.radius)
        if self.isChecked():
            painter.setBrush(QColor(tokens.primary))
            painter.drawRect(QRect(0, 4, 3, self.height() - 8))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(tokens.ink))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), tokens.radius, tokens.radius)

    @property
    def _colour(self) -> str:
        return "primary" if self.isChecked() else "ink"

    def _paint_column(self, painter: QPainter) -> None:
        tokens = self._tokens
        size = tokens.icon
        icon(self._icon_name, tokens, self._colour, size).paint(painter, 12, (self.height() - size) // 2, size, size)
        self._write(painter, QRect(12 + size + 8, 0, self.width() - size - 60, self.height()), tokens.body)
        if self._count:
            painter.setPen(QColor(tokens.red if self._alarming else tokens.ink3))
            _set_size(painter, tokens.caption)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect().adjusted(0, 0, -12, 0), right, _shown(self._count))

    def _write(self, painter: QPainter, room: QRect, size: int) -> None:
        painter.setPen(QColor(getattr(self._tokens, self._colour)))
        _set_size(painter, size, medium=self.isChecked())
        align = Qt.AlignmentFlag.AlignLeft if self._shape == Shape.COLUMN else Qt.AlignmentFlag.AlignHCenter
        while self._shape != Shape.COLUMN and size > _LEAST_WORD and _advance(painter, self.text()) > room.width():
            size -= 1
            _set_size(painter, size, medium=self.isChecked())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_rail(self, painter: QPainter) -> None:
        tokens = self._tokens
        size = tokens.icon
        words = self._shape == Shape.RAIL
        top = 10 if words else (self.height() - size) // 2
        left = (self.width() - size) // 2
        icon(self._icon_name, tokens, self._colour, size).paint(painter, left, top, size, size)
        if words:
            room = QRect(2, top + size + 2, self.width() - 4, self.height() - top - size - 6)
            self._write(painter, room, min(tokens.dense, 18))
        if self._count:
            self._paint_badge(painter, left + size)

    def _paint_badge(self, painter: QPainter, left: int) -> None:
        tokens = self._tokens
        _set_size(painter, min(tokens.caption, 14) - 1)
        text = _shown(self._count)
        width = max(18, painter.fontMetrics().horizontalAdvance(text) + 10)
        room = QRect(min(left + 4, self.width() - width), 4, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.red_fill if self._alarming else tokens.ink2))
        painter.drawRoundedRect(room, 8, 8)
        painter.setPen(QColor(tokens.on_red if self._alarming else tokens.surface))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)


_SHORT = 4
"""Letters of a word mark that fit into the rail in their full size."""
_SIDES = {Shape.COLUMN: 8, Shape.RAIL: 6, Shape.ICONS: 4}
_EDGE = 8
_BETWEEN = 6
_LEAST_WORD = 11
"""Pixels of the letters of a rail's longest words."""
_WORDS = 80
"""A rail narrower than this has no room for words."""


def _shown(count: int) -> str:
    return str(count) if count < 1000 else "999+"  # noqa: PLR2004 - what the badge holds


def _advance(painter: QPainter, text: str) -> int:
    return painter.fontMetrics().horizontalAdvance(text)


def _set_size(painter: QPainter, pixels: int, *, medium: bool = False) -> None:
    painter.setFont(face(pixels, medium=medium))


def _entry_height(tokens: Tokens) -> int:
    """Of an icon above its word."""
    return 62 if tokens.theme is not Theme.LARGE else 68


def rail_height(entries: int, tokens: Tokens) -> int:
    """Pixels that so many entries with words need, and the display beside them."""
    return 2 * _EDGE + (entries + 1) * _entry_height(tokens)


class Navigation(QWidget):
    """The entries of a workplace in one of the shapes."""

    chosen = Signal(object)
    """A `ScreenKey`."""
    display_wanted = Signal()

    def __init__(self, places: tuple[Place, ...], shape: str, appearance: Appearance, workplace: str) -> None:
        super().__init__()
        self.setObjectName("navigation_column")
        self.setProperty("kind", "nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tokens = appearance.tokens
        self.shape = shape
        self._buttons: dict[ScreenKey, NavigationButton] = {}
        self._group = QButtonGroup(self)
        self._mark = _word_mark(shape, workplace)
        self._build(places)
        self.setFixedWidth({Shape.COLUMN: self._tokens.nav, Shape.ICONS: 56}.get(shape, self._tokens.rail))

    def _build(self, places: tuple[Place, ...]) -> None:
        column = QVBoxLayout(self)
        side = _SIDES[self.shape]
        column.setContentsMargins(side, _EDGE, side, _EDGE)
        column.setSpacing(0)
        column.addWidget(self._mark)
        inside = QWidget()
        entries = self._entries = QVBoxLayout(inside)
        entries.setContentsMargins(0, 0, 0, 0)
        entries.setSpacing(0 if self.shape == Shape.COLUMN else _BETWEEN)
        group = ""
        for place in (one for one in places if one.in_navigation):
            if place.group != group and self.shape == Shape.COLUMN:
                entries.addWidget(_group_title(place.group))
            group = place.group
            entries.addWidget(self._entry(place))
        entries.addStretch(1)
        column.addWidget(_scrolling(inside), 1)
        display = self._display = NavigationButton("display", sentence("ui.display"), self.shape, self._tokens)
        display.setObjectName("display")
        display.setCheckable(False)
        display.clicked.connect(self.display_wanted)
        column.addWidget(display)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """On a low window the word mark and the gaps make room for the entries."""
        super().resizeEvent(event)
        if self.shape == Shape.COLUMN:
            return
        shown = [*self._buttons.values(), self._display]
        bare = 2 * _EDGE + sum(one.sizeHint().height() for one in shown)
        spaced = bare + _BETWEEN * len(shown)
        room = self.height() - spaced
        self._mark.setVisible(self.shape == Shape.RAIL and room >= self._mark.sizeHint().height())
        self._entries.setSpacing(_BETWEEN if self.height() >= spaced else 0)

    def _entry(self, place: Place) -> NavigationButton:
        button = NavigationButton(place.icon, name_of(place.key), self.shape, self._tokens)
        button.setObjectName(f"to_{place.key}")
        button.clicked.connect(lambda _=False, key=place.key: self.chosen.emit(key))
        self._buttons[place.key] = button
        self._group.addButton(button)
        return button

    def mark(self, key: ScreenKey) -> None:
        """Show which screen is open; one without an entry marks none."""
        self._group.setExclusive(False)
        for own, button in self._buttons.items():
            button.setChecked(own is key)
        self._group.setExclusive(key in self._buttons)

    def show_counts(self, counts: Mapping[str, tuple[int, bool]]) -> None:
        """How much waits at each screen, and whether it is red."""
        for key, button in self._buttons.items():
            count, alarming = counts.get(key.value, (0, False))
            button.set_count(count, alarming=alarming)


def _scrolling(inside: QWidget) -> QScrollArea:
    area = scrolled(inside)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it would cover the words of a rail
    return area


def _word_mark(shape: str, workplace: str) -> QWidget:
    text = sentence("ui.word_mark_two_lines") if shape != Shape.COLUMN else sentence("ui.word_mark")
    longest = max(map(len, text.split("\n")))
    mark = plain_label(text, "word_mark" if shape == Shape.COLUMN or longest <= _SHORT else "strong")
    align = Qt.AlignmentFlag.AlignVCenter
    mark.setAlignment(align | (Qt.AlignmentFlag.AlignLeft if shape == Shape.COLUMN else Qt.AlignmentFlag.AlignHCenter))
    mark.setContentsMargins(12 if shape == Shape.COLUMN else 0, 0, 0, 6)
    mark.setToolTip(sentence("ui.workplace_office") if workplace == "office" else sentence("ui.workplace_field"))
    return mark


def _group_title(group: str) -> QLabel:
    title = plain_label(sentence(GROUPS[group]), "dense", "ink3")
    title.setContentsMargins(12, 8, 0, 2)
    return title
