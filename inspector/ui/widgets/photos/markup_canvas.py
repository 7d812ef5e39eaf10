"""A picture that is drawn on: arrow, box, circle, words, pen.

It only draws and tells; each mark is kept at once by who listens, as one step that can be undone.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from inspector.domain.markup import Mark, MarkColour, MarkKind, Point
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.photos.picture_view import PictureView


class MarkupCanvas(PictureView):
    """`drawn` carries a `Mark`, `text_wanted` the place where words shall stand. Without a tool it is a picture."""

    drawn = Signal(object)
    text_wanted = Signal(object)

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__(appearance, name)
        self._tool: MarkKind | None = None
        self.colour = MarkColour.RED
        self._points: list[Point] = []

    @property
    def tool(self) -> MarkKind | None:
        """What is drawn with, None to look only."""
        return self._tool

    def take(self, tool: MarkKind | None) -> None:
        """Take a tool into the hand, or put it away."""
        self._tool = tool
        self._points = []
        self.setCursor(Qt.CursorShape.ArrowCursor if tool is None else Qt.CursorShape.CrossCursor)
        self.update()

    def shown_marks(self) -> tuple[Mark, ...]:
        """What is kept, and what is being drawn."""
        growing = self._growing()
        return (*self.marks, growing) if growing is not None else self.marks

    def _growing(self) -> Mark | None:
        if self._tool is None or not self._points:
            return None
        ends = self._points if self._tool is MarkKind.PEN else [self._points[0], self._points[-1]]
        return Mark(self._tool, self.colour, tuple(ends))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to draw."""
        if self._tool is None or not self.has_picture or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        if self._tool is MarkKind.TEXT:
            self.text_wanted.emit(self.share_of(event.position()))
            return
        self._points = [self.share_of(event.position())]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw on."""
        if not self._points:
            super().mouseMoveEvent(event)
            return
        self._points.append(self.share_of(event.position()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """It is drawn."""
        super().mouseReleaseEvent(event)
        if not self._points:
            return
        self._points.append(self.share_of(event.position()))
        made, self._points = self._growing(), []
        self.update()
        if made is not None and made.is_drawn:
            self.drawn.emit(made)
