"""Writes that a full disk kept back: they stay in their order and are done before the next one.

Apart from what is shown, because it lives in the thread that writes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from inspector.domain.errors import InspectorError
from inspector.ui.work import is_of_the_disk

if TYPE_CHECKING:
    from inspector.services.bundle import Services

Job = Callable[["Services"], Any]


class Backlog:
    """`do` is only called by the thread that writes; `waits` may be asked by any."""

    def __init__(self) -> None:
        self._waiting: deque[Job] = deque()

    @property
    def waits(self) -> bool:
        """Whether something is not on the disk yet."""
        return bool(self._waiting)

    def do(self, job: Job, services: Services) -> object:
        """Do what waits, then `job`, whose result it gives; from the first that the disk keeps back on all wait."""
        self._waiting.append(job)
        result: object = None
        while self._waiting:
            try:
                result = self._waiting[0](services)
            except InspectorError as error:
                if is_of_the_disk(error) or len(self._waiting) == 1:
                    self._leave(error)
                    raise
            self._waiting.popleft()
        return result

    def _leave(self, error: InspectorError) -> None:
        """The last one is refused for good where it is not for the disk."""
        if not is_of_the_disk(error):
            self._waiting.popleft()
