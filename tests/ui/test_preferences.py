"""Settings survive a restart, refuse nonsense, and never stand in the way when their file is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.ui.preferences import RECENT, Preferences


def test_a_setting_is_there_after_a_restart(tmp_path: Path) -> None:
    Preferences(tmp_path / "a" / "settings.json").theme = "dark"
    assert Preferences(tmp_path / "a" / "settings.json").theme == "dark"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"theme": 7, "recent": "x", "screens": []}'])
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text, "utf-8")
    found = Preferences(tmp_path / "settings.json")
    assert (found.theme, found.recent, found.of_screen("today")) == ("light", [], {})


def test_nonsense_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="theme"):
        Preferences(tmp_path / "settings.json").theme = "pink"


def test_the_workspace_opened_last_stands_first_and_only_once(tmp_path: Path) -> None:
    found = Preferences()
    for name in ("a", "b", "a", *map(str, range(20))):
        found.note_opened(tmp_path / name)
    assert found.recent[0] == str(tmp_path / "19")
    assert len(found.recent) == RECENT
    found.forget(str(tmp_path / "19"))
    assert found.recent[0] == str(tmp_path / "18")


def test_a_screen_remembers_its_own(tmp_path: Path) -> None:
    found = Preferences(tmp_path / "settings.json")
    found.remember("projects", columns=["name"])
    found.remember("projects", sort="name")
    assert Preferences(tmp_path / "settings.json").of_screen("projects") == {"columns": ["name"], "sort": "name"}


def test_a_folder_that_cannot_be_written_keeps_the_choice_for_this_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    found = Preferences(tmp_path / "file" / "settings.json")
    found.theme = "large"
    assert found.theme == "large"
