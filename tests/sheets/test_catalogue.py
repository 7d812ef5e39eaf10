"""Every key that the package raises has its sentence in both languages, with the same places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from inspector import paths
from inspector.sheets import columns
from inspector.sheets.cells import How

SOURCES = Path(columns.__file__).parent


def catalogue(language: str) -> dict[str, str]:
    with paths.resources("i18n", language, "LC_MESSAGES", "sheets.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_key_has_a_sentence(language: str) -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*.py"))
    keys = set(re.findall(r'"(sheets\.[a-z_]+)"', texts))
    keys |= {f"sheets.how_{how.value}" for how in How}
    keys |= {f"sheets.help_{column.sort}" for one in columns.Catalogue for column in columns.written_columns(one)}
    keys |= {f"sheets.record_{name}" for name in ("sheet", "row", "column", "header", "raw", "value", "how")}
    keys |= {f"sheets.explained_{name}" for name in ("column", "required", "how", "example")}
    found = catalogue(language)
    assert keys == set(found)
    assert all(found.values())


def test_both_languages_fill_the_same_places() -> None:
    chinese, english = catalogue("zh_CN"), catalogue("en")
    places = re.compile(r"\{\w+\}")
    for key, sentence in chinese.items():
        assert set(places.findall(sentence)) == set(places.findall(english[key])), key
