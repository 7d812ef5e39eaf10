"""Approval steps through the command line: what is entered here is what the lamps show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Copied
from tests.cli.kit import PROJECT, ask, run, state

ACCEPTED = ("--on", "2022-06-06")


@pytest.fixture
def workspace(real: Path, copied: Copied) -> Path:
    return copied(real)


def add(workspace: Path, *words: object, kind: str = "立项") -> str:
    made = ask("step", "add", workspace, "--project", PROJECT, "--type", kind, *words)
    return str(made["step"]["id"])


def lamp(workspace: Path, on: str) -> tuple[str, str]:
    """Colour and state of the only step."""
    (one,) = ask("lamps", workspace, "--on", on)["lamps"]
    return one["colour"], one["state"]


def written(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def test_a_lamp_turns_yellow_then_red_and_green_when_it_was_done_in_time(workspace: Path) -> None:
    step = add(workspace, "--days", 45, "--department", "市发改委")
    assert lamp(workspace, "2022-08-08") == ("none", "pending")
    assert ask("step", "accept", workspace, step[-8:], *ACCEPTED)["due_on"] == "2022-08-08"
    told = {day: lamp(workspace, day)[0] for day in ("2022-08-02", "2022-08-03", "2022-08-08", "2022-08-09")}
    assert told == {"2022-08-02": "none", "2022-08-03": "yellow", "2022-08-08": "yellow", "2022-08-09": "red"}
    ask("step", "finish", workspace, step, "--on", "2022-08-08", "--document", "葫发改〔2022〕1号")
    assert lamp(workspace, "2022-08-09") == ("green", "finished")


def test_what_is_finished_late_stays_red(workspace: Path) -> None:
    step = add(workspace, "--days", 45)
    ask("step", "accept", workspace, step, *ACCEPTED)
    ask("step", "finish", workspace, step, "--on", "2022-08-09")
    assert lamp(workspace, "2022-09-01") == ("red", "late")


def test_a_stop_moves_the_due_date(workspace: Path) -> None:
    step = add(workspace, "--days", 45)
    ask("step", "accept", workspace, step, *ACCEPTED)
    stopped = ask("step", "stop", workspace, step, "--on", "2022-06-20", "--reason", "补正材料")
    assert (stopped["due_on"], stopped["step"]["state"]) == (None, "stopped")
    assert lamp(workspace, "2022-06-21") == ("none", "stopped")
    running = ask("step", "restart", workspace, step, "--on", "2022-06-27")
    assert running["due_on"] == "2022-08-15", "five working days stood still"
    assert [(one["from_date"], one["to_date"]) for one in running["stops"]] == [("2022-06-20", "2022-06-27")]


def test_calendar_days_are_counted_through_weekends(workspace: Path) -> None:
    step = add(workspace, "--days", 10, "--calendar-days")
    assert ask("step", "accept", workspace, step, *ACCEPTED)["due_on"] == "2022-06-16"


def test_an_imported_holiday_list_moves_the_due_date(workspace: Path, tmp_path: Path) -> None:
    step = add(workspace, "--days", 3)
    assert ask("step", "accept", workspace, step, "--on", "2027-09-30")["due_on"] == "2027-10-05"
    days = [f"2027-10-0{day}" for day in range(1, 8)]
    file = written(tmp_path / "放假.json", {"year": 2027, "holidays": days, "workdays": ["2027-10-09"]})
    told = ask("holidays", "import", workspace, file, "--author", "办公室")
    assert told == {"year": 2027, "holidays": 7, "workdays": 1}
    assert ask("step", "list", workspace)["steps"][0]["due_on"] == "2027-10-11"
    ask("undo", workspace)
    assert ask("step", "list", workspace)["steps"][0]["due_on"] == "2027-10-05"


def test_the_office_decides_when_a_lamp_warns(workspace: Path, tmp_path: Path) -> None:
    step = add(workspace, "--days", 45)
    ask("step", "accept", workspace, step, *ACCEPTED)
    assert lamp(workspace, "2022-08-01")[0] == "none"
    shown = ask("settings", "set", workspace, written(tmp_path / "设置.json", {"lamps": {"warn_days": 5}}))
    assert (shown["changes"], shown["profile"]["lamps"]["warn_days"]) == ({"lamps": {"warn_days": 5}}, 5)
    assert lamp(workspace, "2022-08-01")[0] == "yellow"
    told = run("settings", "show", workspace).out
    assert "剩几天起亮黄灯：5" in told
    assert "lamps.warn_days = 5" in told
    weights = {"ranking": [{"indicator": "start_resume_rate", "weight": 99.5}]}
    ask("settings", "set", workspace, written(tmp_path / "设置.json", weights))
    told = run("settings", "show", workspace).out
    assert "排名权重 开复工率：99.5" in told
    assert "weight 99.5" in told
    assert lamp(workspace, "2022-08-01")[0] == "none", "a file takes the place of the one before"
    ask("settings", "set", workspace, written(tmp_path / "设置.json", {}))
    assert lamp(workspace, "2022-08-01")[0] == "none"
    assert "没有改动" in run("settings", "show", workspace).out


@pytest.mark.parametrize(
    "data",
    [{"lamps": {"warn_days": -1}}, {"lamps": {"warn": 5}}, {"lamps": 5}, {"colour": "red"}, [], "x", 5],
    ids=str,
)
def test_settings_that_make_no_sense_are_refused(data: Any, workspace: Path, tmp_path: Path) -> None:
    before = state(workspace)
    told = run("settings", "set", workspace, written(tmp_path / "设置.json", data))
    assert (told.code, told.out) == (1, "")
    assert state(workspace) == before


REFUSED: dict[str, tuple[tuple[object, ...], ...]] = {
    "before it is accepted": (
        ("finish", "--on", "2022-06-06"),
        ("refuse", "--on", "2022-06-06", "--reason", "不符合规划"),
        ("stop", "--on", "2022-06-06", "--reason", "补正"),
        ("restart", "--on", "2022-06-06"),
    ),
    "accepted": (
        ("accept", "--on", "2022-06-07"),
        ("exclude",),
        ("restart", "--on", "2022-06-07"),
        ("finish", "--on", "2022-06-05"),
        ("refuse", "--on", "2022-06-07", "--reason", " "),
        ("stop", "--on", "2022-06-07", "--reason", " "),
        ("stop", "--on", "2022-06-05", "--reason", "补正"),
    ),
    "stopped": (("stop", "--on", "2022-06-08", "--reason", "补正"), ("restart", "--on", "2022-06-06"), ("exclude",)),
    "finished": (("accept", "--on", "2022-06-09"), ("finish", "--on", "2022-06-09"), ("exclude",)),
}
REACHED: dict[str, tuple[tuple[object, ...], ...]] = {
    "before it is accepted": (),
    "accepted": (("accept", *ACCEPTED),),
    "stopped": (("accept", *ACCEPTED), ("stop", "--on", "2022-06-07", "--reason", "补正材料")),
    "finished": (("accept", *ACCEPTED), ("finish", "--on", "2022-06-08")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_step_takes_only_the_ways_that_there_are(name: str, workspace: Path) -> None:
    step = add(workspace, "--days", 5)
    for words in REACHED[name]:
        ask("step", words[0], workspace, step, *words[1:])
    before = state(workspace)
    for words in REFUSED[name]:
        told = run("step", words[0], workspace, step, *words[1:])
        assert (told.code, told.out) == (1, ""), words
        assert told.err.strip().endswith("。")
        assert state(workspace) == before, words


def test_a_step_of_no_known_kind_or_id_is_refused(workspace: Path) -> None:
    before = state(workspace)
    told = run("step", "add", workspace, "--project", PROJECT, "--type", "散步", "--days", 5)
    assert (told.code, "立项" in told.err) == (1, True)
    assert run("step", "accept", workspace, "没有", *ACCEPTED).code == 1
    assert run("step", "add", workspace, "--project", PROJECT, "--type", "立项", "--days", -1).code == 2
    assert state(workspace) == before


def test_steps_are_listed_in_words_with_what_was_excluded(workspace: Path) -> None:
    assert "没有登记审批事项" in run("step", "list", workspace).out
    excluded = add(workspace, kind="environmental_review")
    named = add(workspace, "--name", "水保方案", "--days", 20, kind="other")
    told = run("step", "exclude", workspace, excluded, "--author", "项目管家甲")
    assert "环评：不涉及。" in told.out
    run("step", "accept", workspace, named, *ACCEPTED)
    listed = run("step", "list", workspace, "--project", PROJECT).out
    for words in ("不涉及", "水保方案", "20 个工作日", "在办", "2022-07-04"):
        assert words in listed
    assert "项目管家甲" in run("history", workspace, "审批事项", excluded).out
    assert ask("step", "list", workspace, "--project", "京哈高速改扩建") == {"steps": []}
