"""照片: the grid, the closer look, and taking in what is dropped."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inspector.domain.changes import Changes
from inspector.services.bundle import Services
from inspector.services.draft_photos import Attached, Kept, Source
from inspector.services.drafts import DraftSummary
from inspector.services.photos import MarkLine
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.picture_reading import lines_printed, write_view
from inspector.ui.pictures import PictureLoader
from inspector.ui.prompts import FileRequest, Notice
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target, Toast
from inspector.ui.screens.photos.draft_choice import DraftChoice
from inspector.ui.screens.photos.gallery_page import GalleryPage
from inspector.ui.shortcuts import add_keys
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.photos import words
from inspector.ui.widgets.photos.drops import ask_for_photos, files_of, pasted
from inspector.ui.widgets.photos.lightbox import Lightbox
from inspector.ui.widgets.photos.refusals import refusal_notice

VISIT = "visit"
_KINDS = frozenset({"photo", "inspection", "problem", "project"})


class PhotosScreen(Screen):
    """A target with a photo opens it; with `detail` "visit" the record is a visit whose photos are to be paired."""

    KEY: ClassVar[ScreenKey] = ScreenKey.PHOTOS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._pictures = PictureLoader(context, self)
        self.gallery = GalleryPage(context, self._pictures)
        self.lightbox = Lightbox(context, self._pictures)
        self.choice = DraftChoice(context.appearance)
        self.pages = QStackedWidget()
        for page in (self.gallery, self.lightbox, self.choice):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.add = Button(context.appearance, sentence("ui_photos.add"), ButtonKind.PRIMARY, "plus")
        self._opened_from_outside = False
        self.setAcceptDrops(True)
        self._connect()

    def _connect(self) -> None:
        self.gallery.opened.connect(self.open_photo)
        self.gallery.paired.connect(self._on_paired)
        self.gallery.export_wanted.connect(self._on_export_wanted)
        self.gallery.add_wanted.connect(self.choose_files)
        self.gallery.counted.connect(self._on_counted)
        self.lightbox.closed.connect(self.close_photo)
        self.lightbox.told.connect(self.told)
        self.choice.decided.connect(self._attach)
        self.choice.left.connect(partial(self._show, self.gallery))
        self.add.clicked.connect(self.choose_files)
        add_keys(self.gallery, {"P": self.choose_files, "Ctrl+V": self.paste}, inside=True)

    # -- where one is ----------------------------------------------------------------------------------------------

    def open_target(self, target: Target) -> None:
        """All photos, one of them, or those of a visit."""
        of_visit = target.detail == VISIT
        self.gallery.show_visit(target.record_id if of_visit else "")
        if of_visit:
            self.gallery.pair_by_clicks(on=True)
        self._opened_from_outside = bool(target.record_id) and not of_visit
        if self._opened_from_outside:
            self.context.work.read(self, partial(_siblings, target.record_id), partial(self._look, target.record_id))
        else:
            self._show(self.gallery)
        self.title_changed.emit(sentence("ui.screen_photos"), "")
        self.refresh()

    def _look(self, photo_id: str, order: tuple[str, ...]) -> None:
        self.lightbox.show_photo(photo_id, order)
        self._show(self.lightbox)

    def open_photo(self, photo_id: str) -> None:
        """Look at a photo of the grid; left and right go through the grid."""
        self._opened_from_outside = False
        self._look(photo_id, tuple(one.photo_id for one in self.gallery.grid.photos))

    def close_photo(self) -> None:
        """Back to the grid, at the photo that was looked at last."""
        self.lightbox.flush()
        self.gallery.grid.stand_at(self.lightbox.photo_id)
        self._show(self.gallery)

    def leave(self) -> bool:
        """From a photo, from the question or from pairing back to the grid."""
        if self.pages.currentWidget() is not self.gallery:
            self.close_photo()
            return not self._opened_from_outside
        if self.gallery.is_pairing and not self.gallery.visit_id:
            self.gallery.pair_by_clicks(on=False)
            return True
        return False

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.header_changed.emit()
        self.keys_changed.emit()

    def refresh(self) -> None:
        """Read the grid anew, and the photo that is looked at."""
        self.gallery.refresh()
        if self.pages.currentWidget() is self.lightbox:
            self.lightbox.refresh()

    def concerned(self, changes: Changes) -> bool:
        """Photos, and what they belong to."""
        return bool(_KINDS & {*changes.inserted, *changes.updated, *changes.deleted})

    def _on_counted(self, shown: int, total: int) -> None:
        told = {"shown": shown, "total": total}
        text = sentence("ui_photos.of_total", **told) if shown != total else sentence("ui_photos.count", count=total)
        self.title_changed.emit(sentence("ui.screen_photos"), text)

    # -- pairs and views -------------------------------------------------------------------------------------------

    def _on_paired(self, before: str, after: str) -> None:
        author = self.context.author
        told = Toast(sentence("ui_photos.paired"))
        self.context.work.write(
            self, lambda services: services.photos.pair(before, after, author), lambda _: self.told.emit(told)
        )

    def _on_export_wanted(self, photos: tuple[str, ...]) -> None:
        request = FileRequest(sentence("ui_photos.export_folder"))
        self.context.prompts.choose_folder(request, partial(self._export, photos))

    def _export(self, photos: tuple[str, ...], folder: Path) -> None:
        task = LongTask(sentence("ui_photos.exporting"), sentence("ui_photos.exporting_cancel"))
        told = Toast(sentence("ui_photos.exported_many", count=len(photos), folder=folder.name), undo=False)
        job = partial(_write_views, photos, folder, lines_printed(self.context.preferences))
        self.context.work.long(self, task, job, lambda _: self.told.emit(told), writes=False)

    # -- taking photos in ------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for photo files."""
        self.context.prompts.open_files(ask_for_photos(), self.take)

    def paste(self) -> None:
        """Take what the clipboard holds."""
        if files := pasted(QGuiApplication.clipboard().mimeData()):
            self.take(files)

    def take(self, files: tuple[Source, ...]) -> None:
        """Put files into the visit that is being filled; where there are several, ask into which."""
        if files:
            self.context.work.read(self, lambda services: services.drafts.listed(), partial(self._put, files))

    def _put(self, files: tuple[Source, ...], drafts: tuple[DraftSummary, ...]) -> None:
        if not drafts:
            self.context.prompts.tell(_without_draft())
        elif len(drafts) == 1:
            self._attach(drafts[0].inspection.id, files)
        else:
            self.choice.ask(files, drafts)
            self._show(self.choice)

    def _attach(self, visit: str, files: tuple[Source, ...]) -> None:
        self._show(self.gallery)
        task = LongTask(sentence("ui_photos.attaching"), sentence("ui_photos.attaching_cancel"))
        job = partial(_stored, visit, files)
        self.context.work.long(self, task, job, partial(self._on_stored, visit), writes=False)

    def _on_stored(self, visit: str, kept: Kept) -> None:
        """The files are on the disk; now the short step that can be taken back."""
        if kept.refused:
            self.context.prompts.tell(refusal_notice(kept.refused, len(kept.stored)))
        if kept.stored:
            self.context.work.write(
                self, lambda services: services.drafts.insert_photos(visit, None, kept), self._on_attached
            )

    def _on_attached(self, made: Attached) -> None:
        self.told.emit(Toast(sentence("ui_photos.attached", count=len(made.photos))))
        self.gallery.grid.stand_at(made.photos[0].id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files are welcome anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take them."""
        event.acceptProposedAction()
        self.take(files_of(event.mimeData()))

    # -- what the window asks --------------------------------------------------------------------------------------

    def primary(self) -> QWidget | None:
        """加照片."""
        return self.add if self.pages.currentWidget() is self.gallery else None

    def key_map(self) -> tuple[KeyHint, ...]:
        """The keys of the grid, or of the closer look."""
        if self.pages.currentWidget() is self.lightbox:
            return (
                KeyHint("← →", sentence("ui_photos.key_step")),
                KeyHint("+ - 0", sentence("ui_photos.key_zoom")),
                KeyHint("D", sentence("ui_photos.draw")),
                KeyHint("W", sentence("ui_photos.watermark")),
                KeyHint("C", sentence("ui_photos.compare")),
                KeyHint("Ctrl+Z", sentence("ui.undo")),
            )
        return (
            KeyHint("P", sentence("ui_photos.add")),
            KeyHint("Enter", sentence("ui_photos.key_open")),
            KeyHint("Ctrl+V", sentence("ui_photos.key_paste")),
            KeyHint("Ctrl+Z", sentence("ui.undo")),
        )

    def flush(self) -> None:
        """Write at once what is typed."""
        self.lightbox.flush()


def _siblings(photo_id: str, services: Services) -> tuple[str, ...]:
    """The photos of the same visit, in their order; of a photo without one itself."""
    visit = services.gallery.card(photo_id).photo.inspection_id
    found = services.drafts.open(visit).photos if visit else ()
    return tuple(one.photo.id for one in found) or (photo_id,)


def _stored(visit: str, files: tuple[Source, ...], services: Services, progress: Progress) -> Kept:
    return services.drafts.store_photos(visit, files, progress)


def _write_views(
    photos: tuple[str, ...], folder: Path, lines: frozenset[MarkLine], services: Services, progress: Progress
) -> None:
    """The view of each photo into a folder; two photos of one name get a number each."""
    for done, photo_id in enumerate(photos):
        progress(done, len(photos))
        name = Path(services.photos.get(photo_id).original_name or photo_id).stem
        write_view(services, photo_id, folder / words.view_name(f"{done + 1:03} {name}", lines), lines)
    progress(len(photos), len(photos))


def _without_draft() -> Notice:
    return Notice(
        title=sentence("ui_photos.no_draft_title"),
        happened=sentence("ui_photos.no_draft"),
        kept=sentence("ui_photos.no_draft_kept"),
        advice=sentence("ui_photos.no_draft_advice"),
    )
