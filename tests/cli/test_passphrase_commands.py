"""口令 on the command line: given by file, environment or keyboard, never by an argument."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.vault import wrapping
from tests.cli.conftest import Copied
from tests.cli.kit import ask, commands, run, state

FIRST, SECOND = "葫芦岛项目为王二〇二二", "another passphrase"
VARIABLE, NEW = "INSPECTOR_PASSPHRASE", "INSPECTOR_NEW_PASSPHRASE"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)
    for name in (VARIABLE, NEW):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def recovery(tmp_path: Path) -> tuple[Path, str]:
    """The office's recovery key: its file and its public part."""
    made = ask("passphrase", "recovery-key", tmp_path / "recovery.txt")
    return tmp_path / "recovery.txt", made["recipient"]


@pytest.fixture
def locked(real: Path, copied: Copied, recovery: tuple[Path, str], tmp_path: Path) -> Path:
    workspace = copied(real)
    assert ask("passphrase", "set", workspace, "--recovery", recovery[1], *by_file(tmp_path, FIRST)) == {
        "path": str(workspace),
        "encrypted": True,
    }
    return workspace


def by_file(folder: Path, passphrase: str, option: str = "--passphrase-file") -> tuple[str, Path]:
    file = folder / f"{option.strip('-')}.txt"
    file.write_bytes(b"\xef\xbb\xbf" + f"{passphrase}\r\nnever read\r\n".encode())
    return option, file


def test_a_passphrase_comes_from_a_file_or_the_environment(
    real: Path, locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (("info", locked), ("check", locked), ("project", "list", locked), ("checklist", "list", locked)):
        refused = run(*words)
        assert refused.code == 1
        assert "请输入口令" in refused.err
        assert run(*words, *by_file(tmp_path, FIRST)).code == 0
    monkeypatch.setenv(VARIABLE, FIRST)
    assert ask("check", locked)["sound"]
    assert state(locked) == state(real)
    monkeypatch.setenv(VARIABLE, SECOND)
    assert run("info", locked, "--json").json["error"]["key"] == "storage.passphrase_wrong"


def test_it_is_typed_unseen_where_somebody_sits(locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    def prompt(_text: str, **options: object) -> str:
        asked.append(options)
        return FIRST

    monkeypatch.setattr("inspector.cli.opening.click.prompt", prompt)
    monkeypatch.setattr("inspector.cli.opening._somebody_sits", lambda: True)
    assert run("info", locked).code == 0
    assert asked == [{"hide_input": True, "confirmation_prompt": False, "err": True}]


def test_it_is_changed_recovered_and_removed(
    real: Path, locked: Path, recovery: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = by_file(tmp_path, SECOND, "--new-passphrase-file")
    assert "请输入口令" in run("passphrase", "change", locked, *by_file(tmp_path, FIRST)).err
    assert "已更换" in run("passphrase", "change", locked, *by_file(tmp_path, FIRST), *new).out
    assert run("info", locked, *by_file(tmp_path, FIRST)).code == 1
    monkeypatch.setenv(NEW, FIRST)
    assert "新口令" in run("passphrase", "recover", locked, "--key-file", recovery[0]).out
    assert ask("passphrase", "remove", locked, *by_file(tmp_path, FIRST))["encrypted"] is False
    assert state(locked) == state(real)


def test_a_backup_is_restored_with_its_passphrase(locked: Path, tmp_path: Path) -> None:
    ask("backup", locked, tmp_path / "U盘", *by_file(tmp_path, FIRST))
    assert run("restore", tmp_path / "U盘", tmp_path / "again").code == 1
    ask("restore", tmp_path / "U盘", tmp_path / "again", *by_file(tmp_path, FIRST))
    assert ask("check", tmp_path / "again", *by_file(tmp_path, FIRST))["sound"]


def test_a_recovery_key_is_written_once_and_for_its_owner_only(recovery: tuple[Path, str]) -> None:
    file, recipient = recovery
    text = file.read_text("utf-8")
    assert text.startswith("AGE-SECRET-KEY-1")
    assert recipient.startswith("age1")
    assert file.stat().st_mode & 0o077 == 0
    refused = run("passphrase", "recovery-key", file)
    assert refused.code == 1
    assert file.read_text("utf-8") == text


def test_every_command_that_opens_a_workspace_takes_a_passphrase_file_and_none_takes_a_passphrase() -> None:
    for words, command in commands():
        options = {option for one in command.params for option in one.opts}
        assert not {"--passphrase", "--password"} & options
        if words != ("window",) and "workspace" in {one.name for one in command.params}:  # the window asks itself
            assert "--passphrase-file" in options, words
