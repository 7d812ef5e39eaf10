"""Registers, visits and photos through the command line: what goes in comes out, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from inspector.cli.output import progress
from tests.cli.conftest import Copied
from tests.cli.kit import (
    PROJECT,
    VISITS,
    ask,
    last_visit,
    picture,
    register_file,
    run,
    sha,
    state,
    visit_file,
)


def test_photos_may_be_named_by_option_and_at_the_end(real: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(real)
    first, second, third, fourth = [picture(tmp_path / f"{number}.jpg", number) for number in range(4)]
    words = ("--photo", first, "--photo", second, third, fourth)
    saved = ask("visit", "add", workspace, "--project", PROJECT, "--file", visit_file(tmp_path / "v.json"), *words)
    assert [one["original_name"] for one in saved["photos"]] == ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]
    assert [one["sha256"] for one in saved["photos"]] == [sha(one) for one in (first, second, third, fourth)]
    assert saved["state"] == "draft"


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"visited_at": NaN}', "[" * 100_000, '{"purpose": "\\ud800"}', " " * 4_000_001],
    ids=["empty", "list", "NaN", "deep", "surrogate", "large"],
)
def test_a_file_that_is_no_visit_is_refused_in_words(text: str, real: Path, tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    file.write_text(text, "utf-8")
    told = run("visit", "add", real, "--project", PROJECT, "--file", file)
    assert (told.code, told.out) == (1, "")
    assert told.err.strip().endswith("。")


def test_progress_of_long_work_is_shown_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress("存照片") as advance:
        for done in range(1, 4):
            advance(done, 3)
    assert "3/3" in capsys.readouterr().err


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
