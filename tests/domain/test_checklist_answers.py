from __future__ import annotations

from typing import Any

import pytest

from inspector.domain.checklist_answers import AnswerType, check_answers, read_definition
from inspector.domain.errors import FormatError, RuleError
from inspector.domain.reasons import Reason
from inspector.texts import sentence

DEFINITION = {
    "items": [
        {"name": "remark", "label": "备注", "answer_type": "text"},
        {"name": "workers", "label": "在场人数", "answer_type": "integer", "required": True, "minimum": 0},
        {"name": "slope", "label": "坡度", "answer_type": "decimal", "minimum": "0", "maximum": "45.5"},
        {"name": "officer", "label": "安全员在岗", "answer_type": "yes_no"},
        {"name": "next_on", "label": "下次检查", "answer_type": "date"},
        {"name": "guards", "label": "防护", "answer_type": "choices", "choices": ["围挡", "安全网"]},
    ]
}
GOOD: dict[str, Any] = {
    "remark": "无",
    "workers": 12,
    "slope": "45.5",
    "officer": False,
    "next_on": "2022-06-30",
    "guards": ["围挡"],
}


def findings(**answers: object) -> tuple[Reason, ...]:
    return check_answers(read_definition(DEFINITION), GOOD | answers)


def test_answers_that_fit_have_no_findings() -> None:
    assert findings() == ()
    assert findings(slope=3, guards=[], remark=None) == ()
    assert findings(guards=("安全网", "围挡")) == ()


@pytest.mark.parametrize(
    ("name", "answer", "key"),
    [
        ("remark", "  ", "no_text"),
        ("remark", 5, "no_text"),
        ("workers", None, "unanswered"),
        ("workers", True, "no_integer"),
        ("workers", "12", "no_integer"),
        ("workers", -1, "too_small"),
        ("slope", "45.51", "too_large"),
        ("slope", "-0.1", "too_small"),
        ("slope", "1e3", "no_decimal"),
        ("slope", 4.5, "no_decimal"),
        ("officer", 1, "no_yes_no"),
        ("next_on", "2022-6-30", "no_date"),
        ("next_on", "2022-06-31", "no_date"),
        ("next_on", 20220630, "no_date"),
        ("guards", "围挡", "no_choices"),
        ("guards", ["围挡", 1], "no_choices"),
        ("guards", ["围挡", "围挡"], "no_choices"),
        ("guards", ["围挡", "喷淋"], "foreign_choice"),
        ("gaurds", ["围挡"], "not_asked"),
    ],
)
def test_each_wrong_answer_is_named_and_explained(name: str, answer: object, key: str) -> None:
    (finding,) = findings(**{name: answer})
    assert finding.key == f"domain.checklist.{key}"
    told = sentence(finding.key, **finding.details)
    assert not told.startswith("domain.")
    assert finding.details.get("label", name) in told


def test_all_findings_are_told_at_once_in_the_order_of_the_items() -> None:
    found = findings(slope="100", workers=None, other=1)
    assert [one.key.rpartition(".")[2] for one in found] == ["unanswered", "too_large", "not_asked"]


def test_every_answer_type_has_a_sentence() -> None:
    for one in AnswerType:
        assert "在场" in sentence(f"domain.checklist.no_{one}", label="在场", answer="x")


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"name": "a", "label": "甲"}, "missing"),
        ({"name": "a", "label": "甲", "answer_type": "photo"}, "unknown_choice"),
        ({"name": "a", "label": "甲", "answer_type": "text", "requird": True}, "unknown_setting"),
        ({"name": 1, "label": "甲", "answer_type": "text"}, "wrong_type"),
    ],
)
def test_a_definition_that_cannot_be_read_is_refused(item: dict[str, object], key: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_definition({"items": [item]})
    assert caught.value.key == f"domain.checklist.{key}"


def test_items_of_one_name_and_choices_without_options_are_refused() -> None:
    text = {"name": "a", "label": "甲", "answer_type": "text"}
    with pytest.raises(RuleError, match=r"domain\.checklist\.twice"):
        read_definition({"items": [text, text]})
    with pytest.raises(RuleError, match=r"domain\.checklist\.no_options"):
        read_definition({"items": [{"name": "b", "label": "乙", "answer_type": "choices"}]})
