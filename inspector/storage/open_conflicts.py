"""The open conflicts of a workspace, remembered from one look to the next.

What is remembered holds up to a link of the hash chain, so later looks fold only what was written since, and anything
else than a continuation of that chain (another file, a step that was rolled back) means a look at everything.
"""

from __future__ import annotations

from inspector.domain.entities import kinds
from inspector.storage.chain import hash_at, head
from inspector.storage.log import Key, Log
from inspector.storage.lone_table import lone_rows
from inspector.storage.merge import Conflict, conflicts
from inspector.storage.reader import Reader


class OpenConflicts:
    """The open conflicts as one reader sees them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._mark: tuple[int, str] | None = None
        self._found: dict[Key, list[Conflict]] = {}

    def listed(self) -> tuple[Conflict, ...]:
        """All of them in the order of their rows, as `merge.conflicts` finds them."""
        with self._reader.snapshot():
            mark = head(self._reader.connection)
            if mark != self._mark:
                self._look_again()
                self._mark = mark
        return tuple(one for key in sorted(self._found) for one in self._found[key])

    def _look_again(self) -> None:
        log, lone = Log(self._reader.connection), lone_rows(self._reader)
        if self._mark is None or hash_at(self._reader.connection, self._mark[0]) != self._mark[1]:
            self._found, several = {}, {*log.shared_rows(), *lone}
        else:
            written = log.rows_since(self._mark[0])
            for key in written:
                self._found.pop(key, None)
            several = {*log.shared_among(written), *written.intersection(lone)}
        for one in conflicts(self._reader, several):
            self._found.setdefault((kinds()[one.kind].NUMBER, one.id), []).append(one)
