from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from inspector import paths
from inspector.texts import LANGUAGES

SOURCES = [paths.root() / "inspector" / name for name in ("storage", "vault")]
"""The vault stands below storage and tells what storage tells."""


def keys() -> set[str]:
    text = "".join(path.read_text(encoding="utf-8") for source in SOURCES for path in source.rglob("*.py"))
    return set(re.findall(r'"(storage\.[a-z_]+)"', text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_its_sentence_and_no_sentence_is_left_over(language: str) -> None:
    with paths.resources("i18n", language, "LC_MESSAGES", "storage.po").open("rb") as file:
        catalogue = {message.id: message.string for message in read_po(file) if message.id}
    assert set(catalogue) == keys()
    assert all(catalogue.values())


def test_both_languages_name_the_same_details() -> None:
    def places(language: str) -> dict[str, set[str]]:
        with paths.resources("i18n", language, "LC_MESSAGES", "storage.po").open("rb") as file:
            return {str(one.id): set(re.findall(r"{(\w+)}", str(one.string))) for one in read_po(file) if one.id}

    assert places("zh_CN") == places("en")
