from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace


@pytest.fixture
def appearance(qapp: QApplication, tmp_path: Path) -> Appearance:
    return Appearance(qapp, tmp_path / "样式 cache", Workplace.OFFICE, Theme.LIGHT)
