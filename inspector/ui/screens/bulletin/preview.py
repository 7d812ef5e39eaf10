"""成稿预览: the PDF itself, page by page. What is shown is what `compile` writes, byte for byte.

One page is composed at a time and only the newest wish waits, so that a fast typist never queues up pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.services.page_images import Bookmark, bookmarks, draw_page, page_with
from inspector.services.studio_view import IssueContent, Preview
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import icon_button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.plain import plain_label

_MARGIN = 16
_SETTLE = 80
"""Milliseconds that the pane keeps its size before the page is drawn anew."""


@dataclass(frozen=True)
class Spot:
    """Where somebody works: the title of a section, empty for the head, and how the sentence there begins."""

    section: str
    sentence: str = ""


@dataclass(frozen=True)
class _Wish:
    """`content` to be composed, or None to draw from `pdf`; `spot` is looked up in it, else `page` is drawn."""

    content: IssueContent | None
    pdf: bytes
    marks: tuple[Bookmark, ...]
    spot: Spot | None
    page: int
    room: tuple[int, int]


@dataclass(frozen=True)
class _Drawn:
    pdf: bytes
    pages: int
    marks: tuple[Bookmark, ...]
    page: int
    image: QImage


class PageView(QWidget):
    """A sheet of paper in the middle of its ground."""

    resized = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(sentence("ui_bulletin.preview"))

    def room(self) -> tuple[int, int]:
        """Device pixels that a page may take."""
        ratio = self.devicePixelRatioF()
        across, down = self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN
        return max(50, round(across * ratio)), max(50, round(down * ratio))

    def show_image(self, image: QImage) -> None:
        """Show a page."""
        self._pixmap = QPixmap.fromImage(image)
        self._pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()

    @property
    def shown_size(self) -> QSize:
        """Of the page, in pixels of the window."""
        return self._pixmap.deviceIndependentSize().toSize()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The page is drawn anew for the new room."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The page in the middle, with an edge."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.sunken))
        if not self._pixmap.isNull():
            size = self.shown_size
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.drawPixmap(left, top, self._pixmap)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawRect(QRectF(left - 0.5, top - 0.5, size.width(), size.height()))
        painter.end()


class PreviewPane(QWidget):
    """Shows the page of a section, and turns pages."""

    drawn = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        appearance = context.appearance
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view = PageView(appearance)
        self.before = icon_button(appearance, "chevron-left", sentence("ui_bulletin.page_before"), "Ctrl+PgUp")
        self.after = icon_button(appearance, "chevron-right", sentence("ui_bulletin.page_after"), "Ctrl+PgDn")
        self.place = plain_label("", "dense", "ink2")
        self._drawn: _Drawn | None = None
        self._wish: _Wish | None = None
        self._busy = False
        self._spot: Spot | None = None
        self._content: IssueContent | None = None
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_SETTLE)
        self._resized.timeout.connect(self._on_resize_settled)
        self._lay_out()
        self.view.resized.connect(self._resized.start)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        appearance.changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self._head = QWidget()
        self._head.setProperty("kind", "toolbar")
        self._head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(ElidedLabel(sentence("ui_bulletin.preview"), "section"))
        self.note = ElidedLabel(sentence("ui_bulletin.same_as_pdf"), "dense", "ink3")
        row.addWidget(self.note, 1)
        row.addWidget(self.before)
        row.addWidget(self.place)
        row.addWidget(self.after)
        column.addWidget(self._head)
        column.addWidget(self.view, 1)
        self._tell_place()

    def _dress(self) -> None:
        tokens = self._context.appearance.tokens
        self._head.setFixedHeight(tokens.toolbar - 4)
        self.note.setVisible(tokens.theme is not Theme.LARGE)

    # -- wishes ----------------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether another page will be shown in a moment."""
        return self._busy or self._wish is not None or self._resized.isActive()

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._drawn.page if self._drawn else 0

    @property
    def pages(self) -> int:
        """How many the issue has."""
        return self._drawn.pages if self._drawn else 0

    @property
    def pdf(self) -> bytes:
        """The issue as it is shown."""
        return self._drawn.pdf if self._drawn else b""

    @property
    def content(self) -> IssueContent | None:
        """The issue that was asked for last."""
        return self._content

    def show_content(self, content: IssueContent) -> None:
        """Compose the issue anew, where it is another one, and stay at the spot."""
        if content != self._content:
            self._content = content
            self._want(content, self._spot, self.page)

    def show_spot(self, spot: Spot) -> None:
        """Turn to the page on which a section, or a sentence of it, begins."""
        if spot != self._spot:
            self._spot = spot
            self._want(None, spot, self.page)

    def turn(self, by: int) -> None:
        """Turn pages; the spot is left until somebody works at another one."""
        if 0 <= self.page + by < self.pages:
            self._spot = None
            self._want(None, None, self.page + by)

    def _on_resize_settled(self) -> None:
        self._want(None, None, self.page)

    def _want(self, content: IssueContent | None, spot: Spot | None, page: int) -> None:
        waiting = self._wish.content if self._wish else None
        drawn = self._drawn
        pdf, marks = (drawn.pdf, drawn.marks) if drawn else (b"", ())
        content = content or waiting
        if content is None and not pdf and not self._busy:
            return
        self._wish = _Wish(content, pdf, marks, spot, page, self.view.room())
        self._start()

    def _start(self) -> None:
        wish = self._wish
        if self._busy or wish is None:
            return
        self._wish, self._busy = None, True
        if wish.content is None and self._drawn is not None:
            wish = _Wish(None, self._drawn.pdf, self._drawn.marks, wish.spot, wish.page, wish.room)
        self._context.work.picture(self, lambda services: _draw(services, wish), self._show)

    def _show(self, drawn: _Drawn | InspectorError) -> None:
        self._busy = False
        if isinstance(drawn, InspectorError):
            self.note.set_text(explain(drawn))
            return
        self.note.set_text(sentence("ui_bulletin.same_as_pdf"))
        self._drawn = drawn
        self.view.show_image(drawn.image)
        self._tell_place()
        self.drawn.emit()
        self._start()

    def _tell_place(self) -> None:
        self.place.setText(sentence("ui_bulletin.page_of", page=self.page + 1, pages=self.pages) if self.pages else "")
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page + 1 < self.pages)


def _draw(services: Services, wish: _Wish) -> _Drawn | InspectorError:
    """Compose where that is wanted, find the page, draw it. Runs in a thread of the pool."""
    pdf, marks = wish.pdf, wish.marks
    if wish.content is not None:
        try:
            printed: Preview = services.office.studio.printed(wish.content)
        except InspectorError as error:
            return error
        pdf, marks = printed.pdf, bookmarks(printed.pdf)
    page = wish.page if wish.spot is None else _page_of(pdf, marks, wish.spot)
    found = draw_page(pdf, page, *wish.room)
    image = QImage(found.pixels, found.width, found.height, found.stride, QImage.Format.Format_RGB32).copy()
    return _Drawn(pdf, found.pages, marks, found.page, image)


def _page_of(pdf: bytes, marks: tuple[Bookmark, ...], spot: Spot) -> int:
    """The page of the sentence, else of its section, else the first one."""
    if not spot.section:
        return 0
    first = next((one.page for one in marks if one.title.endswith(spot.section)), 0)
    found = page_with(pdf, spot.sentence, first) if spot.sentence else None
    return first if found is None else found
