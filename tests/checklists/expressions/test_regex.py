"""Patterns that cannot be used say why; no pattern takes long."""

from __future__ import annotations

import pytest

from inspector.checklists.expressions import ExpressionError
from inspector.checklists.expressions.java_regex import check_pattern, matches


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("(", "regex"),
        (")", "regex"),
        ("[a", "regex"),
        ("[z-a]", "regex"),
        ("*", "regex"),
        ("a**", "regex"),
        ("a{", "regex"),
        ("a{x}", "regex"),
        ("a{2", "regex"),
        ("a{3,2}", "regex"),
        ("a{5000}", "regex"),
        ("\\", "regex"),
        ("\\u12", "regex"),
        ("\\x{110000}", "regex"),
        ("(?", "regex"),
        ("(?<name", "regex"),
        ("\\p", "regex"),
        ("\\1", "regex_unsupported"),
        ("\\k<a>", "regex_unsupported"),
        ("\\y", "regex_unsupported"),
        ("\\v", "regex_unsupported"),
        ("\\p{Klingon}", "regex_unsupported"),
        ("(?<=a)", "regex_unsupported"),
        ("(?<!a)", "regex_unsupported"),
        ("(?x)a", "regex_unsupported"),
        ("a*+", "regex_unsupported"),
        ("a" * 3000, "regex_large"),
        ("(" * 60 + ")" * 60, "regex_large"),
        ("[" * 60, "regex_large"),
        ("((a{100}){100})", "regex_large"),
    ],
)
def test_patterns_that_cannot_be_used(pattern: str, key: str) -> None:
    with pytest.raises(ExpressionError) as error:
        check_pattern(pattern)
    assert error.value.key == f"checklists.expr_{key}"


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("\\Aab\\z", "ab", True),
        ("ab\\Z", "ab", True),
        ("a$\\n", "a\n", True),
        ("a\\z\\n", "a\n", False),
        ("\\x{9879}", "项", True),
        ("\\pL", "a", True),
        ("\\h", "\u3000", True),
        ("(?i)[a-c]+", "ABC", True),
        ("(?i)项", "项", True),
        ("(?i)", "", True),
        ("a(?i)b", "aB", True),
        ("(?P<n>a)", "a", True),
        ("\\Qa", "a", True),
        ("\\Qa\\E+", "a+", False),
        ("[a-]", "-", True),
        ("[\\x41-\\x43]", "B", True),
        ("[\\t]", "\t", True),
        ("[^\\d\\s]", "x", True),
        ("\\e\\a\\f\\r", "\x1b\a\f\r", True),
        ("(?=a)(?!b)\\w", "a", True),
        ("(?=ab)a", "ab", False),
        ("\\B", "", True),
        ("\\b", "", False),
    ],
)
def test_rarer_patterns(pattern: str, text: str, found: bool) -> None:  # noqa: FBT001 - a table
    assert matches(pattern, text) is found


def test_too_much_work_is_refused() -> None:
    with pytest.raises(ExpressionError, match="regex_effort"):
        matches("(a{0,40}){0,40}", "a" * 5000)
