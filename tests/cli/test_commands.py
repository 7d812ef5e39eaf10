"""The command line as its users meet it: exit codes, refusals that change nothing, undo, copies and prints."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest
from PIL import Image

from inspector.app import Services, open_services
from inspector.domain.approval import StepType
from inspector.domain.inspection import Inspection, Photo
from inspector.services.visit_file import read_visit
from inspector.storage.workspace import Workspace
from tests.cli.conftest import Copied
from tests.cli.kit import PROJECT, VISITS, ask, commands, picture, register_file, run, state, visit_file

ISSUE = ("--period", "2022-06-1", "--as-of", "2022-06-10")
DAY = ("--on", "2022-06-10")


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def last_visit(workspace: Path) -> Any:
    visits = ask("visit", "list", workspace)["visits"]
    return ask("visit", "show", workspace, visits[0]["id"])


# Exit codes


@pytest.mark.parametrize("words", [words for words, _ in commands()], ids=" ".join)
def test_every_command_explains_itself_in_chinese(words: tuple[str, ...]) -> None:
    for asked in ("--help", "-h"):
        told = run(*words, asked)
        assert told.code == 0
        assert told.out.startswith("Usage:")
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
    assert "Usage:" in told.err
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


# 核数


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


# 巡查和照片


def test_photos_may_be_named_by_option_and_at_the_end(real: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(real)
    first, second, third, fourth = [picture(tmp_path / f"{number}.jpg", number) for number in range(4)]
    words = ("--photo", first, "--photo", second, third, fourth)
    saved = ask("visit", "add", workspace, "--project", PROJECT, "--file", visit_file(tmp_path / "v.json"), *words)
    assert [one["original_name"] for one in saved["photos"]] == ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]
    assert [one["sha256"] for one in saved["photos"]] == [sha(one) for one in (first, second, third, fourth)]
    assert saved["state"] == "draft"


def test_the_same_picture_twice_is_one_photo(real: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(real)
    photos = [picture(tmp_path / name) for name in ("a.jpg", "b.jpg")]
    file = visit_file(tmp_path / "v.json")
    assert len(ask("visit", "add", workspace, "--project", PROJECT, "--file", file, *photos)["photos"]) == 1


def test_a_visit_is_kept_as_it_was_given(visited: Path) -> None:
    shown = last_visit(visited)
    given = json.loads((VISITS / "02.json").read_text("utf-8"))
    visit = shown["visit"]
    assert (visit["state"], visit["signature"], visit["purpose"]) == ("signed", given["signature"], "recheck")
    assert visit["answers"] == given["answers"]
    assert shown["project"]["name"] == PROJECT
    assert [one["caption"] for one in shown["photos"]] == [one["caption"] for one in given["photos"]]
    assert [one["pair_side"] for one in shown["photos"]] == ["before", "after"]
    assert len({one["pair_id"] for one in shown["photos"]}) == 1
    assert [one["due_on"] for one in shown["problems"]] == ["2022-06-20"]


def test_a_watermark_is_a_jpeg_and_leaves_the_original_alone(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(visited)
    before = {path: sha(path) for path in (workspace / "photos").rglob("*") if path.is_file()}
    photo = last_visit(workspace)["photos"][0]
    out = tmp_path / "水印.jpg"
    told = ask("photo", "watermark", workspace, photo["id"], out)
    with Image.open(out) as made:
        assert made.format == "JPEG"
    assert told["verification_code"]
    assert {path: sha(path) for path in (workspace / "photos").rglob("*") if path.is_file()} == before
    assert photo["sha256"] in before.values()
    again = tmp_path / "再做.jpg"
    assert ask("photo", "watermark", workspace, photo["id"], again) == told | {"path": str(again)}
    assert sha(again) == sha(out)


# 台账


@pytest.mark.parametrize("name", ["real", "synthetic"])
def test_an_export_comes_back_without_a_difference(
    name: str, copied: Copied, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    workspace = copied(request.getfixturevalue(name))
    before = state(workspace)
    file = tmp_path / "台账.xlsx"
    exported = ask("register", "export", workspace, file)
    for dry in (("--dry-run",), ()):
        plan = ask("register", "import", workspace, file, *dry)
        kept = {field: plan[field] for field in ("new", "changed", "differences", "refused")}
        assert kept == {"new": 0, "changed": 0, "differences": 0, "refused": 0}
        assert plan["unchanged"] == exported["projects"]
    assert state(workspace) == before


def test_a_row_below_the_threshold_keeps_the_whole_file_out(tmp_path: Path) -> None:
    workspace = tmp_path / "ws"
    ask("new", workspace, "--role", "office")
    before = state(workspace)
    file = register_file(tmp_path / "台账.xlsx", ("滨海公路", "兴城市", 12000), ("小项目", "兴城市", 499.99))
    told = run("register", "import", workspace, file)
    assert told.code == 1
    assert "500" in told.err
    assert "没有导入" in told.out
    assert state(workspace) == before
    sent_back = openpyxl.load_workbook(tmp_path / "台账-错误.xlsx")
    assert any("小项目" in {cell.value for cell in row} for sheet in sent_back for row in sheet.iter_rows())
    right = register_file(tmp_path / "改好.xlsx", ("滨海公路", "兴城市", 12000), ("小项目", "兴城市", 500.00))
    assert ask("register", "import", workspace, right)["new"] == 2
    assert ask("info", workspace)["counts"]["project"] == 2


def test_a_dry_run_writes_nothing(real: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(real)
    before = state(workspace)
    plan = ask(
        *("register", "import", workspace),
        *(register_file(tmp_path / "新.xlsx", ("滨海公路", "兴城市", 12000)), "--dry-run"),
    )
    assert (plan["new"], plan["imported"]) == (1, False)
    assert state(workspace) == before


def test_a_template_is_an_empty_register(real: Path, tmp_path: Path) -> None:
    file = Path(ask("register", "template", tmp_path / "模板.xlsx")["path"])
    plan = ask("register", "import", real, file, "--dry-run")
    assert (plan["new"], plan["refused"], plan["unknown_columns"]) == (0, 0, [])


def test_real_and_synthetic_data_never_mix(real: Path, synthetic: Path, copied: Copied, tmp_path: Path) -> None:
    exported = {}
    for workspace in (real, synthetic):
        exported[workspace] = tmp_path / f"{workspace.name}.xlsx"
        ask("register", "export", workspace, exported[workspace])
    for workspace, other in ((real, synthetic), (synthetic, real)):
        target = copied(workspace)
        before = state(target)
        told = run("register", "import", target, exported[other], "--json")
        assert told.code == 1
        assert {one["key"] for one in told.json["refusals"]} >= {"services.tiers_mixed"}
        assert run("sample", target).code == 1
        assert run("synth", target, "--projects", 10).code == 1
        assert state(target) == before


# 撤销与历史

Step = Callable[[Services, Path], object]


def _photo(services: Services) -> str:
    return next(iter(services.workspace.reader.all(Photo))).id


def _visit(services: Services) -> str:
    return next(iter(services.workspace.reader.all(Inspection))).id


def _a_visit(services: Services, at: Path) -> object:
    return services.visits.record(PROJECT, read_visit(visit_file(at / "v.json")), [picture(at / "9.jpg", 9)])


def _an_import(services: Services, at: Path) -> object:
    file = register_file(at / "r.xlsx", ("滨海公路", "兴城市", 12000), (PROJECT, "连山区", 800))
    return services.register.apply(services.register.plan(file))


STEPS: dict[str, Step] = {
    "record a visit": _a_visit,
    "import a register": _an_import,
    "amend a visit": lambda services, _: services.visits.amend(
        _visit(services), {"workers": 7}, author="项目管家甲", reason="漏记"
    ),
    "credit a photo": lambda services, _: services.photos.credit(_photo(services), caption="说明", credit=None),
    "assign a problem": lambda services, _: services.problems.assign("ZD-00001", "施工单位"),
    "register a step": lambda services, _: services.approvals.register(PROJECT, StepType.ENERGY_REVIEW),
}


@pytest.mark.parametrize("name", STEPS)
def test_undo_brings_back_the_former_content_and_redo_the_later(
    name: str, visited: Path, copied: Copied, tmp_path: Path
) -> None:
    workspace = copied(visited)
    before = state(workspace)
    with open_services(workspace) as services:
        STEPS[name](services, tmp_path)
    after = state(workspace)
    assert after != before
    assert ask("undo", workspace)["changes"] != {"inserted": {}, "updated": {}, "deleted": {}}
    assert state(workspace) == before
    ask("redo", workspace)
    assert state(workspace) == after


def test_undo_of_every_step_of_an_issue(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(visited)
    states = [state(workspace)]
    ask("bulletin", "compile", workspace, *ISSUE, "--out", tmp_path / "b.pdf")
    states.append(state(workspace))
    for step in ("review", "issue"):
        ask("bulletin", step, workspace, "2022-06-1")
        states.append(state(workspace))
    assert len(set(states)) == 4
    for before in reversed(states[:-1]):
        ask("undo", workspace)
        assert state(workspace) == before


def test_undo_goes_back_to_the_new_workspace_and_no_further(tmp_path: Path) -> None:
    workspace = tmp_path / "ws"
    ask("new", workspace, "--role", "office")
    empty = state(workspace)
    ask("sample", workspace, "--city-only")
    full = state(workspace)
    ask("undo", workspace)
    assert state(workspace) == empty
    ask("redo", workspace)
    assert state(workspace) == full


def test_undone_example_data_leave_room_for_others(tmp_path: Path) -> None:
    workspace = tmp_path / "ws"
    ask("new", workspace, "--role", "office")
    ask("synth", workspace, "--projects", 10)
    ask("undo", workspace)
    file = register_file(tmp_path / "台账.xlsx", ("滨海公路", "兴城市", 12000))
    assert ask("register", "import", workspace, file)["new"] == 1
    assert ask("info", workspace)["tier"] == "real"


def test_history_tells_what_a_field_was_and_became(visited: Path, copied: Copied) -> None:
    workspace = copied(visited)
    photo = last_visit(workspace)["photos"][0]
    ask("photo", "credit", workspace, photo["id"], "--caption", "新的说明")
    ask("undo", workspace)
    entries = ask("history", workspace, "photo", photo["id"], "--field", "caption")["entries"]
    told = [(one["before"], one["after"]) for one in entries]
    assert told == [(None, photo["caption"]), (photo["caption"], "新的说明"), ("新的说明", photo["caption"])]
    assert {one["field"] for one in entries} == {"caption"}
    assert "新的说明" in run("history", workspace, "photo", photo["id"]).out


# 备份与恢复


def test_a_restored_workspace_has_the_same_content(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(visited)
    own = ask("backup", workspace)
    ask("undo", workspace)
    newest = ask("backup", workspace)
    assert Path(own["path"]).parent == workspace / "backups" == Path(newest["path"]).parent
    one, folder = tmp_path / "one", tmp_path / "folder"
    ask("restore", own["path"], one)
    assert state(one) == state(visited)
    assert ask("restore", workspace / "backups", folder)["from"] == newest["path"]
    assert state(folder) == state(workspace) != state(one)
    assert ask("info", one)["epoch"] > ask("info", workspace)["epoch"]
    assert ask("check", one)["sound"]
    assert last_visit(one)["photos"] == last_visit(visited)["photos"]


def test_a_damaged_backup_is_refused_and_nothing_is_restored(visited: Path, copied: Copied, tmp_path: Path) -> None:
    made = Path(ask("backup", copied(visited), tmp_path / "b")["path"])
    database = next(made.glob("*.db"))
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 0xFF
    database.write_bytes(data)
    told = run("restore", made, tmp_path / "restored")
    assert told.code == 1
    assert not (tmp_path / "restored").exists()


def test_check_ends_with_1_where_a_photo_is_damaged(visited: Path, copied: Copied) -> None:
    workspace = copied(visited)
    assert run("check", workspace).code == 0
    wanted = last_visit(workspace)["photos"][0]["sha256"]
    original = next(path for path in (workspace / "photos").rglob(wanted))
    original.write_bytes(original.read_bytes()[:-1])
    told = run("check", workspace)
    assert told.code == 1
    assert "✗" in told.out


# 简报


def test_compiling_again_prints_the_same_bytes_until_refreshed(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(visited)
    first, second, third = (tmp_path / f"{number}.pdf" for number in range(3))
    made = ask("bulletin", "compile", workspace, *ISSUE, "--out", first)
    assert not made["reused"]
    file = visit_file(tmp_path / "v.json", visited_at="2022-06-09T10:00", signature="项目管家乙")
    ask("visit", "add", workspace, "--project", "京哈高速改扩建", "--file", file)
    again = ask("bulletin", "compile", workspace, *ISSUE, "--out", second)
    assert again["reused"]
    assert again["sha256"] == made["sha256"] == sha(first) == sha(second)
    assert figure(workspace, "visits", "visits") == "1"
    fresh = ask("bulletin", "compile", workspace, *ISSUE, "--out", third, "--refresh")
    assert (fresh["reused"], fresh["revision"], fresh["id"]) == (False, 1, made["id"])
    assert sha(third) != sha(first)
    assert figure(workspace, "visits", "visits") == "2"


def figure(workspace: Path, section: str, name: str) -> str:
    shown = ask("bulletin", "show", workspace, "2022-06-1")
    figures = {(one["key"], made["name"]): made["printed"] for one in shown["sections"] for made in one["figures"]}
    return str(figures[section, name])


def test_an_issued_bulletin_is_only_corrected_by_a_new_revision(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(visited)
    out = tmp_path / "b.pdf"
    ask("bulletin", "compile", workspace, *ISSUE, "--out", out)
    assert run("bulletin", "issue", workspace, "2022-06-1").code == 1, "not reviewed yet"
    for step in ("review", "issue"):
        ask("bulletin", step, workspace, "2022-06-1")
    assert ask("bulletin", "compile", workspace, *ISSUE, "--out", out)["reused"]
    assert ask("bulletin", "compile", workspace, *ISSUE, "--out", out, "--refresh")["revision"] == 2
    listed = ask("bulletin", "list", workspace)["bulletins"]
    assert [one["revision"] for one in listed] == [2, 1]
    assert listed[1]["state"] == "issued"


def test_every_figure_of_an_issue_leads_to_its_rows(synthetic: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(synthetic)
    ask("bulletin", "compile", workspace, *ISSUE, "--out", tmp_path / "b.pdf")
    printed = int(figure(workspace, "overview", "active"))
    told = ask("bulletin", "show", workspace, "2022-06-1", "--figure", "overview.active")
    assert len(told["rows"]) == printed == ask("stats", workspace, *DAY)["start_resume"]["count"]
    assert all(row["active"] for row in told["rows"])
    lines = run("bulletin", "show", workspace, "2022-06-1", "--figure", "overview.active").out.splitlines()
    assert len(lines) == printed
    assert run("bulletin", "show", workspace, "2022-06-1", "--figure", "overview.nothing").code == 1


# 演示


def test_a_demo_does_not_touch_a_folder_with_something_else_in_it(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_text("重要", "utf-8")
    told = run("demo", tmp_path)
    assert told.code == 1
    assert str(tmp_path) in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]
