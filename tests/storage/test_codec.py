from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import RuleError
from inspector.domain.ids import CHINA
from inspector.domain.project import Stage
from inspector.domain.record import Cell, Sort
from inspector.storage.codec import accepted, decode, encode


def cell(sort: Sort, kind: type = str) -> Cell:
    return Cell("量", 1, sort, kind, required=False, refers=None, decides=False)


MONEY = cell(Sort.MONEY, Decimal)


@given(st.integers(-(2**63), 2**63 - 1))
@settings(max_examples=200, deadline=None)
def test_every_whole_number_of_fen_survives(fen: int) -> None:
    amount = decode(MONEY, fen)
    assert encode(MONEY, amount) == fen
    assert amount * 1_000_000 == fen


@pytest.mark.parametrize(
    ("amount", "key"),
    [
        (Decimal("0.0000001"), "storage.not_whole_fen"),
        (Decimal("1e-300"), "storage.not_whole_fen"),
        (Decimal("9223372036854.775808"), "storage.too_large"),
        (Decimal("1e30"), "storage.too_large"),
        (Decimal("1e300000"), "storage.too_large"),
        (Decimal("NaN"), "storage.not_a_number"),
        (Decimal("Infinity"), "storage.not_a_number"),
    ],
)
def test_an_amount_that_cannot_be_kept_exactly_is_refused(amount: Decimal, key: str) -> None:
    with pytest.raises(RuleError) as told:
        encode(MONEY, amount)
    assert told.value.key == key
    assert told.value.details["field"] == "量"


def test_amounts_read_with_two_places_unless_they_are_finer() -> None:
    assert str(decode(MONEY, 12_500_000)) == "12.50"
    assert str(decode(MONEY, 1)) == "0.000001"


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.500", "1.5"), ("1E+3", "1000"), ("-0", "0"), ("0.00", "0"), ("-0.10", "-0.1"), ("100", "100")],
)
def test_decimals_have_one_spelling(value: str, text: str) -> None:
    assert encode(cell(Sort.DECIMAL, Decimal), Decimal(value)) == text


VALUES: list[tuple[Sort, type, Any]] = [
    (Sort.TEXT, str, "项目为王"),
    (Sort.INTEGER, int, 2**63 - 1),
    (Sort.REAL, float, 120.836932),
    (Sort.BOOLEAN, bool, True),
    (Sort.DECIMAL, Decimal, Decimal("65.8")),
    (Sort.DATE, date, date(2022, 6, 10)),
    (Sort.DATETIME, datetime, datetime(2022, 6, 10, 9, 30, tzinfo=CHINA)),
    (Sort.ENUM, Stage, Stage.RESERVE),
    (Sort.TEXTS, tuple, ("市发改委", "市住建局")),
    (Sort.JSON, dict, {"b": [1, "二", None], "a": True}),
]


@pytest.mark.parametrize(("sort", "kind", "value"), VALUES)
def test_a_value_of_every_sort_survives(sort: Sort, kind: type, value: Any) -> None:
    one = cell(sort, kind)
    stored = encode(one, value)
    assert decode(one, stored) == value
    assert accepted(one, stored) == stored
    assert encode(one, None) is None


def test_structures_are_written_in_one_canonical_way() -> None:
    assert encode(cell(Sort.JSON, dict), {"b": 1, "a": "中"}) == '{"a":"中","b":1}'
    assert encode(cell(Sort.REAL, float), -0.0) == 0.0
    assert str(encode(cell(Sort.REAL, float), -0.0)) == "0.0"


@pytest.mark.parametrize(
    ("sort", "value", "key"),
    [
        (Sort.TEXT, "\ud800", "storage.bad_text"),
        (Sort.JSON, {"a": "\udfff"}, "storage.bad_text"),
        (Sort.INTEGER, 2**63, "storage.too_large"),
        (Sort.REAL, float("nan"), "storage.not_a_number"),
        (Sort.DECIMAL, Decimal("sNaN"), "storage.not_a_number"),
        (Sort.DATETIME, datetime(2022, 6, 10), "storage.no_offset"),  # noqa: DTZ001 - what is refused
    ],
)
def test_what_no_column_can_hold_is_refused_with_the_name_of_the_field(sort: Sort, value: Any, key: str) -> None:
    with pytest.raises(RuleError) as told:
        encode(cell(sort), value)
    assert told.value.key == key
    assert told.value.details["field"] == "量"


@pytest.mark.parametrize(
    ("sort", "kind", "stored"),
    [
        (Sort.TEXT, str, 5),
        (Sort.TEXT, str, None),
        (Sort.INTEGER, int, True),
        (Sort.INTEGER, int, 2**63),
        (Sort.ENUM, Stage, "demolished"),
        (Sort.DATE, date, "2022-13-01"),
        (Sort.DECIMAL, Decimal, "many"),
        (Sort.DATETIME, datetime, "2022-06-10T09:30:00"),
        (Sort.TEXTS, tuple, "{"),
        (Sort.JSON, dict, "[1]"),
        (Sort.JSON, dict, "[" * 100_000),
    ],
)
def test_a_value_from_elsewhere_that_cannot_be_read_is_left_aside(sort: Sort, kind: type, stored: Any) -> None:
    assert accepted(cell(sort, kind), stored) is None


def test_a_value_from_elsewhere_is_taken_in_our_spelling() -> None:
    assert accepted(cell(Sort.DECIMAL, Decimal), "1.50") == "1.5"
    assert accepted(cell(Sort.REAL, float), 3) == 3.0
    moment = datetime(2022, 6, 10, tzinfo=UTC).isoformat()
    assert accepted(cell(Sort.DATETIME, datetime), moment) == moment
