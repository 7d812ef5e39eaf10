"""Packages that are dropped or chosen, on whatever screen: folders are looked through, what is no package is named.

Apart from the screens, since 今日 and 合并中心 take them alike, and because a stick may be slow: nothing of it is read
in the thread that paints.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal

from inspector.services.bundle import Services
from inspector.services.packages.finding import DEPTH, MOST_FILES, SUFFIX, Found, find_packages
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.prompts import FileRequest, Notice

_RENAMED = ".zip"
_NAMED = 8
"""Files that are named one by one."""


class PackageDrop(QObject):
    """`found` carries the packages, a tuple of paths that is never empty."""

    found = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def ask(self, title: str) -> None:
        """Let the user choose files."""
        kinds = ((sentence("ui_merge.package_files"), (f"*{SUFFIX}",)), (sentence("ui_merge.all_files"), ("*",)))
        self._context.prompts.open_files(FileRequest(title, kinds, several=True), self.take)

    def take(self, paths: Sequence[Path]) -> None:
        """Look at what was dropped or chosen; what is plainly a package needs no looking."""
        if all(_is_named_so(one) for one in paths):
            self.found.emit(tuple(paths))
            return
        task = LongTask(sentence("ui_merge.searching"), sentence("ui_merge.searching_cancelled"))

        def search(_services: Services, progress: Progress) -> Found:
            return find_packages(paths, progress)

        self._context.work.long(self, task, search, self._on_found, writes=False)

    def _on_found(self, found: Found) -> None:
        if found.packages:
            self.found.emit(tuple(found.packages))
        if not found.complete or not found.packages:
            self._context.prompts.tell(_notice(found))


def is_welcome(data: QMimeData) -> bool:
    """Whether what is dragged may hold packages: their files, also renamed ones, and folders."""
    return any(_may_hold(one) for one in local_paths(data))


def local_paths(data: QMimeData) -> tuple[Path, ...]:
    """The files and folders that are dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def _may_hold(path: Path) -> bool:
    name = path.name.lower()
    return SUFFIX in name or name.endswith(_RENAMED) or path.is_dir()


def _is_named_so(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX and not path.is_dir()


def _notice(found: Found) -> Notice:
    told = (
        (found.others, sentence("ui_merge.found_others", names=_named(found.others), count=len(found.others))),
        (found.unread, sentence("ui_merge.found_unread", names=_named(found.unread), count=len(found.unread))),
        (found.deeper, sentence("ui_merge.found_deeper", names=_named(found.deeper), depth=DEPTH)),
        (found.cut, sentence("ui_merge.found_cut", count=MOST_FILES)),
    )
    taken = len(found.packages)
    return Notice(
        title=sentence("ui_merge.found_some", count=taken) if taken else sentence("ui_merge.found_none"),
        happened="\n".join(text for any_of, text in told if any_of) or sentence("ui_merge.found_nothing"),
        kept=sentence("ui_merge.found_kept"),
    )


def _named(paths: Sequence[Path]) -> str:
    names = sentence("ui_merge.comma").join(one.name or str(one) for one in paths[:_NAMED])
    return names if len(paths) <= _NAMED else sentence("ui_merge.found_and_more", names=names, count=len(paths))
