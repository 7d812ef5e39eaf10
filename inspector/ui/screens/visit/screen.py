"""巡查: from the list of visits through the start, the filling and the check to the signed visit.

It decides which page is shown and what the header says; the pages do the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from inspector.domain.changes import Changes
from inspector.services import exports
from inspector.texts import label, sentence
from inspector.ui.context import Context
from inspector.ui.excel_export import export_list
from inspector.ui.pictures import PictureLoader
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target
from inspector.ui.screens.visit.done_page import DonePage
from inspector.ui.screens.visit.fill_page import FillPage
from inspector.ui.screens.visit.filling import Filling
from inspector.ui.screens.visit.progress_block import ProgressBlock
from inspector.ui.screens.visit.sign_page import SignPage
from inspector.ui.screens.visit.start_page import StartPage
from inspector.ui.screens.visit.visit_list import VisitList
from inspector.ui.shortcuts import add_keys
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button, ButtonKind

START = "start"
ROOMY = 720
"""The width from which on the header has room for how far a visit is."""


class VisitScreen(Screen):
    """A target without record shows the list; with `detail` "start" the record is a project, else a visit."""

    KEY: ClassVar[ScreenKey] = ScreenKey.VISIT
    STACKED_TITLE: ClassVar[bool] = True
    HAS_BACK: ClassVar[bool] = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        appearance = context.appearance
        self._pictures = PictureLoader(context, self)
        self.filling = Filling(context, self._pictures, self)
        self.visits = VisitList(context)
        self.starting = StartPage(context)
        self.fill = FillPage(context, self.filling, self._pictures)
        self.signing = SignPage(context, self.filling)
        self.done = DonePage(context)
        self.pages = QStackedWidget()
        for page in (self.visits, self.starting, self.fill, self.signing, self.done):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._progress = ProgressBlock(appearance)
        self._check = Button(appearance, sentence("ui_visit.screen_check"), ButtonKind.PRIMARY, "pen")
        self._check.setToolTip("F9")
        self._connect()

    def _connect(self) -> None:
        self._check.clicked.connect(self.show_signing)
        self.visits.opened.connect(self.open_visit)
        self.visits.project_wanted.connect(lambda: self.navigated.emit(Target(ScreenKey.PROJECTS)))
        self.visits.export_wanted.connect(self._on_export_wanted)
        self.starting.started.connect(self.open_visit)
        self.starting.continued.connect(self.open_visit)
        self.fill.photo_opened.connect(lambda photo: self.navigated.emit(Target(ScreenKey.PHOTOS, photo)))
        self.fill.pair_wanted.connect(self._on_pair_wanted)
        self.signing.jumped.connect(self._on_jumped)
        self.signing.signed.connect(self._on_signed)
        self.done.handover_wanted.connect(lambda: self.navigated.emit(Target(ScreenKey.HANDOVER)))
        self.done.next_wanted.connect(lambda: self.navigated.emit(Target(ScreenKey.TODAY)))
        self.done.look_wanted.connect(lambda: self._show(self.fill))
        self.filling.told.connect(self.told)
        self.filling.refreshed.connect(self._on_filling_refreshed)
        self.filling.gone.connect(lambda: self._show(self.visits))
        self.context.appearance.changed.connect(self.header_changed)
        keys: dict[str, Callable[[], None]] = {
            "F9": self.show_signing,
            "Ctrl+S": self._on_sign_pressed,
            "Ctrl+E": lambda: self.navigated.emit(Target(ScreenKey.HANDOVER)),
        }
        add_keys(self, keys, inside=True)

    # -- pages -----------------------------------------------------------------------------------------------------

    def open_target(self, target: Target) -> None:
        """The list, the start of a visit to a project, or a visit."""
        if not target.record_id:
            self.flush()
            self.filling.close()
            self._show(self.visits)
        elif target.detail == START:
            self.starting.show_project(target.record_id, self._on_project_read)
            self._show(self.starting)
        else:
            self.open_visit(target.record_id)

    def open_visit(self, inspection_id: str) -> None:
        """Go on with a draft, or look at a signed visit."""
        self.flush()
        self.filling.open(inspection_id, self._on_opened)

    def _on_opened(self) -> None:
        self._show(self.fill)
        self.fill.begin()

    def _on_project_read(self, name: str, area: str) -> None:
        self.title_changed.emit(name, sentence("ui_visit.screen_new_visit", area=area))

    def show_signing(self) -> None:
        """检查并签字, for a visit that is open."""
        if self.filling.draft is None or self.filling.locked:
            return
        self.fill.flush()
        self._show(self.signing)
        self.signing.begin()

    def _on_sign_pressed(self) -> None:
        if self.pages.currentWidget() is self.signing:
            self.signing.sign()

    def _on_export_wanted(self) -> None:
        on = self.context.today()
        export_list(self, sentence("ui_visit.screen_export_name", on=on.isoformat()), partial(exports.visits, on))

    def _on_jumped(self, address: str) -> None:
        self._show(self.fill)
        self.fill.go_to(address)

    def _on_signed(self, inspection_id: str) -> None:
        name = self.filling.draft.project.name if self.filling.draft and self.filling.draft.project else ""
        self._sealed = False
        self.filling.open(inspection_id)
        self._show(self.done)
        self.done.show_project(name)

    _sealed = False
    """Whether the visit that was just signed has been read as such."""

    def _on_pair_wanted(self) -> None:
        draft = self.filling.draft
        if draft is not None:
            self.navigated.emit(Target(ScreenKey.PHOTOS, draft.inspection.id, "visit"))

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        if page is self.visits:
            self.title_changed.emit(sentence("ui.screen_visit"), "")
            self.visits.refresh()
        else:
            self._tell_title()
        self.header_changed.emit()

    def leave(self) -> bool:
        """From the signature back to the items, from anywhere else to the list."""
        page = self.pages.currentWidget()
        if page is self.signing:
            self._show(self.fill)
            self.fill.focus_item()
        elif page is self.visits:
            return False
        else:
            self.open_target(Target(ScreenKey.VISIT))
        return True

    # -- what the window shows -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The list is read when it is shown; an open visit keeps itself up to date."""
        if self.pages.currentWidget() is self.visits:
            self.visits.refresh()

    def concerned(self, changes: Changes) -> bool:
        """The list shows visits, their photos and problems."""
        return bool({"inspection", "photo", "problem"} & {*changes.inserted, *changes.updated, *changes.deleted})

    def _on_filling_refreshed(self) -> None:
        self._progress.show_counts(*self.filling.counts())
        self._check.setEnabled(not self.filling.locked)
        if self.filling.locked:
            self._sealed = True
        elif self._sealed and self.pages.currentWidget() is self.done:  # the signature was taken back
            self._show(self.fill)
        if self.pages.currentWidget() is self.signing:
            self.signing.refresh()
        self._tell_title()

    def _tell_title(self) -> None:
        draft = self.filling.draft
        if draft is None or self.pages.currentWidget() not in {self.fill, self.signing, self.done}:
            return
        inspection = draft.inspection
        version = {"name": draft.checklist_name, "version": draft.checklist_version}
        parts = [
            sentence("ui_visit.screen_version", **version) if draft.checklist_name else "",
            label("inspection", "purpose", inspection.purpose.value),
            sentence("ui_visit.screen_begun", time=f"{inspection.visited_at:%H:%M}"),
            sentence("ui_visit.screen_locked", role=inspection.signature or "") if self.filling.locked else "",
        ]
        name = draft.project.name if draft.project else sentence("ui_visit.screen_unknown_project")
        self.title_changed.emit(name, "    ".join(one for one in parts if one))

    def header(self) -> QWidget | None:
        """How far the visit is."""
        return self._progress if self._is_filling and self.width() >= ROOMY else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where room is short the header leaves it to the title and the button."""
        super().resizeEvent(event)
        if (event.oldSize().width() >= ROOMY) != (event.size().width() >= ROOMY):
            self.header_changed.emit()

    def primary(self) -> QWidget | None:
        """检查并签字."""
        return self._check if self._is_filling and not self.filling.locked else None

    @property
    def _is_filling(self) -> bool:
        return self.pages.currentWidget() in {self.fill, self.signing}

    def full_window(self) -> bool:
        """In large mode a visit has the whole window."""
        return self._is_filling and self.context.appearance.tokens.theme is Theme.LARGE

    def key_map(self) -> tuple[KeyHint, ...]:
        """The keys of the page that is shown."""
        if self.pages.currentWidget() is not self.fill:
            return (KeyHint("Ctrl+S", sentence("ui_visit.sign_lock")),) if self._is_filling else ()
        return (
            KeyHint("↑ ↓", sentence("ui_visit.screen_key_items")),
            KeyHint("1 2 3", sentence("ui_visit.screen_key_answer")),
            KeyHint("N", sentence("ui_visit.screen_key_note")),
            KeyHint("P", sentence("ui_visit.screen_key_photo")),
            KeyHint("Ctrl+Z", sentence("ui.undo")),
            KeyHint("F8", sentence("ui_visit.screen_key_open")),
            KeyHint("F9", sentence("ui_visit.screen_check")),
            KeyHint("Ctrl+Enter", sentence("ui_visit.screen_rest_fit"), bar=False),
            KeyHint("Ctrl+PgUp Ctrl+PgDn", sentence("ui_visit.screen_key_sections"), bar=False),
        )

    def flush(self) -> None:
        """Write at once what is typed, and what the disk kept back."""
        self.fill.flush()
        self.filling.flush()
