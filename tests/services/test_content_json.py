"""Composed content survives its JSON exactly: a frozen issue prints the same page for ever."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.bulletin import content
from inspector.bulletin.content import BulletinContent, Paragraph, Table
from inspector.services.content_json import content_from_json, content_to_json

texts = st.text("项目a{}<>&\"'%\\\n渼𬭊1", max_size=8)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=4)
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(-(10**9), 10**9),
    float: st.floats(0, 1),
    bool: st.booleans(),
    Decimal: decimals,
    date: st.dates(),
    Path: hashes.map(lambda sha: Path(f"{sha}.jpg")),
    type(None): st.none(),
}


def strategy(hint: Any) -> st.SearchStrategy[Any]:
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) is tuple:
        return st.lists(st.deferred(lambda: strategy(get_args(hint)[0])), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{one.name: strategy(hints[one.name]) for one in dataclasses.fields(hint)})
    return st.one_of(*map(strategy, get_args(hint)))


def back(data: Any) -> Any:
    return content_from_json(json.loads(json.dumps(data)), lambda sha: Path(f"{sha}.jpg"))


@settings(max_examples=60, deadline=None)
@given(strategy(BulletinContent))
def test_any_content_comes_back_equal(made: BulletinContent) -> None:
    assert back(content_to_json(made)) == made


def test_the_drawn_content_holds_every_kind_of_block() -> None:
    """The round trip above follows the declared types, so a new block is covered as soon as it is declared."""
    assert len(get_args(content.Block)) >= 7


def test_text_in_a_cell_that_looks_like_a_number_stays_text() -> None:
    table = Table("表", (), (("1.50", Decimal("1.50"), 1, None, ""),))
    assert back(content_to_json(table)).rows == (("1.50", Decimal("1.50"), 1, None, ""),)


def test_user_text_cannot_pose_as_a_block() -> None:
    made = Paragraph('{"block": "Paragraph", "text": "x"}')
    assert back(content_to_json(made)) == made
