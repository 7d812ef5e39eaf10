"""Mistakes of meaning: what comes out the same for every answer, and what can never be evaluated."""

from __future__ import annotations

import pytest

from inspector.checklists.expressions import Mistake, ValueType, check_types, parse
from inspector.texts import sentence

TYPES = {
    "count": ValueType.NUMBER,
    "day": ValueType.DATE,
    "moment": ValueType.DATE_TIME,
    "text": ValueType.TEXT,
    "one": ValueType.CHOICE,
    "group": ValueType.GROUP,
    "rep": ValueType.REPEAT,
    "group/count": ValueType.NUMBER,
}

WRONG = [
    ("not()", "arguments", "not()", None),
    ("not(1, 2)", "arguments", "not(1, 2)", None),
    ("if(1, 2)", "arguments", "if(1, 2)", None),
    ("coalesce(1, 2, 3)", "arguments", "coalesce(1, 2, 3)", None),
    ("round(1, 2, 3)", "arguments", "round(1, 2, 3)", None),
    ("join()", "arguments", "join()", None),
    ("today(1)", "arguments", "today(1)", None),
    ("indexed-repeat(${count}, ${rep})", "arguments", "indexed-repeat(${count}, ${rep})", None),
    ("indexed-repeat(${count}, ${rep}, 1, ${rep})", "arguments", "indexed-repeat(${count}, ${rep}, 1, ${rep})", None),
    ("weighted-checklist(1, 2, 3)", "arguments", "weighted-checklist(1, 2, 3)", None),
    ("count(5)", "nodes_needed", "5", None),
    ("sum('a')", "nodes_needed", "'a'", None),
    ("sum(${count} + 1)", "nodes_needed", "${count} + 1", None),
    ("position(string(.))", "nodes_needed", "string(.)", None),
    ("'a'/b", "nodes_needed", "'a'", None),
    ("today()/b", "nodes_needed", "today()", None),
    ("count(1 | ${rep})", "nodes_needed", "1", None),
    ("instance(${text})/root", "literal_needed", "${text}", None),
    ("jr:choice-name(${one}, ${one})", "literal_needed", "${one}", None),
    ("selected(${one}, 1)", "choice_quotes", "1", "selected(${one}, '1')"),
    ("${count} = 'many'", "never_number", "'many'", None),
    ("'many' != ${count}", "never_number", "'many'", None),
    ("/data/group/count = 'many'", "never_number", "'many'", None),
    ("string-length(${text}) = 'long'", "never_number", "'long'", None),
    ("${day} = 'yesterday'", "no_date", "'yesterday'", None),
    ("selected(${one}, 'a') = 'true'", "truth_as_text", "'true'", "selected(${one}, 'a') = true()"),
    ("not(${one}) != 'False'", "truth_as_text", "'False'", "not(${one}) != false()"),
    ("(1 = 1) = 'yes'", "truth_as_text", "'yes'", None),
    ("${count} > 'ten'", "order_of_text", "'ten'", None),
    ("'a' < 'b'", "order_of_text", "'a'", None),
    ("${text} > '2026-01-01'", "order_of_text", "'2026-01-01'", None),
    ("${day} > '2026-01-01'", "date_in_quotes", "'2026-01-01'", "${day} > date('2026-01-01')"),
    (
        "${moment} <= '2026-01-01T08:00'",
        "date_in_quotes",
        "'2026-01-01T08:00'",
        "${moment} <= date('2026-01-01T08:00')",
    ),
    ("'2026-01-01' < today()", "date_in_quotes", "'2026-01-01'", "date('2026-01-01') < today()"),
    ("${day} > 2026-01-01", "date_as_sum", "2026-01-01", "${day} > date('2026-01-01')"),
    ("'约' + ${count}", "text_in_sum", "'约'", None),
    ("${count} * 'x'", "text_in_sum", "'x'", None),
    ("${group} = 1", "no_value", "${group}", None),
    ("${rep} + 1", "no_value", "${rep}", None),
    ("string(/data/group)", "no_value", "/data/group", None),
    ("not(${rep})", "no_value", "${rep}", None),
    ("${one} = 'a' or 'b'", "no_condition", "'b'", "${one} = 'a' or ${one} = 'b'"),
    ("${count} = 1 or 2 or 3", "no_condition", "2", "${count} = 1 or ${count} = 2 or ${count} = 3"),
    ("${count} = 1 or 2", "no_condition", "2", "${count} = 1 or ${count} = 2"),
    ("${one} = 'a' and 'b'", "no_condition", "'b'", None),
    ("${one} != 'a' or 'b'", "no_condition", "'b'", None),
    ("1 or ${one}", "no_condition", "1", None),
    ("'${text}' = 'x'", "reference_in_text", "'${text}'", "${text} = 'x'"),
    ("concat('a', 'b ${text}')", "reference_in_text", "'b ${text}'", None),
    ("date('2026-02-30')", "no_date", "'2026-02-30'", None),
    ("date('tomorrow')", "no_date", "'tomorrow'", None),
    ("format-date('x', '%Y')", "no_date", "'x'", None),
    ("format-date(today(), '%Y-%Q')", "date_format", "'%Y-%Q'", None),
    ("format-date(today(), '100%')", "date_format", "'100%'", None),
    ("regex(., '(a')", "regex", "'(a'", None),
    ("regex(., 'a{3,1}')", "regex", "'a{3,1}'", None),
    ("regex(., '(a)\\1')", "regex_unsupported", "'(a)\\1'", None),
    ("regex(., '(?<=a)b')", "regex_unsupported", "'(?<=a)b'", None),
    ("regex(., 'a++')", "regex_unsupported", "'a++'", None),
    ("regex(., '((a{999}){999})')", "regex_large", "'((a{999}){999})'", None),
]

RIGHT = [
    "${count} = ''",
    "${count} = '12'",
    "${day} = '2026-03-01'",
    "${day} = ''",
    "${moment} > date('2026-03-01')",
    "${text} = 'x'",
    "${unknown} = 'x'",
    "${unknown} > 3",
    "count(${rep})",
    "count(${group})",
    "sum(${rep}/count)",
    "position(..)",
    "indexed-repeat(${count}, ${rep}, 1)",
    "count(randomize(${rep}))",
    "count(instance('a')/root/item)",
    "count(current()/..)",
    "count(${count} | ${text})",
    "(${count} | ${text}) = 'x'",
    "sum(${rep} | ${rep})",
    "../day > 3",
    "jr:choice-name(${one}, '${one}')",
    "jr:choice-name(${one}, ' ${one} ')",
    "selected(${one}, '1')",
    "if(${count} > 1, 'a', 'b') = 'a'",
    "if(true(), 1, 2) = 1",
    "if(true(), 1, 'x') = 'x'",
    "coalesce(${count}, 0) + 1",
    "'12' + 1",
    "${one} = 'a' or ${one} = 'b'",
    "1 = 2 = 'x'",
    "2026-01-32 > 0",
    "format-date(${day}, '%Y年%n月%e日')",
    "date('')",
    "regex(., '^[0-9]{6}$')",
    "regex(., concat('a', 'b'))",
    "max(${rep})",
    "-${count} < 0",
    "../group",
    ". >= 18",
]


def found(text: str) -> tuple[Mistake, ...]:
    parsed = parse(text)
    assert parsed.mistakes == ()
    assert parsed.tree is not None
    return check_types(parsed.tree, TYPES.get)


@pytest.mark.parametrize(("text", "key", "marked", "fixed"), WRONG)
def test_what_is_wrong_for_every_answer(text: str, key: str, marked: str, fixed: str | None) -> None:
    mistake = found(text)[0]
    assert mistake.key == f"checklists.expr_{key}"
    assert text[mistake.start : mistake.end] == marked
    assert mistake.fix == fixed
    assert not sentence(mistake.key, **mistake.details).startswith("checklists.")
    if fixed:
        assert found(fixed) == ()


@pytest.mark.parametrize("text", RIGHT)
def test_what_may_be_right_is_left_alone(text: str) -> None:
    assert found(text) == ()


def test_all_mistakes_of_meaning_are_found_in_one_run() -> None:
    mistakes = found("count(5) > 'a' and ${day} > '2026-01-01'")
    assert [one.key.removeprefix("checklists.expr_") for one in mistakes] == [
        "nodes_needed",
        "order_of_text",
        "date_in_quotes",
    ]


def test_meaning_is_checked_even_beside_mistakes_of_writing() -> None:
    tree = parse("frobnicate(1) = not() andd count(5)").tree
    assert tree is not None
    assert [one.key for one in check_types(tree, TYPES.get)] == [
        "checklists.expr_arguments",
        "checklists.expr_nodes_needed",
    ]


def test_what_is_missing_has_no_type() -> None:
    tree = parse("'x' < ").tree
    assert tree is not None
    assert [one.key for one in check_types(tree, TYPES.get)] == ["checklists.expr_order_of_text"]


def test_the_search_stops_after_many_mistakes() -> None:
    assert len(found(" + ".join(["'x'"] * 500))) == 50
