"""What expressions give: tables of cases by topic, every one with its name (`cases/*.json`).

A case is [name, expression, result] and, where it matters, the node that the expression belongs to and "types" for
one that `check_types` rightly complains about. null stands for NaN, "inf" for infinity; in `refusals.json` the result
is the key of the error.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from inspector.checklists.expressions import ExpressionError, check_types, evaluate, parse, text_of
from inspector.checklists.expressions.values import atom
from inspector.texts import explain
from tests.checklists.expressions.kit import FilledForm, value_of

TABLES = sorted((Path(__file__).parent / "cases").glob("*.json"))
REFUSALS = "refusals"
INFINITE = {"inf": math.inf, "-inf": -math.inf}


def rows(path: Path) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(path.read_text("utf-8"))
    return found


def cases(*, refused: bool) -> list[Any]:
    return [
        pytest.param(*([*row, None, None])[1:5], id=f"{path.stem}: {row[0]}")
        for path in TABLES
        if (path.stem == REFUSALS) is refused
        for row in rows(path)
    ]


@pytest.mark.parametrize(("expression", "gives", "at", "remark"), cases(refused=False))
def test_what_an_expression_gives(expression: str, gives: Any, at: str | None, remark: str | None) -> None:
    found = atom(value_of(expression, at or "data/name"))
    if gives is None:
        assert isinstance(found, float)
        assert math.isnan(found)
    elif isinstance(gives, bool) or isinstance(found, bool):
        assert found is gives
    elif isinstance(gives, (int, float)):
        assert found == pytest.approx(gives, rel=1e-12, abs=1e-12)
    else:
        assert found == INFINITE.get(gives, gives)
    tree = parse(expression).tree
    assert tree is not None
    assert bool(check_types(tree, lambda _: None)) is (remark == "types")


@pytest.mark.parametrize(("expression", "key", "at", "_"), cases(refused=True))
def test_what_cannot_be_evaluated(expression: str, key: str, at: str | None, _: None) -> None:
    with pytest.raises(ExpressionError) as error:
        atom(value_of(expression, at or "data/name"))
    assert error.value.key == key
    assert key not in explain(error.value)


@pytest.mark.parametrize(("expression", "_", "at", "__"), cases(refused=False))
def test_an_expression_written_again_gives_the_same(expression: str, _: Any, at: str | None, __: Any) -> None:
    tree = parse(expression).tree
    assert tree is not None
    again = parse(text_of(tree)).tree
    assert again is not None
    assert text_of(again) == text_of(tree)
    place = at or "data/name"
    first, second = (evaluate(one, FilledForm(place)) for one in (tree, again))
    assert repr(atom(first)) == repr(atom(second))


def test_cases_have_names_of_their_own_and_are_many() -> None:
    count = 0
    for path in TABLES:
        names = [row[0] for row in rows(path)]
        assert len(names) == len(set(names)), path.stem
        count += len(names)
    assert count >= 400
