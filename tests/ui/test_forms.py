"""Layouts and what is compiled from them belong together, and a layout holds no user text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from inspector.ui.compile_forms import GENERATED, compiled, layouts, target


@pytest.mark.parametrize("layout", layouts(), ids=lambda path: path.stem)
def test_a_compiled_layout_is_up_to_date(layout: Path) -> None:
    assert target(layout).read_text("utf-8") == compiled(layout)


def test_nothing_compiled_is_left_of_a_layout_that_is_gone() -> None:
    assert {one.name for one in GENERATED.glob("ui_*.py")} == {target(one).name for one in layouts()}


@pytest.mark.parametrize("layout", layouts(), ids=lambda path: path.stem)
def test_a_layout_holds_no_user_text(layout: Path) -> None:
    told = [one.text for one in ET.parse(layout).getroot().iter("string") if (one.text or "").strip()]  # noqa: S314
    assert told == []
