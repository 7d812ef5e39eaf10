"""Gathering what a transaction changes, net: the screens reload by it."""

from __future__ import annotations

from inspector.domain.changes import Changes


class ChangeCollector:
    """Gathers the net effect: a row inserted and updated in one transaction is inserted."""

    def __init__(self) -> None:
        self._marks: dict[tuple[str, str], str] = {}

    def note(self, mark: str, kind: str, row_id: str) -> None:
        """Note `inserted`, `updated` or `deleted` of a row."""
        key = (kind, row_id)
        before = self._marks.get(key)
        if before == "inserted" and mark == "deleted":
            del self._marks[key]
        elif before == "inserted":
            return
        else:
            self._marks[key] = "updated" if (before, mark) == ("deleted", "inserted") else mark

    def changes(self, change_id: int) -> Changes:
        """The changes so far."""
        made: dict[str, dict[str, list[str]]] = {"inserted": {}, "updated": {}, "deleted": {}}
        for (kind, row_id), mark in self._marks.items():
            made[mark].setdefault(kind, []).append(row_id)
        frozen = {mark: {kind: tuple(ids) for kind, ids in kinds.items()} for mark, kinds in made.items()}
        return Changes(**frozen, change_id=change_id)
