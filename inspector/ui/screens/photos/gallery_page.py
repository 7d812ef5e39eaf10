"""The grid of all photos with its filters, and the choosing of two that make a pair."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from inspector.services.photo_gallery import GalleryFilter
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_photos import Ui_Photos
from inspector.ui.pictures import PictureLoader
from inspector.ui.screen import ScreenKey
from inspector.ui.screens.photos.listing import Listing, listing
from inspector.ui.slots import put
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.entrance import Entrance
from inspector.ui.widgets.folding import fold_until, least_width
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.photos.grid import PhotoGrid
from inspector.ui.widgets.plain import plain_label

PAIR = 2
_LEAST = 480
"""Pixels of a small laptop at 200 %; the words of the actions go before the page scrolls sideways."""


class GalleryPage(Entrance):
    """`opened`: a photo, to look at closely; `paired`: 整改前 and 整改后; `export_wanted`: the photos to write."""

    opened = Signal(str)
    paired = Signal(str, str)
    export_wanted = Signal(object)
    add_wanted = Signal()
    counted = Signal(int, int)

    def __init__(self, context: Context, pictures: PictureLoader) -> None:
        super().__init__()
        self._context, self._pictures = context, pictures
        appearance = context.appearance
        self._form = Ui_Photos()
        self._form.setupUi(self)
        self.visit_id = ""
        self._first = ""
        self._pairing = False
        self._times: dict[str, str] = {}
        self.grid = PhotoGrid(appearance, pictures, sentence("ui_photos.all"), lines=1)
        self.project = Combo(sentence("ui_photos.filter_project"))
        self.visit = Chip(sentence("ui_photos.filter_visit"))
        self.unpaired = Chip(sentence("ui_photos.filter_unpaired"))
        self.uncredited = Chip(sentence("ui_photos.filter_uncredited"))
        self.warned = Chip(sentence("ui_photos.filter_warned"))
        self.pair = Button(appearance, sentence("ui_photos.pair"), icon_name="pair")
        self.export = Button(appearance, sentence("ui_photos.export"), icon_name="export")
        self._chosen = plain_label("", "dense", "ink2")
        self._advice = plain_label(sentence("ui_photos.pair_first"), "body", wrap=True)
        self.stop = Button(appearance, sentence("ui_photos.pair_stop"), ButtonKind.TEXT)
        add = (sentence("ui_photos.add"), "plus")
        self.empty = EmptyState(
            appearance, "camera", sentence("ui_photos.empty_title"), sentence("ui_photos.empty_text"), add
        )
        self.nothing = EmptyState(
            appearance, "filter", sentence("ui_photos.nothing_title"), sentence("ui_photos.nothing_text")
        )
        self.setMinimumWidth(_LEAST)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        form = self._form
        self.project.setMinimumContentsLength(12)
        self.project.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for widget in (self.project, self.visit, self.unpaired, self.uncredited, self.warned):
            form.bar.addWidget(widget)
        form.bar.addStretch(1)
        for action in (self._chosen, self.pair, self.export):
            form.bar.addWidget(action)
        strip = Card(kind="well")
        strip.body.setContentsMargins(16, 4, 8, 4)
        row = QHBoxLayout()
        row.addWidget(self._advice, 1)
        row.addWidget(self.stop)
        strip.body.addLayout(row)
        put(form.strip_slot, strip)
        form.strip_slot.hide()
        for page in (self.grid, self.empty, self.nothing):
            form.body.addWidget(page)
        self.visit.hide()
        self.setFocusProxy(self.grid)
        kept = self._context.preferences.of_screen(ScreenKey.PHOTOS).get("filters", [])
        for name, chip in self._chips().items():
            chip.setChecked(isinstance(kept, list) and name in kept)

    def _chips(self) -> dict[str, Chip]:
        return {"unpaired": self.unpaired, "uncredited": self.uncredited, "warned": self.warned}

    def _connect(self) -> None:
        self.project.activated.connect(self._on_filtered)
        self.visit.clicked.connect(self._on_visit_left)
        for chip in self._chips().values():
            chip.clicked.connect(self._on_filtered)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.opened.connect(self._on_opened)
        self.grid.clicked.connect(self._on_clicked)
        self.grid.verticalScrollBar().valueChanged.connect(self._pictures.drop)
        self.pair.clicked.connect(self._on_pair_wanted)
        self.stop.clicked.connect(partial(self.pair_by_clicks, on=False))
        self.export.clicked.connect(lambda: self.export_wanted.emit(self.chosen_or_all()))
        self.empty.acted.connect(self.add_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where the filters need the room, the actions are icons."""
        super().resizeEvent(event)
        margins = self._form.page.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        fold_until((self.pair, self.export), least_width(self._form.bar), room)

    # -- reading ---------------------------------------------------------------------------------------------------

    def show_visit(self, inspection_id: str) -> None:
        """Only the photos of one visit, "" for all."""
        self.visit_id = inspection_id
        self.visit.setVisible(bool(inspection_id))
        self.visit.setChecked(bool(inspection_id))
        self.pair_by_clicks(on=False)

    def wanted(self) -> GalleryFilter:
        """What the filters say."""
        return GalleryFilter(
            project_id=self.project.currentData() or "",
            inspection_id=self.visit_id,
            unpaired=self.unpaired.isChecked(),
            uncredited=self.uncredited.isChecked(),
            warned=self.warned.isChecked(),
        )

    def refresh(self) -> None:
        """Read the photos anew."""
        self._context.work.read(self, partial(listing, self.wanted()), self._show, key="photos")

    def _show(self, found: Listing) -> None:
        gallery = found.gallery
        self._show_projects(gallery.projects)
        self._times = {one.photo.id: one.at.isoformat() if one.at else "" for one in gallery.photos}
        self.grid.show_rows(found.rows)
        page = self.grid if gallery.photos else self.nothing if gallery.total else self.empty
        body: QStackedWidget = self._form.body
        body.setCurrentWidget(page)
        self.export.setEnabled(bool(gallery.photos))
        self._on_chosen()
        self.counted.emit(len(gallery.photos), gallery.total)

    def _show_projects(self, projects: Sequence[tuple[str, str]]) -> None:
        choices = [("", sentence("ui_photos.all_projects")), *projects]
        there = [(self.project.itemData(at), self.project.itemText(at)) for at in range(self.project.count())]
        if choices == there:
            return
        kept = self.project.currentData()
        self.project.clear()
        for project_id, name in choices:
            self.project.addItem(name, project_id)
        self.project.setCurrentIndex(max(0, self.project.findData(kept)))

    def _on_filtered(self) -> None:
        chosen = [name for name, chip in self._chips().items() if chip.isChecked()]
        self._context.preferences.remember(ScreenKey.PHOTOS, filters=chosen)
        self.refresh()

    def _on_visit_left(self) -> None:
        self.show_visit("")
        self.refresh()

    # -- choosing --------------------------------------------------------------------------------------------------

    def chosen_or_all(self) -> tuple[str, ...]:
        """The photos that are selected, else all that are shown."""
        return self.grid.chosen_ids() or tuple(one.photo_id for one in self.grid.photos)

    def _on_chosen(self) -> None:
        count = len(self.grid.chosen_ids())
        self._chosen.setText(sentence("ui_photos.chosen", count=count) if count else "")
        self.pair.setEnabled(len(self.grid.photos) >= PAIR)

    def _on_opened(self, photo_id: str) -> None:
        if self._pairing:
            self._pick(photo_id)
        else:
            self.opened.emit(photo_id)

    # -- pairs -----------------------------------------------------------------------------------------------------

    def pair_by_clicks(self, *, on: bool) -> None:
        """The next two photos that are clicked make a pair, 整改前 first."""
        self._pairing, self._first = on, ""
        self._advice.setText(sentence("ui_photos.pair_first"))
        self._form.strip_slot.setVisible(on)

    @property
    def is_pairing(self) -> bool:
        """Whether clicks make pairs."""
        return self._pairing

    def _on_pair_wanted(self) -> None:
        """Two that are selected make a pair at once, the earlier one 整改前."""
        chosen = self.grid.chosen_ids()
        if len(chosen) == PAIR:
            before, after = sorted(chosen, key=lambda one: self._times.get(one, ""))
            self.paired.emit(before, after)
        else:
            self.grid.clearSelection()
            self.pair_by_clicks(on=True)
            self.grid.setFocus()

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._pairing:
            self._pick(self.grid.rows[index.row()].row_id)

    def _pick(self, photo_id: str) -> None:
        if not self._first:
            self._first = photo_id
            self._advice.setText(sentence("ui_photos.pair_second"))
        elif photo_id != self._first:
            first = self._first
            self.pair_by_clicks(on=True)
            self.grid.clearSelection()
            self.paired.emit(first, photo_id)
