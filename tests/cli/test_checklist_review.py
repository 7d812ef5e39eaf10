"""Checklists through the command line: what a stranger tried and found wanting."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checklists.kit import write
from tests.cli.kit import ask, run, safety


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'' < 1", "false"),
        ("'a' < 'b'", "false"),
        ("'x' > 0", "false"),
        ("true() = 'true'", "true"),
        ("true() = 'false'", "true"),
        ("1 != 'x'", "true"),
        ("false() or 'no'", "true"),
        ("'x' + 1", "NaN"),
    ],
)
def test_a_result_that_nobody_means_is_shown_beside_the_mistake(expression: str, value: str) -> None:
    told = run("checklist", "eval", "--expr", expression)
    assert (told.code, told.out) == (0, value + "\n")
    assert told.err.startswith("第 ")
    data = ask("checklist", "eval", "--expr", expression)
    assert (data["values"], len(data["mistakes"])) == ([value], told.err.count("个字："))


def test_an_expression_that_odk_refuses_has_no_result() -> None:
    for expression in ("count(1)", "round(1, 2, 3)", "date('abc')", "regex('a', '[')", "fooo(1) < 'a'"):
        told = run("checklist", "eval", "--expr", expression)
        assert (told.code, told.out) == (1, ""), expression
        assert run("checklist", "eval", "--expr", expression, "--json").json["type"] is None


def test_json_too_tells_what_an_import_will_still_ask_for(tmp_path: Path) -> None:
    assert ask("checklist", "check", safety(tmp_path / "安全.xlsx"))["before_import"] == []
    survey = (("type", "name", "label"), ("select_one_from_file towns.csv", "town", "乡镇"))
    found = ask("checklist", "check", write(tmp_path / "乡镇.xlsx", survey=survey))
    keys = [one["key"] for one in found["before_import"]]
    assert (found["usable"], keys) == (True, ["services.checklist_version_missing", "services.checklist_table_missing"])
    assert "towns.csv" in found["before_import"][1]["text"]
    wrong = run("checklist", "check", safety(tmp_path / "错.xlsx", relevant="1 +", version=""), "--json")
    assert (wrong.code, wrong.json["before_import"]) == (1, [])


def test_a_note_stands_in_a_trial_without_an_answer(tmp_path: Path) -> None:
    survey = (("type", "name", "label"), ("note", "n", "请逐栋核对"), ("text", "a", "情况"))
    told = run("checklist", "answer", write(tmp_path / "表.xlsx", survey=survey), "--answers", "{}")
    assert told.out.splitlines()[:2] == [" 请逐栋核对", " 情况："]
