"""导出 Excel of a list: asks where, has the other process write it, tells what was written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.texts import sentence
from inspector.ui.long_task import LongTask
from inspector.ui.prompts import FileRequest
from inspector.ui.screen import Screen, Toast

if TYPE_CHECKING:
    from inspector.services.aside_worker import Progress
    from inspector.services.bundle import Services

Export = Callable[[Path, "Services", "Progress"], tuple[Path, int]]
"""One of `services.exports` that has everything but the place, or a `partial` of one."""


def export_list(screen: Screen, name: str, export: Export) -> None:
    """Write a list to a file of the user's choice; `name` is what it is called, without ending."""

    def tell(written: tuple[Path, int]) -> None:
        path, count = written
        screen.told.emit(Toast(sentence("ui.list_exported", file=path.name, count=count), undo=False))

    def begin(out: Path) -> None:
        task = LongTask(sentence("ui.list_exporting"), sentence("ui.list_exporting_kept"))
        screen.context.work.long_apart(screen, task, partial(export, out), tell)

    request = FileRequest(sentence("ui.list_export"), (("Excel", ("*.xlsx",)),), name=f"{name}.xlsx")
    screen.context.prompts.save_file(request, begin)
