"""The packages of a preview that was left before the merge: a window that is opened again offers them once more.

They are no data but paths at this machine, so they stand among the user's settings; decisions on them wait in the
workspace (`storage.ruling_table`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from inspector.ui.context import Context
from inspector.ui.screen import ScreenKey


class Unfinished(QObject):
    """`files` are those that can be gone on with: kept by an earlier window of this workspace and still there."""

    found = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.files: tuple[Path, ...] = ()

    def keep(self, files: Sequence[Path]) -> None:
        """Keep what is being looked at now; nothing when it is merged or put away."""
        self.files = ()
        paths = [str(one.absolute()) for one in files]
        kept = self._kept()
        if paths != kept:
            waiting = self._waiting() | {self._here(): paths}
            left = {here: of_here for here, of_here in waiting.items() if of_here}
            self._context.preferences.remember(ScreenKey.MERGE, waiting=left)

    def look(self) -> None:
        """Find out what is still there, where nobody waits: a drive that is gone may take its time to say so."""
        kept = [Path(one) for one in self._kept()]
        if kept:
            self._context.work.picture(self, lambda _: tuple(one for one in kept if one.is_file()), self._take)

    def _take(self, files: tuple[Path, ...]) -> None:
        self.files = files
        self.found.emit()

    def _here(self) -> str:
        """The workspace that is open."""
        return next(iter(self._context.preferences.recent), "")

    def _waiting(self) -> dict[str, object]:
        found = self._context.preferences.of_screen(ScreenKey.MERGE).get("waiting")
        return dict(found) if isinstance(found, dict) else {}

    def _kept(self) -> list[str]:
        found = self._waiting().get(self._here())
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
