from __future__ import annotations

import pytest

from inspector.storage.pinyin import initials, splits, syllables
from inspector.storage.search_terms import document, matching, pairs


def test_a_text_is_indexed_by_its_pairs_and_its_last_character() -> None:
    assert pairs("徐大堡") == "徐大 大堡 堡"
    assert pairs("堡") == "堡"


def test_signs_do_not_split_a_text() -> None:
    assert len(pairs("a-1 b").split()) == 5


def test_fields_do_not_run_into_each_other() -> None:
    made = document(["甲乙", None, "", "丙丁"])
    assert made.words == "甲乙 乙 丙丁 丁"
    assert made.initials == made.syllables == ""


def test_a_name_has_initials_and_syllables() -> None:
    assert next(initials("徐大堡核电(2期)")) == "xdbhd2q"
    assert list(syllables("葫芦岛")) == [["hu", "lu", "dao"]]
    assert list(initials("（）")) == []


@pytest.mark.parametrize(("name", "typed"), [("重庆路", "cql"), ("重庆路", "zql"), ("长乐", "cl"), ("银行", "yh")])
def test_every_reading_of_a_character_is_indexed(name: str, typed: str) -> None:
    assert typed in set(initials(name))


def test_another_reading_brings_its_surroundings_along() -> None:
    (usual, other) = list(initials("一二三四五六七重一二三四五六七"))
    assert usual == "yesswlqzyesswlq"
    assert other == "esswlqcyesswl"


@pytest.mark.parametrize(
    ("typed", "way"), [("xudabao", ("xu", "da", "bao")), ("xudab", ("xu", "da", "b")), ("xian", ("xi", "an"))]
)
def test_letters_are_read_as_syllables(typed: str, way: tuple[str, ...]) -> None:
    assert way in splits(typed)


def test_letters_that_are_no_syllables_have_no_reading() -> None:
    assert splits("xdb") == []


def test_words_are_all_wanted_and_each_may_be_pinyin() -> None:
    assert matching(["连山", "路"], spoken=False) == '(words : "连山") AND (words : "路" *)'
    assert matching(["xd"], spoken=True) == '(words : "xd" OR initials : "xd")'
    assert matching(["da"], spoken=True).endswith('syllables : "da" *)')
    assert matching(["x"], spoken=True) == '(words : "x" *)'
