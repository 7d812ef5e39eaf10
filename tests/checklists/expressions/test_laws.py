"""What holds for every text and every expression, not only for the ones somebody thought of."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from inspector.checklists.expressions import (
    ExpressionError,
    ValueType,
    check_types,
    evaluate,
    parse,
    references,
    text_of,
    to_number,
    to_text_of_number,
)
from inspector.checklists.expressions.evaluation import FUNCTIONS
from inspector.checklists.expressions.java_regex import matches
from inspector.checklists.expressions.signatures import SIGNATURES
from inspector.checklists.expressions.syntax import Tree
from inspector.texts import explain, sentence
from tests.checklists.expressions.kit import FilledForm

LIMITS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PIECES = st.sampled_from(
    [*"()[]{}$,./@'\"=<>!&|+-*%?：（），‘’“”＝＞＜＋－×÷ \n", "and", "or", "div", "mod", "andd", "${name}", "${area}"]
    + ["12", ".5", "..", "//", "::", "child", "true", "'x'", "/data/floor", "项目", "&gt;", "<=", "instance('cities')"]
    + [f"{name}(" for name in SIGNATURES]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map(" ".join), st.text())

PLACES = st.sampled_from(["data/name", "data/floor[2]/area", "data/floor[1]/room[2]/use", "data"])
PATHS = [
    ".",
    "..",
    "(/)",  # in brackets: a star or word behind a bare one is its first step
    "../name",
    "/data/floor",
    "/data/floor[2]/area",
    "/data/floor[area > 90]/title",
    "*",
    "current()",
]
ANSWERS = [
    "${name}",
    "${area}",
    "${empty}",
    "${started}",
    "${place}",
    "${sure}",
    "instance('cities')/root/item",
    *PATHS,
]
LEAVES = st.sampled_from(
    [
        "0",
        "1",
        "2.5",
        "1000000000000",
        "''",
        "'x'",
        "'2026-03-01'",
        "'%Y %b'",
        "'12,5'",
        "'1 2'",
        "'[a-z]+'",
        "true()",
        *ANSWERS,
    ]
)
OPERATORS = ["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or", "|"]


def _calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Calls with as many arguments as the function takes."""
    choices = []
    for name, signature in SIGNATURES.items():
        counts = [count for count in range(6) if signature.accepts(count)]
        for count in counts:
            arguments = st.lists(inner, min_size=count, max_size=count)
            choices.append(arguments.map(lambda given, name=name: f"{name}({', '.join(given)})"))  # type: ignore[misc]
    return st.one_of(choices)


def _composed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.tuples(inner, st.sampled_from(OPERATORS), inner).map(lambda parts: f"({' '.join(parts)})")
    chained = st.tuples(inner, st.sampled_from(OPERATORS), inner, st.sampled_from(OPERATORS), inner).map(" ".join)
    filtered = st.tuples(st.sampled_from(["/data/floor", "${area}", "(/data/floor)"]), inner).map(
        lambda parts: f"{parts[0]}[{parts[1]}]"
    )
    return st.one_of(_calls(inner), joined, chained, filtered, inner.map(lambda one: f"-{one}"))


EXPRESSIONS = st.recursive(LEAVES, _composed, max_leaves=8)


def same(one: object, other: object) -> bool:
    """Equal trees, wherever they stand in their texts."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if not isinstance(one, Tree):
        return one == other
    names = [entry.name for entry in fields(one) if entry.name not in {"start", "end", "text"}]
    return type(one) is type(other) and all(same(getattr(one, name), getattr(other, name)) for name in names)


@LIMITS
@given(TEXTS)
@example("${")
@example("'" * 3)
@example("(" * 3000)
@example("-" * 3000 + "1")
@example("not(-(1 or (1 and (1 = (1 < (1 + (1 * (" * 200)
@example("\ue000\ue001")
def test_reading_never_fails_and_every_mistake_has_its_place(text: str) -> None:
    parsed = parse(text)
    for mistake in parsed.mistakes:
        assert 0 <= mistake.start <= mistake.end <= len(text)
        assert not sentence(mistake.key, **mistake.details).startswith("checklists.")
    assert parsed.mistakes or parsed.tree
    if parsed.tree:
        check_types(parsed.tree, {"area": ValueType.NUMBER}.get)
        references(parsed.tree)


@LIMITS
@given(TEXTS)
@example(".）")
def test_the_corrected_text_has_only_the_mistakes_that_nobody_can_mend(text: str) -> None:
    mistakes = parse(text).mistakes
    fixes = {one.fix for one in mistakes if one.fix is not None}
    assert len(fixes) <= 1
    for fixed in fixes:
        left = parse(fixed).mistakes
        assert [one for one in left if one.fix is not None] == []
        assert len(left) <= len(mistakes)


@LIMITS
@given(EXPRESSIONS)
@example("(/) * 2 or -(/) and (/) = 'x'")
@example("count(/)")
def test_writing_a_tree_and_reading_it_gives_the_same_tree(text: str) -> None:
    tree = parse(text).tree
    assert tree is not None
    again = parse(text_of(tree)).tree
    assert again is not None
    assert same(again.body, tree.body)


@LIMITS
@given(EXPRESSIONS, PLACES)
def test_evaluating_gives_a_value_or_a_reason(text: str, at: str) -> None:
    parsed = parse(text)
    assert parsed.tree is not None
    assert parsed.mistakes == ()
    reason = ""
    try:
        value = evaluate(parsed.tree, FilledForm(at))
    except ExpressionError as error:
        reason = explain(error)
    else:
        assert isinstance(value, (str, float, bool, datetime, tuple))
    assert not reason.startswith("checklists.")


@LIMITS
@given(EXPRESSIONS)
def test_what_is_checked_has_a_place_in_the_text(text: str) -> None:
    tree = parse(text).tree
    assert tree is not None
    for mistake in check_types(tree, lambda _: None):
        assert 0 <= mistake.start < mistake.end <= len(text)
        if mistake.fix:
            assert parse(mistake.fix).mistakes == ()


@LIMITS
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_survives_its_text(number: float) -> None:
    assert abs(to_number(to_text_of_number(number)) - number) <= 1e-12


@LIMITS
@given(st.text(alphabet="ab*+?|()[]{}12,^$\\d.-&", max_size=25), st.text(alphabet="ab1-", max_size=30))
@example("(a*)*(a*)*(a*)*b", "a" * 30)
def test_a_pattern_gives_an_answer_or_a_reason(pattern: str, text: str) -> None:
    key = "checklists.expr_regex"
    try:
        matches(pattern, text)
    except ExpressionError as error:
        key = error.key
    assert key.startswith("checklists.expr_regex")


def test_every_function_that_may_be_called_can_be_evaluated() -> None:
    assert set(FUNCTIONS) | {"if", "coalesce", "indexed-repeat"} == set(SIGNATURES)
