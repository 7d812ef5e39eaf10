"""Records as JSON: no digit is lost, and what comes out can be written."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from inspector.domain.project import Project, ProjectKind, Stage
from inspector.services.record_json import plain, record_json


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1E+3"), "1000"),
        (Decimal("0.10"), "0.10"),
        (Stage.CONSTRUCTION, "construction"),
        (date(2022, 6, 10), "2022-06-10"),
        ({"a": (Decimal(1), None)}, {"a": ["1", None]}),
        (True, True),
        (1.5, 1.5),
    ],
)
def test_plain_values(value: Any, expected: Any) -> None:
    assert plain(value) == expected


def test_a_record_with_all_its_cells() -> None:
    made = record_json(Project(id="1", name="路", kind=ProjectKind.NEW_BUILD, total_investment=Decimal("500.00")))
    assert (made["id"], made["kind"], made["total_investment"], made["stage"]) == ("1", "new_build", "500.00", None)
    assert set(made) == {"id", *(one.name for one in Project.CELLS)}
    assert json.dumps(made)
