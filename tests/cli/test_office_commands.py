"""Projects, drafts, pairs and checklists through the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from inspector.domain.progress import Assignment, DispatchRecord, Milestone, Role
from inspector.services.lookup import find_project
from inspector.storage.workspace import Workspace
from tests.cli.conftest import Copied
from tests.cli.kit import PROJECT, ask, last_visit, picture, register_file, run, state, visit_file


@pytest.fixture
def workspace(real: Path, copied: Copied) -> Path:
    return copied(real)


def written(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def draft(workspace: Path, tmp_path: Path, *photos: Path, **more: object) -> str:
    file = visit_file(tmp_path / "v.json", **more)
    return str(ask("visit", "add", workspace, "--project", PROJECT, "--file", file, *photos)["id"])


# projects


def test_projects_are_listed_by_name_and_found_by_a_few_words(workspace: Path) -> None:
    names = [one["name"] for one in ask("project", "list", workspace)["projects"]]
    assert names == sorted(names)
    (found,) = ask("project", "list", workspace, "--find", "先达农化")["projects"]
    assert (found["name"], found["total_investment"], found["stage"]) == (PROJECT, None, "construction")
    told = run("project", "list", workspace, "--find", "先达农化").out
    assert "建设" in told
    assert found["id"] in told
    assert "没有找到" in run("project", "list", workspace, "--find", "没有的项目").out


def test_a_long_list_is_cut_on_the_screen_and_whole_as_json(workspace: Path, tmp_path: Path) -> None:
    rows = [(f"甲项目{number:03}", "连山区", 900) for number in range(60)]
    ask("register", "import", workspace, register_file(tmp_path / "a.xlsx", *rows))
    told = run("project", "list", workspace, "--find", "甲项目")
    assert len(told.out.splitlines()) == 51
    assert "另有 10 个" in told.err
    assert len(ask("project", "list", workspace, "--find", "甲项目")["projects"]) == 60


def test_a_project_is_shown_with_what_is_missing_of_the_four_ones(workspace: Path) -> None:
    shown = ask("project", "show", workspace, PROJECT)["four_ones"]
    assert [shown[name]["complete"] for name in ("task_force", "milestone_chart", "ledger", "plan")] == [
        *(False, False, False),
        None,
    ]
    told = run("project", "show", workspace, PROJECT).out
    for words in ("阶段：建设", "所在区域：", "✗ 专班", "✗ 节点图表", "✗ 台账", "？ 方案"):
        assert words in told
    assert "None" not in told


def test_plans_holders_and_the_newest_dispatch_are_shown(workspace: Path, tmp_path: Path) -> None:
    header = ("项目名称", "所在区域", "总投资（万元）", "2022年计划投资（万元）")
    ask(
        "register",
        "import",
        workspace,
        register_file(tmp_path / "a.xlsx", (PROJECT, "连山区", 75000, 800), header=header),
    )
    with Workspace.open(workspace) as opened, opened.transaction("merge") as tx:
        project = find_project(tx.reader, PROJECT).id
        for period in ("2022-05-2", "2022-06-1"):
            tx.insert(DispatchRecord(id=tx.new_id(), project_id=project, period=period))
        for role, holder in ((Role.TASK_FORCE, "连山区项目专班"), (Role.LEADER, "副市长")):
            tx.insert(Assignment(id=tx.new_id(), project_id=project, role=role, holder=holder))
        tx.insert(Milestone(id=tx.new_id(), project_id=project, name="主体封顶"))
    shown = ask("project", "show", workspace, PROJECT)
    assert [(one["year"], one["planned_investment"]) for one in shown["plans"]] == [(2022, "800.00")]
    assert shown["newest_dispatch"]["period"] == "2022-06-1"
    assert shown["four_ones"]["task_force"] == {"complete": True, "holders": ["连山区项目专班"]}
    assert shown["four_ones"]["milestone_chart"] == {"complete": True, "milestones": 1, "done": 0}
    told = run("project", "show", workspace, PROJECT).out
    for words in (
        "总投资（万元）：75000.00",
        "2022 年计划",
        "包保领导：副市长",
        "2022-06-1",
        "✓ 专班",
        "1 个节点",
        "调度记录 2 条",
    ):
        assert words in told


# drafts and pairs


def test_a_draft_is_edited_and_a_signed_visit_is_not(workspace: Path, tmp_path: Path) -> None:
    visit = draft(workspace, tmp_path, weather="晴")
    file = written(tmp_path / "改.json", {"physical_progress_pct": 41.5, "weather": None})
    edited = ask("visit", "edit", workspace, visit[-12:], "--file", file, "--author", "项目管家甲")
    assert (edited["visit"]["physical_progress_pct"], edited["visit"]["weather"]) == ("41.5", None)
    assert edited["amendments"] == []
    assert "修改巡查草稿" in run("history", workspace, "巡查", visit).out
    ask("visit", "sign", workspace, visit, "--signature", "项目管家甲")
    before = state(workspace)
    assert run("visit", "edit", workspace, visit, "--file", file).code == 1
    assert state(workspace) == before


def test_photos_are_paired_side_by_side_and_paired_again(workspace: Path, tmp_path: Path) -> None:
    photos = [picture(tmp_path / f"{number}.jpg", number) for number in (1, 2, 3)]
    visit = draft(workspace, tmp_path, *photos)
    first, second, third = (one["id"] for one in last_visit(workspace)["photos"])
    pair = ask("photo", "pair", workspace, first[-12:], second)["pair_id"]
    out = tmp_path / "对比.jpg"
    assert run("photo", "side-by-side", workspace, pair[-12:], out).code == 0
    with Image.open(out) as made:
        assert made.width > made.height
    assert run("photo", "pair", workspace, first, first).code == 1
    ask("photo", "pair", workspace, first, third)
    shown = {one["id"]: one["pair_side"] for one in ask("visit", "show", workspace, visit)["photos"]}
    assert shown == {first: "before", second: None, third: "after"}
    gone = tmp_path / "没有.jpg"
    assert run("photo", "side-by-side", workspace, pair, gone).code == 1
    assert run("photo", "side-by-side", workspace, "x", gone).code == 1
    assert not gone.exists()


# checklists

ITEMS = [{"name": "围挡", "label": "围挡是否完整", "answer_type": "yes_no", "required": True}]
LIST = {"name": "安全检查", "version": "1", "published_on": "2022-06-01", "items": ITEMS}


def test_a_checklist_is_published_once_and_asked_of_visits(workspace: Path, tmp_path: Path) -> None:
    assert "checklist publish" in run("checklist", "list", workspace).out
    assert "1 项" in run("checklist", "publish", workspace, written(tmp_path / "c.json", LIST)).out
    before = state(workspace)
    assert run("checklist", "publish", workspace, tmp_path / "c.json").code == 1
    assert state(workspace) == before
    newer = written(tmp_path / "c.json", {**LIST, "version": "2", "published_on": None})
    assert ask("checklist", "publish", workspace, newer)["published_on"] is not None
    assert [one["version"] for one in ask("checklist", "list", workspace)["checklists"]] == ["1", "2"]
    assert "安全检查" in run("checklist", "list", workspace).out
    visit = draft(workspace, tmp_path, checklist="安全检查", answers={})
    assert run("visit", "sign", workspace, visit, "--signature", "项目管家甲").code == 1
    answers = written(tmp_path / "改.json", {"answers": {"围挡": True}})
    ask("visit", "edit", workspace, visit, "--file", answers)
    assert run("visit", "sign", workspace, visit, "--signature", "项目管家甲").code == 0


@pytest.mark.parametrize(
    "change",
    [
        {"items": []},
        {"items": None},
        {"items": {"围挡": 1}},
        {"items": [{"name": "围挡"}]},
        {"items": [*ITEMS, *ITEMS]},
        {"items": [{**ITEMS[0], "answer_type": "colour"}]},
        {"items": [{**ITEMS[0], "answer_type": "choices"}]},
        {"name": ""},
        {"version": 1},
        {"published_on": "2022-02-30"},
        {"remark": "x"},
    ],
    ids=str,
)
def test_a_checklist_that_cannot_be_used_is_refused(change: dict[str, object], workspace: Path, tmp_path: Path) -> None:
    before = state(workspace)
    told = run("checklist", "publish", workspace, written(tmp_path / "c.json", LIST | change))
    assert (told.code, told.out) == (1, "")
    assert told.err.strip().endswith("。")
    assert state(workspace) == before


# words


def daily_work(workspace: Path, city: Path, at: Path) -> Iterator[tuple[object, ...]]:
    """The commands of an office's day, each in its turn."""
    yield from (("project", "list", workspace), ("project", "show", workspace, PROJECT))
    yield from (("project", "show", city, one["id"]) for one in ask("project", "list", city)["projects"][:12])
    step = ask("step", "add", workspace, "--project", PROJECT, "--type", "能评", "--days", 20)["step"]["id"]
    yield ("step", "add", workspace, "--project", PROJECT, "--type", "land")
    for name, more in (("accept", ()), ("stop", ("--reason", "补正材料")), ("restart", ()), ("finish", ())):
        yield ("step", name, workspace, step, "--on", "2022-06-06", *more)
    yield from (("step", "list", city), ("step", "list", workspace), ("problem", "list", city))
    yield from (("problem", "list", workspace), ("problem", "assign", workspace, "ZD-00001", "--to", "施工单位"))
    yield from (("problem", "close", workspace, "ZD-00001", "--author", "督查组"), ("problem", "start", workspace, "x"))
    yield ("settings", "set", workspace, written(at / "设置.json", {"lamps": {"due_day_is_red": True}, "ranking": []}))
    yield from (("settings", "show", workspace), ("settings", "show", city), ("checklist", "list", workspace))
    yield ("holidays", "import", workspace, written(at / "放假.json", {"year": 2027, "holidays": [], "workdays": []}))
    yield ("checklist", "publish", workspace, written(at / "c.json", LIST))
    visit = draft(workspace, at, picture(at / "7.jpg", 7), picture(at / "8.jpg", 8))
    yield ("visit", "edit", workspace, visit, "--file", written(at / "改.json", {"workers": 7}))
    first, second = (one["id"] for one in ask("visit", "show", workspace, visit)["photos"])
    yield ("photo", "pair", workspace, first, second)
    pair = ask("photo", "pair", workspace, second, first)["pair_id"]
    yield ("photo", "side-by-side", workspace, pair, at / "pair.jpg")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_daily_work_is_told_in_words_and_no_keys(
    language: str, visited: Path, synthetic: Path, copied: Copied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", language)
    for words in daily_work(copied(visited), copied(synthetic), tmp_path):
        told = run(*words)
        said = (told.out + told.err).replace(str(tmp_path), "")
        assert said.strip(), words
        assert re.search(r"\b(cli|domain|services|storage)\.[a-z]+_", said) is None, said
        assert "None" not in said, said
