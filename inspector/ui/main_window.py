"""The main window: it lays out navigation, header, screen and status bar, and carries messages between them.

What a screen does stands in the screen; what the work is stands in `work`.
"""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from inspector.domain.changes import Changes
from inspector.texts import sentence
from inspector.ui import badges, steps
from inspector.ui.context import Context
from inspector.ui.dialogs.display_menu import DisplayMenu
from inspector.ui.dialogs.keys import KeysDialog
from inspector.ui.dialogs.tasks import TasksDialog
from inspector.ui.forms.ui_main_window import Ui_MainWindow
from inspector.ui.header import Header
from inspector.ui.navigation import Navigation, Shape, name_of, rail_height
from inspector.ui.places import FIELD, OFFICE, places
from inspector.ui.preparation import Preparation
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target, Toast
from inspector.ui.slots import replace
from inspector.ui.status_bar import StatusBar
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.scrolled import bare_area, fill
from inspector.ui.widgets.toast import ToastStrip

NARROW = 1280
"""Below this width the column of the office becomes a rail (tokens.md)."""
TINY = 800
"""Below this width, a small laptop at 200 %, icons alone are left of the navigation."""
WIDE = 1700
"""The same for the large letters, which need the room themselves."""


class MainWindow(QWidget):
    """The window over one open workspace."""

    left = Signal()
    """The user wants another workspace."""
    rebuilt = Signal()
    """The language was changed: the window wants to be made anew."""
    closed_work_wanted = Signal(object)
    """A `ClosedWork` of a screen."""
    prepared = Signal()
    """All screens are made."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._form = Ui_MainWindow()
        self._form.setupUi(self)
        self.setWindowTitle(sentence("ui.word_mark"))
        self._screens: dict[ScreenKey, Screen] = {}
        self._areas: dict[ScreenKey, QScrollArea] = {}
        """The page of the stack that each stands in."""
        self._places = {one.key: one for one in places(context.workplace)}
        self._preparation = Preparation(context.work, tuple(self._places.values()), self.screen_at, self)
        self._preparation.done.connect(self._on_prepared)
        self._is_preparing = False
        self._awaited: Target | None = None
        """Where the user wants to go as soon as it is loaded."""
        self._shown = next(iter(self._places))
        self._way: list[Target] = []
        self._navigation: Navigation | None = None
        self._standing = badges.Standing()
        self._header = Header(self._form, context.appearance, self)
        self.status = StatusBar(context.appearance)
        replace(self._form.status, self.status)
        self._toast = ToastStrip(self, context.appearance, context.appearance.tokens.status)
        self._connect()
        self._set_shape(self._wanted_shape())
        self.resize(QSize(1366, 696))
        self.go(Target(next(iter(self._places))))
        self._read_standing()

    # -- going -----------------------------------------------------------------------------------------------------

    @property
    def screen_shown(self) -> Screen:
        """The screen that is open."""
        return self._screens[self._shown]

    def screen_at(self, key: ScreenKey) -> Screen:
        """A screen of this workplace, made when it is first wanted."""
        if key not in self._screens:
            area = bare_area()  # so that none makes the window larger than its laptop
            self._form.stack.addWidget(area)
            screen = self._places[key].make(self._context, area.viewport())
            screen.navigated.connect(self.go)
            screen.told.connect(self.tell)
            screen.title_changed.connect(partial(self._on_title_changed, screen))
            screen.header_changed.connect(partial(self._on_header_changed, screen))
            screen.keys_changed.connect(partial(self._on_header_changed, screen))
            screen.preferences_changed.connect(self._on_preferences_changed)
            screen.closed_work_wanted.connect(self.closed_work_wanted)
            self._screens[key], self._areas[key] = screen, area
        return self._screens[key]

    def go(self, target: Target) -> None:
        """Show a screen and what of it is wanted; one that is not loaded yet is shown as soon as it is."""
        place = self._places.get(target.screen)
        if place is None:
            return
        if self._screens and not place.is_loaded:
            self._awaited = target
            if self._navigation is not None:
                self._navigation.mark(target.screen)
            self._preparation.load(place, self._on_loaded)
        else:
            self._open(target)

    def _on_loaded(self) -> None:
        """Make the screen that the user waits for; it is shown after a breath, for each of both takes its time."""
        if self._awaited is not None and self._places[self._awaited.screen].is_loaded:
            self.screen_at(self._awaited.screen)
            QTimer.singleShot(0, self._open_awaited)

    def _open_awaited(self) -> None:
        if self._awaited is not None:
            self._open(self._awaited)

    def _open(self, target: Target) -> None:
        screen = self.screen_at(target.screen)
        area = self._areas[target.screen]
        if area.widget() is None:
            fill(area, screen)  # here and not where it is made: this is where it is styled, and both take their time
        self._awaited = None
        if not self._way or self._way[-1] != target:
            self._way.append(target)
        self._shown = target.screen
        self._header.show_title(name_of(target.screen), "")
        screen.open_target(target)
        self._form.stack.setCurrentWidget(area)
        self._on_header_changed(screen)
        screen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_prepared(self) -> None:
        """At the office, where much is read, what reads beside the window comes last."""
        if self._context.workplace == OFFICE:
            self._context.work.make_ready_apart(self)
        self.prepared.emit()

    def prepare(self) -> None:
        """Make the screens that nobody has gone to yet, while there is nothing else to do."""
        self._is_preparing = True
        self._preparation.begin()

    def _put_away_unopened(self) -> None:
        """Screens that nobody has gone to are made again later: to style them anew with all others takes a second."""
        for key in [one for one, area in self._areas.items() if area.widget() is None]:
            del self._screens[key]
            shiboken6.delete(self._areas.pop(key))
        if self._is_preparing:
            self._preparation.begin()

    def go_back(self) -> None:
        """One step back: inside the screen, else to the screen before."""
        if self.screen_shown.leave():
            return
        if len(self._way) > 1:
            self._way.pop()
            self.go(self._way.pop())

    def _on_title_changed(self, screen: Screen, title: str, subtitle: str) -> None:
        if screen is self.screen_shown:
            self._header.show_title(title, subtitle)

    def _on_header_changed(self, screen: Screen) -> None:
        if screen is not self.screen_shown:
            return
        self._header.show_screen(screen)
        self.status.show_keys((*screen.key_map(), *self._own_keys(in_bar=True)))
        if self._navigation is not None:
            self._navigation.mark(screen.KEY)
            self._navigation.setVisible(not screen.full_window())

    def _own_keys(self, *, in_bar: bool) -> tuple[KeyHint, ...]:
        shown = (KeyHint("F1", sentence("ui.key_all")),)
        if in_bar:
            return shown
        return (
            KeyHint("Ctrl+K", sentence("ui.key_search")),
            KeyHint("Ctrl+Z", sentence("ui.undo")),
            KeyHint("Ctrl+Y", sentence("ui.redo")),
            KeyHint("Alt+1 … 9", sentence("ui.key_screens")),
            KeyHint("Esc", sentence("ui.back")),
            KeyHint("F11", sentence("ui.key_display")),
            *shown,
        )

    # -- wiring ----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        work = self._context.work
        work.changed.connect(self._on_work_changed)
        work.save_state_changed.connect(self._header.show_save_state)
        work.tasks_changed.connect(self._on_tasks_changed)
        self._context.appearance.changing.connect(self._put_away_unopened)
        self._context.appearance.changed.connect(self._on_appearance_changed)
        self._header.back_wanted.connect(self.go_back)
        self._header.undo_wanted.connect(self.undo)
        self._header.redo_wanted.connect(self.redo)
        self._toast.undo_wanted.connect(self.undo)
        self._header.save_chip.help_wanted.connect(self._on_save_chip_clicked)
        self.status.tasks_wanted.connect(self._on_tasks_wanted)
        self._header.show_save_state(work.save_state)
        keys = {
            "F1": self._on_f1_pressed,
            "F11": self._on_display_wanted,
            "Ctrl+Z": self.undo,
            "Ctrl+Y": self.redo,
            "Ctrl+Shift+Z": self.redo,
            "Ctrl+K": self._on_search_wanted,
            "Escape": self.go_back,
        }
        for key, slot in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        for number, key in enumerate((one.key for one in self._places.values() if one.in_navigation), start=1):
            if number <= 9:  # noqa: PLR2004 - the digits
                shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
                shortcut.activated.connect(lambda wanted=key: self.go(Target(wanted)))

    def _on_preferences_changed(self, language: bool) -> None:  # noqa: FBT001 - what the signal carries
        if language:
            self.rebuilt.emit()
        else:
            self._read_standing()

    def _on_work_changed(self, changes: Changes) -> None:  # noqa: ARG002 - whatever it was
        self._toast.withdraw_undo()  # what was done by this change is told after it
        self._read_standing()

    def _read_standing(self) -> None:
        """What waits where, what can be taken back, and who this is."""
        workplace, today = self._context.workplace, self._context.today()
        job = partial(badges.standing, workplace=workplace, today=today)
        self._context.work.read(self, job, self._show_standing, key="standing")

    def _show_standing(self, standing: badges.Standing) -> None:
        if self._navigation is not None:
            self._navigation.show_counts(standing.counts)
        self._standing = standing
        self._header.show_steps(standing.undo, standing.redo)
        author = self._context.author
        self.status.show_who(author=author, device=standing.device, tier=standing.tier)

    # -- undo ------------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back."""
        self._step(steps.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(steps.redo)

    def _step(self, step: steps.Step) -> None:
        self.screen_shown.flush()
        author = self._context.author
        self._context.work.write(self, lambda services: step(services, author), self._on_stepped)

    def _on_stepped(self, told: str) -> None:
        self.tell(Toast(told, undo=False))

    def tell(self, toast: Toast) -> None:
        """Say what was done, with a way to take it back."""
        self._toast.show_text(toast.text, undo=toast.undo)

    # -- dialogs ---------------------------------------------------------------------------------------------------

    def _on_f1_pressed(self) -> None:
        screen = self.screen_shown
        KeysDialog(self, screen.key_map(), self._own_keys(in_bar=False)).open()

    def _on_display_wanted(self) -> None:
        menu = DisplayMenu(self, self._context)
        menu.language_changed.connect(self.rebuilt)
        menu.workspaces_wanted.connect(self.left)
        menu.settings_wanted.connect(lambda: self.go(Target(ScreenKey.SETTINGS)))
        menu.open_beside(self._navigation)

    def _on_search_wanted(self) -> None:
        from inspector.ui.dialogs.search import SearchDialog  # noqa: PLC0415 - not needed to start

        found = SearchDialog(self, self._context)
        found.navigated.connect(self.go)
        found.open()

    def _on_save_chip_clicked(self) -> None:
        error = self._context.work.save_state.error
        if error is not None:
            self._context.prompts.tell(error)

    def _on_tasks_changed(self) -> None:
        tasks = self._context.work.tasks
        self.status.show_task(tasks[0] if tasks else None, max(0, len(tasks) - 1))

    def _on_tasks_wanted(self) -> None:
        TasksDialog(self, self._context).open()

    # -- looks -----------------------------------------------------------------------------------------------------

    def _wanted_shape(self) -> str:
        if self.width() < TINY:
            return Shape.ICONS
        if self._context.workplace == FIELD:
            return Shape.RAIL if self.height() >= self._words_height() else Shape.ICONS
        if self._context.appearance.tokens.theme is Theme.LARGE:
            return Shape.RAIL if self.width() < WIDE else Shape.COLUMN
        return Shape.ICONS if self.width() < NARROW else Shape.COLUMN

    def _words_height(self) -> int:
        """Pixels that a rail with words needs for all its entries."""
        shown = sum(one.in_navigation for one in self._places.values())
        return rail_height(shown, self._context.appearance.tokens)

    def _set_shape(self, shape: str) -> None:
        made = Navigation(tuple(self._places.values()), shape, self._context.appearance, self._context.workplace)
        made.chosen.connect(lambda key: self.go(Target(key)))
        made.display_wanted.connect(self._on_display_wanted)
        self._navigation = made
        replace(self._form.navigation, made)
        made.show_counts(self._standing.counts)
        if self._form.stack.count():
            self._on_header_changed(self.screen_shown)

    def _on_appearance_changed(self) -> None:
        self._set_shape(self._wanted_shape())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The column becomes a rail where room is short."""
        super().resizeEvent(event)
        if self._navigation is not None and self._navigation.shape != self._wanted_shape():
            self._set_shape(self._wanted_shape())

    def flush(self) -> None:
        """Write at once what is typed on any screen."""
        for screen in self._screens.values():
            screen.flush()
