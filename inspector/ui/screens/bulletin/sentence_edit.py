"""A sentence of the issue: running text in which some numbers live.

A live figure is text with a format that carries its name. It is taken as one: typed beside it goes beside it, and
Backspace takes all of it. Whatever changes a part of it makes a typed number of it, which no longer follows the data
and which 核数 reads as any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFragment,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from inspector.services.studio_view import Run
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.typed_text import Settling

_FIGURE = QTextFormat.Property.UserProperty.value + 1
_PRINTED = _FIGURE + 1
_ORDER = _FIGURE + 2
_LEADING = 165
_DRAFT = 30
"""Milliseconds after a key until the preview is asked for."""


class SentenceEdit(QTextEdit):
    """`drafted` and `settled` carry the template; the first follows every key, the second is to be kept."""

    drafted = Signal(str)
    settled = Signal(str)
    figure_chosen = Signal(str)
    figure_opened = Signal(str)
    entered = Signal()
    stepped = Signal(int)
    """The cursor wants into the sentence before (-1) or after (1)."""

    def __init__(self, appearance: Appearance, name: str, hint: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._orders = count(1)
        self._showing = False
        self._chosen = ""
        self._wrong: tuple[tuple[int, int], ...] = ()
        self.runs: tuple[Run, ...] = ()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setProperty("kind", "paragraph")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self._settling = Settling(self)
        self._settling.due.connect(lambda: self.settled.emit(self.template()))
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(_DRAFT)
        self._draft.timeout.connect(lambda: self.drafted.emit(self.template()))
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        appearance.changed.connect(self._dress)

    # -- showing ---------------------------------------------------------------------------------------------------

    @property
    def waits(self) -> bool:
        """Whether something is typed and not told."""
        return self._settling.waits

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Show what is stored; what the user types at this moment is never overwritten."""
        if self.waits or (tuple(runs) == self.runs and self.template() == _template_of(runs)):
            return
        self.runs = tuple(runs)
        place = self.textCursor().position()
        self._showing = True
        self.clear()
        cursor = self.textCursor()
        for run in runs:
            cursor.insertText(run.text, self._figure(run.figure, run.text) if run.figure else self._plain())
        self._lead()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._showing = False
        self._mark()
        self._fit()

    def show_chosen(self, figure: str) -> None:
        """Fill the figure whose facts are shown; empty: none is."""
        if figure != self._chosen:
            self._chosen = figure
            self._mark()

    def show_wrong(self, places: Sequence[tuple[int, int]]) -> None:
        """Underline what contradicts something, from and to as places in the text."""
        if tuple(places) != self._wrong:
            self._wrong = tuple(places)
            self._mark()

    @property
    def wrong(self) -> tuple[tuple[int, int], ...]:
        """What is underlined."""
        return self._wrong

    def _plain(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(self._font())
        made.setForeground(QColor(self._appearance.tokens.ink))
        return made

    def _figure(self, name: str, printed: str) -> QTextCharFormat:
        tokens = self._appearance.tokens
        made = QTextCharFormat()
        made.setFont(face(self._font().pixelSize(), medium=True))
        made.setForeground(QColor(tokens.link))
        made.setBackground(QColor(tokens.tint))
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(QColor(tokens.link))
        made.setProperty(_FIGURE, name)
        made.setProperty(_PRINTED, printed)
        made.setProperty(_ORDER, next(self._orders))
        return made

    def _font(self) -> QFont:
        return face(self._appearance.tokens.section)

    def _lead(self) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        leading = QTextBlockFormat()
        leading.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(leading)

    def _mark(self) -> None:
        """The chosen figure on its fill, and waves below what contradicts."""
        tokens = self._appearance.tokens
        marks = []
        for at, fragment in _fragments(self):
            if self._chosen and fragment.charFormat().property(_FIGURE) == self._chosen:
                filled = QTextCharFormat()
                filled.setBackground(QColor(tokens.primary))
                filled.setForeground(QColor(tokens.on_primary))
                marks.append(self._over(at, at + len(fragment.text()), filled))
        waved = QTextCharFormat()
        waved.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        waved.setUnderlineColor(QColor(tokens.red))
        waved.setForeground(QColor(tokens.red))
        last = self.document().characterCount() - 1
        marks += [self._over(first, end, waved) for first, end in self._wrong if end <= last]
        self.setExtraSelections(marks)

    def _over(self, first: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(first)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.cursor, made.format = cursor, look
        return made

    def _dress(self) -> None:
        """Other letters and colours: the same text anew, what is being typed included."""
        cursor = QTextCursor(self.document())
        self._showing = True
        for at, fragment in list(_fragments(self)):
            look = fragment.charFormat()
            name = look.property(_FIGURE)
            cursor.setPosition(at)
            cursor.setPosition(at + len(fragment.text()), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(self._figure(name, look.property(_PRINTED)) if name else self._plain())
        self._showing = False
        self.setFont(self._font())
        self._mark()
        self._fit()

    # -- room ------------------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        margins = self.contentsMargins()
        height = round(self.document().size().height()) + margins.top() + margins.bottom()
        self.setFixedHeight(max(height, self._appearance.tokens.control))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other lines, another height."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its lines."""
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It gives way in its width alone."""
        return QSize(120, self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The page scrolls, never the sentence."""
        event.ignore()

    # -- text ------------------------------------------------------------------------------------------------------

    def template(self) -> str:
        """What stands here, with `{name}` for a live figure; a line for each paragraph."""
        lines = []
        block = self.document().begin()
        while block.isValid():
            lines.append("".join(_part(one) for _, one in _of_block(block)))
            block = block.next()
        return "\n".join(lines)

    def insert_figure(self, name: str, printed: str) -> None:
        """Put a live figure at the cursor."""
        self._leave_figure()
        self.textCursor().insertText(printed, self._figure(name, printed))
        self.setFocus()

    def flush(self) -> None:
        """Tell at once what is typed and not told yet."""
        self._settling.settle()

    def _on_text_changed(self) -> None:
        if self._showing:
            return
        self._showing = True
        self._unmask()
        self._showing = False
        self._draft.start()
        self._settling.touch()

    def _unmask(self) -> None:
        """A figure that was changed is a number that somebody typed."""
        for at, fragment in list(_fragments(self)):
            printed = fragment.charFormat().property(_PRINTED)
            if printed is not None and fragment.text() != printed:
                cursor = QTextCursor(self.document())
                cursor.setPosition(at)
                cursor.setPosition(at + len(fragment.text()), QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(self._plain())

    # -- figures ---------------------------------------------------------------------------------------------------

    def figure_at_cursor(self) -> str:
        """The name of the figure that the cursor is in or behind."""
        return str(self.textCursor().charFormat().property(_FIGURE) or "")

    def _on_cursor_moved(self) -> None:
        if not self._showing and self.figure_at_cursor():
            self.figure_chosen.emit(self.figure_at_cursor())

    def _leave_figure(self) -> None:
        """What is typed next is plain and stands behind the figure, never inside."""
        cursor = self.textCursor()
        if not cursor.hasSelection() and (span := self._span()) is not None and span[0] < cursor.position():
            cursor.setPosition(span[1])
            self.setTextCursor(cursor)
        if not self.isReadOnly():
            self.setCurrentCharFormat(self._plain())

    def _span(self) -> tuple[int, int] | None:
        """From and to of the figure that the cursor is in or behind."""
        place = self.textCursor().position()
        for at, fragment in _fragments(self):
            end = at + len(fragment.text())
            if at < place <= end and fragment.charFormat().property(_FIGURE):
                return at, end
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Backspace takes a figure as a whole; up and down go on to other sentences."""
        keys = Qt.Key
        span = self._span()
        if event.key() == keys.Key_Backspace and span is not None and not self.textCursor().hasSelection():
            cursor = self.textCursor()
            cursor.setPosition(span[0])
            cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
            if not self.isReadOnly():
                cursor.removeSelectedText()
            return
        if event.text() and event.key() not in {keys.Key_Backspace, keys.Key_Delete}:
            self._leave_figure()
        before = self.textCursor().position()
        super().keyPressEvent(event)
        steps = {keys.Key_Up: -1, keys.Key_Down: 1}
        if event.key() in steps and not event.modifiers() and self.textCursor().position() == before:
            self.stepped.emit(steps[keys(event.key())])

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Chinese is typed beside a figure too."""
        self._leave_figure()
        super().inputMethodEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Only text is pasted."""
        self._leave_figure()
        self.textCursor().insertText(source.text(), self._plain())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """With Ctrl a figure opens its rows at once."""
        super().mouseReleaseEvent(event)
        figure = self.figure_at_cursor()
        if figure and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.figure_opened.emit(figure)
        elif figure:
            self.figure_chosen.emit(figure)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The preview follows the caret."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leaving the sentence tells."""
        super().focusOutEvent(event)
        self.flush()


def _of_block(block: QTextBlock) -> list[tuple[int, QTextFragment]]:
    found = []
    pieces = block.begin()
    while not pieces.atEnd():
        fragment = pieces.fragment()
        if fragment.isValid():
            found.append((fragment.position(), fragment))
        pieces += 1
    return found


def _fragments(edit: QTextEdit) -> list[tuple[int, QTextFragment]]:
    found = []
    block = edit.document().begin()
    while block.isValid():
        found += _of_block(block)
        block = block.next()
    return found


def _part(fragment: QTextFragment) -> str:
    name = fragment.charFormat().property(_FIGURE)
    return "{" + str(name) + "}" if name else _plain_template(fragment.text())


def _plain_template(text: str) -> str:
    return text.replace("\u2028", "\n").replace("{", "{{").replace("}", "}}")


def _template_of(runs: Sequence[Run]) -> str:
    return "".join("{" + one.figure + "}" if one.figure else _plain_template(one.text) for one in runs)
