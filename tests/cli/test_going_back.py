"""Undo, redo, history, backups: whatever was done can be looked up and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.app import open_services
from inspector.domain.approval import StepType
from inspector.domain.inspection import Inspection, Photo
from inspector.services.bundle import Services
from inspector.services.visit_file import read_visit
from inspector.storage.backup import list_backups, make_backup
from inspector.storage.backup_folder import Source, make
from tests.cli.conftest import Copied
from tests.cli.kit import (
    ISSUE,
    PROJECT,
    ask,
    last_visit,
    picture,
    register_file,
    run,
    state,
    visit_file,
)
from tests.storage.kit import new_workspace, project

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


def test_undo_goes_back_from_review_to_before_the_freeze(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(visited)
    states = [state(workspace)]
    ask("bulletin", "compile", workspace, *ISSUE, "--out", tmp_path / "b.pdf")
    states.append(state(workspace))
    ask("bulletin", "review", workspace, "2022-06-1")
    assert len({*states, state(workspace)}) == 3
    for before in reversed(states):
        ask("undo", workspace)
        assert state(workspace) == before


def test_an_issued_bulletin_is_not_taken_back(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(visited)
    ask("bulletin", "compile", workspace, *ISSUE, "--out", tmp_path / "b.pdf")
    for step in ("review", "issue"):
        ask("bulletin", step, workspace, "2022-06-1")
    issued = state(workspace)
    told = run("undo", workspace)
    assert (told.code, "印发不能撤销" in told.err) == (1, True)
    assert state(workspace) == issued


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


def test_of_two_backups_of_one_second_the_later_is_the_newest(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "ws") as opened:
        with opened.transaction("first") as tx:
            project(tx, "滨海公路")
        make(Source(opened.path, opened.reader.connection, opened.clock), reason="start")
        with opened.transaction("second") as tx:
            project(tx, "滨海公路二期")
        later = make_backup(opened)
        assert list_backups(opened.backups)[0].path == later.path


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
