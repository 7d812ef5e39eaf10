"""Mistakes of writing: each is found in its place, all in one run, with the corrected text where that is certain."""

from __future__ import annotations

import pytest

from inspector.checklists.expressions import ExpressionError, Mistake, Parsed, evaluate, parse
from inspector.checklists.expressions.findings import MOST_MISTAKES
from inspector.checklists.expressions.parsing import MOST_CHARACTERS, MOST_DEPTH
from inspector.texts import sentence
from tests.checklists.expressions.kit import FilledForm

FULL_WIDTH = [
    ("if（1 = 1, 2, 3）", "（）", "if(1 = 1, 2, 3)"),
    ("concat('a'，'b')", "，", "concat('a','b')"),
    ("${a}＝1", "＝", "${a}=1"),
    ("${a} ＞ 1", "＞", "${a} > 1"),
    ("${a} ＜ 1", "＜", "${a} < 1"),
    ("${a} ≥ 1", "≥", "${a} >= 1"),
    ("${a} ≤ 1", "≤", "${a} <= 1"),
    ("${a} ≠ 1", "≠", "${a} != 1"),
    ("1＋1", "＋", "1+1"),
    ("1－1", "－", "1-1"),
    ("1—1", "—", "1-1"),
    ("2×3", "×", "2*3"),
    ("6÷3", "÷", "6 div 3"),
    ("${a} = ‘是’", "‘’", "${a} = '是'"),
    ("${a} = “是”", "“”", '${a} = "是"'),
    ("${a} = ’是’", "’’", "${a} = '是'"),
    ("${a} = '是’", "’", "${a} = '是'"),
    ("${a} = ‘是'", "‘", "${a} = '是'"),
    ("${a} = ＂是＂", "＂＂", '${a} = "是"'),
    ("/data/floor［1］", "［］", "/data/floor[1]"),
    ("/data/floor【1】", "【】", "/data/floor[1]"),
    ("／data／a", "／／", "/data/a"),
    ("/data/a｜/data/b", "｜", "/data/a|/data/b"),
    ("。 > 3", "。", ". > 3"),
    ("１２ + ３", "１２３", "12 + 3"),
    ("1\u3000+ 2", "\u3000", "1 + 2"),
    ("1\u00a0+ 2", "\u00a0", "1 + 2"),
    ("1 +\u200b 2", "\u200b", "1 + 2"),
    ("jr：choice-name(1, 'a')", "：", "jr:choice-name(1, 'a')"),
    ("sum（${a}）×（1＋${b}）", "（）×（＋）", "sum(${a})*(1+${b})"),
]

CERTAIN = [
    ("${a} andd ${b}", "operator", "andd", "${a} and ${b}"),
    ("${a} adn ${b}", "operator", "adn", "${a} and ${b}"),
    ("${a} AND ${b}", "operator", "AND", "${a} and ${b}"),
    ("${a} Or ${b}", "operator", "Or", "${a} or ${b}"),
    ("${a} dvi 2", "operator", "dvi", "${a} div 2"),
    ("${a} Mod 2", "operator", "Mod", "${a} mod 2"),
    ("${a} 和 ${b}", "operator", "和", "${a} and ${b}"),
    ("${a} 并且 ${b}", "operator", "并且", "${a} and ${b}"),
    ("${a}或者${b}", "operator", "或者", "${a} or ${b}"),
    ("${a} == 1", "operator", "==", "${a} = 1"),
    ("${a} === 1", "operator", "===", "${a} = 1"),
    ("${a} !== 1", "operator", "!==", "${a} != 1"),
    ("${a} <> 1", "operator", "<>", "${a} != 1"),
    ("${a} => 1", "operator", "=>", "${a} >= 1"),
    ("${a} =< 1", "operator", "=<", "${a} <= 1"),
    ("${a} && ${b}", "operator", "&&", "${a} and ${b}"),
    ("${a}&&${b}", "operator", "&&", "${a} and ${b}"),
    ("${a} & ${b}", "operator", "&", "${a} and ${b}"),
    ("${a} || ${b}", "operator", "||", "${a} or ${b}"),
    ("${a} &gt; 1", "operator", "&gt;", "${a} > 1"),
    ("${a} &lt;= 1", "operator", "&lt;=", "${a} <= 1"),
    ("${a} &amp;&amp; ${b}", "operator", "&amp;&amp;", "${a} and ${b}"),
    ("selectd(${a}, 'x')", "function_meant", "selectd", "selected(${a}, 'x')"),
    ("Selected(${a}, 'x')", "function_meant", "Selected", "selected(${a}, 'x')"),
    ("IF(1, 2, 3)", "function_meant", "IF", "if(1, 2, 3)"),
    ("iif(1, 2, 3)", "function_meant", "iif", "if(1, 2, 3)"),
    ("len(${a})", "function_meant", "len", "string-length(${a})"),
    ("string_length(${a})", "function_meant", "string_length", "string-length(${a})"),
    ("count_selected(${a})", "function_meant", "count_selected", "count-selected(${a})"),
    ("choice-name(${a}, '${a}')", "function_meant", "choice-name", "jr:choice-name(${a}, '${a}')"),
    ("CONCATENATE('a', 'b')", "function_meant", "CONCATENATE", "concat('a', 'b')"),
    ("startswith(${a}, 'b')", "function_meant", "startswith", "starts-with(${a}, 'b')"),
    ("coalese(${a}, 0)", "function_meant", "coalese", "coalesce(${a}, 0)"),
    ("${a} = true", "brackets_missing", "true", "${a} = true()"),
    ("${a} = FALSE", "brackets_missing", "FALSE", "${a} = false()"),
    ("$a > 1", "reference", "$a", "${a} > 1"),
    ("{a} > 1", "reference", "{a}", "${a} > 1"),
    ("${a > 1", "reference", "${a", "${a} > 1"),
    ("${ a } > 1", "reference", "${ a }", "${a} > 1"),
    ("＄｛a｝ > 1", "reference", "＄｛a｝", "${a} > 1"),
    ("￥{a} > 1", "reference", "￥{a}", "${a} > 1"),
    ("$ {a} > 1", "reference", "$ {a}", "${a} > 1"),
    ("if(1, 2, 3", "bracket_open", "(", "if(1, 2, 3)"),
    ("(1 + 2", "bracket_open", "(", "(1 + 2)"),
    ("/data/floor[1", "bracket_open", "[", "/data/floor[1]"),
    ("(1 + 2))", "bracket_extra", ")", "(1 + 2)"),
]

UNCLEAR = [
    ("", "empty", ""),
    ("   ", "empty", "   "),
    ("1 +", "operand_missing", ""),
    ("* 3 +", "operator_missing", "3"),
    ("= 3", "operand_missing", "="),
    ("1 + + 2", "operand_missing", "+"),
    ("and ${a}", "operand_missing", "and"),
    ("concat(1,,2)", "operand_missing", ","),
    ("concat(1,)", "operand_missing", ")"),
    ("()", "operand_missing", ")"),
    ("/data/floor[]", "operand_missing", "]"),
    ("/data/", "operand_missing", ""),
    ("${a} ${b}", "operator_missing", "${b}"),
    ("${a} 'x'", "operator_missing", "'x'"),
    ("${a} selected(${b}, 'x')", "operator_missing", "selected"),
    ("2 (3)", "operator_missing", "("),
    ("${a} is 'x'", "operator_missing", "is"),
    ("frobnicate(1)", "function", "frobnicate"),
    ("substring('abc', 1)", "function", "substring"),
    ("floor(1.5)", "function", "floor"),
    ("last()", "function", "last"),
    ("COUNTIF(${a})", "function", "COUNTIF"),
    ("roundup(1.2)", "function", "roundup"),
    ("AND(1, 2)", "function", "AND"),
    ("1 ? 2", "character", "?"),
    ("5%", "character", "%"),
    ("1；2", "character", "；"),
    ("'a' \\ 'b'", "character", "\\"),
    ("$ > 1", "character", "$"),
    ("!${a}", "character", "!"),
    ("${} = 1", "reference_empty", "${}"),
    ("'abc", "text_open", "'abc"),
    ("concat('a, 'b')", "text_open", "')"),
    ("//a", "unsupported", "//"),
    ("/data//a", "unsupported", "//"),
    ("@version", "unsupported", "@version"),
    ("/data/@version", "unsupported", "@version"),
    ("descendant::a", "unsupported", "descendant::a"),
    ("parent::a", "unsupported", "a"),
    ("text()", "unsupported", "text()"),
    ("/data/comment()", "unsupported", "comment()"),
    ("1, 2", "unexpected", ","),
    ("1]", "bracket_extra", "]"),
    ("(1 + 2]", "bracket_open", "("),
]


def only(parsed: Parsed, key: str) -> Mistake:
    found = [one for one in parsed.mistakes if one.key == f"checklists.expr_{key}"]
    assert found, parsed.mistakes
    return found[0]


@pytest.mark.parametrize(("text", "marks", "fixed"), FULL_WIDTH)
def test_marks_of_the_chinese_keyboard(text: str, marks: str, fixed: str) -> None:
    mistakes = parse(text).mistakes
    assert [text[one.start : one.end] for one in mistakes] == list(marks)
    assert {one.key for one in mistakes} == {"checklists.expr_full_width"}
    assert {one.fix for one in mistakes} == {fixed}
    assert parse(fixed).mistakes == ()


@pytest.mark.parametrize(("text", "key", "found", "fixed"), CERTAIN)
def test_what_is_certainly_meant(text: str, key: str, found: str, fixed: str) -> None:
    parsed = parse(text)
    mistake = only(parsed, key)
    assert text[mistake.start : mistake.end] == found
    assert mistake.fix == fixed
    assert len(parsed.mistakes) == 1
    assert parse(fixed).mistakes == ()
    assert parsed.tree is not None


@pytest.mark.parametrize(("text", "key", "found"), UNCLEAR)
def test_what_nobody_can_know(text: str, key: str, found: str) -> None:
    mistake = only(parse(text), key)
    told = text[mistake.start : mistake.end]
    assert told.endswith(found)
    assert mistake.fix is None
    shown = sentence(mistake.key, **mistake.details)
    assert not shown.startswith("checklists.")
    assert "{" not in shown.replace("${", "")


def test_all_mistakes_are_found_at_once_and_mended_together() -> None:
    text = "selectd（${a}，‘x’） andd ${ b } == true"
    parsed = parse(text)
    assert [one.key.removeprefix("checklists.expr_") for one in parsed.mistakes] == [
        "function_meant",
        "full_width",
        "full_width",
        "full_width",
        "full_width",
        "full_width",
        "operator",
        "reference",
        "operator",
        "brackets_missing",
    ]
    assert {one.fix for one in parsed.mistakes} == {"selected(${a},'x') and ${b} = true()"}


def test_a_certain_mistake_is_mended_beside_an_unclear_one() -> None:
    mistakes = parse("frobnicate(1) andd 2").mistakes
    assert [one.fix for one in mistakes] == [None, "frobnicate(1) and 2"]


def test_a_missing_bracket_is_not_guessed_beside_another_question() -> None:
    mistakes = parse("(1 2").mistakes
    assert [one.fix for one in mistakes] == [None, None]


def test_double_full_width_operators_are_one_mistake_each_and_mended_right() -> None:
    assert {one.fix for one in parse("${a}＝＝1").mistakes} == {"${a}=1"}
    assert {one.fix for one in parse("${a}！＝1").mistakes} == {"${a}!=1"}
    assert {one.fix for one in parse("${a}＞＝1").mistakes} == {"${a}>=1"}


def test_full_width_marks_inside_quotes_and_references_are_text() -> None:
    assert parse("concat('（一）', \"“二”\", ${吨（净）})").mistakes == ()


def test_names_may_be_chinese() -> None:
    assert parse("${开工状态} = '已开工' and /表/项目名称 != ''").mistakes == ()


def test_the_tree_is_there_in_spite_of_mistakes() -> None:
    parsed = parse("${a} + frobnicate(${b},")
    assert parsed.tree is not None
    with pytest.raises(ExpressionError, match="expr_has_mistakes"):
        evaluate(parsed.tree, FilledForm())


def test_an_expression_with_a_hole_is_not_evaluated() -> None:
    tree = parse("1 +").tree
    assert tree is not None
    with pytest.raises(ExpressionError, match="expr_has_mistakes"):
        evaluate(tree, FilledForm())


def test_reading_from_deep_inside_something_else_never_fails() -> None:
    def deeper(levels: int) -> Parsed:
        return deeper(levels - 1) if levels else parse("not(" * 90 + "1" + ")" * 90)

    seen = {bool(deeper(levels).mistakes) for levels in range(0, 800, 50)}
    assert seen == {False, True}


def test_what_is_too_long_is_not_read() -> None:
    parsed = parse("1" * (MOST_CHARACTERS + 1))
    assert parsed.tree is None
    only(parsed, "too_long")
    assert parse("1+" * (MOST_CHARACTERS // 2) + "1").tree is not None


@pytest.mark.parametrize("opening", ["(", "not(", "-(", "/a[", "1+(1*("])
def test_what_nests_too_deep_is_not_read(opening: str) -> None:
    parsed = parse(opening * 5000)
    assert parsed.tree is None
    only(parsed, "too_deep")


def test_an_if_within_an_if_as_deep_as_excel_allows_is_read_and_evaluated() -> None:
    depth = 64
    text = "if(1 = 2, 0, " * depth + "'end'" + ")" * depth
    parsed = parse(text)
    assert parsed.mistakes == ()
    assert parsed.tree is not None
    assert evaluate(parsed.tree, FilledForm()) == "end"
    assert depth < MOST_DEPTH


def test_the_search_stops_after_many_mistakes() -> None:
    parsed = parse("? 1 " * 5_000)
    assert parsed.tree is None
    assert len(parsed.mistakes) == MOST_MISTAKES


def test_a_long_sum_is_flat() -> None:
    tree = parse(" + ".join(["1"] * 5000)).tree
    assert tree is not None
    assert evaluate(tree, FilledForm()) == 5000


def test_a_correction_that_brings_another_to_light_is_followed_by_it() -> None:
    mistakes = parse("${a} ==> 1").mistakes
    assert {one.fix for one in mistakes if one.fix} == {"${a} >= 1"}
