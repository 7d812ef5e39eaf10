"""Signing and amending through the command line: what is signed stays readable as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspector.domain.errors import FormatError
from inspector.services.amendment_file import NEEDED, OPTIONAL, parse_changes
from tests.cli.conftest import Copied
from tests.cli.kit import PROJECT, ask, picture, run, state, visit_file


@pytest.fixture
def workspace(real: Path, copied: Copied) -> Path:
    return copied(real)


def draft(workspace: Path, tmp_path: Path, *photos: Path, **more: object) -> str:
    file = visit_file(tmp_path / "v.json", **more)
    saved = ask("visit", "add", workspace, "--project", PROJECT, "--file", file, *photos)
    return str(saved["id"])


def changes(tmp_path: Path, **fields: object) -> tuple[object, ...]:
    path = tmp_path / "更正.json"
    path.write_text(json.dumps(fields, ensure_ascii=False), "utf-8")
    return ("--file", path, "--author", "项目管家甲", "--reason", "笔误")


def test_a_signed_visit_is_locked_and_amended_with_its_first_version_kept(workspace: Path, tmp_path: Path) -> None:
    visit = draft(workspace, tmp_path, weather="晴")
    assert ask("visit", "sign", workspace, visit, "--signature", "项目管家甲")["visit"]["state"] == "signed"
    assert run("visit", "sign", workspace, visit, "--signature", "项目管家乙").code == 1
    locked = run("photo", "add", workspace, "--visit", visit, picture(tmp_path / "a.jpg"))
    assert (locked.code, "已签字锁定" in locked.err) == (1, True)

    shown = ask("visit", "amend", workspace, visit, *changes(tmp_path, physical_progress_pct=41.5, weather=None))
    assert shown["visit"]["physical_progress_pct"] == "41.5"
    assert shown["visit"]["weather"] is None
    (kept,) = shown["amendments"]
    assert kept["before"]["weather"] == "晴"
    assert (kept["author"], kept["reason"]) == ("项目管家甲", "笔误")


def test_a_draft_is_not_amended_and_nothing_changes(workspace: Path, tmp_path: Path) -> None:
    visit = draft(workspace, tmp_path)
    before = state(workspace)
    told = run("visit", "amend", workspace, visit, *changes(tmp_path, workers=3))
    assert told.code == 1
    assert state(workspace) == before


@pytest.mark.parametrize(
    "fields",
    [{}, {"signature": "x"}, {"seen_status": None}, {"workers": -1}, {"nobody_knows_this": 1}, {"purpose": "散步"}],
)
def test_wrong_changes_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        parse_changes(fields)


def test_every_field_of_a_visit_but_its_seals_can_be_amended() -> None:
    assert set(NEEDED) | set(OPTIONAL) >= {"seen_status", "conclusions", "answers", "inspectors", "reported_status"}
    assert parse_changes({"inspectors": None}) == {"inspectors": ()}


@pytest.mark.parametrize(
    "photos",
    [
        [{"file": "a.jpg", "pair": "1"}],
        [{"file": "a.jpg", "pair_side": "整改前"}],
        [{"file": "a.jpg", "caption": "一"}, {"file": "a.jpg", "caption": "二"}],
    ],
)
def test_notes_that_do_not_say_which_photo_are_refused(photos: list[object], workspace: Path, tmp_path: Path) -> None:
    before = state(workspace)
    file = visit_file(tmp_path / "v.json", photos=photos)
    photo = picture(tmp_path / "a.jpg")
    assert run("visit", "add", workspace, "--project", PROJECT, "--file", file, "--photo", photo).code == 1
    assert state(workspace) == before


def test_a_field_written_twice_is_refused(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "twice.json"
    file.write_text('{"seen_status": "主体施工", "seen_status": "停工"}', "utf-8")
    told = run("visit", "add", workspace, "--project", PROJECT, "--file", file)
    assert (told.code, "写了两次：seen_status" in told.err) == (1, True)
