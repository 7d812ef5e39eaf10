"""What holds for every checklist that ships: read, kept, exchanged, told in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from pyxform.xls2xform import convert

from inspector import paths
from inspector.checklists.definition import from_definition, to_definition
from inspector.checklists.kinds import MANY, UNASKED, Kind
from inspector.checklists.model import NO_RULES, Form, Question, walk
from inspector.checklists.reading import read_checklist
from tests.checklists.shipped.visits import NAMES, shipped, visit

LANGUAGES = ("中文 (zh)", "English (en)")
FILES = sorted(one.stem for one in paths.forms("checklists").glob("*.xlsx"))


def questions(form: Form) -> list[Question]:
    return [one.item for one in walk(form.items) if isinstance(one.item, Question)]


def test_the_six_are_there() -> None:
    assert sorted(NAMES) == FILES


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wrong_with_it(name: str) -> None:
    assert read_checklist(paths.forms("checklists", f"{name}.xlsx")).mistakes == ()
    form = shipped(name)
    assert form.form_id.isascii()
    assert (form.version, form.default_language, form.languages) == ("2026112101", LANGUAGES[0], LANGUAGES)
    asked = [one for one in questions(form) if one.kind not in UNASKED and one.kind is not Kind.NOTE]
    assert 12 <= len(asked) <= 45


@pytest.mark.parametrize("name", NAMES)
def test_names_are_unique_and_serve_other_tools_too(name: str) -> None:
    form = shipped(name)
    counted = Counter(one.name for one in walk(form.items))
    assert {one for one, times in counted.items() if times > 1 or not one.isascii()} == set()
    assert all(choice.name.isascii() for choices in form.lists.values() for choice in choices)


@pytest.mark.parametrize("name", NAMES)
def test_its_definition_is_kept_whole(name: str) -> None:
    assert from_definition(to_definition(shipped(name))) == shipped(name)


@pytest.mark.parametrize("name", NAMES)
def test_pyxform_converts_it_without_a_warning(name: str) -> None:
    warnings: list[str] = []
    made = convert(str(paths.forms("checklists", f"{name}.xlsx")), warnings=warnings)
    assert warnings == []
    assert f'id="{shipped(name).form_id}"' in made.xform
    assert 'xmlns:gov="urn:inspector:checklist:gov"' in made.xform
    assert "gov:problem_category=" in made.xform


def test_rules_of_a_blocker_survive_in_other_tools() -> None:
    """As a reference to the answer of the same instance; no program but this one reads the attribute."""
    made = convert(str(paths.forms("checklists", "开复工核查.xlsx")))
    for rule, field in (("problem_category", "category"), ("deadline_days", "days"), ("owner", "owner")):
        assert f'gov:{rule}=" ../blocker_{field} "' in made.xform


def texts(name: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text that an inspector may read, with its place."""
    form = shipped(name)
    for placed in walk(form.items):
        one = placed.item
        held = {"label": one.wording.label, "hint": one.wording.hint}
        if isinstance(one, Question):
            held |= {"required": one.required_message, "constraint": one.constraint_message}
        yield from ((f"{one.name}.{key}", text) for key, text in held.items())
    for choices in form.lists.values():
        yield from ((f"{one.name}.choice", one.label) for one in choices)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_are_complete(name: str) -> None:
    assert [where for where, text in texts(name) if text and set(text) != set(LANGUAGES)] == []
    needed = [one for one in walk(shipped(name).items) if not _silent(one.item)]
    assert [one.name for one in needed if not one.item.wording.label] == []
    english = [text[LANGUAGES[1]] for _, text in texts(name) if text]
    assert [one for one in english if any("\u4e00" <= sign <= "\u9fff" for sign in one)] == []


def _silent(item: object) -> bool:
    return isinstance(item, Question) and item.kind in UNASKED


@pytest.mark.parametrize("name", NAMES)
def test_every_constraint_says_what_is_wrong(name: str) -> None:
    bound = [one for one in questions(shipped(name)) if one.constraint]
    assert bound
    assert [one.name for one in bound if not one.constraint_message] == []


@pytest.mark.parametrize("name", NAMES)
def test_whatever_raises_a_problem_can_be_answered_unfit(name: str) -> None:
    """A rule on a question without an unfit choice would be there for nothing."""
    form = shipped(name)
    ruled = [one for one in questions(form) if one.rules != NO_RULES and one.rules.problem_category]
    assert ruled
    for one in ruled:
        assert one.kind is Kind.SELECT_ONE
        assert one.rules.deadline_days is not None
        made = [choice for choice in form.lists[one.source] if choice.name == "fail" or _share(choice.columns) == 0]
        assert made, one.name


def _share(columns: Mapping[str, str]) -> Decimal | None:
    return Decimal(columns["gov_share"]) if "gov_share" in columns else None


@pytest.mark.parametrize(("name", "language"), [(name, one) for name in NAMES for one in LANGUAGES])
def test_an_empty_visit_opens_in_both_languages(name: str, language: str) -> None:
    made = visit(name, {}, language)
    entries = made.entries()
    assert entries[0].label
    assert all(one.label for one in entries)
    assert made.score().percent is None
    assert made.problems() == []
    assert made.completeness().missing
    assert not made.complete


@pytest.mark.parametrize("name", NAMES)
def test_choices_of_several_have_no_blanks_and_lists_fit_a_screen(name: str) -> None:
    form = shipped(name)
    for one in [one for one in questions(form) if one.kind in MANY]:
        assert all(" " not in choice.name for choice in form.lists[one.source])
    assert max(map(len, form.lists.values())) <= 30


@pytest.mark.parametrize("name", ["安全文明施工", "观摩评分"])
def test_weights_add_up_to_a_hundred(name: str) -> None:
    assert sum(Decimal(one.rules.weight or 0) for one in questions(shipped(name))) == 100
