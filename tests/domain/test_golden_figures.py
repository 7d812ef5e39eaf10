"""Golden figures: every published number that follows from others by a formula is reproduced from them."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.domain import rates
from inspector.domain.approval import StepType
from inspector.domain.figures import Kind, StructuredFigure, check_figures
from inspector.domain.money import printed, yi_to_wan
from inspector.domain.rates import Rate

TABLE = Path(__file__).parents[1] / "articles" / "seed_figures.csv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


ROWS = rows()


def value(article: str, indicator: str) -> Decimal:
    (found,) = {
        one["value"] for one in ROWS if one["source_file"].startswith(article) and one["indicator"] == indicator
    }
    return Decimal(found.lstrip("≥>"))


def whole(article: str, indicator: str) -> int:
    return int(value(article, indicator))


def rate(article: str, over: str, under: str | int, decimals: int = 1) -> str:
    denominator = under if isinstance(under, int) else whole(article, under)
    return Rate("rate", whole(article, over), denominator, decimals).printed


FORMULAS = [
    ("000", "开复工率", rate("000", "已开复工项目数", "计划实施重点项目数")),
    ("000", "新项目开工率", rate("000", "新开工项目数", 268)),
    ("000", "续建项目复工率", rate("000", "复工(续建)项目数", 232)),
    ("002", "开复工率", rate("002", "已开复工项目数", "计划开复工项目数")),
    ("002", "新开工率", rate("002", "新开工项目数", 131, 2)),
    ("002", "占全市", rate("002", "园区国家级专精特新小巨人", 10, 0)),
    ("002", "占全市(省级小巨人)", rate("002", "园区省级专精特新小巨人", 33, 0)),
    ("002", "占全市(省级中小)", rate("002", "园区省级专精特新中小企业", 61, 0)),
    (
        "004",
        "立项办结率",
        rates.completion_rate(
            whole("004", "已完成初设/核准/备案"), whole("004", "应办立项手续项目"), StepType.PROJECT_APPROVAL
        ).printed,
    ),
    (
        "004",
        "能评办结率",
        rates.completion_rate(
            whole("004", "能评已办结"), whole("004", "应能评手续项目"), StepType.ENERGY_REVIEW
        ).printed,
    ),
    (
        "003",
        "平均单体规模",
        rates.average_scale(yi_to_wan(value("003", "当期计划投资")), whole("003", "新开工重大产业项目数")).printed,
    ),
    ("002", "工业技改固投同比", rates.growth(value("002", "工业技改固投完成"), Decimal("18.24")).printed),
    (
        "004",
        "项目数量增长",
        printed(rates.growth(whole("004", "谋划实施项目数"), whole("004", "实施重点项目(首次突破)")).value or 0),
    ),
]
SUMS = [
    ("000", "已开复工项目数", ("新开工项目数", "复工(续建)项目数")),
    ("000", "已开复工项目总投资", ("新开工项目总投资", "复工项目总投资")),
    ("000", "已开复工项目年度计划投资", ("新开工项目年度计划投资", "复工项目年度计划投资")),
    ("004", "“百日攻坚”项目", ("立项已完成", "立项正办理")),
    ("004", "“百日攻坚”项目", ("能评已完成", "能评正办理", "能评待办")),
]


@pytest.mark.parametrize(("article", "indicator", "computed"), FORMULAS)
def test_a_published_figure_follows_from_its_formula(article: str, indicator: str, computed: str) -> None:
    assert Decimal(computed) == value(article, indicator)


@pytest.mark.parametrize(("article", "total", "parts"), SUMS)
def test_published_parts_make_their_total(article: str, total: str, parts: tuple[str, ...]) -> None:
    assert sum(value(article, part) for part in parts) == value(article, total)


def test_the_checker_finds_in_the_table_what_it_finds_in_the_articles() -> None:
    figures = [
        StructuredFigure(
            indicator=one["indicator"],
            value=one["value"],
            unit=one["unit"],
            group=one["city"] + one["source_file"],
            period=one["as_of"],
        )
        for one in ROWS
    ]
    report = check_figures(figures)
    assert {one.kind: one.numbers for one in report.inconsistencies} == {
        Kind.ALL_RESUMED_DIFFERS: (204, 206),
        Kind.NO_TOTAL_FITS: (477, 483),
    }
    implied = [one.numbers for one in report.findings if one.kind is Kind.DENOMINATOR_IMPLIED]
    assert implied == [(232,), (268,), (131,)]
