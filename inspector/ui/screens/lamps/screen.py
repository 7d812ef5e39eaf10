"""手续亮灯: every approval step of every project, those in need first; why a lamp burns, and what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.services.cockpit_view import RowKind
from inspector.services.holiday_change import HolidayPreview
from inspector.services.lamp_matrix_view import LampReason, Light, Matrix, MatrixRow, MatrixWish
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.figure_rows.page import Figure, RowsPage
from inspector.ui.forms.ui_lamps import Ui_Lamps
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target, Toast
from inspector.ui.screens.lamps import words
from inspector.ui.screens.lamps.holiday_dialog import HolidayDialog
from inspector.ui.screens.lamps.matrix_model import MatrixModel
from inspector.ui.screens.lamps.matrix_view import MatrixView
from inspector.ui.screens.lamps.moving import LampMoving
from inspector.ui.screens.lamps.printing import LampPrinting
from inspector.ui.screens.lamps.reading import MatrixRead, Question, read_narrowed, read_whole
from inspector.ui.screens.lamps.reason_panel import ReasonPanel, allow
from inspector.ui.screens.lamps.toolbar import Toolbar
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.search_line import SearchLine

_KINDS = frozenset({"project", "approval_step", "clock_stop", "area", "assignment", "setting", "milestone"})
_NARROW = 860
"""Pixels below which the panel is a drawer."""
_LEGEND = 1000
"""Pixels, at letters of 13, below which the number of rows has the foot for itself."""
_SEARCH = 200


class LampsScreen(Screen):
    """The matrix in the middle, its filters above, the reason of the chosen lamp at the right."""

    KEY = ScreenKey.LAMPS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Lamps()
        self._form.setupUi(self)
        appearance = context.appearance
        self.toolbar = Toolbar(appearance)
        self.model = MatrixModel()
        self.matrix = MatrixView(appearance, self.model)
        self.panel = ReasonPanel(appearance)
        self.rows = RowsPage(context)
        self.printing = LampPrinting(context, self)
        self.moving = LampMoving(context, self)
        self.search = SearchLine(appearance, sentence("ui_lamps.search"))
        self.export = Button(appearance, sentence("ui_lamps.export"), icon_name="export")
        self.slips = Button(appearance, sentence("ui_lamps.red_slips"), ButtonKind.PRIMARY, "print")
        self.holidays = Button(appearance, sentence("ui_lamps.import_holidays"), ButtonKind.TEXT, "calendar")
        self.imports = Button(appearance, sentence("ui_lamps.import_steps"), ButtonKind.TEXT, "import")
        self.shown_rows = ElidedLabel("", "dense", "ink2")
        self.legend = ElidedLabel(sentence("ui_lamps.legend"), "dense", "ink2")
        no_steps = (sentence("ui_lamps.empty"), sentence("ui_lamps.empty_how"))
        self.no_steps = EmptyState(appearance, "bulb", *no_steps, (sentence("ui_lamps.import_register"), "excel"))
        no_match = (sentence("ui_lamps.no_match"), sentence("ui_lamps.no_match_how"))
        self.no_match = EmptyState(appearance, "filter", *no_match, (sentence("ui_lamps.clear"), "cross"))
        self._header = QWidget(self)
        self._wish = _remembered(context.preferences.of_screen("lamps"))
        self._wanted = ""
        self._drawer_open = False
        self._day = context.today()
        self._matrix: Matrix | None = None
        self._wants_choices = False
        self._seeks_red = True
        self._fill()
        self._connect()

    def _fill(self) -> None:
        form = self._form
        put(form.toolbar_slot, self.toolbar)
        put(form.side_slot, self.panel)
        for page in (self.matrix, self.no_steps, self.no_match):
            form.table_stack.addWidget(page)
        form.stack.addWidget(self.rows)
        put(form.footer_slot, self._footer())
        self.search.setMinimumWidth(_SEARCH)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.search)
        row.addWidget(self.export)
        self._header.hide()
        self.slips.hide()
        self.setFocusProxy(self.matrix)

    def _footer(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("kind", "footer")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 4, 12, 4)
        row.setSpacing(12)
        row.addWidget(self.shown_rows, 1)
        row.addWidget(self.legend)
        row.addWidget(self.imports)
        row.addWidget(self.holidays)
        return foot

    def _connect(self) -> None:
        self.model.wanted.connect(self._read_rows)
        self.matrix.marked.connect(self._on_marked)
        self.matrix.asked.connect(self._on_asked)
        self.matrix.opened.connect(self._on_project_wanted)
        self.matrix.handled.connect(self.move_on)
        self.matrix.chosen.connect(self._tell_rows)
        self.matrix.scrolled.connect(self._tell_rows)
        self.toolbar.wished.connect(self._on_wished)
        for rate in self.toolbar.rates:
            rate.link.opened.connect(self.open_figure)
        self.search.textChanged.connect(self._on_typed)
        self.search.moved.connect(self._on_moved)
        self.search.returnPressed.connect(self.matrix.setFocus)
        self.panel.moving_wanted.connect(self.move_on)
        self.panel.slip_wanted.connect(self._on_slip_wanted)
        self.panel.urging_wanted.connect(self._on_urging_wanted)
        self.panel.opened.connect(lambda: self._on_project_wanted(self.matrix.currentIndex().row()))
        self.panel.closed.connect(self.leave)
        self.rows.closed.connect(self.leave)
        self.rows.opened.connect(self._on_row_opened)
        self.no_steps.acted.connect(lambda: self.navigated.emit(Target(ScreenKey.EXCEL)))
        self.no_match.acted.connect(self.show_all)
        self.export.clicked.connect(self._on_export_clicked)
        self.slips.clicked.connect(self._on_slips_clicked)
        self.imports.clicked.connect(lambda: self.navigated.emit(Target(ScreenKey.EXCEL)))
        self.holidays.clicked.connect(lambda: self.printing.import_holidays(self._day))
        self.printing.holidays_read.connect(self._on_holidays_read)
        self.context.appearance.changed.connect(self._tell_day)
        for one in (self.printing, self.moving, self.rows):
            one.told.connect(self.told)
        keys = {
            "Ctrl+P": self._on_slips_clicked,
            "Ctrl+E": self._on_export_clicked,
            "Ctrl+F": self.search.setFocus,
            "Ctrl+Shift+C": self._on_urging_wanted,
        }
        add_keys(self, keys)

    # -- reading ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Say which day it is; after a night the lamps are others."""
        super().showEvent(event)
        if self._day != self.context.today():
            self.refresh()
        self._tell_day()

    def open_target(self, target: Target) -> None:
        """A step, or a project: the cursor goes to it, whatever the filters were."""
        self._tell_day()
        if target.record_id:
            self._leave_rows()
            self._wanted = target.record_id
            self.show_all()

    def show_all(self) -> None:
        """Take all filters off."""
        self._wish = MatrixWish()
        self.toolbar.show_wish(self._wish)
        self.search.clear()
        self._on_wished()

    def refresh(self) -> None:
        """Read everything anew."""
        self._read(with_choices=True)

    def _read(self, *, with_choices: bool) -> None:
        self._day = day = self.context.today()
        asked = Question(day, self._wish, self.search.text(), self._wanted)
        with_choices = self._wants_choices = with_choices or self._wants_choices

        read = partial(read_whole, asked, with_choices)
        self.context.work.read_apart(self, read, self._show, key="matrix")

    def _on_typed(self) -> None:
        """Narrow the matrix that is there; of fast typing only the last is read."""
        matrix, asked = self._matrix, Question(self._day, self._wish, self.search.text())
        if matrix is None:
            return

        def read(services: Services) -> MatrixRead:
            return read_narrowed(services, matrix, asked)

        self.context.work.read(self, read, self._show_narrowed, key="text")

    def _on_moved(self, rows: int) -> None:
        """The arrows in the search move the cursor of the matrix."""
        current = self.matrix.currentIndex()
        row = max(0, min(len(self.model.projects) - 1, current.row() + rows))
        self.matrix.setCurrentIndex(self.model.index(row, max(0, current.column())))

    def _show_narrowed(self, read: MatrixRead) -> None:
        """What was typed, of the matrix shown now."""
        if read.matrix is self._matrix:
            self._show(read)
        else:
            self._on_typed()

    def concerned(self, changes: Changes) -> bool:
        """Whatever lamps are made of."""
        touched = {*changes.inserted, *changes.updated, *changes.deleted}
        return changes.empty or bool(touched & _KINDS)

    def _show(self, read: MatrixRead) -> None:
        kept = self._cursor()
        self._matrix = read.matrix
        if read.choices is not None:
            self._wants_choices = False
            self.toolbar.show_choices(read.choices, self._wish)
        self.toolbar.show_matrix(read.matrix)
        self.model.show_projects(read.projects, read.matrix.columns)
        count = len(read.projects)
        self._tell_day()
        allow(self.slips, "" if read.red else sentence("ui_lamps.no_red"), "Ctrl+P")
        allow(self.export, "" if count else sentence("ui_lamps.nothing_to_export"), "Ctrl+E")
        filtered = self._wish != MatrixWish() or bool(self.search.text().strip())
        empty = self.no_match if filtered else self.no_steps
        self._form.table_stack.setCurrentWidget(self.matrix if count else empty)
        self._place_panel()
        if self._form.stack.currentWidget() is self.rows:
            self.rows.refresh()
        self._restore(read.wanted or kept)
        self._tell_rows()

    def _cursor(self) -> tuple[str, int] | None:
        index = self.matrix.currentIndex()
        return (self.model.projects[index.row()], index.column()) if index.isValid() else None

    def _restore(self, place: tuple[int, int] | tuple[str, int] | None) -> None:
        """The cursor stays on its project, or goes to what was wanted, or to the first one."""
        self._wanted = ""
        self._seeks_red = place is None
        row, column = place if place is not None else (0, 1)
        if isinstance(row, str):
            row = self.model.projects.index(row) if row in self.model.projects else 0
        if self.model.projects:
            self.matrix.setCurrentIndex(self.model.index(row, min(column, len(self.model.columns))))
        else:
            self.panel.show_nothing()

    def _read_rows(self, first: int, ids: tuple[str, ...]) -> None:
        day = self._day
        self.context.work.read(
            self,
            lambda services: services.office.lamp_matrix.page(ids, day),
            partial(self._take_rows, first),
        )

    def _take_rows(self, first: int, rows: tuple[MatrixRow, ...]) -> None:
        self.model.take_rows(first, rows)
        if self._seeks_red and not first and rows:
            self._seeks_red = False
            self.matrix.setCurrentIndex(self.model.index(0, self.model.worst_column(0)))
        if first <= self.matrix.currentIndex().row() < first + len(rows):
            self._on_marked()

    def _tell_rows(self) -> None:
        columns, rows = self.matrix.chosen_cells()
        if len(columns) == 1 and len(rows) > 1:
            (column,) = columns
            told = sentence("ui_lamps.chosen", step=self.model.columns[column - 1].name, count=len(rows))
        else:
            told = words.shown_rows(*self.matrix.shown_rows(), len(self.model.projects))
        self.shown_rows.set_text(told)

    def _tell_day(self) -> None:
        if self._matrix is None:
            return
        day, count = self._matrix.on.isoformat(), len(self.model.projects)
        large = self.context.appearance.tokens.theme is Theme.LARGE  # the number stands below the matrix too
        told = day if large else sentence("ui_lamps.subtitle", day=day, count=count)
        self.title_changed.emit(sentence("ui.screen_lamps"), told)

    # -- the reason ------------------------------------------------------------------------------------------------

    def _on_marked(self) -> None:
        index = self.matrix.currentIndex()
        row, cell = self.model.row_at(index.row()), self.model.cell_at(index)
        if cell is None:
            missing = self.model.columns[index.column() - 1].name if row is not None and index.column() else ""
            self.panel.show_nothing(row.project if row else "", missing)
            return
        day, step = self._day, cell.step_id
        self.context.work.read(
            self,
            lambda services: services.office.lamp_matrix.reason(step, day),
            self._show_reason,
            key="reason",
            failed=self._on_gone,
        )

    def _show_reason(self, reason: LampReason) -> None:
        row = self.model.row_at(self.matrix.currentIndex().row())
        self.panel.show_reason(reason, self._day, red=row is not None and row.red > 0)

    def _on_gone(self, _error: InspectorError) -> None:
        """The step was deleted meanwhile: the next reading of the matrix tells so."""
        self.panel.show_nothing()

    def _on_asked(self) -> None:
        self._drawer_open = True
        self._place_panel()

    def _on_slip_wanted(self) -> None:
        reason = self.panel.reason
        if reason is not None:
            self.printing.print_slips(self._day, [reason.project_id], MatrixWish())

    def _on_urging_wanted(self) -> None:
        text = words.urging(self.panel.reason) if self.panel.reason else ""
        if text:
            QGuiApplication.clipboard().setText(text)
            self.told.emit(Toast(sentence("ui_lamps.urging_copied"), undo=False))

    # -- going on --------------------------------------------------------------------------------------------------

    def _on_wished(self) -> None:
        self._wish = wish = self.toolbar.wish
        values = {"area": wish.area_id, "department": wish.department, "leader": wish.leader}
        self.context.preferences.remember("lamps", light=wish.light.value if wish.light else None, **values)
        self._read(with_choices=False)

    def move_on(self) -> None:
        """Register the step of the cell or move it on; of several cells of one column, all of them together."""
        columns, rows = self.matrix.chosen_cells()
        if len(rows) > 1:
            self.moving.move_together([self.model.columns[one - 1] for one in sorted(columns)], self._projects(rows))
            return
        index = self.matrix.currentIndex()
        row, cell = self.model.row_at(index.row()), self.model.cell_at(index)
        if row is not None:
            column = self.model.columns[index.column() - 1] if index.column() else None
            self.moving.move_one(row, column, cell.step_id if cell else "")

    def _projects(self, rows: Sequence[int]) -> list[str]:
        return [self.model.projects[one] for one in rows]

    def _on_slips_clicked(self) -> None:
        if self._can(self.slips):
            self.printing.print_slips(self._day, self.model.projects, self._wish)

    def _can(self, button: Button) -> bool:
        """Whether what a key asks for can be done; if not, it is told why."""
        if not button.isEnabled() and self._matrix is not None:
            self.told.emit(Toast(button.toolTip(), undo=False))
        return button.isEnabled()

    def _on_export_clicked(self) -> None:
        if not self._can(self.export):
            return
        filtered = self._wish != MatrixWish() or bool(self.search.text().strip())
        self.printing.export(self._day, self.model.projects if filtered else None, self._wish)

    def _on_holidays_read(self, path: Path, preview: HolidayPreview) -> None:
        dialog = HolidayDialog(self, self.context.appearance, preview)
        dialog.accepted.connect(lambda: self.printing.take_holidays(path, self._day))
        dialog.opened.connect(lambda step: self.open_target(Target(ScreenKey.LAMPS, step)))
        dialog.open()

    def _on_project_wanted(self, row: int) -> None:
        if 0 <= row < len(self.model.projects):
            self.navigated.emit(Target(ScreenKey.PROJECT, self.model.projects[row]))

    def open_figure(self, figure: Figure) -> None:
        """Show the rows behind a rate; Esc leads back."""
        self.rows.show_figure(figure)
        self._form.stack.setCurrentWidget(self.rows)
        self.setFocusProxy(self.rows)
        self.rows.table.setFocus()
        self.keys_changed.emit()

    def _on_row_opened(self, _kind: RowKind, _row: str, project: str) -> None:
        self.navigated.emit(Target(ScreenKey.PROJECT, project))

    def leave(self) -> bool:
        """From the rows back to the matrix, from a search to all rows, from the drawer to all columns."""
        if self._leave_rows():
            return True
        if self.search.hasFocus() and self.search.text():
            self.search.clear()
            return True
        if self._drawer_open and self._is_narrow:
            self._drawer_open = False
            self._place_panel()
            return True
        return False

    def _leave_rows(self) -> bool:
        if self._form.stack.currentWidget() is not self.rows:
            return False
        self._form.stack.setCurrentWidget(self._form.overview)
        self.setFocusProxy(self.matrix)
        self.matrix.setFocus()
        self.keys_changed.emit()
        return True

    # -- what the window asks --------------------------------------------------------------------------------------

    def header(self) -> QWidget:
        """Search and export."""
        return self._header

    def primary(self) -> QWidget:
        """The letters for all red lamps."""
        return self.slips

    def key_map(self) -> tuple[KeyHint, ...]:
        """Ctrl+P, Ctrl+E, Ctrl+F; among rows Enter and Esc."""
        if self._form.stack.currentWidget() is self.rows:
            return self.rows.key_map()
        return (
            KeyHint("F2", sentence("ui_lamps.key_move")),
            KeyHint("Ctrl+P", sentence("ui_lamps.red_slips")),
            KeyHint("Ctrl+E", sentence("ui_lamps.export")),
            KeyHint("Ctrl+F", sentence("ui_lamps.search")),
            KeyHint("Ctrl+Enter", sentence("ui_lamps.open_project")),
            KeyHint("Space", sentence("ui_lamps.key_why"), bar=False),
            KeyHint("Ctrl+A", sentence("ui_lamps.key_select"), bar=False),
            KeyHint("Ctrl+Shift+C", sentence("ui_lamps.urge"), bar=False),
        )

    # -- room ------------------------------------------------------------------------------------------------------

    @property
    def _is_narrow(self) -> bool:
        return self.width() < _NARROW

    def _place_panel(self) -> None:
        """Beside the matrix where there is room, else when it is asked for; never without a matrix."""
        empty = self._form.table_stack.currentWidget() is not self.matrix
        self.panel.shut.setVisible(self._is_narrow)
        self.legend.setVisible(self.width() * 13 >= _LEGEND * self.context.appearance.tokens.dense)
        self._form.side_slot.setVisible(not empty and (not self._is_narrow or self._drawer_open))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The panel becomes a drawer where room is short."""
        super().resizeEvent(event)
        self._place_panel()


def _remembered(stored: dict[str, object]) -> MatrixWish:
    """The filters of the last time; what is no longer known is left out."""
    texts = {name: value for name, value in stored.items() if isinstance(value, str)}
    light = texts.get("light", "")
    return MatrixWish(
        area_id=texts.get("area"),
        department=texts.get("department"),
        leader=texts.get("leader"),
        light=Light(light) if light in {one.value for one in Light} else None,
    )
