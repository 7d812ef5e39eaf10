"""Saved views of the list: chosen, saved, brought up to date, renamed and deleted from one menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from inspector.domain.project_query import ProjectQuery
from inspector.services.views import SavedView
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.prompts import TextQuestion
from inspector.ui.screen import Toast
from inspector.ui.widgets.buttons import Button

Shown = Callable[[], tuple[ProjectQuery, tuple[str, ...]]]
"""What the list shows now: the query and the columns."""


class ViewsButton(Button):
    """`chosen` carries the `SavedView` that the user wants to see, `told` a `Toast`."""

    chosen = Signal(object)
    told = Signal(object)

    def __init__(self, context: Context, shown: Shown) -> None:
        super().__init__(context.appearance, sentence("ui_projects.views"), icon_name="star")
        self._context = context
        self._shown = shown
        self._current: SavedView | None = None
        self._deleted: SavedView | None = None
        self.menu_shown: QMenu | None = None
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self._context.work.read(self, lambda services: services.views.all(), self._open, key="views")

    def forget_current(self) -> None:
        """The list shows something else than the view."""
        self._take(None)

    # -- the menu --------------------------------------------------------------------------------------------------

    def _open(self, views: tuple[SavedView, ...]) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for one in views:
            action = menu.addAction(_escaped(one.name))
            action.setCheckable(True)
            action.setChecked(self._current is not None and self._current.id == one.id)
            action.triggered.connect(lambda _checked=False, view=one: self._choose(view))
        if not views:
            menu.addAction(sentence("ui_projects.no_views")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(sentence("ui_projects.save_view")).triggered.connect(self._ask_to_save)
        if self._current is not None:
            self._add_steps(menu, self._current)
        if self._deleted is not None:
            put_back = sentence("ui_projects.put_view_back", name=self._deleted.name)
            menu.addAction(_escaped(put_back)).triggered.connect(self._put_back)
        self.menu_shown = menu
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _add_steps(self, menu: QMenu, view: SavedView) -> None:
        update = sentence("ui_projects.update_view", name=view.name)
        delete = sentence("ui_projects.delete_view", name=view.name)
        menu.addAction(_escaped(update)).triggered.connect(self._update)
        menu.addAction(sentence("ui_projects.rename_view")).triggered.connect(self._ask_to_rename)
        menu.addAction(_escaped(delete)).triggered.connect(self._delete)

    # -- the steps -------------------------------------------------------------------------------------------------

    def _choose(self, view: SavedView) -> None:
        self._take(view)
        self.chosen.emit(view)

    def _ask_to_save(self) -> None:
        question = TextQuestion(
            sentence("ui_projects.save_view_title"),
            sentence("ui_projects.view_name"),
            sentence("ui_projects.save"),
        )
        self._context.prompts.ask_text(question, self._save)

    def _save(self, name: str) -> None:
        query, columns = self._shown()
        told = sentence("ui_projects.view_saved", name=name.strip())
        self._context.work.write(
            self, lambda services: services.views.add(name, query, columns), lambda view: self._done(view, told)
        )

    def _update(self) -> None:
        view, (query, columns) = self._current, self._shown()
        if view is None:
            return
        told = sentence("ui_projects.view_updated", name=view.name)
        self._context.work.write(
            self, lambda services: services.views.change(view.id, query, columns), lambda made: self._done(made, told)
        )

    def _ask_to_rename(self) -> None:
        view = self._current
        if view is None:
            return
        question = TextQuestion(
            sentence("ui_projects.rename_view_title"),
            sentence("ui_projects.view_name"),
            sentence("ui_projects.rename"),
            view.name,
        )
        self._context.prompts.ask_text(question, lambda name: self._rename(view.id, name))

    def _rename(self, view_id: str, name: str) -> None:
        told = sentence("ui_projects.view_renamed", name=name.strip())
        self._context.work.write(
            self, lambda services: services.views.rename(view_id, name), lambda view: self._done(view, told)
        )

    def _delete(self) -> None:
        view = self._current
        if view is not None:
            self._context.work.write(self, lambda services: services.views.delete(view.id), self._on_deleted)

    def _on_deleted(self, view: SavedView) -> None:
        self._deleted = view
        self._done(None, sentence("ui_projects.view_deleted", name=view.name))

    def _put_back(self) -> None:
        view = self._deleted
        if view is None:
            return
        self._context.work.write(self, lambda services: services.views.put_back(view), self._on_put_back)

    def _on_put_back(self, view: SavedView) -> None:
        self._deleted = None
        self._done(view, sentence("ui_projects.view_saved", name=view.name))

    def _done(self, view: SavedView | None, told: str) -> None:
        self._take(view)
        self.told.emit(Toast(told, undo=False))

    def _take(self, view: SavedView | None) -> None:
        self._current = view
        self.say(view.name if view is not None else sentence("ui_projects.views"))


def _escaped(text: str) -> str:
    return text.replace("&", "&&")
