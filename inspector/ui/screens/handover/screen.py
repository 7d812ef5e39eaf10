"""导出巡查包: what the office has not got yet, written into files that are read back before they count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from inspector import durable
from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.services.handed_over import PastExport, Recipient, past_exports, recipients
from inspector.services.handover import Handover, Medium
from inspector.services.packages.exporting import ExportWish
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_handover import Ui_Handover
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.prompts import FileRequest, Notice
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target
from inspector.ui.screens.handover import words
from inspector.ui.screens.handover.contents import ContentsCard, PastCard
from inspector.ui.screens.handover.options import OptionsCard
from inspector.ui.screens.handover.places import Destination, sticks, usual_folder
from inspector.ui.screens.handover.result import Outcome, ResultCard, WrittenFile
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put, replace
from inspector.ui.telling import size_in_words
from inspector.ui.widgets.buttons import Button, ButtonKind, with_key
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.progress_strip import ProgressStrip
from inspector.ui.widgets.reflow import Reflow

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class _Read:
    """One reading of what stands on the screen."""

    recipients: tuple[Recipient, ...]
    contents: Handover
    past: tuple[PastExport, ...]


class HandoverScreen(Screen):
    """Contents and former exports left, decisions and result right."""

    KEY = ScreenKey.HANDOVER

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        find_sticks: Callable[[], tuple[Destination, ...]] = sticks,
    ) -> None:
        super().__init__(context, parent)
        self._form = Ui_Handover()
        self._form.setupUi(self)
        self._find_sticks = find_sticks
        self._folder: Path | None = None
        self._sticks: tuple[Destination, ...] = ()
        self._is_first = True
        self.contents = ContentsCard(context.appearance)
        self.past = PastCard(context.appearance)
        self.options = OptionsCard(context.appearance)
        self.result: ResultCard | None = None
        self.button = Button(context.appearance, sentence("ui_handover.export"), ButtonKind.PRIMARY, "export")
        self.button.clicked.connect(self._export)
        self._primary = with_key(self.button, "Ctrl+Enter")
        self._primary.setParent(self)
        self._primary.hide()
        put(self._form.contents_slot, self.contents)
        put(self._form.past_slot, self.past)
        put(self._form.options_slot, self.options)
        self._form.result_slot.hide()
        self._form.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        Reflow(self, self._form.columns, self.context.appearance, area=self._form.side)
        self.options.recipient_changed.connect(self.refresh)
        self.options.medium_changed.connect(self.refresh)
        self.options.folder_wanted.connect(self._on_folder_wanted)
        self.options.sticks_wanted.connect(self._show_places)
        self.contents.list.picked.connect(lambda visit: self.navigated.emit(Target(ScreenKey.VISIT, visit, "draft")))
        export = dict.fromkeys(("Ctrl+Return", "Ctrl+Enter", "Ctrl+E"), self._export)
        add_keys(self, {**export, "F5": self._show_places})
        self.setFocusProxy(self.options.recipient)

    # -- reading ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what would travel to whom."""
        self._show_places()
        to = self.options.wish.to
        self.context.work.read(self, lambda services: _read(services, to), self._show, key="handover")

    def _show_places(self, chosen: Path | None = None) -> None:
        """Offer the sticks and a folder; one that is new among them is taken, as is `chosen`."""
        found = self._find_sticks()
        fresh = next((one.path for one in found if one not in self._sticks), None)
        self._sticks = found
        folder = Destination(self._folder) if self._folder else usual_folder(self.context.preferences.last_folder)
        self.options.show_places((*found, folder), chosen or fresh)
        if self._is_first:
            self._is_first = False
            self.options.medium.choose(Medium.USB if found else Medium.WECHAT)

    def _show(self, read: _Read) -> None:
        today = self.context.today()
        contents = read.contents
        chosen = self.options.recipient.currentData()
        self.options.show_recipients(read.recipients)
        self.options.show_contents(contents.parts, contents.size, can_encrypt=contents.can_encrypt)
        figures = (
            str(len(contents.visits)),
            str(contents.photos),
            str(contents.records.get("problem", 0)),
            size_in_words(contents.size),
        )
        others = words.other_changes(contents)
        told = sentence("ui_handover.others", what=others) if others else ""
        self.contents.show_told(figures, told, [words.visit_row(one, today) for one in contents.visits])
        self.past.show_rows([words.past_row(one, today) for one in read.past])
        if chosen is None and self.options.wish.to is not None:
            self.refresh()

    # -- exporting -------------------------------------------------------------------------------------------------

    def _on_folder_wanted(self) -> None:
        request = FileRequest(sentence("ui_handover.choose_folder"))
        self.context.prompts.choose_folder(request, self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        self._show_places(folder)

    def _export(self) -> None:
        place = self.options.destination
        if place is None or not self.button.isEnabled():
            return
        wish = self.options.wish
        task = LongTask(sentence("ui_handover.exporting"), sentence("ui_handover.export_cancelled"))
        self._show_work(task)

        def write(services: Services, progress: Progress) -> Outcome:
            return _written(services, place.path, wish, progress)

        self.context.work.long(self, task, write, self._on_exported, failed=self._on_failed)

    def _show_work(self, task: LongTask) -> None:
        """Nothing can be changed while files are being written; the strip above cancels."""
        card = Card()
        strip = ProgressStrip(self.context.appearance, task.name, task.consequence)
        strip.cancelled.connect(task.cancel)
        task.advanced.connect(lambda: strip.show_progress(task.done, task.total, task.seconds_left()))
        task.ended.connect(self._on_work_ended)
        card.body.addWidget(strip)
        self._put_above(card)
        self.button.setEnabled(False)
        self.options.setEnabled(False)

    def _on_work_ended(self) -> None:
        self.button.setEnabled(True)
        self.options.setEnabled(True)
        if self.result is None:
            self._form.result_slot.hide()

    def _put_above(self, card: Card) -> None:
        self.result = card if isinstance(card, ResultCard) else None
        replace(self._form.result_slot, card)
        self._form.result_slot.show()
        self._form.side.verticalScrollBar().setValue(0)

    def _on_exported(self, outcome: Outcome) -> None:
        card = ResultCard(self.context.appearance, outcome)
        card.folder_wanted.connect(lambda: _open(outcome.files[0].path.parent))
        card.shut.connect(self._form.result_slot.hide)
        self._put_above(card)
        card.open_folder.setFocus()
        self.refresh()

    def _on_failed(self, error: InspectorError) -> None:
        self._show_places()
        advice = _advice(error.key)
        if not advice:
            self.context.prompts.tell(error)
            return
        self.context.prompts.tell(
            Notice(
                title=sentence("ui_handover.not_exported"),
                happened=explain(error),
                kept=sentence("ui_handover.kept"),
                advice=advice,
            )
        )

    def primary(self) -> QWidget:
        """The button that exports."""
        return self._primary

    def key_map(self) -> tuple[KeyHint, ...]:
        """Ctrl+Enter and F5."""
        export = KeyHint("Ctrl+Enter", sentence("ui_handover.export"))
        return (export, KeyHint("F5", sentence("ui_handover.find_sticks")))


def _advice(key: str) -> str:
    told = {
        "exchange.disk_full": sentence("ui_handover.advice_full"),
        "exchange.cannot_write": sentence("ui_handover.advice_stick"),
        "exchange.read_back_failed": sentence("ui_handover.advice_bad_stick"),
    }
    return told.get(key, "")


def _read(services: Services, to: str | None) -> _Read:
    known = recipients(services.workspace)
    usual = to if any(one.replica == to for one in known) else None
    return _Read(known, services.handover.contents(ExportWish(to=usual)), past_exports(services.workspace))


def _written(services: Services, folder: Path, wish: ExportWish, progress: Progress) -> Outcome:
    def count(done: int, total: int) -> None:
        progress(done // _MEGABYTE, max(1, total // _MEGABYTE))

    exported = services.outgoing.export(folder, wish, count)
    files = tuple(WrittenFile(one.path, one.size, durable.sha256_of(one.path)) for one in exported.packages)
    sealed = any(one.sealed for one in exported.packages)
    return Outcome(files, exported.to, exported.photos, exported.absent, sealed)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
