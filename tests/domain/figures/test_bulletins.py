"""The sentences of our own bulletins: consistent ones pass, one altered number is always found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inspector.domain.figures import Kind, check_text
from inspector.domain.rates import Rate

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Issue:
    """The counts and amounts (亿元) behind the sentences; rates are of the true counts unless `rate` is set."""

    planned_new: int
    planned_continuing: int
    started: int
    resumed: int
    started_total: Decimal
    resumed_total: Decimal
    extra_count: int = 0
    extra_planned: int = 0
    extra_total: Decimal = Decimal(0)
    rate: str = ""

    @property
    def moving(self) -> int:
        return self.started + self.resumed

    @property
    def planned(self) -> int:
        return self.planned_new + self.planned_continuing

    def rates(self) -> tuple[str, str, str]:
        return (
            self.rate or Rate("r", self.moving, self.planned).printed,
            Rate("r", self.resumed, self.planned_continuing).printed,
            Rate("r", self.started, self.planned_new).printed,
        )


def published(issue: Issue) -> str:
    """As the first article and the overview of our bulletin say it."""
    rates = issue.rates()
    return (
        f"2022年，葫芦岛市计划实施500万元以上重点项目{issue.planned + issue.extra_planned}个，总投资9999.9亿元，"
        f"年度计划投资325.1亿元。\n截至6月10日，全市已开复工重点项目{issue.moving + issue.extra_count}个，"
        f"总投资{issue.started_total + issue.resumed_total + issue.extra_total}亿元。"
        f"其中，新开工项目{issue.started}个，总投资{issue.started_total}亿元；"
        f"复工项目{issue.resumed}个，总投资{issue.resumed_total}亿元。"
        f"开复工率、续建项目复工率、新项目开工率分别为{rates[0]}%、{rates[1]}%、{rates[2]}%。"
    )


def beside(issue: Issue) -> str:
    """With each rate beside its count."""
    rates = issue.rates()
    return (
        f"截至6月10日，全市已开复工重点项目{issue.moving + issue.extra_count}个，"
        f"占计划{issue.planned + issue.extra_planned}个的{rates[0]}%，"
        f"总投资{issue.started_total + issue.resumed_total + issue.extra_total}亿元。"
        f"其中，新开工项目{issue.started}个，开工率{rates[2]}%，总投资{issue.started_total}亿元；"
        f"复工项目{issue.resumed}个，复工率{rates[1]}%，总投资{issue.resumed_total}亿元。"
    )


def traditional(issue: Issue) -> str:
    """In traditional characters and full-width digits, as the articles were found."""
    table = str.maketrans("个项总亿万开复续设计划实为业资数截点", "個項總億萬開復續設計劃實為業資數截點")
    return published(issue).translate(table | str.maketrans("0123456789.%", "０１２３４５６７８９．％"))


AMOUNTS = st.integers(1, 500_000).map(lambda cents: Decimal(cents) * CENT)


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    new, continuing = draw(st.integers(1, 900)), draw(st.integers(1, 900))
    started, resumed = draw(st.integers(1, new)), draw(st.integers(1, continuing))
    return Issue(new, continuing, started, resumed, draw(AMOUNTS), draw(AMOUNTS))


SENTENCES = pytest.mark.parametrize("write", [published, beside, traditional])


@SENTENCES
@given(issue=issues())
@settings(max_examples=100, deadline=None)
def test_a_consistent_issue_has_no_inconsistency(write: Callable[[Issue], str], issue: Issue) -> None:
    report = check_text(write(issue))
    assert report.inconsistencies == ()
    assert len(report.passed) >= 3


@SENTENCES
@given(issue=issues(), extra=st.integers(-50, 50).filter(bool))
@settings(max_examples=60, deadline=None)
def test_an_altered_count_breaks_its_sum_and_is_found(write: Callable[[Issue], str], issue: Issue, extra: int) -> None:
    assume(issue.moving + extra > 0)
    report = check_text(write(replace(issue, extra_count=extra)))
    assert Kind.SUM_DIFFERS in {one.kind for one in report.inconsistencies}


@SENTENCES
@given(issue=issues(), extra=st.integers(-99, 99).filter(bool))
@settings(max_examples=60, deadline=None)
def test_an_altered_amount_is_found(write: Callable[[Issue], str], issue: Issue, extra: int) -> None:
    assume(issue.started_total + issue.resumed_total + extra * CENT > 0)
    report = check_text(write(replace(issue, extra_total=extra * CENT)))
    rounded = abs(extra) == 1
    assert (Kind.SUM_ROUNDED if rounded else Kind.SUM_DIFFERS) in {one.kind for one in report.findings}


@SENTENCES
@given(issue=issues(), extra=st.integers(-20, 20).filter(bool))
@settings(max_examples=60, deadline=None)
def test_an_altered_plan_that_changes_the_rate_is_found(
    write: Callable[[Issue], str], issue: Issue, extra: int
) -> None:
    planned = issue.planned + extra
    assume(planned > 0)
    assume(Rate("r", issue.moving, planned).printed != issue.rates()[0])
    assert check_text(write(replace(issue, extra_planned=extra))).exit_code == 1


@SENTENCES
@given(issue=issues(), tenths=st.integers(1, 1500))
@settings(max_examples=60, deadline=None)
def test_an_altered_rate_is_found(write: Callable[[Issue], str], issue: Issue, tenths: int) -> None:
    rate = f"{Decimal(tenths) / 10:.1f}"
    assume(rate != issue.rates()[0])
    assert check_text(write(replace(issue, rate=rate))).exit_code == 1


@given(st.integers(1, 999), st.data())
@settings(max_examples=60, deadline=None)
def test_an_altered_step_is_found(applicable: int, data: st.DataObject) -> None:
    finished, other = data.draw(st.integers(1, applicable)), data.draw(st.integers(1, applicable))
    rate, wrong = (Rate("r", one, applicable, 2).printed for one in (finished, other))
    sentence = "应办{}手续项目{}个，已办结{}个，办结率{}%；应办能评手续104件，已办结61件，办结率58.7%。"
    assert check_text(sentence.format("立项", applicable, finished, rate)).exit_code == 0
    assert check_text(sentence.format("消防设计审查", applicable, finished, wrong)).exit_code == (rate != wrong)


CONSISTENT = [
    "计划新开工268个，已开工117个，新开工率43.7%；计划续建232个，已复工212个，复工率91.4%。",
    "计划实施重点项目500个（新建项目268个、续建项目232个）。",
    "新开工、复工项目分别为117个、212个，合计开复工329个。",
    "117个新开工项目、212个复工项目，共开复工项目329个。",
    "已开复工项目三百二十九个，占计划五百个的百分之六十五点八。",
    "全市计划开复工500个，已开复工329个，开复工率近七成。",
    "全市计划开复工500个，已开复工329个，开复工率63%～68%。",
    "全市计划开复工500个，已开复工329个，开复工率超过六成，不足66%。",
    "已开复工329个，比上期增加10个，总投资1611.89亿元；新开工项目117个，复工项目212个。",
    "列入计划的项目累计完成投资100.07亿元，占年度计划投资325.10亿元，投资完成率30.8%；时间进度50.0%。",
    "全市完成投资217.6亿元，占年度计划投资325.1亿元的66.9%。",
    "连山区计划项目80个，已开复工60个，开复工率75.0%；龙港区计划项目50个，已开复工40个，开复工率80.0%。",
    "计划项目80个，已开复工60个，开复工率75.0%；计划项目50个，已开复工40个，开复工率80.0%。",
    "截至6月10日，已开复工329个，占年度计划的65.8%，年度计划项目500个。",
    "续建项目复工212个，复工率100.0%，复工项目已全部复工。计划续建项目212个。",
    "新开工项目117个，新开工亿元以上项目20个，其中复工项目亿元以上15个。",
    "尚未开工的151个新建项目、尚未复工的20个续建项目逐一调度，全市已开复工329个。",
    "应办事项共10件，已办结5件，正办理3件，待办2件，办结率50.0%。",
    "开复工率、复工率分别为65.8%、91.4%、43.7%，已开复工3个，计划项目4个。",
    "去年计划开复工400个。目前全市已开复工329个，开复工率65.8%。",
    "2021年全市计划开复工400个，2022年计划开复工500个，已开复工329个，开复工率65.8%。",
    "全市已开复工1.2万个，其中新开工0.5万个、复工0.7万个。",
    "全市计划新开工10个，已开工0个，开工率0.0%，复工项目0个。",
    "全市计划实施重点项目500个。全市亿元以上项目已开复工60个，开复工率75%，总投资10亿元。",
    "全市已开复工329个，工业项目已开复工60个，开复工率75%。全市计划实施重点项目500个。",
    "全市计划新开工10个，已开工0个，开工率0%。",
    "全市计划实施重点项目480个以上。\n全市已开复工360个，开复工率75%。",
    "已开复工329个，总投资1,611.89亿元；新开工项目117个，总投资140.16亿元；复工项目212个，总投资1,471.73亿元。",
    "一季度，全市484个市级重点建设项目开复工358个，开复工率为74%，其中新建项目开工135个，续建项目复工223个。",
    "66个新开工项目已有28个开工建设，开工率42.4%；63个新开工重点项目共有47个项目实现开工，开工率达74.6%。",
    "10月单月全市有3个新开工项目实现开工。截至10月底，全市63个新开工重点项目共有47个项目实现开工，开工率达74.6%。",
    "全市安排重点项目458个。其中133个续建项目有序推进，124个新建项目已开工122个，开工率为98.4%；50个建成项目收尾。",
    "全市计划实施重点项目458个，已开复工重点项目250个，新开工项目122个，开工率98.4%，复工项目128个，复工率96.2%，前期项目151个。",
    "6个新开工项目中，3个项目已开工建设，开工率达50%。",
    "计划开工项目255项（其中1-10月份计划新开工223项），目前实际已开工206项，开工率80.8%。",
    "计划开、复工项目66项，已开、复工项目52项，开、复工率79%。",
    "占5个的20%，5家，占计划的50%。约9家，占全市90%。",
    "全市计划实施重点项目500个。\n全市计划实施重点项目500个以上。\n全市已开复工329个，开复工率65.8%。",
    "全市计划实施重点项目480个以上。\n全市计划实施重点项目481个。\n全市已开复工360个，开复工率75%。",
    "环评手续已办结5件，办结率50.0%。",
    "全市计划新开工1000个，新开工率44%。计划开复工500多个，开复工率44%。",
    "新开工项目5个，完成投资2亿元，年度计划投资3亿元，投资完成率50%。",
    "新开工项目约5个，平均单体规模4亿元，总投资3亿元。",
    "应办立项手续10件，已办结5件，正办理3件。应办能评手续约10件，已办结5件，正办理3件。",
    "全市已开复工100余个，其中新开工项目200个。",
    "全市计划开复工500个以上，已开复工329个，开复工率60%。",
    "",
]


@pytest.mark.parametrize("sentence", CONSISTENT)
def test_a_consistent_sentence_passes(sentence: str) -> None:
    assert check_text(sentence).inconsistencies == ()


INCONSISTENT = [
    ("117个新开工项目、212个复工项目，共开复工项目330个。", Kind.SUM_DIFFERS),
    ("全市484个市级重点建设项目开复工358个，开复工率为79%。", Kind.RATE_DIFFERS),
    ("本年度计划新开工项目270项，实际已开工129项，开工率达47%。", Kind.RATE_DIFFERS),
    ("66个新开工项目已有28个开工建设，开工率44.2%。", Kind.RATE_DIFFERS),
    ("6个新开工项目中，3个项目已开工建设，开工率达60%。", Kind.RATE_DIFFERS),
    ("58个续建项目中，29个续建项目已复工，复工率达60%。", Kind.RATE_DIFFERS),
    ("计划实施重点项目500个（新建项目268个、续建项目223个）。", Kind.SUM_DIFFERS),
    ("新开工、复工项目分别为117个、221个，合计开复工329个。", Kind.SUM_DIFFERS),
    ("已开复工329个，其中新开工项目392个。", Kind.PART_EXCEEDS_TOTAL),
    ("计划新开工268个，已开工117个，新开工率47.3%。", Kind.RATE_DIFFERS),
    ("全市计划开复工500个，已开复工329个，开复工率近八成。", Kind.RATE_DIFFERS),
    ("全市计划开复工500个，已开复工329个，开复工率超过90%。", Kind.RATE_DIFFERS),
    ("全市计划开复工500个，已开复工329个，开复工率不足60%。", Kind.RATE_DIFFERS),
    ("全市计划开复工500个，已开复工329个，开复工率63%～65%。", Kind.RATE_DIFFERS),
    ("全市计划开复工0个，已开复工329个，开复工率65.8%。", Kind.RATE_DIFFERS),
    ("列入计划的项目累计完成投资100.07亿元，占年度计划投资325.10亿元，投资完成率38.0%。", Kind.RATE_DIFFERS),
    ("全市完成投资217.6亿元，占年度计划投资325.1亿元的69.6%。", Kind.RATE_DIFFERS),
    ("龙港区计划项目50个，已开复工40个，开复工率85.0%。", Kind.RATE_DIFFERS),
    ("截至6月10日，已开复工329个，占年度计划的68.5%，年度计划项目500个。", Kind.RATE_DIFFERS),
    ("全市新开工率82.44%，新开工项目5个。", Kind.RATE_IMPOSSIBLE),
    ("全市计划新开工10个，新开工率43.7%。", Kind.NUMERATOR_IMPOSSIBLE),
    ("复工项目210个，复工项目已全部复工。计划续建项目212个。", Kind.ALL_RESUMED_DIFFERS),
    ("应办立项手续10件，已办结5件，正办理3件，待办3件。", Kind.SUM_DIFFERS),
    ("应办立项手续10件，已办结8件，正办理3件。", Kind.PART_EXCEEDS_TOTAL),
    ("全市计划实施重点项目500个。\n全市已开复工360个，开复工率75%。", Kind.NO_TOTAL_FITS),
    ("全市计划实施重点项目50个。\n全市已开复工60个，开复工率75%。", Kind.NO_TOTAL_FITS),
    ("全市计划实施重点项目500个。\n全市已开复工329个，开复工率0.0%。", Kind.NO_TOTAL_FITS),
    ("全市已开复工0个，开复工率65.8%。", Kind.RATE_IMPOSSIBLE),
]


@pytest.mark.parametrize(("sentence", "kind"), INCONSISTENT)
def test_a_contradiction_is_named(sentence: str, kind: Kind) -> None:
    assert kind in {one.kind for one in check_text(sentence).inconsistencies}


@pytest.mark.parametrize("rates", ["{}、—、43.7%", "{}、91.4%、—", "{}、—、—"])
def test_a_rate_without_a_base_keeps_its_place_in_a_list_of_rates(rates: str) -> None:
    text = "全市计划实施重点项目500个，已开复工329个。开复工率、续建项目复工率、新项目开工率分别为{}。"
    assert check_text(text.format(rates.format("65.8%"))).exit_code == 0
    assert check_text(text.format(rates.format("68.5%"))).exit_code == 1


def test_a_list_of_rates_may_begin_without_a_base() -> None:
    text = "全市计划实施重点项目500个，已开复工329个。续建项目复工率、开复工率分别为—、{}。"
    assert check_text(text.format("65.8%")).exit_code == 0
    assert check_text(text.format("68.5%")).exit_code == 1


def test_several_denominators_are_ambiguous_and_one_is_implied() -> None:
    (several,) = check_text("全市已开复工360个，开复工率75%。").findings
    assert (several.kind, several.numbers) == (Kind.DENOMINATOR_AMBIGUOUS, (477, 483))
    (one,) = check_text("全市新开工项目117个，开工率43.7%。").findings
    assert (one.kind, one.numbers) == (Kind.DENOMINATOR_IMPLIED, (268,))
    (numerator,) = check_text("应办立项手续146件，办结率78.08%。").findings
    assert (numerator.kind, numerator.numbers) == (Kind.NUMERATOR_IMPLIED, (114,))


def test_a_total_printed_in_another_paragraph_narrows_what_the_rates_imply() -> None:
    text = (
        "全市计划实施重点项目500个。\n"
        "全市已开复工329个，其中新开工项目117个，开工率44%，复工项目212个，复工率91%，开复工率66%。"
    )
    report = check_text(text)
    assert report.inconsistencies == ()
    assert [one.kind for one in report.findings] == [Kind.DENOMINATOR_AMBIGUOUS] * 2


PIECES = (
    "全市,计划,新,开复工,续建,项目,率,占,的,分别为,个,%,亿元,万,总投资,12,3.5,.,、,。,；,\n, ,一二,十,"
    "百分之,千,点,成,之,～,以上,超,近,(gè),“,”,2022年,上半年,去年,应办,立项,手续,已办结,正办理,待办,"
    "已全部复工,５,％,區,连山区,葫芦岛市,平均单体规模,完成率"
)
ODD = st.lists(st.sampled_from([*PIECES.split(","), ",", "，"]), max_size=40).map("".join)


@given(ODD | st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_every_mention_leads_back(text: str) -> None:
    report = check_text(text)
    for mentions in (*(one.mentions for one in report.passed), *(one.mentions for one in report.findings)):
        assert mentions
        for mention in mentions:
            assert text[mention.start : mention.end] == mention.quote


@pytest.mark.parametrize(
    "piece", ["开复工率", "全市开复工360个，开复工率75%；", "1个", " ", "分别为1个、", "“", "1-1-"]
)
def test_a_long_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + "\n全市已开复工329个，其中新开工117个、复工213个。"
    assert Kind.SUM_DIFFERS in {one.kind for one in check_text(text).findings}
