from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.checklists.definition import FORMAT, from_definition, is_form, to_definition
from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Form, Group, Question, Repeat, Rules, Wording
from inspector.domain.checklist_answers import read_definition
from inspector.domain.errors import FormatError
from tests.checklists.kit import VERDICTS, form

words = st.text(max_size=6)
texts = st.dictionaries(words, words, max_size=2)
wordings = st.builds(Wording, texts, texts, texts, st.dictionaries(words, texts, max_size=1))
rules = st.builds(Rules, words, st.booleans(), words, st.none() | st.integers(0, 400) | words, words)
rows = st.integers(0, 9)
questions = st.builds(
    Question,
    name=words,
    kind=st.sampled_from(Kind),
    row=rows,
    wording=wordings,
    source=words,
    from_file=st.booleans(),
    or_other=st.booleans(),
    required=words,
    required_message=texts,
    relevant=words,
    default=words,
    trigger=st.lists(words, max_size=2).map(tuple),
    parameters=texts,
    rules=rules,
    extra=texts,
)


def parts(items: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    inner = st.lists(items, max_size=3).map(tuple)
    group = st.builds(Group, words, rows, wordings, words, words, inner, texts)
    return group | st.builds(Repeat, words, rows, wordings, words, words, words, inner, texts)


choices = st.builds(Choice, words, texts, st.dictionaries(words, texts, max_size=1), texts, rows)
forms = st.builds(
    Form,
    title=words,
    form_id=words,
    version=words,
    languages=st.lists(words, max_size=2).map(tuple),
    items=st.lists(st.recursive(questions, parts, max_leaves=4), max_size=3).map(tuple),
    lists=st.dictionaries(words, st.lists(choices, max_size=2).map(tuple), max_size=2),
    settings=texts,
)


@given(forms)
@settings(max_examples=150, deadline=None)
def test_a_form_comes_back_whole(made: Form) -> None:
    assert from_definition(json.loads(json.dumps(to_definition(made)))) == made


def test_defaults_are_left_out() -> None:
    made = form((("type", "name", "label"), ("text", "a", "A")))
    (item,) = to_definition(made)["items"]
    assert item == {"part": "question", "name": "a", "kind": "text", "row": 2, "wording": {"label": {"": "A"}}}


def test_the_simple_checklists_of_before_are_told_apart() -> None:
    old = {"items": [{"name": "a", "label": "A", "answer_type": "text"}]}
    assert not is_form(old)
    assert read_definition(old).items[0].name == "a"
    assert is_form(to_definition(form((("type", "name", "label"), ("text", "a", "A")))))


def test_a_rule_of_before_and_one_that_names_a_field_are_read_alike() -> None:
    definition = to_definition(form((("type", "name", "label", "整改期限"), ("integer", "a", "A", "7"))))
    assert definition["items"][0]["rules"] == {"deadline_days": 7}
    definition["items"][0]["rules"]["deadline_days"] = "${a}"
    made = from_definition(definition)
    assert isinstance(made.items[0], Question)
    assert made.items[0].rules == Rules(deadline_days="${a}")
    definition["items"][0]["rules"]["deadline_days"] = 7.5
    with pytest.raises(FormatError):
        from_definition(definition)


@pytest.mark.parametrize("found", [None, "xlsform/2"])
def test_another_format_is_refused(found: str | None) -> None:
    with pytest.raises(FormatError) as caught:
        from_definition({"format": found} if found else {})
    assert (caught.value.key, caught.value.details) == (
        "checklists.definition_format",
        {"found": found, "known": FORMAT},
    )


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("title",), 3),
        (("items",), "x"),
        (("items", 0), "x"),
        (("items", 0, "part"), "chapter"),
        (("items", 0, "kind"), "nonsense"),
        (("items", 0, "kind"), None),
        (("items", 0, "row"), True),
        (("items", 0, "from_file"), "yes"),
        (("items", 0, "wording"), []),
        (("items", 0, "wording", "label"), [1]),
        (("items", 0, "invented"), "x"),
        (("lists", "v", 0, "label"), {"": 1}),
    ],
)
def test_a_damaged_definition_is_refused_with_its_place(where: tuple[str | int, ...], value: object) -> None:
    definition: Any = copy.deepcopy(
        to_definition(form((("type", "name", "label"), ("select_one v", "a", "A")), VERDICTS))
    )
    inner = definition
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    with pytest.raises(FormatError) as caught:
        from_definition(definition)
    assert caught.value.key == "checklists.definition_damaged"
    assert caught.value.details["place"].startswith("form")


def test_a_question_without_its_kind_is_damaged() -> None:
    definition = to_definition(form((("type", "name", "label"), ("text", "a", "A"))))
    del definition["items"][0]["kind"]
    with pytest.raises(FormatError) as caught:
        from_definition(definition)
    assert caught.value.details == {"place": "form.items[0].kind"}
