"""Every `--json` answer and every file read is what docs/formats.md and its schemas say."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from inspector.domain import approval, bulletin, inspection, lamps, problem, progress, project
from inspector.domain.entities import kinds
from inspector.domain.figures import findings
from inspector.exchange.manifest import PackageKind, PhotoChoice
from inspector.services.calendars import import_holidays
from inspector.services.checklist_file import read_checklist
from inspector.services.packages.report import FileStatus
from inspector.services.profiles import read_settings, set_profile
from inspector.services.visit_file import read_visit
from inspector.storage.device_table import DeviceState
from inspector.storage.workspace import DataTier, WorkplaceRole, Workspace
from tests.cli import exchange_story
from tests.cli.conftest import Copied
from tests.cli.kit import PROJECT, VISITS, ask, commands, picture, register_file, run, safety, visit_file
from tests.cli.schemas import DOCS, SCHEMAS, validator

FILES = {"visit", "amendment", "figures", "holidays", "checklist", "settings"}
"""Schemas of files that are read."""
BESIDE = {"error", "bulletin-show-figure"}
"""Schemas of answers beside the one of each command."""

INSIDE_PACKAGES = {"exchange-manifest", "exchange-roster"}
"""Schemas of what is in a package, which docs/exchange-format.md describes."""

Answers = dict[str, list[Any]]

CHECKLIST = {
    "name": "安全检查",
    "version": "2022-1",
    "published_on": "2022-06-01",
    "items": [
        {"name": "围挡", "label": "围挡是否完整", "answer_type": "yes_no", "required": True},
        {"name": "扬尘", "label": "扬尘措施", "answer_type": "choices", "choices": ["围挡", "喷淋"]},
        {"name": "基坑", "label": "基坑深度（米）", "answer_type": "decimal", "minimum": 0, "maximum": "30.5"},
    ],
}


def json_commands() -> set[str]:
    options = {"-".join(words): command.params for words, command in commands()}
    return {name for name, params in options.items() if any(one.name == "as_json" for one in params)}


@pytest.fixture(scope="session")
def answers(real: Path, synthetic: Path, visited: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Real answers of every command, some in several forms."""
    told: Answers = defaultdict(list)
    folder = tmp_path_factory.mktemp("answers")
    _workspaces(told, folder)
    office = shutil.copytree(visited, folder / "office")
    city = shutil.copytree(synthetic, folder / "city")
    _register(told, folder, office)
    _visits(told, folder, office)
    _steps(told, office)
    _problems(told, office)
    _settings(told, folder, office)
    _checklists(told, folder, office)
    _projects(told, office, city)
    _reports(told, folder, city)
    for workspace in (office, city):
        _bulletins(told, folder, workspace)
    _upkeep(told, folder, office)
    _passphrases(told, folder)
    _exchange(told, folder)
    _refusals(told, folder, real)
    return told


def _workspaces(told: Answers, folder: Path) -> None:
    for name, role in (("a", "office"), ("b", "field")):
        told["new"].append(ask("new", folder / name, "--role", role))
    told["sample"].append(ask("sample", folder / "a"))
    told["synth"].append(ask("synth", folder / "b", "--projects", 10))
    told["info"] += [ask("info", folder / name) for name in ("a", "b")]


def _register(told: Answers, folder: Path, office: Path) -> None:
    told["register-template"].append(ask("register", "template", folder / "模板.xlsx"))
    told["register-export"].append(ask("register", "export", office, folder / "台账.xlsx"))
    told["register-import"].append(ask("register", "import", office, folder / "台账.xlsx", "--dry-run"))
    header = ("项目名称", "所在区域", "总投资（亿元）", "开工日期", "没见过的列")
    rows = (("兴城滨海公路", "兴城", "１．２亿元", "2022年3月", "甲"), (PROJECT, "连山区", 7.5, None, None))
    book = register_file(folder / "变更.xlsx", *rows, header=header)
    told["register-import"].append(ask("register", "import", office, book))
    refused = register_file(folder / "被拒.xlsx", ("小项目", "兴城市", 499.99), ("无区域", None, 900))
    told["register-import"].append(run("register", "import", office, refused, "--json").json)


def _visits(told: Answers, folder: Path, office: Path) -> None:
    made = visit_file(folder / "visit.json", problems=[{"description": "材料堆放占道"}], answers={"班组": 2})
    photos = [picture(folder / f"{number}.jpg", number) for number in (5, 6)]
    draft = ask("visit", "add", office, "--project", "京哈高速改扩建", "--file", made, "--photo", photos[0])
    told["visit-add"].append(draft)
    told["photo-add"].append(ask("photo", "add", office, "--visit", draft["id"], photos[1]))
    photo = draft["photos"][0]["id"]
    told["photo-credit"].append(ask("photo", "credit", office, photo, "--credit", "巡查组摄"))
    told["photo-watermark"].append(ask("photo", "watermark", office, photo, folder / "水印.jpg"))
    told["visit-list"].append(ask("visit", "list", office))
    signed = next(one["id"] for one in told["visit-list"][0]["visits"] if one["state"] == "signed")
    (folder / "更正.json").write_text('{"conclusions": "已复核", "weather": null}', "utf-8")
    amendment = ("--file", folder / "更正.json", "--author", "项目管家甲", "--reason", "漏记")
    told["visit-amend"].append(ask("visit", "amend", office, signed, *amendment))
    told["visit-show"] += [ask("visit", "show", office, one) for one in (draft["id"], signed)]
    edit = ("--file", folder / "更正.json")
    told["visit-edit"].append(ask("visit", "edit", office, draft["id"], *edit))
    photos_now = ask("visit", "show", office, draft["id"])["photos"]
    told["photo-pair"].append(ask("photo", "pair", office, *(one["id"] for one in photos_now)))
    pair = told["photo-pair"][0]["pair_id"]
    told["photo-side-by-side"].append(ask("photo", "side-by-side", office, pair, folder / "对比.jpg"))
    rows = [("photo", photo), ("inspection", signed), ("project", draft["project_id"])]
    told["history"] += [ask("history", office, *row) for row in rows]
    told["undo"].append(ask("undo", office))
    told["redo"].append(ask("redo", office))
    told["visit-sign"].append(ask("visit", "sign", office, draft["id"], "--signature", "项目管家甲"))


def _steps(told: Answers, office: Path) -> None:
    add = ("step", "add", office, "--project", PROJECT)
    first = ask(*add, "--type", "立项", "--days", 45, "--department", "市发改委")
    second, third = (ask(*add, "--type", kind) for kind in ("energy_review", "环评"))
    told["step-add"] += [first, second, third]
    step, other = first["step"]["id"], second["step"]["id"]
    for name, words in (
        ("accept", (step, "--on", "2022-06-06")),
        ("accept", (other, "--on", "2022-06-06")),
        ("stop", (step, "--on", "2022-06-20", "--reason", "补正材料")),
        ("restart", (step, "--on", "2022-06-27")),
        ("finish", (step, "--on", "2022-08-01", "--document", "葫发改〔2022〕1号")),
        ("refuse", (other, "--on", "2022-06-09", "--reason", "不符合规划")),
        ("exclude", (third["step"]["id"],)),
    ):
        told[f"step-{name}"].append(ask("step", name, office, *words))
    told["step-list"].append(ask("step", "list", office))


def _problems(told: Answers, office: Path) -> None:
    texts = ("--solution", "送检或更换", "--evidence", "复查照片", "--standard", "全部检验合格")
    ways: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("assign", ("--to", "施工单位", "--due", "2022-06-20")),
        ("escalate", ("--to", "分管副市长", "--reason", "跨部门", "--author", "项目管家甲")),
        ("start", ()),
        ("describe", texts),
        *[("request-close", ("--author", "项目管家甲")), ("send-back", ("--author", "督查组"))],
        *[("request-close", ("--author", "项目管家甲")), ("close", ("--author", "督查组"))],
        ("reopen", ("--author", "督查组")),
    )
    for name, words in ways:
        told[f"problem-{name}"].append(ask("problem", name, office, "ZD-00001", *words))
    told["problem-list"].append(ask("problem", "list", office, "--open"))


def _settings(told: Answers, folder: Path, office: Path) -> None:
    told["settings-show"].append(ask("settings", "show", office))
    told["checklist-list"].append(ask("checklist", "list", office))
    for name, data in (
        ("settings-set", {"lamps": {"warn_days": 5}}),
        ("holidays-import", {"year": 2027, "holidays": ["2027-01-01"], "workdays": []}),
        ("checklist-publish", CHECKLIST),
    ):
        (folder / f"{name}.json").write_text(json.dumps(data), "utf-8")
        told[name].append(ask(*name.split("-"), office, folder / f"{name}.json"))
    told["settings-show"].append(ask("settings", "show", office))
    told["checklist-list"].append(ask("checklist", "list", office))


def _checklists(told: Answers, folder: Path, office: Path) -> None:
    book, wrong = safety(folder / "安全.xlsx"), safety(folder / "错.xlsx", relevant="${没有} = '1' andd true")
    told["checklist-check"] += [run("checklist", "check", file, "--json").json for file in (book, wrong)]
    told["checklist-import"] += [ask("checklist", "import", office, book) for _ in range(2)]
    told["checklist-import"].append(run("checklist", "import", office, book, wrong, "--json").json)
    told["checklist-list"].append(ask("checklist", "list", office))
    told["checklist-show"] += [ask("checklist", "show", file) for file in (book, "观摩评分")]
    told["checklist-show"] += [ask("checklist", "show", name, "--workspace", office) for name in ("安全", "安全检查")]
    for words in (("1 + 1",), ("count(${楼栋})", "--values", '{"楼栋": [{}, {}]}'), ("1 +",), ("${a}",)):
        told["checklist-eval"].append(run("checklist", "eval", "--expr", *words, "--json").json)
    answers = {"脚手架": "不合格", "楼栋": [{"层数": 3}]}
    for given in ({}, answers):
        told["checklist-answer"].append(ask("checklist", "answer", book, "--answers", json.dumps(given)))
    visit = visit_file(folder / "安全.json", checklist="安全", answers=answers)
    told["visit-add"].append(ask("visit", "add", office, "--project", PROJECT, "--file", visit))


def _projects(told: Answers, office: Path, city: Path) -> None:
    told["project-list"] += [ask("project", "list", office), ask("project", "list", city, "--find", "港")]
    listed = ask("project", "list", city)["projects"][:5]
    told["project-show"] += [ask("project", "show", city, one["id"]) for one in listed]
    told["project-show"].append(ask("project", "show", office, PROJECT))


def _reports(told: Answers, folder: Path, city: Path) -> None:
    on = ("--on", "2022-06-10")
    told["lamps"].append(ask("lamps", city, *on))
    told["lamps"].append(ask("lamps", city, *on, "--project", told["lamps"][0]["lamps"][0]["project_id"]))
    told["stats"].append(ask("stats", city, *on))
    told["stats"] += [ask("stats", city, *on, "--by", by) for by in ("area", "park", "sector", "leader", "list")]
    text = "全市开复工项目329个，其中新开工117个，复工213个，开复工率65.8%。"
    (folder / "文稿.txt").write_text(text, "utf-8")
    figure = {"indicator": "start_resume.rate", "value": "65.8", "unit": "%", "numerator": 329, "denominator": 500}
    (folder / "数字.json").write_text(json.dumps([figure]), "utf-8")
    told["figures-check"] += [
        run("figures", "check", folder / name, "--json").json for name in ("文稿.txt", "数字.json")
    ]


def _bulletins(told: Answers, folder: Path, workspace: Path) -> None:
    words = ("--period", "2022-06-1", "--as-of", "2022-06-10", "--out", folder / "简报.pdf")
    told["bulletin-compile"] += [ask("bulletin", "compile", workspace, *words) for _ in range(2)]
    shown = ask("bulletin", "show", workspace, "2022-06-1")
    told["bulletin-show"].append(shown)
    figures = {json.dumps(one["query"])[:60]: one for section in shown["sections"] for one in section["figures"]}
    for one in figures.values():
        name = f"{one['section_key']}.{one['name']}"
        told["bulletin-show-figure"].append(ask("bulletin", "show", workspace, "2022-06-1", "--figure", name))
    told["bulletin-review"].append(ask("bulletin", "review", workspace, "2022-06-1"))
    told["bulletin-issue"].append(ask("bulletin", "issue", workspace, "2022-06-1"))
    told["bulletin-list"].append(ask("bulletin", "list", workspace))


def _upkeep(told: Answers, folder: Path, office: Path) -> None:
    told["backup"].append(ask("backup", office, folder / "备份"))
    told["restore"].append(ask("restore", folder / "备份", folder / "恢复"))
    told["check"].append(ask("check", office))
    broken = shutil.copytree(office, folder / "损坏")
    shutil.rmtree(broken / "photos" / "originals")
    told["check"].append(run("check", broken, "--json").json)


def _passphrases(told: Answers, folder: Path) -> None:
    told["passphrase-recovery-key"].append(ask("passphrase", "recovery-key", folder / "恢复密钥.txt"))
    for name in ("一", "二"):
        (folder / f"口令{name}.txt").write_text(f"葫芦岛项目为王第{name}号口令", "utf-8")
    first, second = (("--passphrase-file", folder / f"口令{name}.txt") for name in ("一", "二"))
    new = ("--new-passphrase-file", folder / "口令二.txt")
    place = ("--recovery", told["passphrase-recovery-key"][0]["recipient"])
    told["passphrase-set"].append(ask("passphrase", "set", folder / "b", *place, *first))
    told["passphrase-change"].append(ask("passphrase", "change", folder / "b", *first, *new))
    by_office = ("--key-file", folder / "恢复密钥.txt", *new)
    told["passphrase-recover"].append(ask("passphrase", "recover", folder / "b", *by_office))
    told["passphrase-remove"].append(ask("passphrase", "remove", folder / "b", *second))


def _exchange(told: Answers, folder: Path) -> None:
    (folder / "交换").mkdir()
    story = exchange_story.tell(folder / "交换")
    office, task = story.office, exchange_story.only(story.tasks)
    told["package-export"] += [
        ask("package", "export", office, folder / "出", *words) for words in ((), ("--kind", "snapshot"))
    ]
    told["package-show"] += [ask("package", "show", task), ask("package", "show", task, "--workspace", office)]
    told["peers"].append(ask("peers", story.second))
    told["device-show"] += [ask("device", "show", story.second)]
    told["package-import"].append(run("package", "import", office, story.results, "--json").json)
    told["device-trust"] += [
        ask("device", "trust", office, name, "--compared", "--by", "编报组长") for name in ("7号机", "8号机")
    ]
    late = exchange_story.only(story.results, "8号机")
    told["package-import"] += [
        ask("package", "import", office, late, "--dry-run"),
        ask("package", "import", office, story.results),
        run("package", "import", office, folder / "visit.json", late, "--json").json,
    ]
    ask("undo", office)
    told["package-restore"].append(ask("package", "restore", office, story.results))
    told["info"].append(ask("info", office))
    told["peers"].append(ask("peers", office))
    told["conflicts-list"].append(ask("conflicts", "list", office))
    key = told["conflicts-list"][0]["conflicts"][0]["key"]
    told["conflicts-show"].append(ask("conflicts", "show", office, key))
    told["conflicts-resolve"].append(ask("conflicts", "resolve", office, key, "#1"))
    told["trim"] += [ask("trim", office, *words) for words in (("--dry-run",), ())]
    told["device-revoke"].append(ask("device", "revoke", office, "8号机", "--by", "编报组长"))
    told["device-show"].append(ask("device", "show", office))


def _refusals(told: Answers, folder: Path, real: Path) -> None:
    for words in (
        ("info", folder),
        ("sample", real),
        ("visit", "show", real, "x"),
        ("history", real, "没有的种类", "x"),
        ("lamps", real, "--on", "2022-06-10", "--project", "没有的项目"),
        ("bulletin", "show", real, "2022-06-1"),
        ("figures", "check", VISITS / "01.json"),
    ):
        refused = run(*words, "--json")
        assert refused.code == 1
        told["error"].append(refused.json)


def test_every_command_with_json_has_a_schema_and_every_schema_a_command() -> None:
    named = {name.removesuffix(".schema.json") for name in SCHEMAS} - {"shared"}
    assert named - INSIDE_PACKAGES == json_commands() | FILES | BESIDE


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_schemas_and_named_by_their_file(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == name


@pytest.mark.parametrize("name", sorted(json_commands() | BESIDE))
def test_answers_are_what_their_schema_says(name: str, answers: Answers) -> None:
    assert answers[name], "the story above asks for every answer"
    for one in answers[name]:
        validator(name).validate(one)


@pytest.mark.parametrize("name", sorted(json_commands() | BESIDE))
def test_answers_say_nothing_beyond_their_schema(name: str, answers: Answers) -> None:
    assert not validator(name).is_valid({**answers[name][0], "unheard_of": 1})


ENUMS: dict[str, type[StrEnum]] = {
    "workplace_role": WorkplaceRole,
    "data_tier": DataTier,
    "purpose": inspection.Purpose,
    "inspection_state": inspection.InspectionState,
    "pair_side": inspection.PairSide,
    "problem_state": problem.ProblemState,
    "problem_level": problem.ProblemLevel,
    "found_at": problem.FoundAt,
    "datum": project.Datum,
    "project_kind": project.ProjectKind,
    "stage": project.Stage,
    "construction_status": project.ConstructionStatus,
    "resumption": project.Resumption,
    "step_type": approval.StepType,
    "step_state": approval.StepState,
    "day_kind": approval.DayKind,
    "approval_level": approval.ApprovalLevel,
    "approval_mode": approval.ApprovalMode,
    "role": progress.Role,
    "lamp_colour": lamps.LampColour,
    "lamp_state": lamps.LampState,
    "bulletin_state": bulletin.BulletinState,
    "finding_kind": findings.Kind,
    "finding_severity": findings.Severity,
    "check_relation": findings.Relation,
    "package_kind": PackageKind,
    "photo_choice": PhotoChoice,
    "package_status": FileStatus,
    "device_state": DeviceState,
}


def test_shared_choices_are_those_of_the_domain() -> None:
    shared = SCHEMAS["shared.schema.json"]["$defs"]
    listed = {name: made["enum"] for name, made in shared.items() if "enum" in made}
    assert listed == {name: [one.value for one in made] for name, made in ENUMS.items()} | {"kind": list(kinds())}


def test_shared_records_have_the_cells_of_the_domain() -> None:
    shared = SCHEMAS["shared.schema.json"]["$defs"]
    found = {kind: cls for kind, cls in kinds().items() if kind in shared}
    assert len(found) == 13
    for kind, cls in found.items():
        assert list(shared[kind]["properties"]) == ["id", *(one.name for one in cls.CELLS)]


# docs/formats.md

FENCE = re.compile(r"^```json(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def examples() -> Iterator[Any]:
    for name, text in FENCE.findall((DOCS / "formats.md").read_text("utf-8")):
        yield pytest.param(name, text, id=name)


@pytest.mark.parametrize(("name", "text"), list(examples()))
def test_examples_in_the_document_are_valid(name: str, text: str) -> None:
    validator(name.removesuffix(".schema.json")).validate(json.loads(text))


def test_examples_of_files_are_read(tmp_path: Path, real: Path, copied: Copied) -> None:
    shown = dict(FENCE.findall((DOCS / "formats.md").read_text("utf-8")))
    for name in FILES:
        (tmp_path / f"{name}.json").write_text(shown[f"{name}.schema.json"], "utf-8")
    assert len(read_visit(tmp_path / "visit.json").photos) == 2
    assert run("figures", "check", tmp_path / "figures.json").code == 0
    with Workspace.open(copied(real)) as workspace:
        assert import_holidays(workspace, tmp_path / "holidays.json").years == {2027}
        assert set_profile(workspace, read_settings(tmp_path / "settings.json")).lamps.warn_days == 5
    assert read_checklist(tmp_path / "checklist.json").name == "安全检查"


def test_the_document_shows_an_example_of_every_format_and_links_every_schema() -> None:
    document = (DOCS / "formats.md").read_text("utf-8")
    told = set(SCHEMAS) - {f"{name}.schema.json" for name in INSIDE_PACKAGES}
    assert {name for name, _ in FENCE.findall(document)} == told - {"shared.schema.json"}
    assert set(re.findall(r"\(schemas/(\S+?)\)", document)) == told


def test_the_document_names_every_field_of_a_visit() -> None:
    document = (DOCS / "formats.md").read_text("utf-8")
    schema = SCHEMAS["visit.schema.json"]
    parts = (schema, schema["$defs"]["problem"], schema["$defs"]["photo"])
    names = [name for part in parts for name in part["properties"]]
    assert [name for name in names if f"| `{name}` |" not in document] == []
