"""Whatever bit of the database flips, a change of content is told and nothing but a StorageError comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.storage.workspace import DATABASE
from tests.storage import flips


def test_twenty_flips_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert flips.run(20, 1) == 0, capsys.readouterr().out


@pytest.mark.faults
def test_a_hundred_and_fifty_flips_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert flips.run(150, 2) == 0, capsys.readouterr().out


def test_the_harness_sees_what_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flips.make(tmp_path / "pristine")
    database = (tmp_path / "pristine" / DATABASE).read_bytes()
    bit = database.rindex("跨区段".encode()) * 8
    assert flips.fault_of(tmp_path / "pristine", tmp_path / "flipped", bit) == (True, "")
    monkeypatch.setattr(flips, "is_told", lambda *_, **__: False)
    assert "not told" in flips.fault_of(tmp_path / "pristine", tmp_path / "flipped", bit)[1]


def test_a_flip_in_free_space_changes_nothing(tmp_path: Path) -> None:
    flips.make(tmp_path / "pristine")
    bit = 8 * (2 * 4096 + 2000)
    assert flips.content(tmp_path / "pristine" / DATABASE) is not None
    assert flips.fault_of(tmp_path / "pristine", tmp_path / "flipped", bit) == (False, "")
