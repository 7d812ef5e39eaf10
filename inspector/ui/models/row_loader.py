"""Reads the rows that a table is about to show: one read at a time, always for what is in sight when it begins.

A fling over 100,000 rows so asks for what the user sees, not for everything that flew by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer

from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.ui.context import Context
from inspector.ui.models.windowed import WindowedModel

Sight = Callable[[], tuple[int, int]]
"""The first and the last place in sight."""
Read = Callable[[Services, Sequence[int]], Sequence[Any]]
"""The rows with these numbers."""


def _projects(services: Services, numbers: Sequence[int]) -> Sequence[Any]:
    return services.finding.rows(numbers)


class RowLoader(QObject):
    """Keeps a model filled around what `sight` tells; the table that it belongs to is its parent.

    Rows are those of lists of projects, unless `read` brings others.
    """

    def __init__(
        self, model: WindowedModel[Any], context: Context, sight: Sight, parent: QObject, *, read: Read = _projects
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._context = context
        self._sight = sight
        self._read = read
        self._reading = False
        self._generation = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._load)
        model.missed.connect(self._soon.start)

    def forget(self) -> None:
        """What is being read belongs to a state that is no more."""
        self._generation += 1

    def _load(self) -> None:
        if self._reading:
            return
        first, last = self._sight()
        margin = last - first + 1
        wanted = self._model.lacking(first - margin, last + margin)
        if not wanted:
            self._model.take_rows((), first, last)
            return
        self._reading, generation = True, self._generation
        self._context.work.read(
            self,
            lambda services: self._read(services, wanted),
            lambda rows: self._on_read(rows, generation, (first - margin, last + margin)),
            failed=self._on_failed,
        )

    def _on_read(self, rows: Sequence[Any], generation: int, places: tuple[int, int]) -> None:
        self._reading = False
        if generation == self._generation:
            self._model.take_rows(rows, max(places[0], 0), places[1])
        else:
            self._soon.start()

    def _on_failed(self, error: InspectorError) -> None:
        """Said once: the rows stay blank until the list is read anew."""
        self._reading = False
        self._context.prompts.tell(error)
