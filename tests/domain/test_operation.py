from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.domain.errors import FormatError
from inspector.domain.operation import DELETE, validate
from tests.storage.kit import operation


def test_a_well_made_operation_passes() -> None:
    for one in (
        operation(),
        operation(field=3, value='"乙"', base='{"b:1":7}'),
        operation(field=DELETE, value="null", base='{"*":{"b:1":7},"3":{}}'),
    ):
        assert validate(one) is one


@pytest.mark.parametrize(
    "wrong",
    [
        {"seq": 0},
        {"seq": 2**40},
        {"hlc": -1},
        {"hlc": 2**63},
        {"kind": 0},
        {"field": -2},
        {"replica": ""},
        {"replica": "\ud800"},
        {"row": ""},
        {"value": "{"},
        {"value": "[]"},
        {"value": '{"name":"甲"}'},
        {"field": DELETE, "value": "1"},
        {"field": 1, "base": "[]"},
        {"field": 1, "base": '{"b:1":1.5}'},
        {"field": 1, "base": '{"b:1":true}'},
        {"field": 1, "base": '{"b:1":0}'},
        {"base": '{"*":7}'},
        {"field": 1, "base": '{"a:1":1}'},
        {"base": '{"5":{"a:1":9}}'},
        {"value": "[" * 100_000},
    ],
)
def test_one_that_no_program_writes_is_refused(wrong: dict[str, object]) -> None:
    one = replace(operation(), **wrong)  # type: ignore[arg-type]
    with pytest.raises(FormatError) as told:
        validate(one)
    assert told.value.key == "domain.bad_operation"
