"""What people read on the terminal: words instead of marks, hints where nothing is there, nothing claimed falsely."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.kit import DAY, ISSUE, PROJECT, ask, picture, register_file, run, visit_file

Copied = Callable[[Path], Path]


def last_id(workspace: Path) -> str:
    return str(ask("visit", "list", workspace)["visits"][0]["id"])


def test_a_visit_is_told_in_the_words_of_the_trade(visited: Path) -> None:
    told = run("visit", "show", visited, last_id(visited)).out
    for words in (
        "目的：复核",
        "状态：已签字",
        "巡查人：项目管家甲",
        "临边防护：合格",
        "［整改前］",
        "（已登记，期限 2022-06-20）",
    ):
        assert words in told
    for mark in ("None", "recheck", "signed", "registered", "['"):
        assert mark not in told
    assert "已签字" in run("visit", "list", visited).out


def test_answers_that_are_yes_no_numbers_and_choices_are_told(copied: Copied, real: Path, tmp_path: Path) -> None:
    workspace = copied(real)
    file = visit_file(tmp_path / "visit.json", answers={"围挡": True, "扬尘": False, "塔吊": 2, "证照": ["甲", "乙"]})
    made = ask("visit", "add", workspace, "--project", PROJECT, "--file", file)
    assert "围挡：是；塔吊：2；扬尘：否；证照：甲、乙" in run("visit", "show", workspace, made["id"]).out


def test_the_end_of_an_id_is_enough(visited: Path, tmp_path: Path) -> None:
    whole = last_id(visited)
    assert ask("visit", "show", visited, whole[-12:])["visit"]["id"] == whole
    photo = ask("visit", "show", visited, whole)["photos"][0]["id"]
    assert run("photo", "watermark", visited, photo[-12:], tmp_path / "a.jpg").code == 0
    assert run("visit", "show", visited, whole[-3:]).code == 1, "too short to be sure"
    assert run("visit", "show", visited, "ffffffffffff").code == 1


def test_signing_and_amending_take_the_end_of_an_id_and_are_shown(copied: Copied, real: Path, tmp_path: Path) -> None:
    workspace = copied(real)
    file = visit_file(tmp_path / "visit.json")
    tail = ask("visit", "add", workspace, "--project", PROJECT, "--file", file)["id"][-12:]
    assert run("visit", "sign", workspace, tail, "--signature", "项目管家甲").code == 0
    changes = tmp_path / "更正.json"
    changes.write_text('{"physical_progress_pct": 50}', "utf-8")
    told = run("visit", "amend", workspace, tail, "--file", changes, "--author", "项目管家甲", "--reason", "复核")
    assert told.code == 0
    assert "项目管家甲 因“复核”更正了 所见进度（%）" in run("visit", "show", workspace, tail).out
    assert "更正巡查" in run("history", workspace, "巡查", tail, "--field", "physical_progress_pct").out


def test_photos_that_are_there_already_are_not_called_added(copied: Copied, real: Path, tmp_path: Path) -> None:
    workspace = copied(real)
    file, photo = visit_file(tmp_path / "visit.json"), picture(tmp_path / "1.jpg", 1)
    made = ask("visit", "add", workspace, "--project", PROJECT, "--file", file)
    assert "1 张" in run("photo", "add", workspace, "--visit", made["id"], photo).out
    assert "没有重复保存" in run("photo", "add", workspace, "--visit", made["id"], photo).out


def test_a_credit_without_words_is_a_mistake(visited: Path) -> None:
    photo = ask("visit", "show", visited, last_id(visited))["photos"][0]["id"]
    told = run("photo", "credit", visited, photo)
    assert (told.code, told.out) == (2, "")
    assert "--credit" in told.err


def test_a_template_never_replaces_a_file(tmp_path: Path) -> None:
    file = register_file(tmp_path / "台账.xlsx", ("甲项目", "连山区", 900))
    before = file.read_bytes()
    told = run("register", "template", file)
    assert told.code == 1
    assert "已经存在" in told.err
    assert file.read_bytes() == before


def test_an_import_tells_what_was_written_and_what_it_was_read_as(copied: Copied, real: Path, tmp_path: Path) -> None:
    workspace = copied(real)
    header = ("项目名称", "区域", "总投资（万元）", "建设状态")
    file = register_file(tmp_path / "a.xlsx", ("甲项目", "连山区", 900, "开工"), header=header)
    assert "开工 → 已开工" in run("register", "import", workspace, file, "--dry-run").err
    assert run("register", "import", workspace, file).out.endswith("已导入。\n")
    assert "没有改动" in run("register", "import", workspace, file).out
    wrong = register_file(tmp_path / "b.xlsx", ("乙项目", "连山区", 900, "快了"), header=header)
    assert "“快了”" in run("register", "import", workspace, wrong).err


def test_empty_lists_say_what_to_do_first(real: Path) -> None:
    assert "visit add" in run("visit", "list", real).out
    assert "bulletin compile" in run("bulletin", "list", real).out
    assert "没有登记审批事项" in run("lamps", real, *DAY).out


def test_a_workspace_is_told_in_words(real: Path) -> None:
    told = run("info", real).out
    for words in ("角色：编报端", "城市：葫芦岛", "数据：实名"):
        assert words in told


def test_nothing_planned_is_a_dash_and_not_a_percentage(real: Path) -> None:
    told = run("stats", real, *DAY).out
    assert "—（0/0）" in told
    assert "—%" not in told


def test_project_lamps_are_counted_and_for_one_project_explained(synthetic: Path) -> None:
    assert "项目入库灯" in run("lamps", synthetic, *DAY).out
    name = ask("lamps", synthetic, *DAY)["projects"][0]["project"]
    told = run("lamps", synthetic, *DAY, "--project", name).out
    for kind in ("开工：", "进度：", "入库："):
        assert kind in told


def test_history_takes_a_project_by_name_and_a_kind_in_chinese(copied: Copied, real: Path, tmp_path: Path) -> None:
    workspace = copied(real)
    file = register_file(tmp_path / "a.xlsx", ("甲项目", "连山区", 900))
    ask("register", "import", workspace, file, "--author", "办公室")
    told = run("history", workspace, "项目", "甲项目", "--field", "total_investment").out
    for words in ("办公室", "导入台账", "900.00"):
        assert words in told
    assert "导入台账" in run("undo", workspace).out
    assert "导入台账" in run("redo", workspace).out


def test_a_frozen_issue_says_that_a_new_title_is_not_printed(copied: Copied, real: Path, tmp_path: Path) -> None:
    workspace = copied(real)
    out = tmp_path / "a.pdf"
    ask("bulletin", "compile", workspace, *ISSUE, "--out", out)
    plain = run("bulletin", "compile", workspace, "--period", "2022-06-1", "--out", out)
    titled = run("bulletin", "compile", workspace, "--period", "2022-06-1", "--out", out, "--title", "新题")
    assert "没有变" not in plain.err
    assert "没有变" in titled.err
    assert "已冻结" in run("bulletin", "list", workspace).out


def test_a_broken_visit_file_is_told_with_its_line(real: Path, tmp_path: Path) -> None:
    file = tmp_path / "visit.json"
    file.write_text('{\n  "visited_at": "2022-06-08"\n  "purpose": "督查"\n}', "utf-8")
    told = run("visit", "add", real, "--project", PROJECT, "--file", file)
    assert told.code == 1
    assert "第 3 行" in told.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("lamps",), "缺少参数"),
        (("lamps", "somewhere"), "缺少选项"),
        (("regster",), "没有命令"),
        (("new", "somewhere", "--role", "boss"), "不在可选范围内"),
        (("info", "somewhere", "--jsn"), "没有选项"),
        (("figures", "check", "nowhere.txt"), "找不到"),
        (("check", "somewhere", "more"), "多出了参数"),
    ],
)
def test_usage_errors_are_told_in_chinese(words: tuple[str, ...], expected: str) -> None:
    told = run(*words)
    assert told.code == 2
    assert expected in told.err


def test_usage_errors_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    assert "Missing argument" in run("lamps").err
