from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from tests.ui.form.filler import Filler, asked


@pytest.fixture
def appearance(qapp: QApplication, tmp_path: Path) -> Appearance:
    return Appearance(qapp, tmp_path / "cache", Workplace.FIELD, Theme.LIGHT)


@pytest.fixture
def ask(appearance: Appearance) -> Iterator[Callable[..., Filler]]:
    """A form of the rows given, in a window."""
    made: list[Filler] = []

    def make(*rows: tuple[str, ...], **more: Any) -> Filler:
        made.append(asked(appearance, *rows, **more))
        return made[-1]

    yield make
    for one in made:
        one.view.close()
        one.view.deleteLater()
    QApplication.processEvents()
