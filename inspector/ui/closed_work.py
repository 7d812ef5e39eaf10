"""Work that needs the workspace to itself: the window closes it, lets the work be done, and opens it again.

Apart from `work`, whose lanes live only while a workspace is open.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from inspector.domain.errors import InspectorError
from inspector.ui.courier import Courier
from inspector.ui.prompts import Defects


@dataclass(frozen=True)
class ClosedWork:
    """`job` gets the folder. `name` is shown meanwhile, `told` at the end; `passphrase` opens the workspace again."""

    name: str
    job: Callable[[Path], None]
    passphrase: str | None
    told: str


class ClosedWorker(QObject):
    """Does such work on a thread of its own; at most one at a time."""

    def __init__(self, defects: Defects, parent: QObject) -> None:
        super().__init__(parent)
        self._defects = defects
        self._courier = Courier(defects, self)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="closed")

    def do(self, work: ClosedWork, folder: Path, then: Callable[[InspectorError | None], None]) -> None:
        """Do it; `then` gets the refusal, or None. After a defect, which is told, nothing was done."""

        def run() -> None:
            refused: InspectorError | None = None
            try:
                work.job(folder)
            except InspectorError as error:
                refused = error
            except Exception as error:  # noqa: BLE001 - a named boundary: the worker
                defect = error
                refused = InspectorError("ui.closed_work_failed")
                self._courier.post(lambda: self._defects(defect))
            told = refused
            self._courier.post(lambda: then(told))

        self._thread.submit(run)

    def close(self) -> None:
        """Wait for what is under way: nothing of it is left half done."""
        self._thread.shutdown(wait=True)
