from __future__ import annotations

import pytest

from inspector.checklists.formulas import parsed
from inspector.checklists.reach import Reach, reach
from inspector.checklists.schema import Schema
from inspector.checklists.session import Session
from tests.checklists.kit import VERDICTS, Table, form, mistakes, session

SURVEY: Table = (
    ("type", "name", "label"),
    ("text", "a", "A"),
    *(("begin group", "g", "G"), ("text", "b", "B"), ("end group",)),
    *(("begin repeat", "r", "R"), ("text", "c", "C"), ("text", "d", "D"), ("end repeat",)),
)


def reached(text: str, owner: str, *, columns: bool = False) -> Reach:
    schema = Schema(form(SURVEY))
    tree, spot = parsed(text).tree, schema.named(owner)
    assert tree is not None
    assert spot is not None
    return reach(tree, spot, schema, columns=columns)


@pytest.mark.parametrize(
    ("text", "owner", "names", "wide"),
    [
        ("${a} = 1", "b", {"a"}, False),
        (". > 1", "b", {"b"}, False),
        ("../../a", "b", {"a"}, False),
        ("/data/g/b", "a", {"b"}, True),
        ("../d", "c", {"d"}, False),
        ("../../r/d", "c", {"d"}, True),
        ("${r}[position() = 1]/d", "a", {"r", "d"}, True),
        ("count(../*) - -1", "b", {"b"}, False),
        ("indexed-repeat(${c}, ${r}, 2)", "a", {"c", "r"}, True),
        ("position(..)", "c", {"r"}, True),
        ("current()/../d", "c", {"d"}, False),
        ("randomize(${r})/c", "a", {"r", "c"}, False),
        ("instance('x')/root/item[name = ${a}]/label", "b", {"a"}, True),
        ("${last-saved#a}", "b", set(), False),
        ("/data/meta/instanceID", "a", set(), True),
    ],
)
def test_what_an_expression_reads(text: str, owner: str, names: set[str], wide: bool) -> None:  # noqa: FBT001 - a table
    found = reached(text, owner)
    assert ({one.name for one in found.spots}, found.wide, found.lost) == (names, wide, [])


@pytest.mark.parametrize("text", ["${x}", "../x", "/data/x", "/other/a", "x", "${r}/a", "jr:choice-name(${a}, '${x}')"])
def test_what_leads_nowhere(text: str) -> None:
    assert len(reached(text, "b").lost) == 1


def test_columns_of_a_choice_filter_are_no_fields() -> None:
    found = reached("市 = ${a} and ./区 = 'x' and instance('y')/root/item[k = 1]/v = 1", "b", columns=True)
    assert ([one.written for one in found.columns], found.instances, found.lost) == (["市"], {"y"}, [])


def test_items_are_found_by_path_where_their_name_is_not_enough() -> None:
    schema = Schema(form(SURVEY))
    assert [
        spot.path if spot else None for spot in (schema.at("b"), schema.at("g/b"), schema.at("g/x"), schema.at("x"))
    ] == [*("g/b", "g/b", None, None)]


def test_a_field_in_another_group_is_not_at_the_end_of_a_path() -> None:
    survey = (("type", "name", "label", "relevant"), *SURVEY[1:5], ("text", "e", "E", "../b = 1"))
    assert [(one.key, one.fix) for one in mistakes(survey)] == [("checklists.field_not_there", None)]


def test_absolute_paths_shuffles_and_chance_work_in_a_session() -> None:
    survey: Table = (
        ("type", "name", "label", "calculation"),
        ("text", "a", "A"),
        ("calculate", "b", "", "/data/a"),
        ("calculate", "c", "", "random() < 1"),
        ("calculate", "d", "", "join('', randomize(instance('v')/root/item/name, 3))"),
        ("select_one v", "e", "E"),
    )
    made = session(survey, VERDICTS)
    made.answer("a", "x")
    assert (made.value("b"), made.value("c"), len(str(made.value("d")))) == ("x", True, 8)


def test_texts_name_only_what_is_answered_and_asked() -> None:
    survey: Table = (
        ("type", "name", "label", "relevant"),
        ("text", "a", "A"),
        ("text", "b", "B", "${a} = '1'"),
        ("begin group", "g", "G"),
        ("note", "n", "[${a}][${b}][${g}]"),
        ("end group",),
    )
    made = session(survey)
    made.answer("a", "1")
    made.answer("b", "x")
    assert made.label("n") == "[1][x][]"
    made.answer("a", "2")
    assert made.label("n") == "[2][][]"
    assert (made.choices("g"), made.value("g")) == ((), None)


def test_choices_of_something_outside_a_repeat_are_none() -> None:
    survey = (("type", "name", "label"), ("text", "a", "A"), ("select_one ${a}", "b", "B"))
    made = Session(form(survey))
    made.answer("a", "x")
    assert made.choices("b") == ()


def test_a_default_that_cannot_be_computed_is_left_out() -> None:
    survey: Table = (
        ("type", "name", "label", "default"),
        ("text", "a", "A", "pulldata('无', 'a', 'b', 'c')"),
        ("text", "b", "B", "concat('x', 1)"),
        ("audit", "", ""),
        ("background-geopoint", "c", ""),
    )
    assert session(survey).answers() == {"b": "x1"}
