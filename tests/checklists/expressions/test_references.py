"""What an expression depends on."""

from __future__ import annotations

import pytest

from inspector.checklists.expressions import ReferenceKind, parse, references, text_of
from inspector.checklists.expressions.syntax import Hole, walk

NAMED = [
    ("${a} + ${b}", {("field", "a"), ("field", "b")}),
    ("${last-saved#a}", {("field", "last-saved#a")}),
    (". >= 18", {("self", ".")}),
    ("position(..)", {("self", ".."), ("function", "position")}),
    ("/data/a[b = 1]/c", {("path", "/data/a/c"), ("path", "b")}),
    ("../../a", {("path", "../../a")}),
    ("${r}[x > 1]/y", {("field", "r"), ("path", "x")}),
    ("current()/../a", {("function", "current")}),
    (
        "instance('l')/root/item[name = ${a}]/label",
        {("instance", "l"), ("function", "instance"), ("column", "name"), ("field", "a")},
    ),
    (
        "instance('l')/root/item[/data/a = b/c]",
        {("instance", "l"), ("function", "instance"), ("path", "/data/a"), ("column", "b/c")},
    ),
    ("(instance('l')/root)[a]", {("instance", "l"), ("function", "instance"), ("column", "a")}),
    ("pulldata('t', 'a', 'b', ${k})", {("instance", "t"), ("function", "pulldata"), ("field", "k")}),
    ("jr:choice-name(${a}, '${b}')", {("choices", "b"), ("function", "jr:choice-name"), ("field", "a")}),
    ("jr:choice-name(${a})", {("function", "jr:choice-name"), ("field", "a")}),
    ("instance(${a})", {("function", "instance"), ("field", "a")}),
    ("-(1 + 2)", set()),
]


@pytest.mark.parametrize(("text", "named"), NAMED)
def test_everything_that_is_named(text: str, named: set[tuple[str, str]]) -> None:
    tree = parse(text).tree
    assert tree is not None
    assert {(one.kind.value, one.name) for one in references(tree)} == named


def test_places_in_the_text() -> None:
    text = "${a} = jr:choice-name(${a}, '${b}')"
    tree = parse(text).tree
    assert tree is not None
    shown = {(one.kind, text[one.start : one.end]) for one in references(tree)}
    assert (ReferenceKind.FIELD, "${a}") in shown
    assert (ReferenceKind.CHOICES, "'${b}'") in shown
    assert (ReferenceKind.FUNCTION, "jr:choice-name") in shown
    assert len(references(tree)) == 4


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1+2  *3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("((1))", "1"),
        ("- -x", "--x"),
        ("-(1|/a)", "-1 | /a"),
        ('"it\'s"', '"it\'s"'),
        ("if( ${a},'x' ,\"y\")", "if(${a}, 'x', 'y')"),
        ("child::a/self::node()/parent::node()", "a/./.."),
        ("(/a)[1]/b", "(/a)[1]/b"),
        ("/", "/"),
        ("0.000000000000000001", "0.000000000000000001"),
        ("12.50", "12.5"),
    ],
)
def test_one_way_of_writing(text: str, written: str) -> None:
    tree = parse(text).tree
    assert tree is not None
    assert text_of(tree) == written


def test_a_hole_is_written_as_nothing() -> None:
    tree = parse("1 + ").tree
    assert tree is not None
    assert text_of(tree) == "1 + "
    assert [one for one in walk(tree) if isinstance(one, Hole)]
