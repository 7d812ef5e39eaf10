"""Workspaces that many tests start from: made once, copied for each test that writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.kit import PROJECT, VISITS, ask, picture

Copied = Callable[[Path], Path]


@pytest.fixture(autouse=True)
def _in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INSPECTOR_LANG", raising=False)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with the real projects of its city."""
    workspace = tmp_path_factory.mktemp("real") / "office"
    ask("new", workspace, "--role", "office")
    ask("sample", workspace, "--city-only")
    return workspace


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small synthetic city."""
    workspace = tmp_path_factory.mktemp("synthetic") / "city"
    ask("new", workspace, "--role", "office")
    ask("synth", workspace, "--projects", 30, "--seed", 3)
    return workspace


@pytest.fixture(scope="session")
def visited(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real projects with a signed visit that has a pair of photos and a problem."""
    folder = tmp_path_factory.mktemp("visited")
    workspace = folder / "office"
    shutil.copytree(real, workspace)
    photos = [picture(folder / f"02-{number}.jpg", number) for number in (1, 2)]
    ask("visit", "add", workspace, "--project", PROJECT, "--file", VISITS / "02.json", *photos)
    return workspace


@pytest.fixture
def copied(tmp_path: Path) -> Copied:
    """A copy of a workspace to write in; it is a new epoch, with the same content."""

    def copy(workspace: Path) -> Path:
        target = tmp_path / f"copy-of-{workspace.parent.name}-{workspace.name}"
        shutil.copytree(workspace, target)
        return target

    return copy
