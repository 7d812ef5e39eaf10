"""Layouts and what is compiled from them belong together, and a layout holds no user text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from inspector.ui.compile_forms import GENERATED, compiled, layouts, target

SPOKEN = {"text", "title", "windowTitle", "toolTip", "statusTip", "whatsThis", "placeholderText", "accessibleName"}


@pytest.mark.parametrize("layout", layouts(), ids=lambda path: path.stem)
def test_a_compiled_layout_is_up_to_date(layout: Path) -> None:
    assert target(layout).read_text("utf-8") == compiled(layout)


def test_nothing_compiled_is_left_of_a_layout_that_is_gone() -> None:
    assert {one.name for one in GENERATED.glob("ui_*.py")} == {target(one).name for one in layouts()}


@pytest.mark.parametrize("layout", layouts(), ids=lambda path: path.stem)
def test_a_layout_holds_no_user_text(layout: Path) -> None:
    properties = ET.parse(layout).getroot().iter("property")  # noqa: S314 - the project's own file
    told = [one.findtext("string") for one in properties if one.get("name") in SPOKEN]
    assert [text for text in told if (text or "").strip()] == []
