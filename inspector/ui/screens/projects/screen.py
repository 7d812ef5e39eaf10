"""项目: all projects as a list that is typed to, filtered, sorted, kept as views and exported, by keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from inspector.domain.changes import Changes
from inspector.domain.project_query import SortColumn
from inspector.services import exports
from inspector.services.project_choices import ProjectChoices, project_choices
from inspector.services.project_list_export import ListWanted
from inspector.services.views import SavedView, query_as_json, query_of
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_projects import Ui_Projects
from inspector.ui.long_task import LongTask
from inspector.ui.models.project_columns import COLUMNS, USUAL, known_columns
from inspector.ui.places import FIELD
from inspector.ui.prompts import FileRequest
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target, Toast
from inspector.ui.screens.projects.arrange_dialog import ArrangeDialog
from inspector.ui.screens.projects.filters import Filters
from inspector.ui.screens.projects.reading import Found, find, find_first
from inspector.ui.screens.projects.table import ProjectTable
from inspector.ui.screens.projects.views_button import ViewsButton
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.empty_state import EmptyState

MANY = 5_000
"""Above so many projects the first rows are shown before all are counted, and a question about lamps, which may take
seconds, is shown as long work."""
PAUSE = 150
"""Milliseconds after the last key before all rows of a long list are counted."""
_KINDS = frozenset(
    {
        "project",
        "area",
        "annual_plan",
        "problem",
        "inspection",
        "approval_step",
        "clock_stop",
        "dispatch_record",
        "assignment",
        "setting",
    }
)


class ProjectsScreen(Screen):
    """A target's `detail` may hold a query as `views.query_as_json` writes it; its record gets the cursor."""

    KEY: ClassVar[ScreenKey] = ScreenKey.PROJECTS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Projects()
        self._form.setupUi(self)
        appearance = context.appearance
        self.views = ViewsButton(context, lambda: (self.filters.query, self._columns))
        self.arrange = Button(appearance, sentence("ui_projects.arrange"), icon_name="columns")
        self.export_button = Button(appearance, sentence("ui_projects.export"), icon_name="export")
        self.filters = Filters(appearance, (self.views, self.arrange, self.export_button))
        self.table = ProjectTable(context)
        self.start_button = Button(appearance, sentence("ui_projects.start"), ButtonKind.PRIMARY, "clipboard")
        self.empty = self._empty_state()
        self.nothing = EmptyState(
            appearance,
            "search",
            sentence("ui_projects.nothing_title"),
            sentence("ui_projects.nothing_text"),
            (sentence("ui_projects.clear"), "cross"),
        )
        self._columns: tuple[str, ...] = USUAL
        self._asked = 0
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(PAUSE)
        self._total = 0
        self._marked = ""
        self._fill()
        self._connect()
        self._restore()

    def _empty_state(self) -> EmptyState:
        field = self.context.workplace == FIELD
        text = sentence("ui_projects.empty_field") if field else sentence("ui_projects.empty_office")
        to = sentence("ui_projects.to_today") if field else sentence("ui_projects.to_excel")
        title = sentence("ui_projects.empty_title")
        return EmptyState(self.context.appearance, "building", title, text, (to, "import"))

    def _fill(self) -> None:
        put(self._form.filters_slot, self.filters)
        for page in (self.table, self.nothing, self.empty):
            self._form.pages.addWidget(page)
        self.start_button.setToolTip("F2")
        self.export_button.setToolTip("Ctrl+E")
        self.setFocusProxy(self.filters.search)

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_query_changed)
        self.filters.search.moved.connect(self.table.move_cursor)
        self.filters.search.returnPressed.connect(self.table.open_current)
        self.table.picked.connect(lambda found: self.navigated.emit(Target(ScreenKey.PROJECT, found)))
        self.table.marked.connect(self._show_start)
        self.table.projects.dataChanged.connect(self._show_start)
        self.table.sort_wanted.connect(self._on_head_clicked)
        self.table.widths_changed.connect(self._remember)
        self.views.chosen.connect(self._on_view_chosen)
        self.views.told.connect(self.told)
        self.arrange.clicked.connect(self._on_arrange_clicked)
        self.export_button.clicked.connect(self.export)
        self.start_button.clicked.connect(self.start)
        self.nothing.acted.connect(self.filters.clear)
        self._count_soon.timeout.connect(self._count)
        self.empty.acted.connect(self._on_empty_acted)
        keys: dict[str, Callable[[], object]] = {"F2": self.start, "Ctrl+E": self.export, "Ctrl+F": self._look}
        add_keys(self, keys, inside=True)

    # -- what a screen is ------------------------------------------------------------------------------------------

    def open_target(self, target: Target) -> None:
        """All projects as they were left, or those of a query; the cursor on a project if one is named."""
        self._tell_count(len(self.table.projects.numbers))
        self._marked = target.record_id
        if target.detail:
            self.views.forget_current()
            self.filters.show_query(query_of(json.loads(target.detail)))
        if (target.detail or target.record_id) and (self.isVisible() or not self._stale):
            self.refresh()

    def refresh(self) -> None:
        """Read the list anew, then the choices that it may be narrowed to."""
        today = self.context.today()
        self._ask(fresh=True)
        self.context.work.read(
            self, lambda services: project_choices(services.workspace, today), self._show_choices, key="choices"
        )

    def concerned(self, changes: Changes) -> bool:
        """Whatever a row shows or is filtered by."""
        return changes.empty or bool({*changes.inserted, *changes.updated, *changes.deleted} & _KINDS)

    def primary(self) -> Button:
        """开始巡查 at the project that the cursor is on."""
        return self.start_button

    def key_map(self) -> tuple[KeyHint, ...]:
        """What the keys do here."""
        return (
            KeyHint("F2", sentence("ui_projects.start")),
            KeyHint("Enter", sentence("ui_projects.key_open")),
            KeyHint("Ctrl+F", sentence("ui_projects.key_find")),
            KeyHint("Ctrl+E", sentence("ui_projects.export")),
            KeyHint("↑ ↓", sentence("ui_projects.key_move"), bar=False),
        )

    def leave(self) -> bool:
        """Esc takes back what is looked for, before it leaves the screen."""
        if not self.filters.active:
            return False
        self.filters.clear()
        self.filters.search.setFocus()
        return True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The density may have been changed in the settings."""
        super().showEvent(event)
        self.table.refit()

    # -- asking ----------------------------------------------------------------------------------------------------

    def _ask(self, *, fresh: bool = False) -> None:
        """Ask for the list; of several questions only the last one is answered."""
        self._asked += 1
        self._count_soon.stop()
        ticket, query = self._asked, self.filters.query
        total = 0 if fresh else self._total
        if fresh:
            self.table.loader.forget()

        def then(found: Found) -> None:
            if ticket == self._asked:
                self._show(found, fresh=fresh)

        if query.asks_for_lamps and not 0 < self._total <= MANY:
            task = LongTask(sentence("ui_projects.judging"), sentence("ui_projects.judging_kept"))
            work = self.context.work
            if self._total:
                work.long_apart(self, task, partial(find, query, total), then)
            else:  # a small workspace, perhaps: to start the process would take longer than to ask
                work.long(self, task, partial(find, query, total), then, writes=False)
        elif self._total > MANY:
            self.context.work.read(self, partial(find_first, query, total), then, key="list")
        else:
            self.context.work.read(self, partial(find, query, total), then, key="list")

    def _count(self) -> None:
        """All of what was found, after the first rows of it."""
        ticket, query, total = self._asked, self.filters.query, self._total

        def then(found: Found) -> None:
            if ticket == self._asked:
                self.table.projects.grow(found.numbers)
                self._tell_count(len(found.numbers))

        self.context.work.read(self, partial(find, query, total), then, key="list")

    def _show(self, found: Found, *, fresh: bool) -> None:
        current = self.table.current_row
        self._total = found.total
        self.table.projects.show_numbers(found.numbers, found.first, fresh=fresh)
        self.table.show_sort(self.filters.query.sort, descending=self.filters.query.descending)
        pages = (self.table, self.nothing, self.empty)
        self._form.pages.setCurrentWidget(pages[0 if found.numbers else 1 if found.total else 2])
        self._form.filters_slot.setVisible(bool(found.total))
        if found.whole:
            self._tell_count(len(found.numbers))
        else:
            self._count_soon.start()
        self.table.mark(current.number if current is not None and (fresh or not self.filters.query.text) else -1)
        self._show_start()
        if self._marked:
            self.context.work.read(self, lambda services: services.finding.number_of(self._marked), self._mark)

    def _mark(self, number: int | None) -> None:
        self._marked = ""
        if number is not None:
            self.table.mark(number)

    def _show_choices(self, choices: ProjectChoices) -> None:
        if not self.filters.show_choices(choices):
            self._ask()

    def _tell_count(self, found: int) -> None:
        if found == self._total:
            told = sentence("ui_projects.count", count=found)
        else:
            told = sentence("ui_projects.count_of", count=found, total=self._total)
        self.title_changed.emit(sentence("ui.screen_projects"), told if self._total else "")

    # -- the user's wishes -----------------------------------------------------------------------------------------

    def _on_query_changed(self) -> None:
        self.views.forget_current()
        self._remember()
        self._ask()

    def _on_head_clicked(self, column: SortColumn) -> None:
        """The first click sorts as one wants to see it: names from the front, figures from the top."""
        query = self.filters.query
        big_first = COLUMNS[column.value].right or column is SortColumn.LAST_VISIT
        descending = not query.descending if query.sort is column else big_first
        self.filters.sort_by(column, descending=descending)

    def _on_arrange_clicked(self) -> None:
        dialog = ArrangeDialog(self, self._columns, self.filters.query)
        dialog.columns_chosen.connect(self._on_columns_chosen)
        dialog.sort_chosen.connect(lambda column, falling: self.filters.sort_by(column, descending=falling))
        dialog.open()

    def _on_columns_chosen(self, names: tuple[str, ...]) -> None:
        self.views.forget_current()
        self._show_columns(names)
        self._remember()

    def _show_columns(self, names: tuple[str, ...]) -> None:
        self._columns = known_columns(names)
        self.table.show_columns(self._columns, self.table.widths)
        self.table.show_sort(self.filters.query.sort, descending=self.filters.query.descending)

    def _on_view_chosen(self, view: SavedView) -> None:
        self.filters.show_query(view.query)
        self._show_columns(view.columns or USUAL)
        self._remember()
        self._ask()

    def _on_empty_acted(self) -> None:
        field = self.context.workplace == FIELD
        self.navigated.emit(Target(ScreenKey.TODAY if field else ScreenKey.EXCEL))

    def _look(self) -> None:
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def _show_start(self) -> None:
        self.start_button.setEnabled(self.table.current_row is not None)

    def start(self) -> None:
        """Start a visit to the project that the cursor is on."""
        row = self.table.current_row
        if row is not None:
            self.navigated.emit(Target(ScreenKey.VISIT, row.id, "start"))

    # -- what is remembered ----------------------------------------------------------------------------------------

    def _remember(self) -> None:
        """Filters, order, columns and their widths; not the words, which belong to one search."""
        query = query_as_json(replace(self.filters.query, text=""))
        self.context.preferences.remember(
            self.KEY.value, query=query, columns=list(self._columns), widths=self.table.widths
        )

    def _restore(self) -> None:
        kept = self.context.preferences.of_screen(self.KEY.value)
        query, columns, widths = (kept.get(name) for name in ("query", "columns", "widths"))
        if isinstance(query, dict):
            self.filters.show_query(query_of(query))
        self._columns = known_columns(columns) if isinstance(columns, list) else USUAL
        drawn = widths if isinstance(widths, dict) else {}
        self.table.show_columns(self._columns, {name: w for name, w in drawn.items() if isinstance(w, int)})

    # -- export ----------------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Write what the list shows, in its order, to an Excel file."""
        if not self.table.projects.numbers:
            self.told.emit(Toast(sentence("ui_projects.nothing_to_export"), undo=False))
            return
        today = self.context.today()
        name = sentence("ui_projects.export_name", on=today.isoformat())
        request = FileRequest(sentence("ui_projects.export"), (("Excel", ("*.xlsx",)),), name=name)
        self.context.prompts.save_file(request, self._export)

    def _export(self, out: Path) -> None:
        wanted = ListWanted(self.filters.query, self._columns, self.context.today())
        task = LongTask(sentence("ui_projects.exporting"), sentence("ui_projects.exporting_kept"))
        self.context.work.long_apart(self, task, partial(exports.project_list, wanted, out), self._on_exported)

    def _on_exported(self, written: tuple[Path, int]) -> None:
        place, rows = written
        self.told.emit(Toast(sentence("ui_projects.exported", count=rows, file=place.name), undo=False))
