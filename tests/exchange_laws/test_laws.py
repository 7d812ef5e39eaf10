"""The laws of exchange.md over whole histories, and the proof that the histories would find a broken one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from inspector.services.packages.exporting import Exported, ExportWish, PackageExport
from inspector.storage import fold
from inspector.storage.merge import have
from inspector.storage.peer_table import keep_peer, peers
from tests.exchange_laws.machine import tell_histories
from tests.exchange_laws.world import BrokenLawError, template

BITES_WITHIN = 40
"""So many histories must be enough to find a fault that was put in."""


@pytest.mark.parametrize("begin", [1, 2])
def test_no_history_breaks_a_law(begin: int) -> None:
    tell_histories(100, begin)


@pytest.mark.nightly
@pytest.mark.parametrize("begin", range(10, 20))
def test_ten_thousand_histories_break_no_law(begin: int) -> None:
    tell_histories(1_000, begin)


def _law_found_broken() -> str:
    with pytest.raises(BrokenLawError) as found:
        tell_histories(BITES_WITHIN, 1, shrink=False)
    return str(found.value.args[0])


def test_a_conflict_that_is_dropped_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fold forgets the heads of a cell that does not show."""
    template()
    right = fold._conflicts
    monkeypatch.setattr(fold, "_conflicts", lambda *told: dict(list(right(*told).items())[1:]))
    assert _law_found_broken() == "the conflicts are those of the operations"


def test_an_order_by_wall_clock_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The later clock supersedes, whatever its author had seen."""
    template()

    def latest(acts: Iterable[Any], key: str) -> list[Any]:
        writers = [act for act in acts if act.writes(key)]
        return sorted(writers, key=lambda act: act.order)[-1:]

    monkeypatch.setattr(fold, "_heads", latest)
    assert _law_found_broken() in {
        "the rows are what the operations amount to",
        "the conflicts are those of the operations",
    }


def test_a_mark_at_the_export_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exporter notes the others as having what was just written for them."""
    template()
    right = PackageExport.export

    def marking(self: PackageExport, folder: Path, wish: ExportWish | None = None) -> Exported:
        made = right(self, folder, wish)
        with self._workspace.transaction("mark") as tx:
            for one in peers(tx.reader):
                keep_peer(tx, dataclasses.replace(one, have=have(tx.reader)))
        return made

    monkeypatch.setattr(PackageExport, "export", marking)
    assert _law_found_broken() == "a package carries what was not acknowledged"
