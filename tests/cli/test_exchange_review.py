"""What would surprise somebody in an office who exchanges packages on the command line."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from filelock import FileLock

from tests.cli.exchange_story import COMPARED, Story, introduce, merge, only, tell
from tests.cli.kit import ask, run, state


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return tell(tmp_path)


def test_where_nothing_was_new_no_undo_is_offered(story: Story, tmp_path: Path) -> None:
    """It would take back the step before, which was something else."""
    merge(story)
    for name in ("一", "二"):
        ask("package", "export", story.office, tmp_path / name, "--to", "7号机")
    ask("package", "import", story.first, tmp_path / "一")
    told = run("package", "import", story.first, tmp_path / "二")
    assert told.code == 0
    assert "undo" not in told.out
    assert "没有新的记录" in told.out


def test_a_preview_tells_how_to_go_on_with_a_stranger(story: Story) -> None:
    told = run("package", "import", story.office, story.results, "--dry-run")
    assert "预览什么也没有存" in told.out
    assert "已放入隔离区" not in told.out
    run("package", "import", story.office, story.results)
    assert run("device", "trust", story.office, "7号机", *COMPARED).code == 0


def test_what_a_killed_export_left_on_the_stick_is_passed_over(story: Story) -> None:
    whole = only(story.results, "7号机").read_bytes()
    for name in (".0123456789abcdef.part", ".fedcba9876543210.part"):
        (story.results / name).write_bytes(whole[: len(whole) // 2])
    introduce(story)
    assert run("package", "import", story.office, story.results).code == 0


def test_whoever_trusts_an_office_hears_what_that_means(story: Story, tmp_path: Path) -> None:
    ask("new", tmp_path / "9", "--role", "field", "--name", "9号机")
    run("package", "import", tmp_path / "9", story.tasks)
    assert "名册" in run("device", "trust", tmp_path / "9", "市项目办", *COMPARED).out
    introduce(story)
    assert "名册" not in run("device", "trust", story.office, "7号机", *COMPARED).out


def test_a_revoked_device_is_not_exported_to(story: Story, tmp_path: Path) -> None:
    merge(story)
    ask("device", "revoke", story.office, "8号机", "--by", "编报组长")
    told = run("package", "export", story.office, tmp_path / "out", "--to", "8号机")
    assert (told.code, list(tmp_path.glob("out/*"))) == (1, [])
    assert "已被吊销" in told.err


def test_a_workspace_on_a_read_only_medium_says_so(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(story.first)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    told = run("package", "import", story.first, story.tasks)
    assert told.code == 1
    assert "不能写入" in told.err
    assert run("peers", story.first).code == 0
    monkeypatch.undo()
    assert state(story.first) == before
