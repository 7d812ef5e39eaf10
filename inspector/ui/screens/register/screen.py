"""项目台账: the register as a grid — typed into, pasted into, filled, added up, with the past of every cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from inspector.domain.changes import Changes
from inspector.domain.project_query import ProjectQuery, ProjectTotals, SortColumn
from inspector.services.bundle import Services
from inspector.services.ledger_columns import ledger_columns
from inspector.services.ledger_export import Shown
from inspector.services.ledger_view import SelectionTotals
from inspector.services.ledger_window import block_at
from inspector.services.project_choices import project_choices
from inspector.services.views import SavedView, query_as_json, query_of
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_register import Ui_Register
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target
from inspector.ui.screens.projects.filters import Filters
from inspector.ui.screens.projects.views_button import ViewsButton
from inspector.ui.screens.register.arrange import ArrangeDialog
from inspector.ui.screens.register.bulk import BulkDialog
from inspector.ui.screens.register.columns import SORTS, chosen_columns
from inspector.ui.screens.register.exporting import RegisterExport
from inspector.ui.screens.register.foot import SelectionLine, TotalsRow, told_filled
from inspector.ui.screens.register.grid import Area, LedgerGrid
from inspector.ui.screens.register.new_project import NewProjectDialog
from inspector.ui.screens.register.past_card import PastCard
from inspector.ui.screens.register.reading import Found, add_up, find
from inspector.ui.screens.register.side import SideCard
from inspector.ui.screens.register.steps import MOST, Cells, LedgerSteps, block_of
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.empty_state import EmptyState

_KINDS = frozenset({"project", "area", "annual_plan", "dispatch_record", "assignment", "approval_step", "problem"})


class RegisterScreen(Screen):
    """A target's `detail` may hold a query as `views.query_as_json` writes it; its record gets the cursor."""

    KEY: ClassVar[ScreenKey] = ScreenKey.REGISTER

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Register()
        self._form.setupUi(self)
        appearance = context.appearance
        self.columns = ledger_columns()
        self.views = ViewsButton(context, lambda: (self.filters.query, self._shown))
        self.arrange = Button(appearance, sentence("ui_register.columns"), icon_name="columns")
        self.fold = Button(appearance, sentence("ui_register.filter"), icon_name="filter")
        self.export_button = Button(appearance, sentence("ui_register.export"), icon_name="export")
        self.import_button = Button(appearance, sentence("ui_register.import"), ButtonKind.PRIMARY, "import")
        self.new_button = Button(appearance, sentence("ui_register.new"), icon_name="plus")
        self.new_button.setToolTip("Ctrl+N")
        tools = (self.views, self.arrange, self.fold, self.export_button, self.new_button, self.import_button)
        self.filters = Filters(appearance, tools)
        self.grid = LedgerGrid(context)
        self.totals = TotalsRow(appearance, self.grid)
        self.selection = SelectionLine(appearance)
        self.side = SideCard(appearance)
        self.past = PastCard(context, self.grid)
        self.steps = LedgerSteps(context, self)
        self.export = RegisterExport(context, self)
        self.empty = self._empty_state("grid", "ui_register.empty_title", "ui_register.empty_text", to="import")
        self.nothing = self._empty_state("search", "ui_register.nothing_title", "ui_register.nothing_text", to="cross")
        self._shown: tuple[str, ...] = ()
        self._asked = self._total = 0
        self._marked = ""
        self._late: Callable[[], None] | None = None
        self._fill()
        self._connect()
        self._add_keys()
        self._restore()

    @classmethod
    def read_ahead(cls) -> None:
        """What the columns are called."""
        ledger_columns()

    def _empty_state(self, icon_name: str, title: str, text: str, *, to: str) -> EmptyState:
        action = sentence("ui_register.import") if to == "import" else sentence("ui_register.clear")
        return EmptyState(self.context.appearance, icon_name, sentence(title), sentence(text), (action, to))

    def _fill(self) -> None:
        form = self._form
        put(form.filters_slot, self.filters)
        put(form.grid_slot, self.grid)
        put(form.totals_slot, self.totals)
        put(form.selection_slot, self.selection)
        put(form.side_slot, self.side)
        form.side_slot.hide()
        for page in (self.nothing, self.empty):
            form.pages.addWidget(page)
        self.fold.setCheckable(True)
        self.export_button.setToolTip("Ctrl+E")
        self.filters.unfold(shown=False)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        grid, steps = self.grid, self.steps
        self.filters.changed.connect(self._on_query_changed)
        self.filters.search.moved.connect(grid.move_cursor)
        self.filters.search.returnPressed.connect(grid.setFocus)
        self.fold.clicked.connect(self._on_fold_clicked)
        self.views.chosen.connect(self._on_view_chosen)
        self.views.told.connect(self.told)
        self.arrange.clicked.connect(self._on_arrange_clicked)
        self.export_button.clicked.connect(self.ask_export)
        self.new_button.clicked.connect(self.ask_new)
        self.import_button.clicked.connect(self._on_import_clicked)
        self.empty.acted.connect(self._on_import_clicked)
        self.nothing.acted.connect(self.filters.clear)
        grid.area_changed.connect(self._on_area_changed)
        grid.sort_wanted.connect(self._on_head_clicked)
        grid.widths_changed.connect(self._remember)
        grid.typed.connect(self._on_typed)
        grid.copied.connect(self._on_copied)
        grid.pasted.connect(self._on_pasted)
        grid.cleared.connect(lambda: self._on_cells(lambda cells: steps.set_all(cells, "")))
        grid.opened.connect(self._on_opened)
        grid.left_cell.connect(self._on_cell_left)
        steps.told.connect(self.told)
        self.export.told.connect(self.told)
        steps.refused.connect(self._on_refused)
        self.past.restored.connect(self._on_typed)
        self.past.closed.connect(grid.setFocus)
        self.selection.past.clicked.connect(self.past.show_current)
        self.selection.fill.clicked.connect(self.fill_down)
        self.selection.bulk.clicked.connect(self.change_all)
        self.selection.card.clicked.connect(self._on_card_wanted)
        self.side.opened.connect(self._on_opened)
        self.side.shut.connect(lambda: self._show_side(shown=False))

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+E": self.ask_export,
            "Ctrl+F": self._look,
            "Ctrl+N": self.ask_new,
            "F4": self.past.show_current,
            "Ctrl+D": self.fill_down,
            "Ctrl+B": self.change_all,
            "F6": lambda: self._show_side(shown=not self.side.isVisible()),
        }
        add_keys(self, keys, inside=True)

    def ask_export(self) -> None:
        """What is shown, or the whole register, as Excel."""
        self.export.ask(Shown(self.filters.query, self._shown), len(self.grid.ledger.numbers), self._total)

    def ask_new(self) -> None:
        """新建项目, and stand at it."""
        dialog = NewProjectDialog(self, self.context)
        dialog.made.connect(lambda made: self.navigated.emit(Target(ScreenKey.REGISTER, made)))
        dialog.open()

    # -- what a screen is ------------------------------------------------------------------------------------------

    def open_target(self, target: Target) -> None:
        """All projects as they were left, or those of a query; the cursor on a project if one is named."""
        self._tell_count(len(self.grid.ledger.numbers))
        self._marked = target.record_id
        if target.detail:
            self.views.forget_current()
            self.filters.show_query(query_of(json.loads(target.detail)))
        if (target.detail or target.record_id) and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the grid anew, then the choices that it may be narrowed to."""
        today = self.context.today()
        self.grid.refit()
        self._ask(fresh=True)
        self.context.work.read(
            self, lambda services: project_choices(services.workspace, today), self._show_choices, key="choices"
        )

    def concerned(self, changes: Changes) -> bool:
        """Whatever a cell shows or is filtered by."""
        return changes.empty or bool({*changes.inserted, *changes.updated, *changes.deleted} & _KINDS)

    def key_map(self) -> tuple[KeyHint, ...]:
        """What the keys do here."""
        return (
            KeyHint("Ctrl+V", sentence("ui_register.key_paste")),
            KeyHint("Ctrl+D", sentence("ui_register.fill_down")),
            KeyHint("F4", sentence("ui_register.past")),
            KeyHint("F2", sentence("ui_register.key_edit")),
            KeyHint("Ctrl+B", sentence("ui_register.bulk"), bar=False),
            KeyHint("F6", sentence("ui_register.card"), bar=False),
            KeyHint("Ctrl+C", sentence("ui_register.key_copy"), bar=False),
            KeyHint("Delete", sentence("ui_register.key_empty"), bar=False),
            KeyHint("Ctrl+Enter", sentence("ui_register.open_project"), bar=False),
            KeyHint("Ctrl+F", sentence("ui_register.key_find"), bar=False),
            KeyHint("Ctrl+E", sentence("ui_register.export"), bar=False),
        )

    def leave(self) -> bool:
        """Esc puts away what lies over the grid, then what is looked for, before it leaves the screen."""
        if self.past.isVisible():
            self.past.close_card()
        elif self.filters.active:
            self.filters.clear()
            self.grid.setFocus()
        else:
            return False
        return True

    # -- asking ----------------------------------------------------------------------------------------------------

    def _ask(self, *, fresh: bool = False) -> None:
        """Ask for the rows; of several questions only the last one is answered."""
        self._asked += 1
        ticket, query = self._asked, self.filters.query
        if fresh:
            self.grid.loader.forget()

        def then(found: Found) -> None:
            if ticket == self._asked and self.grid.typing:
                self._late = lambda: self._show(found, fresh=fresh)
            elif ticket == self._asked:
                self._show(found, fresh=fresh)

        first = self.grid.sight()[0] if fresh else 0
        work = self.context.work
        if query.asks_for_lamps:  # all of them are judged
            work.read_apart(self, partial(find, query, first), then, key="list")
        else:
            work.read(self, partial(find, query, first), then, key="list")
        work.read_apart(self, partial(add_up, query), self._show_totals, key="totals")

    def _show_totals(self, totals: ProjectTotals) -> None:
        """Sums come after the rows: nobody waits for them."""
        self.totals.show_totals(totals)
        self.selection.filled.set_text(told_filled(totals))

    def _on_cell_left(self) -> None:
        """Rows that were read anew while a cell was typed into are shown now."""
        late, self._late = self._late, None
        if late is not None:
            late()

    def _show(self, found: Found, *, fresh: bool) -> None:
        area, index, bars = self.grid.area, self.grid.currentIndex(), self.grid.verticalScrollBar().value()
        current = self.grid.ledger.numbers[index.row()] if index.isValid() else -1
        self._total = found.total
        self.grid.ledger.show_numbers(found.numbers, found.first, fresh=fresh)
        self.grid.show_sort(self.filters.query.sort, descending=self.filters.query.descending)
        pages = (self._form.grid_page, self.nothing, self.empty)
        self._form.pages.setCurrentWidget(pages[0 if found.numbers else 1 if found.total else 2])
        self._form.filters_slot.setVisible(bool(found.total))
        self._tell_count(len(found.numbers))
        at = self.grid.ledger.place_of(current)
        if area is not None and at >= 0:
            shift = at - index.row()
            self.grid.select(Area(area.top + shift, area.left, area.bottom + shift, area.right))
            self.grid.verticalScrollBar().setValue(bars if not shift else self.grid.verticalScrollBar().value())
        else:
            self.grid.select(Area(0, 0, 0, 0))
        if self._marked:
            self.context.work.read(self, lambda services: services.finding.number_of(self._marked), self._mark)

    def _mark(self, number: int | None) -> None:
        self._marked = ""
        at = self.grid.ledger.place_of(number) if number is not None else -1
        if at >= 0:
            self.grid.select(Area(at, 0, at, 0))

    def _show_choices(self, choices: object) -> None:
        if not self.filters.show_choices(choices):  # type: ignore[arg-type]
            self._ask()

    def _tell_count(self, found: int) -> None:
        if found == self._total:
            told = sentence("ui_register.count", count=found)
        else:
            told = sentence("ui_register.count_of", count=found, total=self._total)
        self.title_changed.emit(sentence("ui.screen_register"), told if self._total else "")

    # -- the selection ---------------------------------------------------------------------------------------------

    @property
    def selected(self) -> Cells | None:
        """The selected cells."""
        area, ledger = self.grid.area, self.grid.ledger
        if area is None:
            return None
        return Cells(ledger.numbers[area.top : area.bottom + 1], ledger.columns[area.left : area.right + 1], area.top)

    def _on_cells(self, act: Callable[[Cells], None]) -> None:
        cells = self.selected
        if cells is not None:
            act(cells)

    def _on_area_changed(self) -> None:
        """What is selected adds up; the card shows the project that the cursor is on."""
        area, cells = self.grid.area, self.selected
        many = area is not None and area.cells > 1
        self.selection.fill.setEnabled(area is not None and area.bottom > area.top)
        self.selection.bulk.setEnabled(cells is not None)
        self.selection.past.setEnabled(cells is not None)
        if area is None or cells is None or not many:
            self.selection.show_hint()
        elif len(cells.numbers) > MOST:
            self.selection.show_many(area.cells)
        else:
            in_money = all(one.money for one in cells.columns)
            self.context.work.read(
                self,
                lambda services: _added_up(services, cells),
                lambda totals: self.selection.show_selection(totals, in_money=in_money),
                key="selection",
            )
        self._show_card()

    def _look(self) -> None:
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    # -- writing ---------------------------------------------------------------------------------------------------

    def _on_typed(self, row: int, column: int, text: str) -> None:
        ledger = self.grid.ledger
        cell = Cells(ledger.numbers[row : row + 1], ledger.columns[column : column + 1], row)
        self.steps.type(cell, text, column)

    def _on_refused(self, told: str, row: int, column: int) -> None:
        self.grid.say_refused(sentence("ui_register.not_written", why=told), row, column)

    def _on_copied(self) -> None:
        self._on_cells(lambda cells: self.steps.copy(cells, QGuiApplication.clipboard().setText))

    def _on_pasted(self) -> None:
        texts, area, ledger = block_of(QGuiApplication.clipboard().text()), self.grid.area, self.grid.ledger
        if not texts or area is None:
            return
        if len(texts) == 1 and len(texts[0]) == 1:
            self._on_cells(lambda cells: self.steps.paste(cells, texts))
            return
        wide = max(map(len, texts))
        numbers = ledger.numbers[area.top : area.top + len(texts)]
        self.steps.paste(Cells(numbers, ledger.columns[area.left : area.left + wide], area.top), texts)

    def fill_down(self) -> None:
        """The first row of the selection into the rows below it."""
        self._on_cells(self.steps.fill)

    def change_all(self) -> None:
        """Ask for one text for all selected rows."""
        cells = self.selected
        if cells is None:
            return
        chosen = cells.columns[0].key
        dialog = BulkDialog(self, self.context.appearance, self.columns, chosen, len(cells.numbers))
        dialog.wanted.connect(lambda column, text: self.steps.set_all(Cells(cells.numbers, (column,), cells.top), text))
        dialog.open()

    # -- the card of the project -----------------------------------------------------------------------------------

    def _on_card_wanted(self) -> None:
        self._show_side(shown=self.selection.card.isChecked())

    def _show_side(self, *, shown: bool) -> None:
        self.selection.card.setChecked(shown)
        self._form.side_slot.setVisible(shown)
        self.side.setVisible(shown)
        self._remember()
        if shown:
            self._show_card()
        else:
            self.grid.setFocus()

    def _show_card(self) -> None:
        row = self.grid.ledger.row_at(self.grid.currentIndex().row())
        if row is None or not self.selection.card.isChecked():
            return
        project, today = row.row.project_id, self.context.today()
        self.context.work.read(
            self, lambda services: services.cards.card(project, today), self.side.show_card, key="card"
        )

    def _on_opened(self) -> None:
        row = self.grid.ledger.row_at(self.grid.currentIndex().row())
        if row is not None:
            self.navigated.emit(Target(ScreenKey.PROJECT, row.row.project_id))

    # -- what is shown ---------------------------------------------------------------------------------------------

    def _on_query_changed(self) -> None:
        self.views.forget_current()
        self._remember()
        self._tell_filter()
        self._ask()

    def _tell_filter(self) -> None:
        """A folded filter says that it holds."""
        active = replace(self.filters.query, text="", sort=SortColumn.NAME, descending=False) != ProjectQuery()
        self.fold.say(sentence("ui_register.filter_on") if active else sentence("ui_register.filter"))

    def _on_fold_clicked(self) -> None:
        self.filters.unfold(shown=self.fold.isChecked())

    def _on_head_clicked(self, column: SortColumn) -> None:
        """The first click sorts as one wants to see it: names from the front, figures from the top."""
        query = self.filters.query
        numbers = {SORTS[one.key] for one in self.columns if one.number and one.key in SORTS}
        descending = not query.descending if query.sort is column else column in numbers
        self.filters.sort_by(column, descending=descending)

    def _on_arrange_clicked(self) -> None:
        dialog = ArrangeDialog(self, self.columns, self._shown, self.context.preferences.density)
        dialog.columns_chosen.connect(self.choose_columns)
        dialog.density_chosen.connect(self._on_density_chosen)
        dialog.open()

    def _on_density_chosen(self, density: str) -> None:
        self.context.preferences.density = density
        self.grid.refit()

    def choose_columns(self, names: tuple[str, ...]) -> None:
        """Show these columns from now on."""
        self.views.forget_current()
        self.show_columns(names, self.grid.widths)
        self._remember()

    def show_columns(self, names: tuple[str, ...], widths: dict[str, int]) -> None:
        """Show these columns in the order of the register; `widths` are those that the user has drawn."""
        self._shown = chosen_columns(names, self.columns)
        known = {one.key: one for one in self.columns}
        self.grid.show_columns(tuple(known[name] for name in self._shown), widths)
        self.grid.show_sort(self.filters.query.sort, descending=self.filters.query.descending)
        self.totals.update()

    def _on_view_chosen(self, view: SavedView) -> None:
        self.filters.show_query(view.query)
        self.show_columns(view.columns, self.grid.widths)
        self._remember()
        self._tell_filter()
        self._ask()

    def _on_import_clicked(self) -> None:
        self.navigated.emit(Target(ScreenKey.EXCEL))

    # -- what is remembered ----------------------------------------------------------------------------------------

    def _remember(self) -> None:
        """Filters, order, columns, widths and the card; not the words, which belong to one search."""
        query = query_as_json(replace(self.filters.query, text=""))
        self.context.preferences.remember(
            self.KEY.value,
            query=query,
            columns=list(self._shown),
            widths=self.grid.widths,
            card=self.selection.card.isChecked(),
        )

    def _restore(self) -> None:
        kept = self.context.preferences.of_screen(self.KEY.value)
        query, columns, widths = (kept.get(name) for name in ("query", "columns", "widths"))
        if isinstance(query, dict):
            self.filters.show_query(query_of(query))
        drawn = widths if isinstance(widths, dict) else {}
        names = tuple(columns) if isinstance(columns, list) else ()
        self.show_columns(names, {name: w for name, w in drawn.items() if isinstance(w, int)})
        self._tell_filter()
        if kept.get("card") is True:
            self._show_side(shown=True)


def _added_up(services: Services, cells: Cells) -> SelectionTotals:
    return services.office.ledger.totals(block_at(services.finding, cells.numbers, cells.keys))
