"""What every screen is: a widget that the main window shows, told where to go and when to read again.

A screen knows neither the main window nor other screens: it says where the user wants to go (`navigated`) and what
has just been done (`told`), and gets all that it needs from its `Context`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from inspector.domain.changes import Changes
from inspector.ui.context import Context
from inspector.ui.widgets.entrance import Entrance


class ScreenKey(StrEnum):
    """The screens that there are; `ui.screen_<key>` is the name of one."""

    TODAY = "today"
    PROJECTS = "projects"
    PROJECT = "project"
    MAP = "map"
    VISIT = "visit"
    PHOTOS = "photos"
    PROBLEMS = "problems"
    HANDOVER = "handover"
    RECOVERY = "recovery"
    COCKPIT = "cockpit"
    REGISTER = "register"
    MERGE = "merge"
    EXCEL = "excel"
    LAMPS = "lamps"
    BULLETIN = "bulletin"
    SETTINGS = "settings"


@dataclass(frozen=True)
class Target:
    """Where a user wants to go: a screen, there a record, and what of it (a word that the screen understands)."""

    screen: ScreenKey
    record_id: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Toast:
    """What was just done, in the user's words; `undo` offers to take it back."""

    text: str
    undo: bool = True


@dataclass(frozen=True)
class KeyHint:
    """A key of a screen: `keys` as printed on a key cap (`Ctrl+Enter`), `text` what it does.

    `bar` says whether it is worth a place in the status bar.
    """

    keys: str
    text: str
    bar: bool = True


class Screen(Entrance):
    """A screen. Subclasses set `KEY`, build themselves in `__init__`, and read in `refresh`."""

    KEY: ClassVar[ScreenKey]
    STACKED_TITLE: ClassVar[bool] = False
    """Whether the small line stands below the title instead of beside it."""
    HAS_BACK: ClassVar[bool] = False
    """Whether the header offers a way back."""
    navigated = Signal(object)
    """A `Target`."""
    told = Signal(object)
    """A `Toast`."""
    title_changed = Signal(str, str)
    """The title and the small line beside it."""
    header_changed = Signal()
    """`header()` or `primary()` gives something else now."""
    keys_changed = Signal()
    preferences_changed = Signal(bool)
    """A setting of the user was changed; True: the language, so that the window is made anew."""
    closed_work_wanted = Signal(object)
    """A `ClosedWork`: the workspace is closed for it and opened again."""

    @classmethod
    def read_ahead(cls) -> None:
        """Read from files what the first one would wait for; called in a thread, once it is loaded."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._stale = True
        context.work.changed.connect(self._on_work_changed)

    def open_target(self, target: Target) -> None:
        """Show what `target` names; called before the screen is shown."""

    def refresh(self) -> None:
        """Read anew what is shown; called when the screen is shown and when something that it shows has changed."""

    def concerned(self, changes: Changes) -> bool:  # noqa: ARG002 - for subclasses
        """Whether `changes` alter what is shown."""
        return True

    def header(self) -> QWidget | None:
        """What stands in the header between title and undo."""
        return None

    def primary(self) -> QWidget | None:
        """The button of what is done in the end here; it stands between redo and the save chip."""
        return None

    def key_map(self) -> tuple[KeyHint, ...]:
        """The keys of this screen, for F1 and the status bar."""
        return ()

    def flush(self) -> None:
        """Write at once what is typed and not written yet."""

    def full_window(self) -> bool:
        """Whether the screen wants the navigation out of the way (one item a screen, in large mode)."""
        return False

    def leave(self) -> bool:
        """Esc: go one step back inside the screen; False where there is none."""
        return False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what changed while the screen was out of sight."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing typed stays unwritten on a screen that is left."""
        self.flush()
        super().hideEvent(event)

    def _on_work_changed(self, changes: Changes) -> None:
        if not self.concerned(changes):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
