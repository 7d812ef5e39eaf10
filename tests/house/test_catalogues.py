"""Every message has its sentence in every language, and what is compiled is what is written."""

from __future__ import annotations

import io
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from inspector import paths
from inspector.domain.errors import InspectorError
from inspector.texts import CATALOGUES, LANGUAGES, explain, language, sentence

KEY = re.compile(r'"((?:' + "|".join(CATALOGUES) + r')\.[a-z_]+(?:\.[a-z_]+)*)"')

NO_MESSAGES = {"bulletin.sections"}
"""Dotted strings that name a setting, not a message."""


def po(name: str, lang: str) -> dict[str, str]:
    path = paths.resources("i18n", lang, "LC_MESSAGES", f"{name}.po")
    with path.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


def keys_in_code() -> set[str]:
    found: set[str] = set()
    for path in (paths.root() / "inspector").rglob("*.py"):
        found |= set(KEY.findall(path.read_text("utf-8")))
    return {key for key in found if not key.endswith((".json", ".pdf"))} - NO_MESSAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_in_the_code_has_a_sentence(lang: str) -> None:
    known = {key for name in CATALOGUES for key in po(name, lang)}
    families = {key.rpartition(".")[0] for key in known}
    assert keys_in_code() - known - families == set()


@pytest.mark.parametrize("name", CATALOGUES)
def test_both_languages_tell_the_same_keys_with_the_same_details(name: str) -> None:
    chinese, english = (po(name, lang) for lang in LANGUAGES)
    assert chinese.keys() == english.keys()
    for key, text in chinese.items():
        assert text, key
        assert _places(text) >= _places(english[key]), key


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUES)
def test_compiled_catalogues_are_up_to_date(name: str, lang: str) -> None:
    folder = paths.resources("i18n", lang, "LC_MESSAGES")
    with (folder / f"{name}.po").open("rb") as file:
        made = io.BytesIO()
        write_mo(made, read_po(file))
    fresh, kept = (read_mo(io.BytesIO(data)) for data in (made.getvalue(), (folder / f"{name}.mo").read_bytes()))
    told, shipped = ({one.id: one.string for one in catalogue if one.id} for catalogue in (fresh, kept))
    assert told == shipped, "run `make i18n`"


def test_a_refusal_is_told_in_the_language_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    error = InspectorError("services.no_such_project", project="徐大堡")
    assert "台账里没有“徐大堡”" in explain(error)
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    assert explain(error).startswith("The register has no “徐大堡”")
    monkeypatch.setenv("INSPECTOR_LANG", "xx")
    assert language() == "zh_CN"


def test_an_unknown_key_shows_itself_and_its_details() -> None:
    assert sentence("services.nobody_wrote_this", name="甲") == "services.nobody_wrote_this(name=甲)"


def test_lists_are_joined_as_in_chinese() -> None:
    assert "葫芦岛、抚顺" in sentence("services.unknown_city", key="x", known=["葫芦岛", "抚顺"])


def test_no_catalogue_names_a_path_of_a_machine() -> None:
    for path in Path(paths.resources("i18n")).rglob("*.po"):
        assert "/home/" not in path.read_text("utf-8")
