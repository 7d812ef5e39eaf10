"""An open workspace and its clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.storage.workspace import Workspace
from tests.storage.kit import HandClock, new_workspace


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def ws(tmp_path: Path, clock: HandClock) -> Iterator[Workspace]:
    with new_workspace(tmp_path / "ws", clock) as made:
        yield made
