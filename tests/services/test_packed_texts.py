"""Packed texts are a sequence as any other, and find what stands in it."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from inspector.services.packed_texts import PackedTexts

TEXTS = st.lists(st.text(alphabet="ab徐\U00020bb7", max_size=3), max_size=12)


@given(TEXTS, st.slices(12))
def test_it_is_the_sequence_that_it_was_made_of(texts: list[str], part: slice) -> None:
    packed = pickle.loads(pickle.dumps(PackedTexts.of(texts)))  # noqa: S301 - our own
    assert list(packed) == texts
    assert [packed[at] for at in range(-len(texts), len(texts))] == texts * 2
    assert list(packed[part]) == texts[part]
    assert packed == PackedTexts.of(texts)


@given(TEXTS, st.text(alphabet="ab徐", min_size=1, max_size=3))
def test_the_first_that_is_the_same_is_found(texts: list[str], sought: str) -> None:
    assert PackedTexts.of(texts).find(sought) == (texts.index(sought) if sought in texts else -1)
