"""A grid of photos, of a few or of thousands: a list that wraps, with headings over the whole width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from inspector.ui.pictures import PictureLoader
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.enter import is_enter
from inspector.ui.widgets.photos.cell_delegate import CellDelegate
from inspector.ui.widgets.photos.cells import Heading, PhotoCell, Row
from inspector.ui.widgets.row_list import Index, RowModel

_BATCH = 400
"""Cells that are placed before the window gets its turn again."""


class CellModel(RowModel[Row]):
    """Headings can neither be chosen nor stood at."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Photos alone are for choosing."""
        if not index.isValid() or isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class PhotoGrid(QListView):
    """`opened` carries the photo that is to be looked at; `chosen` tells that other photos are selected.

    `columns` is a fixed number of them, 0 for as many as have room at `least` pixels each. Photos are chosen by a
    click and opened by two, or with `opens_at_once` opened by one, where nothing is to be chosen.
    """

    opened = Signal(str)
    chosen = Signal()

    def __init__(  # noqa: PLR0913 - what it shows, and how it divides its width
        self,
        appearance: Appearance,
        pictures: PictureLoader,
        name: str,
        *,
        columns: int = 0,
        least: int = 168,
        lines: int = 1,
        opens_at_once: bool = False,
    ) -> None:
        super().__init__()
        self._appearance, self._pictures = appearance, pictures
        self._columns, self._least = columns, least
        self._opens_at_once = opens_at_once
        self._model = CellModel()
        self._places: dict[str, list[int]] = {}
        self._delegate = CellDelegate(appearance, pictures, lines=lines)
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._dress()
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        pictures.arrived.connect(self._on_picture_arrived)
        appearance.changed.connect(self._on_appearance_changed)

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "bare")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        many, none = QAbstractItemView.SelectionMode.ExtendedSelection, QAbstractItemView.SelectionMode.NoSelection
        self.setSelectionMode(none if self._opens_at_once else many)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    # -- showing ---------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown, headings too."""
        return self._model.rows

    @property
    def photos(self) -> tuple[PhotoCell, ...]:
        """The photos in their order."""
        return tuple(one for one in self.rows if isinstance(one, PhotoCell))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other cells; what was chosen stays chosen where it is still there."""
        if tuple(rows) == self.rows:
            return
        kept, current = set(self.chosen_ids()), self.current_id
        self._model.show_rows(rows)
        self._places = {}
        for at, row in enumerate(rows):
            if isinstance(row, PhotoCell):
                self._places.setdefault(row.sha256, []).append(at)
        self._fit()
        self._choose(kept, current)

    def _choose(self, kept: set[str], current: str) -> None:
        selection = self.selectionModel()
        for at, row in enumerate(self.rows if kept or current else ()):
            if row.row_id in kept:
                selection.select(self._model.index(at), QItemSelectionModel.SelectionFlag.Select)
            if row.row_id == current:
                selection.setCurrentIndex(self._model.index(at), QItemSelectionModel.SelectionFlag.NoUpdate)

    def chosen_ids(self) -> tuple[str, ...]:
        """The photos that are selected, in the order in which they stand."""
        rows = sorted(one.row() for one in self.selectionModel().selectedRows())
        return tuple(self.rows[at].row_id for at in rows)

    @property
    def current_id(self) -> str:
        """The photo that the cursor is on, "" for none."""
        at = self.currentIndex().row()
        return self.rows[at].row_id if 0 <= at < len(self.rows) else ""

    def stand_at(self, photo_id: str) -> None:
        """Put the cursor on a photo and show it."""
        at = next((at for at, row in enumerate(self.rows) if row.row_id == photo_id), -1)
        if at >= 0:
            self.setCurrentIndex(self._model.index(at))
            self.scrollTo(self._model.index(at))

    # -- room ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Divide the new width."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """Cells share the width without the scroll bar's, so that its coming and going moves nothing."""
        across = self.width() - self.verticalScrollBar().sizeHint().width() - 2
        columns = self._columns or max(2, across // self._least)
        width = max(40, across // columns)
        if (width, across) != (self._delegate.width, self._delegate.across):
            self._delegate.width, self._delegate.across = width, across
            self.verticalScrollBar().setSingleStep(max(20, width // 3))
            self.scheduleDelayedItemsLayout()

    def _on_appearance_changed(self) -> None:
        self._fit()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _on_picture_arrived(self, sha256: str) -> None:
        """Paint the one cell anew: painting all of them for each picture would cost more than loading it."""
        for at in self._places.get(sha256, ()):
            self.update(self._model.index(at))

    def _on_selection_changed(self) -> None:
        self.chosen.emit()

    # -- opening ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter looks closer."""
        if is_enter(event):
            if self.current_id:
                self.opened.emit(self.current_id)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Once is closer where nothing is to be chosen."""
        super().mouseReleaseEvent(event)
        if self._opens_at_once:
            self._open_at(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Twice is closer."""
        super().mouseDoubleClickEvent(event)
        if not self._opens_at_once:
            self._open_at(event)

    def _open_at(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.opened.emit(self.rows[index.row()].row_id)
