"""Checklists written in Excel, through the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.checklists.kit import write
from tests.cli.conftest import Copied
from tests.cli.kit import PROJECT, Told, ask, last_visit, picture, run, safety, state, visit_file

UNFIT = {"脚手架": "不合格", "临电": "合格", "说明": "缺连墙件"}
ITEMS = [
    {"name": "围挡", "label": "围挡是否完整", "answer_type": "yes_no", "required": True},
    {"name": "基坑", "label": "基坑深度", "answer_type": "decimal", "minimum": 0},
]


@pytest.fixture
def workspace(real: Path, copied: Copied) -> Path:
    return copied(real)


def test_a_checklist_without_mistakes_is_fine(tmp_path: Path) -> None:
    told = run("checklist", "check", safety(tmp_path / "安全.xlsx"))
    assert (told.code, told.err) == (0, "")
    assert told.out == "检查表“安全”1 版，4 题：没有错误，0 处提醒。\n"
    assert ask("checklist", "check", "开复工核查")["mistakes"] == []


def test_what_an_import_will_still_ask_for_is_told(tmp_path: Path) -> None:
    assert "版本号" in run("checklist", "check", safety(tmp_path / "安全.xlsx", version="")).err
    survey = (("type", "name", "label"), ("select_one_from_file towns.csv", "town", "乡镇"))
    told = run("checklist", "check", write(tmp_path / "乡镇.xlsx", survey=survey))
    assert told.code == 0
    assert "towns.csv" in told.err


def test_every_mistake_is_told_with_its_cell_and_its_fix(tmp_path: Path) -> None:
    wrong = safety(tmp_path / "安全.xlsx", relevant="${脚手架} = ‘不合格’ andd ${临点} = '合格'")
    told = run("checklist", "check", wrong)
    assert told.code == 1
    first, *sentences, fix = told.out.splitlines()
    assert first.startswith("✗ survey!E4“${脚手架} = ‘不合格’")
    assert [one[:4] for one in sentences] == ["    "] * 4
    assert fix == "  改为：${脚手架} = '不合格' and ${临点} = '合格'"
    assert "错误" in told.err
    found = run("checklist", "check", wrong, "--json")
    assert found.code == 1
    assert {(one["sheet"], one["row"], one["column"]) for one in found.json["mistakes"]} == {("survey", 4, "E")}
    assert (found.json["usable"], found.json["errors"]) == (False, len(found.json["mistakes"]))


def test_what_is_no_checklist_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("x", "utf-8")
    for name in (tmp_path / "a.xlsx", tmp_path / "没有.xlsx", "没有这样的检查表"):
        told = run("checklist", "check", name)
        assert (told.code, told.out) == (1, "")
        assert told.err.strip().endswith("。")
        assert "error" in run("checklist", "check", name, "--json").json


def test_importing_once_again_another_version_and_with_errors(workspace: Path, tmp_path: Path) -> None:
    book = safety(tmp_path / "安全.xlsx")
    assert "已导入检查表“安全”1 版，4 题" in run("checklist", "import", workspace, book).out
    before = state(workspace)
    assert "没有改动" in run("checklist", "import", workspace, book).out
    changed = safety(tmp_path / "安全.xlsx", relevant="${临电} = '不合格'")
    told = run("checklist", "import", workspace, changed)
    assert (told.code, told.out) == (1, "")
    assert "新的版本号" in told.err
    wrong = safety(tmp_path / "错.xlsx", relevant="1 +", version="3")
    better = safety(tmp_path / "好.xlsx", version="2")
    told = run("checklist", "import", workspace, better, wrong)
    assert told.code == 1
    assert "survey!E4" in told.out
    assert "一份也没有导入" in told.err
    statuses = run("checklist", "import", workspace, better, wrong, "--json")
    assert (statuses.code, [one["status"] for one in statuses.json["files"]]) == (1, ["not_imported", "refused"])
    assert state(workspace) == before
    assert run("checklist", "import", workspace).code == 2


def test_the_shipped_ones_are_imported_listed_shown_and_taken_back(workspace: Path) -> None:
    before = state(workspace)
    made = ask("checklist", "import", workspace, "--shipped")
    assert ([one["status"] for one in made["files"]], made["imported"]) == (["new"] * 6, True)
    listed = run("checklist", "list", workspace).out
    for one in made["files"]:
        assert f"{one['questions']}" in next(line for line in listed.splitlines() if line.startswith(one["name"]))
        shown = ask("checklist", "show", one["name"], "--workspace", workspace)
        assert (shown["checklist_id"], shown["version"]) == (one["id"], one["version"])
    run("undo", workspace)
    assert state(workspace) == before


def test_an_outline_is_shown_in_order_and_in_the_language_asked_for(tmp_path: Path, workspace: Path) -> None:
    told = run("checklist", "show", safety(tmp_path / "安全.xlsx")).out
    assert (
        told.index("脚手架搭设　［单选］脚手架")
        < told.index("选项：合格、不合格、不适用")
        < told.index("【各栋】重复组")
    )
    for text in (
        "显示条件：${脚手架} = '不合格'",
        "必填：是",
        "计算：sum(${层数})",
        "权重：5",
        "整改期限（天）：7",
        "责任单位：市住建局",
    ):
        assert text in told
    chinese, english = (ask("checklist", "show", "观摩评分", *words) for words in ((), ("--language", "English (en)")))
    labels = [[item["label"] for item in made["items"] if item["label"]] for made in (chinese, english)]
    assert labels[0] != labels[1]
    assert not [one for one in labels[1] if re.search(r"[\u4e00-\u9fff]", one)]
    wrong = safety(tmp_path / "错.xlsx", relevant="1 +")
    assert "checklist check" in run("checklist", "show", wrong).err
    (tmp_path / "旧.json").write_text(json.dumps({"name": "旧", "version": "1", "items": ITEMS}), "utf-8")
    ask("checklist", "publish", workspace, tmp_path / "旧.json")
    old = run("checklist", "show", "旧", "--workspace", workspace).out
    assert "围挡是否完整　［是否］围挡" in old
    assert "最小值：0" in old


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (("1 + 1",), "2\n"),
        (("sum(${层数})", "--values", '{"楼栋": [{"层数": 3}, {"层数": 5}]}'), "8\n"),
        (("${层数}", "--values", '{"楼栋": [{"层数": 3}, {"层数": 5}]}'), "3\n5\n"),
        (("if(${a} > 0.5, '多', '少')", "--values", '{"a": 0.75}'), "多\n"),
    ],
)
def test_an_expression_is_tried(words: tuple[str, ...], out: str) -> None:
    told = run("checklist", "eval", "--expr", *words)
    assert (told.code, told.out, told.err) == (0, out, "")


def test_mistakes_of_an_expression_and_values_that_are_none_are_told(tmp_path: Path) -> None:
    told = run("checklist", "eval", "--expr", "1 = 1 andd true")
    assert (told.code, told.out) == (1, "")
    assert told.err.splitlines()[-1] == "  改为：1 = 1 and true()"
    assert told.err.startswith("第 7 个字：")
    (tmp_path / "值.json").write_text('{"a": 2}', "utf-8")
    assert run("checklist", "eval", "--expr", "${a} * 2", "--values", tmp_path / "值.json").out == "4\n"
    for values in ("{", "[1]", '{"a": [1]}', tmp_path / "没有.json"):
        refused = run("checklist", "eval", "--expr", "1", "--values", values)
        assert (refused.code, refused.out) == (1, ""), refused
        assert refused.err.strip().endswith("。")
    repeated = run("checklist", "eval", "--expr", "${a} + 1", "--values", '{"b": [{"a": 1}, {"a": 2}]}')
    assert repeated.code == 1


def trial(book: Path, answers: object, *words: object) -> Told:
    return run("checklist", "answer", book, "--answers", json.dumps(answers), *words)


def test_a_checklist_is_tried_with_answers(tmp_path: Path, workspace: Path) -> None:
    book = safety(tmp_path / "安全.xlsx")
    told = trial(book, UNFIT | {"楼栋": [{"层数": 3}]}, "--on", "2022-06-08")
    assert told.code == 0
    for text in (
        "*脚手架搭设：不合格",
        "*不合格情况：缺连墙件",
        "【各栋】",
        "= 总层数：3",
        "得分 37.5（3/8）",
        "应答 4 题，已答 4 题，必填未答 0 题。",
        "✗ “脚手架搭设”不合格，还没有照片",
        "可登记为问题：脚手架搭设：不合格（分类：安全，责任单位：市住建局，期限：2022-06-15）",
    ):
        assert text in told.out
    ask("checklist", "import", workspace, book)
    data = ask("checklist", "answer", "安全", "--workspace", workspace, "--answers", "{}")
    assert (data["not_asked"], data["complete"], data["score"]["percent"]) == (["说明"], False, None)
    assert "得分" not in trial(book, {}).out
    refused = trial(book, {"脚手架": 1, "没有": 1})
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.count("\n") == 4


def test_a_visit_offers_the_problems_of_its_checklist_and_records_them_when_asked(
    workspace: Path, tmp_path: Path
) -> None:
    ask("checklist", "import", workspace, safety(tmp_path / "安全.xlsx"))
    made = visit_file(tmp_path / "v.json", checklist="安全", answers=UNFIT)
    add = ("visit", "add", workspace, "--project", PROJECT, "--file", made)
    offered = run(*add)
    assert "可登记为问题：脚手架搭设：不合格" in offered.err
    assert "问题 0 个" in offered.out
    assert [one["due_on"] for one in ask(*add)["offered_problems"]] == ["2022-06-15"]
    saved = ask(*add, "--raise-problems")
    assert (saved["offered_problems"], len(saved["problems"])) == ([], 1)
    (problem,) = ask("visit", "show", workspace, saved["id"])["problems"]
    assert (problem["category"], problem["owner_department"], problem["due_on"]) == ("安全", "市住建局", "2022-06-15")


def test_a_draft_is_completed_and_signed(workspace: Path, tmp_path: Path) -> None:
    ask("checklist", "import", workspace, safety(tmp_path / "安全.xlsx"))
    notes = [{"file": "a.jpg", "question": "脚手架"}]
    made = visit_file(tmp_path / "v.json", checklist="安全", answers={"脚手架": "不合格"}, photos=notes)
    add = ("visit", "add", workspace, "--project", PROJECT, "--file", made, picture(tmp_path / "a.jpg"))
    assert "“不合格情况”必填" in run(*add).err
    visit = last_visit(workspace)["visit"]
    sign = ("visit", "sign", workspace, visit["id"], "--signature", "项目管家甲")
    assert "还不能签字" in run(*sign).err
    more = visit["answers"] | {"说明": "缺连墙件"}
    (tmp_path / "改.json").write_text(json.dumps({"answers": more}), "utf-8")
    edited = run("visit", "edit", workspace, visit["id"], "--file", tmp_path / "改.json")
    assert "可登记为问题" in edited.err
    assert "必填" not in edited.err
    signed = run(*sign, "--raise-problems")
    assert (signed.code, signed.err) == (0, "")
    shown = ask("visit", "show", workspace, visit["id"])
    assert [one["description"] for one in shown["problems"]] == ["脚手架搭设：不合格"]
    assert shown["visit"]["answers"]["@photos"] == {"脚手架": [shown["photos"][0]["id"]]}
    assert "    不合格情况：缺连墙件\n" in run("visit", "show", workspace, visit["id"]).out


def test_answers_are_read_by_their_labels(workspace: Path, tmp_path: Path) -> None:
    answers = {"training": "pass", "dangerous_works": ["lifting", "scaffold"], "told": True}
    tried = run("checklist", "answer", "安全文明施工", "--answers", json.dumps(answers)).out
    assert "三级安全教育和班前交底有记录：合格" in tried
    assert "起重吊装" in next(line for line in tried.splitlines() if "危大工程：" in line)
    ask("checklist", "import", workspace, "安全文明施工")
    made = visit_file(tmp_path / "v.json", checklist="安全文明施工", answers=answers | {"wages": "fail"})
    visit = ask("visit", "add", workspace, "--project", PROJECT, "--file", made)["id"]
    shown = run("visit", "show", workspace, visit).out
    assert "    三级安全教育和班前交底有记录：合格\n" in shown
    assert "training" not in shown


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_all_is_told_in_words_and_no_keys(
    language: str, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", language)
    book = safety(tmp_path / "安全.xlsx")
    visit = visit_file(tmp_path / "v.json", checklist="安全", answers=UNFIT | {"楼栋": [{"层数": 3}]})
    for words in (
        ("checklist", "check", book),
        ("checklist", "check", safety(tmp_path / "错.xlsx", relevant="1 +")),
        ("checklist", "import", workspace, book, "--shipped"),
        ("checklist", "import", workspace, book),
        *(("checklist", "show", name) for name in (book, "安全文明施工", "开复工核查", "观摩评分")),
        ("checklist", "eval", "--expr", "fooo(1)"),
        ("checklist", "answer", book, "--answers", json.dumps(UNFIT)),
        ("visit", "add", workspace, "--project", PROJECT, "--file", visit),
        ("visit", "show", workspace, "last"),
    ):
        told = run(*words)
        said = told.out + told.err
        assert said.strip(), words
        assert re.search(r"\b(cli|domain|services|storage|checklists)\.[a-z]+_", said) is None, said
        assert "None" not in said, said
