"""The matrix of projects × steps. The names stay where they are: a second view that shares model and selection."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from inspector.texts import sentence
from inspector.ui.screens.lamps.matrix_delegate import PAD, MatrixDelegate
from inspector.ui.screens.lamps.matrix_model import DEPARTMENT, MatrixModel
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.table_rows import LongTable

_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CONTROL = Qt.KeyboardModifier.ControlModifier
_NAME_SHARE = 0.34
_NAME_LEAST, _NAME_MOST = 220, 420
_STEP_MOST = 1.6
"""Times the width that a step needs: beyond that, air does not help."""


class StepHeader(QHeaderView):
    """Two lines: the step, and its department."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._appearance = appearance
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for both lines."""
        tokens = self._appearance.tokens
        return QSize(super().sizeHint().width(), tokens.dense + tokens.caption + 23)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        """Draw the head of a column."""
        tokens, model = self._appearance.tokens, self.model()
        painter.save()
        painter.fillRect(rect, QColor(tokens.head))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        name = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        below = str(model.headerData(section, Qt.Orientation.Horizontal, DEPARTMENT) or "")
        upper, lower = face(tokens.dense, medium=bool(section)), face(tokens.caption)
        heights = QFontMetrics(upper).height(), QFontMetrics(lower).height() if below else 0
        left = rect.left() + (PAD if section else 24)
        top = rect.top() + (rect.height() - sum(heights)) // 2
        for text, font, height, tone in ((name, upper, heights[0], "ink"), (below, lower, heights[1], "ink2")):
            painter.setFont(font)
            painter.setPen(QColor(tokens.colour(tone)))
            room = QRect(left, top, rect.right() - left, height)
            cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
            top += height
        painter.restore()


class MatrixView(LongTable):
    """`marked` tells that the cursor moved, `asked` that the user wants to know why, `opened` the row to open.

    `handled` wants the chosen cells moved on, `chosen` tells that others are chosen.
    """

    marked = Signal()
    asked = Signal()
    handled = Signal()
    chosen = Signal()
    opened = Signal(int)
    scrolled = Signal()

    def __init__(self, appearance: Appearance, model: MatrixModel) -> None:
        super().__init__()
        self._appearance = appearance
        self._model = model
        self._delegate = MatrixDelegate(appearance)
        self.setModel(model)
        self.names = QTableView(self)
        self.names.setModel(model)
        self.names.setSelectionModel(self.selectionModel())
        for view in (self, self.names):
            self._set_up(view)
        self.setAccessibleName(sentence("ui_lamps.matrix"))
        self.names.setAccessibleName(sentence("ui_lamps.head_project"))
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._connect()
        self._dress()

    def _set_up(self, view: QTableView) -> None:
        view.setItemDelegate(self._delegate)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalHeader(StepHeader(self._appearance))
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _connect(self) -> None:
        self.verticalScrollBar().valueChanged.connect(self.names.verticalScrollBar().setValue)
        self.names.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        for view in (self, self.names):
            view.doubleClicked.connect(self._on_double_clicked)
            view.clicked.connect(self._on_clicked)
        self._model.modelReset.connect(self._dress)
        self._model.headerDataChanged.connect(self._on_departments_known)
        self._appearance.changed.connect(self._dress)

    # -- the cursor ------------------------------------------------------------------------------------------------

    def _on_current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        self._delegate.row = current.row()
        for index in (current, before):
            self.names.update(index.siblingAtColumn(0))
        self.marked.emit()

    def _on_clicked(self, _index: QModelIndex) -> None:
        self.setFocus()
        self.asked.emit()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column():
            self.handled.emit()
        else:
            self.opened.emit(index.row())

    def _on_selection_changed(self) -> None:
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and F2 move on, Space tells why, Ctrl+Enter opens the project, Ctrl+A chooses the column."""
        current = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._choose_column(current.column())
        elif event.key() in _ENTERS and (event.modifiers() & _CONTROL or not current.column()):
            self.opened.emit(current.row())
        elif event.key() in _ENTERS or event.key() == Qt.Key.Key_F2:
            self.handled.emit()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def _choose_column(self, column: int) -> None:
        if column > 0:
            last = self._model.rowCount() - 1
            span = QItemSelection(self._model.index(0, column), self._model.index(last, column))
            self.selectionModel().select(span, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def chosen_cells(self) -> tuple[frozenset[int], tuple[int, ...]]:
        """The columns of steps that cells are chosen in, and the rows of these cells from top to bottom."""
        columns: set[int] = set()
        rows: set[int] = set()
        for span in self.selectionModel().selection().toList():
            own = set(range(max(1, span.left()), span.right() + 1))
            columns |= own
            if own:
                rows.update(range(span.top(), span.bottom() + 1))
        return frozenset(columns), tuple(sorted(rows))

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """The cursor never hides behind the names."""
        if not index.column():
            self.names.scrollTo(index, hint)
            return
        super().scrollTo(index, hint)
        hidden = self.columnWidth(0) - self.visualRect(index).left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def shown_rows(self) -> tuple[int, int]:
        """The first and the last row in sight, counted from one; (0, 0) where there is none."""
        if not self._model.projects:
            return 0, 0
        height = self.viewport().height()
        first, last = self.rowAt(0), self.rowAt(height - 1)
        return first + 1, (last if last >= 0 else len(self._model.projects) - 1) + 1

    # -- room ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the new width, and put the names over the first column."""
        super().resizeEvent(event)
        self._fit()
        self.scrolled.emit()

    def _dress(self) -> None:
        for view in (self, self.names):
            view.verticalHeader().setDefaultSectionSize(self._appearance.tokens.row_matrix)
            view.horizontalHeader().setFixedHeight(view.horizontalHeader().sizeHint().height())
        for column in range(1, self._model.columnCount()):
            self.names.hideColumn(column)
        self._fit()

    def _on_departments_known(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Names get a third, steps what they need and some air of what is left."""
        room = self.viewport().width()
        name = max(_NAME_LEAST, min(_NAME_MOST, round(room * _NAME_SHARE)))
        steps = [self._needed(column) for column in range(1, self._model.columnCount())]
        spare = max(1.0, (room - name) / max(1, sum(steps)))
        for column, needed in enumerate(steps, start=1):
            self.setColumnWidth(column, int(needed * min(_STEP_MOST, spare)))
        used = sum(self.columnWidth(column) for column in range(1, self._model.columnCount()))
        name = max(name, room - used) if steps else room
        self.setColumnWidth(0, name)
        self.names.setColumnWidth(0, name)
        head = self.horizontalHeader().height()
        self.names.setGeometry(0, 0, name, head + self.viewport().height())
        self.names.raise_()

    def _needed(self, column: int) -> int:
        tokens = self._appearance.tokens
        name = str(self._model.headerData(column, Qt.Orientation.Horizontal))
        below = str(self._model.headerData(column, Qt.Orientation.Horizontal, DEPARTMENT) or "")
        sign = sentence("ui.widget_lamp_red", days=88)
        widths = (
            QFontMetrics(face(tokens.dense, medium=True)).horizontalAdvance(name),
            QFontMetrics(face(tokens.caption)).horizontalAdvance(below),
            QFontMetrics(face(tokens.dense, medium=True)).horizontalAdvance(sign) + tokens.lamp + 6,
        )
        return max(widths) + 2 * PAD
