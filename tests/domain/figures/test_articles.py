"""The five published articles: what must be found, and nothing that is not there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from inspector.domain.figures import CheckReport, Finding, Kind, Relation, check_text

ARTICLES = Path(__file__).parents[2] / "articles"
NOTHING: dict[Kind, int] = {}
FINDINGS = {
    "000": {Kind.DENOMINATOR_IMPLIED: 2},
    "001": NOTHING,
    "002": {Kind.DENOMINATOR_IMPLIED: 4, Kind.ALL_RESUMED_DIFFERS: 1},
    "003": NOTHING,
    "004": {Kind.NO_TOTAL_FITS: 1},
}


def article(number: str) -> str:
    (path,) = ARTICLES.glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


def checked(number: str) -> CheckReport:
    return check_text(article(number))


def finding(report: CheckReport, kind: Kind) -> Finding:
    (found,) = (one for one in report.findings if one.kind is kind)
    return found


@pytest.mark.parametrize("number", FINDINGS)
def test_every_finding_is_there_and_no_other(number: str) -> None:
    report = checked(number)
    assert Counter(one.kind for one in report.findings) == FINDINGS[number]
    assert report.exit_code == (1 if number in {"002", "004"} else 0)


def test_232_and_268_are_implied_in_the_first_article() -> None:
    report = checked("000")
    assert [one.numbers for one in report.findings] == [(232,), (268,)]
    (together,) = (one for one in report.passed if one.relation is Relation.DENOMINATORS)
    assert together.details == {"new": "268", "continuing": "232", "total": "500"}


def test_the_sums_and_the_rate_of_the_first_article_hold() -> None:
    report = checked("000")
    sums = [f"{one.details['parts']} = {one.details['total']}" for one in report.passed if one.relation is Relation.SUM]
    assert sums == ["117 + 212 = 329", "140.16 + 1471.73 = 1611.89", "50.80 + 150.58 = 201.38"]
    (rate,) = (one for one in report.passed if one.relation is Relation.RATE)
    assert (rate.details["numerator"], rate.details["denominator"], rate.details["rate"]) == ("329", "500", "65.8%")


def test_131_is_implied_in_the_third_article_and_204_is_not_206() -> None:
    report = checked("002")
    assert (131,) in [one.numbers for one in report.findings if one.kind is Kind.DENOMINATOR_IMPLIED]
    found = finding(report, Kind.ALL_RESUMED_DIFFERS)
    assert found.numbers == (204, 206)
    assert found.details == {"continuing": "335 − 131 = 204", "resumed": "314 − 108 = 206"}


def test_the_shares_of_the_third_article_imply_their_totals() -> None:
    shares = [one for one in checked("002").findings if one.details.get("name") == "占全市"]
    assert [one.numbers for one in shares] == [(10,), (33,), (61,)]


def test_the_average_of_the_fourth_article_holds() -> None:
    (average,) = checked("003").passed
    assert average.relation is Relation.AVERAGE
    assert average.details["expected"] == "4.7"


def test_360_at_75_percent_fits_neither_500_nor_550() -> None:
    report = checked("004")
    found = finding(report, Kind.NO_TOTAL_FITS)
    assert found.numbers == (477, 483)
    assert found.details["totals"] == "500、550"
    assert [one.quote for one in found.mentions] == ["75%", "360个", "500个以上", "550个"]


def test_the_steps_of_the_last_article_hold() -> None:
    passed = checked("004").passed
    assert [one.details["rate"] for one in passed if one.relation is Relation.RATE] == ["78.08%", "58.7%"]
    assert [one.details["parts"] for one in passed if one.relation is Relation.SUM] == ["27 + 4", "21 + 5 + 5"]


@pytest.mark.parametrize("number", FINDINGS)
def test_every_mention_leads_back_to_its_place(number: str) -> None:
    text, report = article(number), checked(number)
    for mentions in (*(one.mentions for one in report.passed), *(one.mentions for one in report.findings)):
        for mention in mentions:
            assert text[mention.start : mention.end] == mention.quote


@pytest.mark.parametrize(
    ("number", "printed", "altered", "kind"),
    [
        ("000", "項目117個", "項目118個", Kind.SUM_DIFFERS),
        ("000", "項目329個", "項目328個", Kind.SUM_DIFFERS),
        ("000", "重點項目500個", "重點項目501個", Kind.RATE_DIFFERS),
        ("000", "1471.73億元", "1471.37億元", Kind.SUM_DIFFERS),
        ("000", "50.80億元", "50.81億元", Kind.SUM_ROUNDED),
        ("000", "65.8%", "68.5%", Kind.RATE_DIFFERS),
        ("000", "43.7%", "43.8%", Kind.DENOMINATORS_DIFFER),
        ("000", "43.7%", "47.3%", Kind.RATE_IMPOSSIBLE),
        ("002", "開復工率達93.7%", "開復工率達97.3%", Kind.RATE_DIFFERS),
        ("003", "4.7億元", "7.4億元", Kind.AVERAGE_DIFFERS),
        ("004", "78.08%", "78.80%", Kind.RATE_DIFFERS),
        ("004", "办结61个", "办结16个", Kind.RATE_DIFFERS),
        ("004", "27个项目已完成", "28个项目已完成", Kind.PART_EXCEEDS_TOTAL),
    ],
)
def test_a_slip_of_the_pen_in_an_article_is_found(number: str, printed: str, altered: str, kind: Kind) -> None:
    text = article(number)
    assert printed in text
    assert kind in {one.kind for one in check_text(text.replace(printed, altered)).findings}
