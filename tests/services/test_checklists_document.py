"""docs/checklists.md names every word that the reader knows, so that nobody has to guess one."""

from __future__ import annotations

import pytest

from inspector import paths
from inspector.checklists import words
from inspector.checklists.expressions.signatures import SIGNATURES
from inspector.checklists.kinds import Boundary, Kind, parse_type

DOCUMENT = paths.root().joinpath("docs", "checklists.md").read_text("utf-8")
UNTOLD = {"osm"}
"""A sheet that is known so that it is not taken for the survey."""


@pytest.mark.parametrize("table", ["SHEETS", "SURVEY_HEADERS", "CHOICES_HEADERS", "SETTINGS_HEADERS"])
def test_every_sheet_and_header_is_told(table: str) -> None:
    assert [one for one in getattr(words, table) if one not in DOCUMENT and one not in UNTOLD] == []


def test_every_type_and_function_is_told() -> None:
    kinds = {one.value for one in Kind if one is not Kind.EXTERNAL}
    assert [one for one in (*kinds, *Boundary, *SIGNATURES) if f"`{one}" not in DOCUMENT] == []


def test_the_chinese_types_told_are_known() -> None:
    section = DOCUMENT.split("\n## 类型\n")[1].split("\n## ")[0]
    rows = [line.split("|")[2].split() for line in section.splitlines() if line.startswith("| `")]
    told = [word for row in rows for word in row if not word.isascii() and not word.startswith("`")]
    other = {"或其他", "可填其他"}
    assert len(told) > 50
    assert [one for one in told if one not in other and not (parse_type(one) or parse_type(f"{one} 组"))] == []
