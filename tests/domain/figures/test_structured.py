"""Structured figures: the list format, and the same relations on it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import FormatError
from inspector.domain.figures import Kind, Relation, StructuredFigure, check_figures, parse_figures, to_plain


def figures(*listed: dict[str, Any]) -> tuple[StructuredFigure, ...]:
    return parse_figures([*listed])


def kinds(*listed: dict[str, Any]) -> list[Kind]:
    return [one.kind for one in check_figures(figures(*listed)).findings]


def count(indicator: str, value: object, **more: Any) -> dict[str, Any]:
    return {"indicator": indicator, "value": value, "unit": "个", **more}


def rate(indicator: str, value: object, **more: Any) -> dict[str, Any]:
    return {"indicator": indicator, "value": value, "unit": "%", **more}


def test_identifiers_and_chinese_names_mean_the_same() -> None:
    by_name = (count("新开工项目数", 117), count("复工项目数", 212), count("已开复工项目数", 329))
    by_identifier = (count("started_new.count", 117), count("resumed.count", 212), count("start_resume.count", 329))
    for listed in (by_name, by_identifier):
        (holds,) = check_figures(figures(*listed)).passed
        assert (holds.relation, holds.details["parts"], holds.details["total"]) == (Relation.SUM, "117 + 212", "329")


def test_a_mention_names_its_place_in_the_list() -> None:
    listed = (count("新开工项目数", 117), count("复工项目数", 213), count("已开复工项目数", 329))
    (found,) = check_figures(figures(*listed)).findings
    assert found.kind is Kind.SUM_DIFFERS
    assert [(one.index, one.quote, one.start) for one in found.mentions] == [
        (0, "117个", None),
        (1, "213个", None),
        (2, "329个", None),
    ]


def test_a_rate_is_checked_against_its_own_counts() -> None:
    assert kinds(rate("开复工率", "65.8", numerator=329, denominator=500)) == []
    assert kinds(rate("开复工率", "65.7", numerator=329, denominator=500)) == [Kind.RATE_DIFFERS] * 1
    assert kinds(rate("任意指标", "65.7", numerator="329", denominator="500")) == [Kind.RATE_DIFFERS]
    assert kinds(rate("任意指标", "65.8", numerator="329", denominator="0")) == [Kind.RATE_DIFFERS]


def test_the_counts_of_a_rate_must_be_those_of_the_list() -> None:
    counts = (count("已开复工项目数", 330), count("计划项目数", 500))
    assert kinds(*counts, rate("开复工率", "65.8", numerator=329, denominator=500)) == [Kind.RATE_DIFFERS]


def test_a_numerator_alone_implies_denominators() -> None:
    (found,) = check_figures(figures(rate("任意占比", 75, numerator=360))).findings
    assert (found.kind, found.numbers) == (Kind.DENOMINATOR_AMBIGUOUS, (477, 483))


def test_a_denominator_alone_serves_the_counts_of_the_list() -> None:
    assert kinds(rate("开复工率", "65.8", denominator=500), count("已开复工项目数", 329)) == []
    assert kinds(rate("开复工率", "65.8", denominator=500), count("已开复工项目数", 330)) == [Kind.RATE_DIFFERS]


def test_an_average_is_checked_in_its_own_unit() -> None:
    average = {"indicator": "平均规模", "value": "4.7", "unit": "亿元", "numerator": "1035.5", "denominator": 219}
    assert kinds(average) == []
    assert kinds(average | {"value": "4.8"}) == [Kind.RATE_DIFFERS]
    assert kinds(average | {"value": "≥4.5"}) == []
    assert kinds(average | {"value": "≥5"}) == [Kind.RATE_DIFFERS]
    assert kinds(average | {"denominator": None, "numerator": None}) == []


def test_counts_that_come_after_their_rate_are_compared_with_it() -> None:
    listed = (rate("开复工率", "65.8", numerator=329, denominator=500), count("已开复工项目数", 330))
    assert kinds(*listed) == [Kind.RATE_DIFFERS]


def test_declared_parts_must_make_their_total() -> None:
    parts = [count("绿灯", 5, part_of="亮灯"), count("黄灯", 3, part_of="亮灯"), count("红灯", 2, part_of="亮灯")]
    assert kinds(*parts, count("亮灯", 10)) == []
    assert kinds(*parts, count("亮灯", 11)) == [Kind.SUM_DIFFERS]
    assert kinds(*parts, count("亮灯", "十多")) == []
    assert kinds(*parts, count("亮灯", "若干")) == []


def test_a_total_that_is_not_in_the_group_is_refused() -> None:
    with pytest.raises(FormatError) as refused:
        check_figures(figures(count("绿灯", 5, part_of="亮灯"), count("亮灯", 5, group="别处")))
    assert refused.value.key == "domain.figures.total_missing"
    assert refused.value.details == {"index": 1, "name": "亮灯"}


def test_groups_and_periods_are_kept_apart() -> None:
    listed = (count("新开工项目数", 117), count("复工项目数", 212), count("已开复工项目数", 999, group="丹东市"))
    assert check_figures(figures(*listed)).passed == ()
    listed = (count("新开工项目数", 117), count("复工项目数", 212), count("已开复工项目数", 999, period="上期"))
    assert check_figures(figures(*listed)).findings == ()


def test_steps_go_by_their_own_field_or_by_their_name() -> None:
    by_field = (
        count("applicable.count", 146, step="立项"),
        count("finished.count", 114, step="立项"),
        rate("finished.rate", "78.08", step="立项"),
        count("applicable.count", 104, step="能评"),
        count("finished.count", 61, step="能评"),
        rate("办结率", "58.7", step="能评"),
    )
    report = check_figures(figures(*by_field))
    assert [one.details["rate"] for one in report.passed] == ["78.08%", "58.7%"]


def test_decimals_can_be_given_when_a_file_lost_the_last_zero() -> None:
    listed = (
        {"indicator": "新开工项目年度计划投资", "value": 50.8, "unit": "亿元", "decimals": 2},
        {"indicator": "复工项目年度计划投资", "value": 150.58, "unit": "亿元"},
        {"indicator": "已开复工项目年度计划投资", "value": 201.38, "unit": "亿元"},
    )
    (holds,) = check_figures(figures(*listed)).passed
    assert holds.details["parts"] == "50.80 + 150.58"
    assert kinds(count("已开复工项目数", 360), rate("开复工率", 75.0, decimals=0)) == [Kind.DENOMINATOR_AMBIGUOUS]


def test_units_with_remarks_and_units_that_nobody_knows() -> None:
    assert kinds(count("新开工项目数", 3, unit="个(分2批)"), count("已开复工项目数", 2)) == [Kind.PART_EXCEEDS_TOTAL]
    assert kinds({"indicator": "产值", "value": "3.06", "unit": "亿元/km²", "decimals": 3}) == []
    assert kinds({"indicator": "调度频次", "value": "半月一调度", "unit": "制度"}) == []


def test_all_resumed_in_words_is_understood() -> None:
    listed = (
        {"indicator": "复工率(文字)", "value": "全部复工"},
        count("resumed.count", 206),
        count("planned_continuing.count", 204),
    )
    assert kinds(*listed) == [Kind.ALL_RESUMED_DIFFERS]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({}, "no_list"),
        ("text", "no_list"),
        ({"figures": {}}, "no_list"),
        ([1], "not_an_object"),
        ([{"indicator": "a", "value": 1, "colour": "red"}], "unknown_field"),
        ([{"value": 1}], "field_missing"),
        ([{"indicator": "a", "value": None}], "field_missing"),
        ([{"indicator": "a", "value": True}], "field_wrong"),
        ([{"indicator": "a", "value": []}], "field_wrong"),
        ([{"indicator": "a", "value": float("nan")}], "field_wrong"),
        ([{"indicator": "a", "value": 1, "decimals": 99}], "field_wrong"),
        ([{"indicator": "a", "value": 1, "decimals": True}], "field_wrong"),
        ([{"indicator": "a", "value": 1, "decimals": "1"}], "field_wrong"),
        ([{"indicator": "a", "value": 1, "numerator": "many"}], "field_wrong"),
        ([{"indicator": "a", "value": 1, "denominator": 10**20}], "field_wrong"),
        ([{"indicator": 5, "value": 1, "unit": {}}], "field_wrong"),
    ],
)
def test_a_wrong_list_is_refused_with_its_place(data: object, key: str) -> None:
    with pytest.raises(FormatError) as refused:
        parse_figures(data)
    assert refused.value.key == f"domain.figures.{key}"


def test_what_is_written_is_read_again() -> None:
    given = figures(
        rate("开复工率", "65.8", numerator=329, denominator=500, decimals=1, group="葫芦岛市", period="2022-06"),
        count("绿灯", 5, part_of="亮灯", step="立项"),
    )
    assert parse_figures(json.loads(json.dumps({"figures": to_plain(given)}))) == given
    assert given[0].numerator == Decimal(329)


VALUES = (
    st.text(max_size=8) | st.integers() | st.floats() | st.sampled_from(["≥500", "十多", "全部复工", "65.8", "1e9"])
)
LISTS = st.lists(
    st.fixed_dictionaries(
        {"indicator": st.sampled_from(["开复工率", "已开复工项目数", "计划项目数", "finished.rate"]) | st.text()},
        optional={
            "value": VALUES,
            "unit": st.sampled_from(["个", "%", "亿元", "", "个(2批)"]) | st.text(max_size=4),
            "decimals": st.integers(-1, 9),
            "numerator": VALUES,
            "denominator": VALUES,
            "part_of": st.text(max_size=3),
        },
    ),
    max_size=5,
)


@given(LISTS)
@settings(max_examples=200, deadline=None)
def test_any_list_is_checked_or_refused_by_name(data: list[dict[str, Any]]) -> None:
    try:
        check_figures(parse_figures(data))
    except FormatError as refused:
        assert refused.key.startswith("domain.figures.")  # noqa: PT017 - every refusal is a sentence for the user
