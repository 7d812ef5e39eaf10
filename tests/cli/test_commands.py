"""The command line as its users meet it: exit codes, help, languages, and refusals that change nothing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from inspector.storage.workspace import Workspace
from tests.cli.conftest import Copied
from tests.cli.kit import (
    DAY,
    ISSUE,
    PROJECT,
    VISITS,
    ask,
    commands,
    last_visit,
    picture,
    register_file,
    run,
    state,
    visit_file,
)

USAGE = ("用法", "Usage:")


@pytest.mark.parametrize("words", [words for words, _ in commands()], ids=" ".join)
def test_every_command_explains_itself_in_chinese(words: tuple[str, ...]) -> None:
    for asked in ("--help", "-h"):
        told = run(*words, asked)
        assert told.code == 0
        assert told.out.startswith(USAGE)
        assert any("\u4e00" <= one <= "\u9fff" for one in told.out)


def test_every_option_has_its_help() -> None:
    lacking = [
        (" ".join(words), one.name)
        for words, command in commands()
        for one in command.params
        if isinstance(one, click.Option) and not one.help
    ]
    assert lacking == []


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("info",),
        ("info", "WS", "--nothing"),
        ("new", "WS", "--role", "boss"),
        ("new", "WS", "--role", "office", "--city", "beijing"),
        ("lamps", "WS", "--on", "2022-02-30"),
        ("lamps", "WS", "--on", "10.6.2022"),
        ("lamps", "WS"),
        ("stats", "WS", *DAY, "--by", "colour"),
        ("synth", "WS", "--projects", "9"),
        ("bulletin", "compile", "WS", "--period", "2022-06-3", "--out", "x.pdf"),
        ("bulletin", "compile", "WS", "--period", "June", "--out", "x.pdf"),
        ("register", "import", "WS", "no-such-file.xlsx"),
        ("register", "import", "WS", __file__, "--year", "1066"),
        ("visit", "add", "WS", "--project", "x", "--file", "no-such-file.json"),
        ("photo", "add", "WS", "--visit", "x"),
        ("figures", "check", "no-such-file.txt"),
        ("restore", "no-such-folder", "WS"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_changes_nothing(words: tuple[str, ...], tmp_path: Path) -> None:
    told = run(*(tmp_path / "ws" if one == "WS" else one for one in words))
    assert told.code == 2
    assert told.out == ""
    assert told.err.startswith(USAGE)
    assert list(tmp_path.iterdir()) == []


Words = Callable[[Path, Path], tuple[object, ...]]

REFUSALS: dict[str, Words] = {
    "new in a taken folder": lambda ws, _: ("new", ws, "--role", "office"),
    "synthetic beside real": lambda ws, _: ("synth", ws, "--projects", 10),
    "sample twice": lambda ws, _: ("sample", ws),
    "visit of an unknown project": lambda ws, at: (
        *("visit", "add", ws, "--project", "没有的项目"),
        *("--file", visit_file(at / "v.json")),
    ),
    "visit of an ambiguous project": lambda ws, at: (
        *("visit", "add", ws, "--project", "徐大堡"),
        *("--file", visit_file(at / "v.json")),
    ),
    "visit with a misspelt field": lambda ws, at: (
        *("visit", "add", ws, "--project", PROJECT),
        *("--file", visit_file(at / "v.json", wether="晴")),
    ),
    "visit with a note on a photo that is not there": lambda ws, _: (
        *("visit", "add", ws, "--project", PROJECT),
        *("--file", VISITS / "02.json"),
    ),
    "visit with a photo that is none": lambda ws, at: (
        *("visit", "add", ws, "--project", PROJECT, "--file", visit_file(at / "v.json")),
        *("--photo", at / "v.json"),
    ),
    "visit file that is no JSON": lambda ws, _: ("visit", "add", ws, "--project", PROJECT, "--file", __file__),
    "photo for a signed visit": lambda ws, at: (
        *("photo", "add", ws, "--visit", last_visit(ws)["visit"]["id"]),
        picture(at / "late.jpg"),
    ),
    "unknown visit": lambda ws, _: ("visit", "show", ws, "x"),
    "unknown photo": lambda ws, at: ("photo", "watermark", ws, "x", at / "x.jpg"),
    "lamps of an unknown project": lambda ws, _: ("lamps", ws, *DAY, "--project", "没有的项目"),
    "register that is no workbook": lambda ws, _: ("register", "import", ws, __file__),
    "history of an unknown kind": lambda ws, _: ("history", ws, "spaceship", "x"),
    "history of an unknown field": lambda ws, _: (
        *("history", ws, "inspection", last_visit(ws)["visit"]["id"]),
        *("--field", "colour"),
    ),
    "history of an unknown record": lambda ws, _: ("history", ws, "project", "x"),
    "bulletin that is not there": lambda ws, _: ("bulletin", "show", ws, "2022-06-1"),
    "day outside the period": lambda ws, at: (
        *("bulletin", "compile", ws, "--period", "2022-06-1"),
        *("--as-of", "2022-06-20", "--out", at / "x.pdf"),
    ),
    "redo without undo": lambda ws, _: ("redo", ws),
    "restore into a taken folder": lambda ws, _: ("restore", ask("backup", ws)["path"], ws),
    "restore without a backup": lambda ws, at: ("restore", at, ws),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_ends_with_1_says_why_and_changes_nothing(
    name: str, visited: Path, copied: Copied, tmp_path: Path
) -> None:
    workspace = copied(visited)
    (tmp_path / "at").mkdir()
    before = state(workspace)
    words = REFUSALS[name](workspace, tmp_path / "at")
    told = run(*words)
    assert told.code == 1
    assert told.out == ""
    assert told.err.strip().endswith(("。", "？", "！"))
    assert "Traceback" not in told.err
    assert not (tmp_path / "at" / "x.pdf").exists()
    as_json = run(*words, "--json")
    assert (as_json.code, as_json.err) == (1, "")
    assert as_json.json["error"]["message"] == told.err.strip()
    assert state(workspace) == before


def test_refusals_and_answers_speak_english_when_asked(
    real: Path, copied: Copied, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = copied(real)
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    for words in (("check", workspace), ("backup", workspace), ("lamps", workspace, *DAY)):
        told = run(*words)
        assert told.code == 0
        assert not any("\u4e00" <= one <= "\u9fff" for one in told.out.replace(str(workspace), ""))
    refused = run("visit", "show", workspace, "x")
    assert refused.err.isascii() or "“" in refused.err
    assert "visit" in refused.err


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_people_read_words_and_no_keys(
    language: str, visited: Path, copied: Copied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", language)
    workspace = copied(visited)
    shown = last_visit(workspace)
    visit, photo = shown["visit"]["id"], shown["photos"][0]["id"]
    rows = (("滨海公路", "兴城市", "1.2亿元", 7), ("小项目", "兴城市", 1, None))
    book = register_file(tmp_path / "台账.xlsx", *rows, header=("项目名称", "所在区域", "总投资（万元）", "没见过的列"))
    jpeg = picture(tmp_path / "7.jpg", 7)
    draft = visit_file(tmp_path / "v.json", longitude=120.8, latitude=40.7)
    added = ask("visit", "add", workspace, "--project", PROJECT, "--file", draft)["id"]
    for words in (
        *(("new", tmp_path / "new", "--role", "field"), ("synth", tmp_path / "new", "--projects", 10)),
        *(("info", workspace), ("check", workspace), ("backup", workspace), ("visit", "list", workspace)),
        *(("visit", "show", workspace, visit), ("photo", "credit", workspace, photo, "--credit", "巡查组摄")),
        ("photo", "watermark", workspace, photo, tmp_path / "w.jpg"),
        *(("history", workspace, "photo", photo), ("undo", workspace), ("redo", workspace)),
        *(("lamps", workspace, *DAY), ("lamps", workspace, *DAY, "--project", PROJECT)),
        *(("stats", workspace, *DAY, "--by", "area"), ("lamps", tmp_path / "new", *DAY)),
        *(("register", "import", workspace, book), ("register", "template", tmp_path / "t.xlsx")),
        *(("register", "export", workspace, tmp_path / "e.xlsx"), ("photo", "add", workspace, "--visit", added, jpeg)),
        *(("register", "import", workspace, tmp_path / "e.xlsx"), ("new", tmp_path / "s", "--role", "office")),
        *(("sample", tmp_path / "s"), ("register", "import", tmp_path / "s", tmp_path / "e.xlsx", "--dry-run")),
        ("visit", "add", workspace, "--project", PROJECT, "--file", draft, jpeg),
        *[("bulletin", "compile", workspace, *ISSUE, "--out", tmp_path / "b.pdf") for _ in range(2)],
        *(("bulletin", "list", workspace), ("bulletin", "show", workspace, "2022-06-1")),
        *(("bulletin", "review", workspace, "2022-06-1"), ("bulletin", "issue", workspace, "2022-06-1")),
        ("restore", workspace / "backups", tmp_path / "restored"),
    ):
        told = run(*words)
        said = (told.out + told.err).replace(str(tmp_path), "")
        assert said.strip(), words
        assert re.search(r"\b(cli|domain|services|storage|sheets|photos|bulletin)\.[a-z]+_", said) is None, said
        assert "None" not in said, said


def test_a_folder_that_is_no_workspace_is_refused_and_left_alone(tmp_path: Path) -> None:
    for words in (("info",), ("check",), ("undo",), ("backup",), ("stats", *DAY), ("visit", "list")):
        place = 2 if words[0] == "visit" else 1
        told = run(*words[:place], tmp_path, *words[place:])
        assert told.code == 1
        assert "不是工作区" in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_in_use_is_refused_and_says_who_holds_it(real: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(real)
    with Workspace.open(workspace):
        told = run("undo", workspace)
        assert told.code == 1
        assert str(os.getpid()) in told.err
        assert run("info", workspace).code == 0, "reading is no harm"
    assert run("backup", workspace, tmp_path / "b").code == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("计划实施重点项目500个，开复工项目329个，其中新开工117个，复工212个，开复工率65.8%。", 0),
        ("计划实施重点项目500个，开复工项目329个，其中新开工117个，复工213个，开复工率65.8%。", 1),
        ("今天天气晴。", 0),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_figures_check_ends_with_1_only_on_a_contradiction(text: str, code: int, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "文稿.txt"
    file.write_text(text, encoding)
    told = run("figures", "check", file)
    assert told.code == code
    assert ("处矛盾" in told.out) is bool(code)
    assert run("figures", "check", file, "--json").json["consistent"] is not bool(code)


def test_figures_check_reads_structured_figures(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    rate = {"indicator": "resume.rate", "value": 91.4, "unit": "%", "numerator": 212}
    for denominator, code in ((232, 0), (240, 1)):
        file.write_text(json.dumps([rate | {"denominator": denominator}]), "utf-8")
        assert run("figures", "check", file).code == code


def test_a_demo_does_not_touch_a_folder_with_something_else_in_it(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_text("重要", "utf-8")
    told = run("demo", tmp_path)
    assert told.code == 1
    assert str(tmp_path) in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]


def test_pictures_are_drawn_of_the_demonstration_alone(tmp_path: Path) -> None:
    told = run("shots", tmp_path / "out", "--demo", tmp_path)
    assert told.code == 1
    assert "inspector demo" in told.err
    assert not (tmp_path / "out").exists()
