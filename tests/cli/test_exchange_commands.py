"""`package`, `conflicts`, `peers`, `device`, `trim` as people meet them: what is told, refused and kept."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import FormatError
from inspector.services.packages.exporting import PackageExport
from tests.cli import exchange_story
from tests.cli.exchange_story import COMPARED, Story, fingerprint, introduce, merge, only
from tests.cli.kit import ISSUE, PROJECT, ask, picture, register_file, run, sha, state, visit_file

BY = ("--by", "编报组长")


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Results of two laptops lie in a folder; the office knows neither of them."""
    return exchange_story.tell(tmp_path_factory.mktemp("exchange"))


@pytest.fixture
def story(ready: Story, tmp_path: Path) -> Story:
    """A copy to write in."""
    shutil.copytree(ready.folder, tmp_path / "story")
    return Story(tmp_path / "story")


@pytest.fixture(scope="session")
def settled(ready: Story, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The office has merged the results and two conflicts are open."""
    folder = tmp_path_factory.mktemp("merged") / "story"
    shutil.copytree(ready.folder, folder)
    merge(Story(folder))
    return Story(folder)


@pytest.fixture
def merged(settled: Story, tmp_path: Path) -> Story:
    """A copy to write in."""
    shutil.copytree(settled.folder, tmp_path / "merged")
    return Story(tmp_path / "merged")


def conflicts(workspace: Path) -> list[Any]:
    found: list[Any] = ask("conflicts", "list", workspace)["conflicts"]
    return found


def key_of(workspace: Path, field: str) -> str:
    return next(str(one["key"]) for one in conflicts(workspace) if one["field"] == field)


def assigned(workspace: Path) -> Any:
    """The disputed problem."""
    problems = ask("problem", "list", workspace)["problems"]
    return next(one["problem"] for one in problems if one["problem"]["number"] == "ZD-00001")


def visits(workspace: Path) -> set[str]:
    return {str(one["id"]) for one in ask("visit", "list", workspace)["visits"]}


# package export


def test_an_export_tells_where_the_files_are_and_that_nothing_is_delivered_yet(merged: Story, tmp_path: Path) -> None:
    told = run("package", "export", merged.office, tmp_path / "出", "--to", "7号机")
    assert told.code == 0
    assert "已导出给 7号机：1 个文件" in told.out
    assert "对方确认之前不算送达" in told.out
    assert str(only(tmp_path / "出")) in told.out
    assert " KB" in told.out
    assert "已加密" not in told.out


@pytest.mark.parametrize("size", ["mail", "wechat", "20MB", "1.5 mb"])
def test_what_goes_by_mail_is_encrypted(merged: Story, tmp_path: Path, size: str) -> None:
    assert (
        run("package", "export", merged.office, tmp_path, "--to", "7号机", "--max-size", size).out.count("已加密") == 1
    )


@pytest.mark.parametrize(
    "words", [("--max-size", "none"), ("--max-size", "mail", "--no-encrypt"), ("--max-size", "1GB")]
)
def test_what_goes_by_stick_is_not_encrypted(merged: Story, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert not ask("package", "export", merged.office, tmp_path, *words)["files"][0]["encrypted"]


@pytest.mark.parametrize("size", ["20", "199KB", "很大", "-1MB"])
def test_a_size_that_is_none_is_a_mistake(merged: Story, tmp_path: Path, size: str) -> None:
    told = run("package", "export", merged.office, tmp_path / "出", "--max-size", size)
    assert told.code == 2
    assert "20MB" in told.err
    assert not (tmp_path / "出").exists()


def test_photos_that_are_not_here_are_told(merged: Story, tmp_path: Path) -> None:
    shutil.rmtree(merged.office / "photos" / "originals")
    told = run("package", "export", merged.office, tmp_path, "--to", "8号机", "--photos", "original")
    assert told.code == 0
    assert "有 1 张照片不在本机" in told.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--to", "张三"), "没有叫“张三”的设备"),
        (("--kind", "roster"), "没有名册"),
        (("--encrypt",), "没法加密"),
    ],
)
def test_exports_that_cannot_be_are_refused_and_write_nothing(
    tmp_path: Path, words: tuple[str, ...], expected: str
) -> None:
    ask("new", tmp_path / "新机", "--role", "field", "--name", "9号机")
    told = run("package", "export", tmp_path / "新机", tmp_path / "出", *words)
    assert told.code == 1
    assert expected in told.err
    assert not (tmp_path / "出").exists() or not list((tmp_path / "出").iterdir())


def test_the_folder_of_an_export_is_no_file(merged: Story, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("", "utf-8")
    assert run("package", "export", merged.office, tmp_path / "文件").code == 2


def test_a_fault_of_the_disk_is_told(merged: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise FormatError("exchange.disk_full", folder="U盘")

    monkeypatch.setattr(PackageExport, "export", fail)
    assert "“U盘”或临时文件夹空间不足" in run("package", "export", merged.office, tmp_path).err


# package import


def test_the_first_package_of_a_stranger_waits_for_a_decision(story: Story) -> None:
    before = state(story.office)
    told = run("package", "import", story.office, only(story.results, "7号机"))
    assert told.code == 1
    assert told.out.startswith("? ")
    assert fingerprint(story.first) in told.out
    assert "没有导入任何内容" in told.out
    assert state(story.office) == before
    shown = run("device", "show", story.office).out
    assert "7号机  巡查端  待定" in shown


def test_an_import_tells_per_project_what_changes(story: Story) -> None:
    introduce(story)
    preview = run("package", "import", story.office, story.results, "--dry-run")
    before = state(story.office)
    done = run("package", "import", story.office, story.results, "--author", "编报组长")
    assert (preview.code, done.code) == (0, 0)
    assert "什么也没有写入" in preview.out
    header, row = done.out.splitlines()[2:4]
    assert header.split() == ["项目", "新增", "修改", "删除", "冲突"]
    assert row.split() == [PROJECT, "3", "1", "0", "2"]
    assert "已导入：涉及 1 个项目，新增 3、修改 1、删除 0 条记录" in done.out
    assert "有 2 个冲突待裁定" in done.out
    assert preview.out.splitlines()[:4] == done.out.splitlines()[:4]
    assert state(story.office) != before


def test_an_import_is_one_step_that_is_taken_back(story: Story) -> None:
    introduce(story)
    before = state(story.office)
    run("package", "import", story.office, story.results)
    assert "已撤销“合并”" in run("undo", story.office).out
    assert state(story.office) == before


def test_an_import_that_was_taken_back_is_restored_after_other_work(story: Story) -> None:
    introduce(story)
    run("package", "import", story.office, story.results)
    done = state(story.office)
    run("undo", story.office)
    again = run("package", "import", story.office, story.results)
    assert "package restore" in again.out
    assert state(story.office) != done
    told = run("package", "restore", story.office, story.results, "--author", "编报组长")
    assert "已恢复 1 次导入。可用 undo 撤销。" in told.out
    assert "恢复后有 2 处冲突待裁定" in told.out, "those that the packages bring"
    assert state(story.office) == done
    refused = run("package", "restore", story.office, story.results)
    assert (refused.code, "没有被撤销" in refused.err) == (1, True)
    run("undo", story.office)
    ask("problem", "assign", story.office, "ZD-00001", "--to", "市水务局", "--due", "2022-07-01")
    run("package", "restore", story.office, story.results)
    listed = ask("conflicts", "list", story.office)["conflicts"]
    departments = next(one for one in listed if one["field"] == "owner_department")
    assert {side["value"] for side in departments["sides"]} == {"市住建局", "区自然资源局", "市水务局"}


def test_packages_are_known_by_content_and_never_changed(story: Story, tmp_path: Path) -> None:
    introduce(story)
    renamed = tmp_path / "包(1).zip"
    shutil.copy(only(story.results, "7号机"), renamed)
    before = sha(renamed)
    told = run("package", "import", story.office, renamed)
    assert told.code == 0
    assert "✓ 包(1).zip：7号机 的成果包" in told.out
    assert sha(renamed) == before


def test_a_folder_stands_for_the_packages_in_it(story: Story) -> None:
    introduce(story)
    (story.results / "说明.txt").write_text("两台机器的成果", "utf-8")
    picture(story.results / "现场.jpg")
    (story.results / "子文件夹").mkdir()
    told = run("package", "import", story.office, story.results)
    assert told.code == 0
    assert told.out.count("✓") == 2
    assert "说明" not in told.out


def test_a_folder_without_packages_is_refused(story: Story, tmp_path: Path) -> None:
    picture(tmp_path / "现场.jpg")
    told = run("package", "import", story.office, tmp_path)
    assert told.code == 1
    assert "没有数据包" in told.err


def test_the_quarantine_of_a_device_is_taken_in_as_a_folder(story: Story) -> None:
    run("package", "import", story.office, story.results)
    told = run("device", "trust", story.office, "7号机", *COMPARED)
    assert told.out.startswith("已信任 7号机")
    folder = told.out.splitlines()[1].rpartition("：")[2]
    assert run("package", "import", story.office, folder).code == 0
    assert not Path(folder).exists()


def test_what_is_no_package_is_refused_by_name_and_hinders_nothing(story: Story, tmp_path: Path) -> None:
    introduce(story)
    (tmp_path / "空.xmw").touch()
    (tmp_path / "半截.xmw").write_bytes(only(story.results, "7号机").read_bytes()[:2000])
    book = register_file(tmp_path / "台账.xlsx", ("甲项目", "连山区", 900))
    wrong = [tmp_path / "空.xmw", tmp_path / "半截.xmw", picture(tmp_path / "照片.jpg"), book]
    told = run("package", "import", story.office, *wrong, only(story.results, "8号机"))
    assert told.code == 1
    assert [line[0] for line in told.out.splitlines()[:5]] == ["✗", "✗", "✗", "✗", "✓"]
    assert "“空.xmw”不是本程序的数据包" in told.out
    assert "“半截.xmw”不完整" in told.out
    assert "已导入" in told.out
    answer = run("package", "import", story.office, wrong[0], "--json")
    assert (answer.code, answer.json["files"][0]["error"]["key"]) == (1, "exchange.not_package")


def test_the_same_package_again_changes_nothing(merged: Story) -> None:
    before = state(merged.office)
    told = run("package", "import", merged.office, merged.results)
    assert told.code == 0
    assert told.out.count("= ") == 2
    assert "以前都导入过" in told.out
    assert state(merged.office) == before


def test_what_the_sender_knows_and_is_not_here_is_told(merged: Story, tmp_path: Path) -> None:
    """The office relays what it knows; a laptop that gets only the newest package lacks the one before."""
    ask("package", "export", merged.office, tmp_path / "一", "--to", "8号机")
    ask("package", "import", merged.second, tmp_path / "一")
    file = visit_file(tmp_path / "visit.json")
    ask("visit", "add", merged.second, "--project", PROJECT, "--file", file)
    late = tmp_path / "卷"
    ask("package", "export", merged.second, late, "--photos", "none", "--to", "市项目办")
    other = tmp_path / "另一台"
    ask("new", other, "--role", "field", "--name", "9号机")
    run("package", "import", other, late)
    ask("device", "trust", other, "8号机", *COMPARED)
    told = run("package", "import", other, late)
    assert told.code == 0
    assert "缺 " in told.out
    assert "缺 " in run("info", other).out
    assert ask("info", other)["gaps"]


def test_a_photo_that_did_not_come_along_is_awaited(story: Story, tmp_path: Path) -> None:
    introduce(story)
    third = tmp_path / "三"
    ask("new", third, "--role", "field", "--name", "9号机")
    run("package", "import", third, story.tasks)
    ask("device", "trust", third, fingerprint(story.office), "--by", "巡查组长")
    ask("package", "import", third, story.tasks)
    ask("package", "export", third, tmp_path / "头", "--no-encrypt")
    run("package", "import", story.office, tmp_path / "头")
    ask("device", "trust", story.office, "9号机", *COMPARED)
    photo = picture(tmp_path / "a.jpg", 7)
    file = visit_file(tmp_path / "visit.json")
    ask("visit", "add", third, "--project", PROJECT, "--file", file, "--photo", photo)
    ask("package", "export", third, tmp_path / "尾", "--photos", "none")
    told = run("package", "import", story.office, tmp_path / "尾")
    assert told.code == 0
    assert "有 1 张照片原图待到" in told.out
    info = run("info", story.office).out
    assert "有 1 张照片原图待到" in info
    assert len(ask("info", story.office)["wants"]) == 1


def test_many_projects_are_cut_short_on_the_terminal(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspector.cli.package.SHOWN", 3)
    ask("new", story.folder / "新", "--role", "field", "--name", "新机")
    run("package", "import", story.folder / "新", story.tasks)
    ask("device", "trust", story.folder / "新", "市项目办", *COMPARED)
    told = run("package", "import", story.folder / "新", story.tasks)
    assert "个项目，用 --json 查看全部" in told.out
    assert "（不属于项目）" not in told.out


def test_files_that_are_not_there_are_a_mistake_of_usage(story: Story) -> None:
    assert run("package", "import", story.office, story.folder / "没有.xmw").code == 2
    assert run("package", "import", story.office).code == 2


# package show


def test_a_package_is_shown_without_taking_it_in(story: Story) -> None:
    task = only(story.tasks)
    told = run("package", "show", task).out
    assert "市项目办 的任务包，第 1 号，第 1/1 卷" in told
    assert f"签名指纹：{fingerprint(story.office)}" in told
    assert "全部校验无误" in told
    assert "请升级.txt" in told
    assert "签名者" not in told
    for workspace, expected in ((story.office, "签名者是本机"), (story.first, "签名者已被信任")):
        assert expected in run("package", "show", task, "--workspace", workspace).out


def test_an_encrypted_package_is_shown_only_where_it_was_sent(story: Story) -> None:
    sealed = only(story.results, "7号机")
    assert "已加密，只能在收件工作区中打开" in run("package", "show", sealed).err
    assert "打不开" in run("package", "show", sealed, "--workspace", story.second).err
    assert "签名者还没有被信任" in run("package", "show", sealed, "--workspace", story.office).out
    introduce(story)
    ask("device", "revoke", story.office, "7号机", *BY)
    assert "签名者已被吊销" in run("package", "show", sealed, "--workspace", story.office).out


def test_what_is_no_package_is_not_shown(tmp_path: Path) -> None:
    told = run("package", "show", picture(tmp_path / "照片.jpg"))
    assert (told.code, told.out) == (1, "")
    assert "不是本程序的数据包" in told.err
    assert run("package", "show", tmp_path).code == 2


# conflicts


def test_conflicts_are_listed_in_the_words_of_the_trade(merged: Story) -> None:
    told = run("conflicts", "list", merged.office).out
    header, *rows = told.splitlines()
    assert header.split() == ["编号", "项目", "记录", "字段", "各方的值", "影响简报"]
    assert len(rows) == 2
    for words in (PROJECT, "问题 ZD-00001", "责任单位", "整改期限", "市住建局", "2022-06-30 / 2022-06-25"):
        assert words in told
    for mark in ("owner_department", "due_on", "problem", "None"):
        assert mark not in told


def test_labels_follow_the_language(merged: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    told = run("conflicts", "list", merged.office).out
    for words in ("problem ZD-00001", "responsible department", "due on"):
        assert words in told
    assert "Common before: 2022-06-20" in run("conflicts", "show", merged.office, key_of(merged.office, "due_on")).out


def test_a_conflict_shows_its_sides_and_what_was_common(merged: Story) -> None:
    told = run("conflicts", "show", merged.office, key_of(merged.office, "owner_department")).out
    for words in ("#1", "#2", "7号机", "8号机", "市住建局", "区自然资源局", "此前共同的值：施工单位"):
        assert words in told
    assert "影响简报" not in told


def test_the_side_of_this_device_is_marked_and_is_mine(merged: Story) -> None:
    ask("package", "export", merged.office, merged.folder / "再发")
    ask("package", "import", merged.first, merged.folder / "再发")
    key = key_of(merged.first, "owner_department")
    own = next(line for line in run("conflicts", "show", merged.first, key).out.splitlines() if "←" in line)
    assert "市住建局" in own
    assert "已裁定，还剩 1 个" in run("conflicts", "resolve", merged.first, key, "mine", "--author", "管家甲").out
    assert assigned(merged.first)["owner_department"] == "市住建局"
    other = key_of(merged.first, "due_on")
    assert run("conflicts", "resolve", merged.first, other, "theirs").code == 0
    assert assigned(merged.first)["due_on"] == "2022-06-30"
    assert "没有冲突" in run("conflicts", "list", merged.first).out


def test_a_conflict_is_settled_by_side_or_by_another_value(merged: Story) -> None:
    key, day = (key_of(merged.office, name) for name in ("owner_department", "due_on"))
    value = next(one["sides"][1]["value"] for one in conflicts(merged.office) if one["key"] == key)
    assert ask("conflicts", "resolve", merged.office, key[:6], "#2") == {
        "key": key,
        "changes": {"inserted": {}, "updated": {"problem": 1}, "deleted": {}},
        "left": 1,
    }
    assert run("conflicts", "resolve", merged.office, day, "2022-06-28").code == 0
    found = assigned(merged.office)
    assert (found["owner_department"], found["due_on"]) == (value, "2022-06-28")
    told = run("history", merged.office, "问题", found["id"], "--field", "整改期限").out
    assert "裁定冲突" in told
    assert "8号机" in told
    run("undo", merged.office)
    assert [one["key"] for one in conflicts(merged.office)] == [day]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("mine", "说不清取哪一方"),
        ("theirs", "说不清取哪一方"),
        ("delete", "说不清取哪一方"),
        ("#3", "没有第 3 方"),
        ("#0", "没有第 0 方"),
        ("六月底", "“六月底”不能作为“整改期限”的值"),
    ],
)
def test_a_choice_that_is_not_clear_changes_nothing(merged: Story, choice: str, expected: str) -> None:
    before = state(merged.office)
    told = run("conflicts", "resolve", merged.office, key_of(merged.office, "due_on"), choice)
    assert told.code == 1
    assert expected in told.err
    assert "什么也没有改" in told.err
    assert state(merged.office) == before


@pytest.mark.parametrize("words", [("show", "ffffffffff"), ("resolve", "ffffffffff", "mine"), ("show", " ")])
def test_a_conflict_that_is_not_there_is_refused(merged: Story, words: tuple[str, ...]) -> None:
    command, *rest = words
    told = run("conflicts", command, merged.office, *rest)
    assert told.code == 1
    assert "conflicts list" in told.err


def test_amounts_are_settled_in_10000_yuan_and_shown_to_bear_on_the_bulletin(merged: Story, tmp_path: Path) -> None:
    for workspace, amount in ((merged.first, 1200), (merged.second, 1300)):
        book = register_file(tmp_path / f"{amount}.xlsx", (PROJECT, "连山区", amount))
        ask("register", "import", workspace, book)
        ask("package", "export", workspace, tmp_path / "回")
    ask("package", "import", merged.office, tmp_path / "回")
    key = key_of(merged.office, "total_investment")
    first = run("conflicts", "list", merged.office).out.splitlines()[1]
    assert first.startswith(key)
    assert first.endswith("●")
    assert "总投资（万元）" in first
    assert "1300.00 / 1200.00" in first
    assert "裁定之前不能冻结简报" in run("conflicts", "show", merged.office, key).out
    refused = run("bulletin", "compile", merged.office, *ISSUE, "--out", tmp_path / "简报.pdf")
    assert refused.code == 1
    assert f"项目 {PROJECT} 总投资（万元）" in refused.err
    ask("conflicts", "resolve", merged.office, key, "1,250.5")
    assert ask("project", "show", merged.office, PROJECT)["project"]["total_investment"] == "1250.50"


def deleted(story: Story, tmp_path: Path) -> str:
    """The first laptop takes its visit back, after the office took it in and before it knows what the office did."""
    visit = (visits(story.first) - visits(story.second)).pop()
    ask("undo", story.first)
    ask("package", "export", story.first, tmp_path / "删")
    return visit


def test_an_edit_against_a_delete_revives_the_record_until_somebody_decides(merged: Story, tmp_path: Path) -> None:
    visit = deleted(merged, tmp_path)
    change = tmp_path / "改.json"
    change.write_text('{"conclusions": "已复核"}', "utf-8")
    ask("visit", "edit", merged.office, visit, "--file", change)
    asks = run("package", "import", merged.office, tmp_path / "删")
    assert asks.code == 1
    assert "会删除 2 条记录" in asks.err
    assert "（删除）" not in run("conflicts", "list", merged.office).out
    assert run("package", "import", merged.office, tmp_path / "删", "--yes").code == 0
    assert visit in visits(merged.office)
    assert "已复核 / （删除）" in run("conflicts", "list", merged.office).out
    key = key_of(merged.office, "conclusions")
    assert "此前共同的值：（空）" in run("conflicts", "show", merged.office, key).out
    assert run("conflicts", "resolve", merged.office, key, "delete").code == 0
    assert visit not in visits(merged.office)


def test_a_delete_against_a_whole_record_is_kept_or_deleted(merged: Story, tmp_path: Path) -> None:
    visit = deleted(merged, tmp_path)
    ask("undo", merged.office)
    ask("redo", merged.office)
    assert run("package", "import", merged.office, tmp_path / "删", "--yes").code == 0
    whole = next(one for one in conflicts(merged.office) if one["field"] is None and one["id"] == visit)
    listed = run("conflicts", "list", merged.office).out
    for words in ("整条记录", "（保留）", "（删除）"):
        assert words in listed
    assert "此前共同的值" not in run("conflicts", "show", merged.office, whole["key"]).out
    refused = run("conflicts", "resolve", merged.office, whole["key"], "已复核")
    assert "一方删除、一方保留" in refused.err
    assert run("conflicts", "resolve", merged.office, whole["key"], "mine").code == 0
    assert visit in visits(merged.office)


# peers, info


def test_peers_tell_what_is_not_acknowledged_yet(merged: Story) -> None:
    told = run("peers", merged.office).out
    header, *rows = told.splitlines()
    assert header.split()[:2] == ["设备", "状态"]
    assert [row.split()[:2] for row in rows] == [["7号机", "已信任"], ["8号机", "已信任"]]
    ask("package", "export", merged.office, merged.folder / "再发")
    for laptop in (merged.first, merged.second):
        ask("package", "import", laptop, merged.folder / "再发")
    assert state(merged.first) == state(merged.second) == state(merged.office)
    assert len({ask("info", one)["operations_hash"] for one in (merged.first, merged.second, merged.office)}) == 1


def test_nobody_was_met_yet(tmp_path: Path) -> None:
    ask("new", tmp_path / "新", "--role", "field", "--name", "9号机")
    assert "还没有导入过别的设备的数据包" in run("peers", tmp_path / "新").out
    told = run("device", "show", tmp_path / "新").out
    assert told.startswith("本机 9号机，指纹 ")
    assert "还没有听说过别的设备" in told


def test_info_tells_operations_by_device_and_what_was_not_exported(merged: Story) -> None:
    told = run("info", merged.office).out
    known = next(line for line in told.splitlines() if line.startswith("已知操作："))
    for name in ("市项目办", "7号机", "8号机"):
        assert name in known
    for words in ("副本：", "世代：", "内容校验值：", "操作校验值："):
        assert words in told
    ask("problem", "start", merged.office, "ZD-00001")
    assert "还没有导出过" in run("info", merged.office).out


# device


def test_trust_needs_the_fingerprint_or_a_word_that_it_was_compared(story: Story) -> None:
    run("package", "import", story.office, story.results)
    told = run("device", "trust", story.office, "7号机", *BY)
    assert told.code == 1
    assert "请先和对方核对指纹" in told.err
    assert run("device", "trust", story.office, fingerprint(story.first), *BY).code == 0
    assert "已信任" in run("device", "show", story.office).out


def test_a_decision_bears_a_name(story: Story) -> None:
    run("package", "import", story.office, story.results)
    assert ask("device", "trust", story.office, "7号机", "--compared", "--by", "编报组长")["decided_by"] == "编报组长"
    own = ask("info", story.office)["device_name"]
    assert ask("device", "trust", story.office, "7号机", "--compared")["decided_by"] == own
    assert "没有听说过设备“9号机”" in run("device", "revoke", story.office, "9号机", *BY).err


def test_a_revoked_device_is_refused_and_what_it_gave_stays(merged: Story, tmp_path: Path) -> None:
    before = state(merged.office)
    told = run("device", "revoke", merged.office, "7号机", *BY)
    assert told.out.startswith("已吊销 7号机")
    assert state(merged.office) == before
    ask("visit", "add", merged.first, "--project", PROJECT, "--file", visit_file(tmp_path / "visit.json"))
    ask("package", "export", merged.first, tmp_path / "出")
    refused = run("package", "import", merged.office, tmp_path / "出")
    assert refused.code == 1
    assert "已被吊销" in refused.out
    assert state(merged.office) == before


# trim


def test_json_says_whether_it_was_a_preview(merged: Story) -> None:
    assert [ask("trim", merged.office, *words)["dry_run"] for words in (("--dry-run",), ())] == [True, False]


def test_trimming_tells_what_would_go_and_who_holds_it_up(merged: Story) -> None:
    assert "可精简 0 条 400 天前的旧操作" in run("trim", merged.office, "--dry-run").out
    assert "已精简 0 条" in run("trim", merged.office).out
    assert run("trim", merged.office, "--days", "30").code == 2


def test_a_silent_device_is_named(story: Story) -> None:
    run("package", "import", story.office, story.results)
    ask("device", "trust", story.office, "7号机", *COMPARED)
    assert "所以不能精简：7号机" in run("trim", story.office, "--dry-run").out


# help


@pytest.mark.parametrize("group", ["package", "conflicts", "device"])
def test_groups_and_commands_explain_themselves(group: str) -> None:
    told = run(group, "--help")
    assert told.code == 0
    for name in {"package": ("export", "import", "show"), "conflicts": ("list", "show", "resolve")}.get(
        group, ("show", "trust", "revoke")
    ):
        assert name in told.out
        assert run(group, name, "--help").code == 0
