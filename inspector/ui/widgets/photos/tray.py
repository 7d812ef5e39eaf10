"""The photos of a visit beside its items: what was taken, where it belongs, what to look at, and the way in for more.

It only shows and asks; who fills the visit attaches what is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from inspector.domain.inspection import Photo
from inspector.services.draft_photos import Source
from inspector.services.visit_warnings import VisitWarning
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.pictures import PictureLoader
from inspector.ui.prompts import FileRequest
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.photos import words
from inspector.ui.widgets.photos.cells import PhotoCell
from inspector.ui.widgets.photos.drop_zone import DropZone
from inspector.ui.widgets.photos.drops import files_of, pasted
from inspector.ui.widgets.photos.grid import PhotoGrid
from inspector.ui.widgets.photos.watch import FolderWatch
from inspector.ui.widgets.plain import plain_label

WIDTH = 280
_WIDTH_LARGE = 340


@dataclass(frozen=True)
class TrayPhoto:
    """A photo with the numbers of the items that it belongs to (`5.2`; empty: none) and what to look at."""

    photo: Photo
    numbers: tuple[str, ...]
    warnings: tuple[VisitWarning, ...]


class PhotoTray(QWidget):
    """`files_dropped` carries a tuple of paths, however they came; `opened` the id of a photo.

    `joined` (to the item that one stands at), `loosened` (from every item) and `removed` carry the id of a photo: from
    its menu, or by L, Shift+L and Delete.
    """

    files_dropped = Signal(object)
    choose_wanted = Signal()
    opened = Signal(str)
    pair_wanted = Signal()
    joined = Signal(str)
    loosened = Signal(str)
    removed = Signal(str)

    def __init__(self, context: Context, pictures: PictureLoader) -> None:
        super().__init__()
        self._context = context
        self._locked = False
        appearance = context.appearance
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._count = plain_label("", "body", "ink3")
        self.pair = Button(appearance, sentence("ui_photos.pair"), ButtonKind.TEXT, "pair")
        self.grid = PhotoGrid(appearance, pictures, sentence("ui_photos.tray"), columns=2, opens_at_once=True)
        self._empty = plain_label(sentence("ui_photos.tray_empty"), "dense", "ink3", wrap=True)
        self.zone = DropZone(appearance)
        self._footnote = plain_label(sentence("ui_photos.kept"), "caption", "ink2", wrap=True)
        self._watch = FolderWatch(context.work, self)
        self._lay_out()
        self._connect()
        self._on_appearance_changed()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.setContentsMargins(4, 0, 0, 0)
        head.addWidget(plain_label(sentence("ui_photos.tray"), "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.pair)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self.grid, 1)
        column.addStretch(0)
        foot = QVBoxLayout()
        foot.setContentsMargins(4, 0, 16, 0)
        foot.setSpacing(8)
        foot.addWidget(self.zone)
        foot.addWidget(self._footnote)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.pair.clicked.connect(self.pair_wanted)
        self.grid.opened.connect(self.opened)
        self.zone.choose_wanted.connect(self.choose_wanted)
        self.zone.watch_wanted.connect(self._on_watch_wanted)
        self._watch.found.connect(self._give)
        self._context.appearance.changed.connect(self._on_appearance_changed)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._on_menu_requested)
        for keys, wanted in (("L", self.joined), ("Shift+L", self.loosened), ("Delete", self.removed)):
            shortcut = QShortcut(QKeySequence(keys), self.grid)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._say, wanted))
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)

    def _on_menu_requested(self, at: QPoint) -> None:
        """What can be done with a photo, at the photo."""
        if not self.grid.indexAt(at).isValid() or self._locked:
            return
        self.grid.setCurrentIndex(self.grid.indexAt(at))
        menu = QMenu(self)
        for text, keys, wanted in (
            (sentence("ui_photos.join_item"), "L", self.joined),
            (sentence("ui_photos.leave_items"), "Shift+L", self.loosened),
            (sentence("ui_photos.remove"), "Delete", self.removed),
        ):
            action = menu.addAction(f"{text}\t{keys}")
            action.triggered.connect(partial(self._say, wanted))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.grid.viewport().mapToGlobal(at))

    def _say(self, wanted: SignalInstance, _: object = None) -> None:
        photo = self.grid.current_id
        if photo and not self._locked:
            wanted.emit(photo)

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_photos(self, photos: Sequence[TrayPhoto], *, locked: bool) -> None:
        """Show the photos of a visit; a signed one takes no more."""
        self._locked = locked
        days = [one.photo.taken_at for one in photos if one.photo.taken_at and not one.warnings]
        day = days[0].date() if days else self._context.today()
        self.grid.show_rows([_cell(one, number, day) for number, one in enumerate(photos, start=1)])
        self._count.setText(str(len(photos)) if photos else "")
        self._empty.setVisible(not photos)
        self.pair.setEnabled(len(photos) > 1)
        self.zone.setVisible(not locked)
        self.setAcceptDrops(not locked)
        if locked:
            self._stop_watching()

    def _on_appearance_changed(self) -> None:
        large = self._context.appearance.tokens.theme is Theme.LARGE
        self.setFixedWidth(_WIDTH_LARGE if large else WIDTH)

    # -- taking photos in ------------------------------------------------------------------------------------------

    def paste(self) -> None:
        """Take what the clipboard holds: files, or a picture."""
        self._give(pasted(QGuiApplication.clipboard().mimeData()))

    def _give(self, files: tuple[Source, ...]) -> None:
        if files and not self._locked:
            self.files_dropped.emit(files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files are welcome."""
        if event.mimeData().hasUrls() and not self._locked:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand them on, all in one."""
        event.acceptProposedAction()
        self._give(files_of(event.mimeData()))

    # -- watching a folder -----------------------------------------------------------------------------------------

    def _on_watch_wanted(self) -> None:
        """On with the folder of last time, asked for the first time; off the second time."""
        if self._watch.folder is not None:
            self._stop_watching()
            return
        known = self._context.preferences.watched_folder
        if not known or not self._watch_folder(Path(known)):
            request = FileRequest(sentence("ui_photos.watch_title"))
            self._context.prompts.choose_folder(request, self._on_folder_chosen)

    def _on_folder_chosen(self, folder: Path) -> None:
        if self._watch_folder(folder):
            self._context.preferences.watched_folder = str(folder)

    def _watch_folder(self, folder: Path) -> bool:
        begun = self._watch.start(folder)
        self.zone.show_watch(folder.name if begun else "")
        return begun

    def _stop_watching(self) -> None:
        self._watch.stop()
        self.zone.show_watch("")


def _cell(one: TrayPhoto, number: int, day: date) -> PhotoCell:
    """Time and item below the picture, then what to look at."""
    belongs = "、".join(one.numbers) or sentence("ui_photos.not_joined")
    return PhotoCell(
        photo_id=one.photo.id,
        sha256=one.photo.sha256,
        number=number,
        line=f"{words.time_of(one.photo, day)}    {belongs}",
        warnings=words.warnings_of(one.warnings),
        mark=words.side_of(one.photo),
    )
