"""The page where packages become one: packages left, what they bring in the middle, all conflicts right.

Apart from the screen, which holds the other pages too: this one shows a `Merging` and hands back what the user does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from inspector.services.merge_view import PackageView
from inspector.services.packages.report import FileStatus
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_merge import Ui_Merge
from inspector.ui.pictures import PictureLoader
from inspector.ui.screens.merge import words
from inspector.ui.screens.merge.marked_row import MarkedRow, MarkedRowDelegate
from inspector.ui.screens.merge.merging import Merging, Stage
from inspector.ui.screens.merge.overview_page import OverviewPage
from inspector.ui.screens.merge.package_page import PackagePage, refusal_card
from inspector.ui.screens.merge.record_page import RecordPage
from inspector.ui.screens.merge.tallies import Tallies
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button, ButtonKind, with_key
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.plain import plain_label, restyle
from inspector.ui.widgets.progress_strip import ProgressStrip
from inspector.ui.widgets.row_list import RowList

_LEFT, _RIGHT = 264, 208
_WIDE_LETTERS = 56
_ANY_WIDTH = 16_777_215
"""Qt's own bound of widths: none."""
_DIGITS = (1, 2, 4, 5, 6, 7, 8, 9)


class WorkPage(QObject):
    """Fills the form of the screen and follows one `Merging`."""

    add_wanted = Signal()
    merge_wanted = Signal()
    typing_wanted = Signal()
    device_trusted = Signal(object)
    device_refused = Signal(object)
    """A `PackageView`."""
    project_opened = Signal(str)
    history_wanted = Signal(object)
    """The `PackageView` of one whose merge was undone."""

    def __init__(self, context: Context, form: Ui_Merge, merging: Merging, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._form = form
        self.merging = merging
        appearance = context.appearance
        self._pictures = PictureLoader(context, self)
        self.add = Button(appearance, sentence("ui_merge.add"), icon_name="plus")
        self.go_on = Button(appearance, "", icon_name="package")
        self.tallies = Tallies(appearance)
        self.packages: RowList[MarkedRow] = RowList(sentence("ui_merge.packages"), MarkedRowDelegate(appearance))
        self.conflicts: RowList[MarkedRow] = RowList(sentence("ui_merge.conflict_list"), MarkedRowDelegate(appearance))
        self.overview = OverviewPage(appearance)
        action = (sentence("ui_merge.add"), "plus")
        self.empty = EmptyState(
            appearance, "package", sentence("ui_merge.empty"), sentence("ui_merge.empty_how"), action
        )
        self.newer = Button(appearance, sentence("ui_merge.rest_newer"))
        self.merge = Button(appearance, "", ButtonKind.PRIMARY, "merge")
        self.left_over = plain_label("", "dense", "amber")
        self.record: RecordPage | None = None
        self.package: PackagePage | None = None
        self._stage = Stage.EMPTY
        self._scroll = QScrollArea()
        self._busy = QWidget()
        self._count = plain_label("", "dense", "ink2")
        self._open_count = plain_label("", "dense", "ink2")
        self._fill()
        self._connect()
        self._fit()

    # -- layout ----------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        form = self._form
        tools = form.tools
        tools.addWidget(self.add)
        tools.addWidget(self.go_on)
        tools.addWidget(ElidedLabel(sentence("ui_merge.or_drop"), "dense", "ink2"), 1)
        tools.addWidget(self.tallies)
        put(form.packages_head, _list_head(sentence("ui_merge.packages"), self._count))
        put(form.packages_slot, self.packages)
        put(form.conflicts_head, _list_head(sentence("ui_merge.conflict_list"), self._open_count))
        put(form.conflicts_slot, self.conflicts)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        busy = QVBoxLayout(self._busy)
        busy.setContentsMargins(24, 24, 24, 24)
        for page in (self.empty, self._busy, self.overview, self._scroll):
            form.shown.addWidget(page)
        foot = form.foot
        foot.addWidget(ElidedLabel(sentence("ui_merge.one_step"), "dense", "ink2"), 1)
        foot.addWidget(self.left_over)
        foot.addWidget(self.newer)
        foot.addWidget(with_key(self.merge, "Ctrl+Enter"))

    def _connect(self) -> None:
        merging, form = self.merging, self._form
        merging.changed.connect(self.show_all)
        merging.moved.connect(self._on_moved)
        self.add.clicked.connect(self.add_wanted)
        self.go_on.clicked.connect(merging.go_on)
        merging.unfinished.found.connect(self._offer_unfinished)
        self._offer_unfinished()
        self.empty.acted.connect(self.add_wanted)
        self.newer.clicked.connect(merging.by_newer)
        self.merge.clicked.connect(self.merge_wanted)
        self.packages.picked.connect(self._on_package_picked)
        self.packages.marked.connect(self._on_package_picked)
        self.conflicts.picked.connect(merging.go)
        self.conflicts.marked.connect(merging.go)
        self.overview.opened.connect(self.project_opened)
        self.tallies.conflicts.clicked.connect(self._show_conflicts)
        self.tallies.refused.clicked.connect(lambda: self._show_first(FileStatus.REFUSED))
        self.tallies.repeated.clicked.connect(lambda: self._show_first(FileStatus.KNOWN))
        for figure in (self.tallies.new, self.tallies.changed, self.tallies.deleted):
            figure.clicked.connect(self.show_overview)
        self._context.appearance.changed.connect(self._fit)
        keys: dict[str, Callable[[], None]] = {
            "3": self.typing_wanted.emit,
            "0": merging.postpone,
            "Alt+Up": partial(merging.step, -1),
            "Alt+Down": partial(merging.step, 1),
            "Ctrl+Return": self.merge_wanted.emit,
            "Ctrl+Enter": self.merge_wanted.emit,
            **{str(digit): partial(merging.decide_by_key, digit) for digit in _DIGITS},
        }
        add_keys(form.work, keys)

    def _fit(self) -> None:
        """Wide letters need wider lists; then the conflicts stand below the packages."""
        large = self._context.appearance.tokens.theme is Theme.LARGE
        form = self._form
        form.left.setFixedWidth(_LEFT + (_WIDE_LETTERS if large else 0))
        form.right.setMinimumWidth(0 if large else _RIGHT)
        form.right.setMaximumWidth(_ANY_WIDTH if large else _RIGHT)
        restyle(form.right, kind="surface" if large else "side")
        (form.left_column if large else form.columns).addWidget(form.right)
        if large:
            form.left_column.setStretchFactor(form.right, 1)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Show everything anew."""
        merging = self.merging
        rows = [words.package_row(one, self._disputes(one)) for one in merging.packages]
        self._form.left.setVisible(bool(rows))
        self._count.setText(str(len(rows)) if rows else "")
        _show_rows(self.packages, rows, "")
        self.tallies.show_view(merging.looked.view if merging.looked else None)
        self._show_conflict_rows()
        if merging.stage in {Stage.LOOKING, Stage.MERGING}:
            self._show_busy()
        elif merging.looked is not None and (merging.stage is Stage.DONE or not merging.conflicts):
            self.show_overview()
        elif merging.conflicts:
            self._show_record()
        else:
            self._form.shown.setCurrentWidget(self.empty)
        self._show_footer()
        self._offer_unfinished()
        if merging.stage is not self._stage:
            self._stage = merging.stage
            self._lead_focus()

    def _offer_unfinished(self) -> None:
        """What was left before the merge, as long as nothing else has begun."""
        merging = self.merging
        self.go_on.say(sentence("ui_merge.go_on", count=len(merging.unfinished.files)))
        self.go_on.setVisible(bool(merging.unfinished.files) and merging.stage is Stage.EMPTY)

    def _lead_focus(self) -> None:
        """To what comes next, so that the keys work wherever the user was before; never away from another page."""
        form, merging = self._form, self.merging
        if not form.work.isVisible() or not form.work.isActiveWindow():
            return
        focus = QApplication.focusWidget()
        inside = focus is not None and form.work.isAncestorOf(focus) and focus.isVisible()
        if merging.stage is Stage.DONE:
            self.overview.done.close_button.setFocus()
        elif merging.stage is Stage.PREVIEW and not inside:
            (self.conflicts if merging.conflicts else self.packages).setFocus()

    def _show_footer(self) -> None:
        merging = self.merging
        left = len(merging.undecided)
        self._form.footer.setVisible(merging.stage in {Stage.PREVIEW, Stage.MERGING})
        self.merge.say(sentence("ui_merge.merge", count=merging.mergeable))
        self.merge.setEnabled(merging.can_merge)
        self.newer.setVisible(left > 0)
        self.left_over.setVisible(left > 0)
        self.left_over.setText(sentence("ui_merge.left_over", count=left))
        decided = len(merging.conflicts) - left
        told = sentence("ui_merge.decided", decided=decided, left=left) if merging.conflicts else ""
        self._open_count.setText(told)

    def _show_conflict_rows(self) -> None:
        merging = self.merging
        rows = [
            words.conflict_row(one, record, decided=one.key in merging.decisions)
            for record in merging.records
            for one in record.conflicts
        ]
        self._form.right.setVisible(bool(rows))
        _show_rows(self.conflicts, rows, merging.current)

    def _retell_conflict_rows(self) -> None:
        """Mark what was decided, and go to the current one; of hundreds only the changed ones are made anew."""
        merging, rows = self.merging, self.conflicts.rows
        shown = [words.marked_as(row, decided=row.row_id in merging.decisions) for row in rows]
        self.conflicts.retell_rows(shown)
        _mark(self.conflicts, merging.current)

    def _show_busy(self) -> None:
        task = self.merging.task
        layout = self._busy.layout()
        if task is None or layout is None:
            return
        while (item := layout.takeAt(0)) is not None:
            if (before := item.widget()) is not None:
                before.deleteLater()
        strip = ProgressStrip(self._context.appearance, task.name, task.consequence)
        strip.cancelled.connect(task.cancel)
        task.advanced.connect(lambda: strip.show_progress(task.done, task.total, task.seconds_left()))
        layout.addWidget(strip)
        layout.setAlignment(strip, Qt.AlignmentFlag.AlignTop)
        self._form.shown.setCurrentWidget(self._busy)

    def show_overview(self) -> None:
        """All projects."""
        looked = self.merging.looked
        if looked is not None:
            self.overview.show_view(looked.view, done=self.merging.stage is Stage.DONE)
            self._form.shown.setCurrentWidget(self.overview)

    def _show_record(self) -> None:
        """The record of the current conflict."""
        merging = self.merging
        record = merging.record_of(merging.current)
        if record is None:
            return
        if self.record is None or self.record.record != record:
            view = merging.looked.view if merging.looked else None
            brought = words.also_brought(view, record.project) if view else ""
            page = RecordPage(self._context.appearance, self._pictures, record, self._context.today(), brought)
            page.chosen.connect(merging.decide)
            page.stepped.connect(merging.step)
            page.typing.connect(self.typing_wanted)
            page.postponed.connect(merging.postpone)
            for one in self._refused():
                page.add_below(refusal_card(self._context.appearance, one))
            self.record, self.package = page, None
            self._put(page)
        keys = [one.key for one in merging.conflicts]
        self.record.show_state(merging.decisions, merging.current, (keys.index(merging.current) + 1, len(keys)))
        self._form.shown.setCurrentWidget(self._scroll)
        if (row := self.record.row_of(merging.current)) is not None:
            self._scroll.ensureWidgetVisible(row, 0, 48)

    def _refused(self) -> list[PackageView]:
        return [one for one in self.merging.packages if one.status is FileStatus.REFUSED]

    def show_package(self, package: PackageView) -> None:
        """One package by itself."""
        page = PackagePage(self._context.appearance, package, can_remove=self.merging.stage is Stage.PREVIEW)
        page.trusted.connect(lambda: self.device_trusted.emit(package))
        page.refused.connect(lambda: self.device_refused.emit(package))
        page.removed.connect(lambda: self.merging.remove(package.file))
        page.history_wanted.connect(lambda: self.history_wanted.emit(package))
        self.record, self.package = None, page
        self._put(page)
        self._form.shown.setCurrentWidget(self._scroll)

    def _put(self, page: QWidget) -> None:
        """Show a page; the focus, if it was on the one before, goes back to the lists."""
        before, focus = self._scroll.widget(), QApplication.focusWidget()
        had_focus = focus is not None and before is not None and before.isAncestorOf(focus)
        self._scroll.setWidget(page)
        page.setAutoFillBackground(False)
        self._scroll.verticalScrollBar().setValue(0)
        if had_focus:
            self.conflicts.setFocus()

    # -- what the user does ----------------------------------------------------------------------------------------

    def _on_moved(self) -> None:
        self._retell_conflict_rows()
        self._show_footer()
        if self.merging.stage in {Stage.EMPTY, Stage.PREVIEW}:
            self._show_record()

    def _on_package_picked(self, row_id: str) -> None:
        """A package with conflicts leads to the first of them that is open, another one to itself."""
        package = next((one for one in self.merging.packages if str(one.file) == row_id), None)
        if package is None:
            return
        found = self._conflict_of(package)
        if found and self.merging.stage is Stage.PREVIEW:
            self.merging.go(found)
        else:
            self.show_package(package)

    def _conflict_of(self, package: PackageView) -> str:
        own = self._disputed(package)
        return next((key for key in own if key not in self.merging.decisions), own[0] if own else "")

    def _disputes(self, package: PackageView) -> int:
        """How many are to be decided; none any more after the merge."""
        return 0 if self.merging.stage is Stage.DONE else len(self._disputed(package))

    def _disputed(self, package: PackageView) -> list[str]:
        """The conflicts in which the sender of a package stands on a side."""
        if not package.tally.conflicts or self.merging.looked is None:
            return []
        found = (one for record in self.merging.looked.records for one in record.conflicts)
        return [one.key for one in found if any(side.device == package.device for side in one.sides)]

    def _show_conflicts(self) -> None:
        merging = self.merging
        if merging.stage is Stage.PREVIEW and merging.conflicts:
            merging.go(next(iter(merging.undecided), merging.current))

    def _show_first(self, status: FileStatus) -> None:
        found = next((one for one in self.merging.packages if one.status is status), None)
        if found is not None:
            self.show_package(found)


def _list_head(title: str, note: QLabel) -> QWidget:
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(16, 0, 16, 4)
    row.setSpacing(8)
    row.addWidget(ElidedLabel(title, "section"), 1)
    row.addWidget(note)
    return head


def _show_rows(rows: RowList[MarkedRow], shown: list[MarkedRow], current: str) -> None:
    """Show rows without telling that they are marked: nobody has gone there."""
    rows.blockSignals(True)  # noqa: FBT003 - Qt's own
    rows.show_rows(shown, marks_first=False)
    rows.blockSignals(False)  # noqa: FBT003 - Qt's own
    _mark(rows, current)


def _mark(rows: RowList[MarkedRow], current: str) -> None:
    """Put the cursor on a row without telling."""
    rows.blockSignals(True)  # noqa: FBT003 - Qt's own
    at = next((at for at, one in enumerate(rows.rows) if one.row_id == current), -1)
    if at >= 0:
        rows.setCurrentIndex(rows.model().index(at, 0))
    rows.blockSignals(False)  # noqa: FBT003 - Qt's own
