"""Names that a question shares with a part of the form."""

from __future__ import annotations

import pytest

from inspector.checklists.session import Session
from tests.checklists.kit import HEAD, refused, session


@pytest.mark.parametrize("part", ["group", "repeat"])
def test_a_bare_name_is_that_of_the_question(part: str) -> None:
    survey = (HEAD, (f"begin {part}", "x", "一节"), ("text", "x", "一题"), ("text", "y", "Y"), (f"end {part}",))
    made = session(survey)
    made.answer("x", "1")
    made.answer("y", "2")
    inside = f"{'x[1]' if part == 'repeat' else 'x'}/x"
    assert (made.value("x"), made.value(inside), made.label("x")) == ("1", "1", "一题")
    assert Session(made.form, made.answers()).answers() == made.answers()
    if part == "repeat":
        assert made.add("x") == "x[2]"
        assert made.instances("x") == ("x[1]", "x[2]")
        assert refused(made.answer, "x", "3") == "checklists.which_instance"


def test_the_name_of_a_part_leads_into_it_whatever_is_called_the_same() -> None:
    within = (("begin group", "a", "A"), ("begin group", "x", "X"), ("text", "b", "B"), *[("end group",)] * 2)
    made = session((HEAD, *within, ("begin group", "c", "C"), ("text", "x", "Q"), ("end group",)))
    made.answer("x/b", "1")
    made.answer("x", "2")
    assert (made.value("a/x/b"), made.value("c/x"), refused(made.value, "b/x")) == ("1", "2", "checklists.no_such_item")
