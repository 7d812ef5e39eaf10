from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest

from inspector.domain import record as declaration
from inspector.domain.record import Json, Money, Percent, Record, Sort, cell, record, required


class Colour(StrEnum):
    RED = "red"


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declaration, "KINDS", {})


def test_a_declaration_says_all_that_storage_needs() -> None:
    @record("thing", 900)
    class Thing(Record):
        id: str
        owner_id: str = required(1, refers="owner")
        amount: Money | None = cell(2, decides=True)
        share: Percent | None = cell(3)
        count: int = cell(4, default=7)
        place: float | None = cell(5)
        done: bool = cell(6, default=False)
        day: date | None = cell(7)
        at: datetime | None = cell(8)
        plain: Decimal | None = cell(9)
        colour: Colour = cell(10, default=Colour.RED)
        tags: tuple[str, ...] = cell(11, default=())
        extra: Json | None = cell(12)

    assert (Thing.KIND, Thing.NUMBER) == ("thing", 900)
    assert list(declaration.KINDS.items()) == [("thing", Thing)]
    assert {one.name: one.sort for one in Thing.CELLS} == {
        "owner_id": Sort.TEXT,
        "amount": Sort.MONEY,
        "share": Sort.DECIMAL,
        "count": Sort.INTEGER,
        "place": Sort.REAL,
        "done": Sort.BOOLEAN,
        "day": Sort.DATE,
        "at": Sort.DATETIME,
        "plain": Sort.DECIMAL,
        "colour": Sort.ENUM,
        "tags": Sort.TEXTS,
        "extra": Sort.JSON,
    }
    owner, amount = Thing.CELLS[:2]
    assert (owner.number, owner.required, owner.refers, owner.decides) == (1, True, "owner", False)
    assert (amount.number, amount.required, amount.refers, amount.decides) == (2, False, None, True)
    assert next(one for one in Thing.CELLS if one.name == "colour").type is Colour


def test_a_record_is_frozen_and_made_by_keywords() -> None:
    @record("thing", 900)
    class Thing(Record):
        id: str
        name: str = required(1)
        count: int = cell(2, default=7)

    thing = Thing(id="t", name="塔吊")
    assert thing.count == 7
    with pytest.raises(dataclasses.FrozenInstanceError):
        thing.count = 8  # type: ignore[misc]
    with pytest.raises(TypeError):
        Thing(id="t")  # type: ignore[call-arg]


def test_a_kind_is_declared_once() -> None:
    @record("thing", 900)
    class _Thing(Record):
        id: str

    with pytest.raises(ValueError, match="record kind thing declared twice"):

        @record("thing", 901)
        class _Again(Record):
            id: str


def test_a_field_number_is_used_once() -> None:
    with pytest.raises(ValueError, match="a field number of _Thing is used twice"):

        @record("thing", 900)
        class _Thing(Record):
            id: str
            one: str | None = cell(1)
            other: str | None = cell(1)
