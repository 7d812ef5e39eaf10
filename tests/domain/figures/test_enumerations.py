"""Plain sums of running text: parts with their total behind them, and projects broken down into new and continuing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.figures import Kind, Relation, check_text

TRADITIONAL = str.maketrans(
    "计项目续总个点万亿开设进谋划储备红灯黄并区县资类涉问题来",
    "計項目續總個點萬億開設進謀劃儲備紅燈黃併區縣資類涉問題來",
)
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def sums(text: str) -> list[str]:
    """What adds up in `text`."""
    passed = [one for one in check_text(text).passed if one.relation is Relation.SUM]
    return [f"{one.details['parts']} = {one.details['total']}" for one in passed]


def wrong(text: str) -> list[str]:
    """What does not."""
    found = [one for one in check_text(text).findings if one.kind in {Kind.SUM_DIFFERS, Kind.SUM_ROUNDED}]
    return [f"{one.details['parts']} ≠ {one.details['total']}" for one in found]


SUMS = [
    ("计划新建项目268个，续建项目232个，共计{}个。", "268 + 232", 500),
    ("新建项目268个、续建项目232个，合计{}个。", "268 + 232", 500),
    ("新建项目268个、续建项目232个，总计{}个", "268 + 232", 500),
    ("新建项目268个、续建项目232个共{}个。", "268 + 232", 500),
    ("新建项目268个和续建项目232个，合并计{}个。", "268 + 232", 500),
    ("计划实施500万元以上新建项目268个，续建项目232个，共计{}个。", "268 + 232", 500),
    ("1、计划新建项目268个；续建项目232个；共计{}个。", "268 + 232", 500),
    ("117个新开工项目、212个复工项目，共{}个项目。", "117 + 212", 329),
    ("全市重点项目{}个，其中：新建268个、续建232个。", "268 + 232", 500),
    ("全市重点项目{}个，其中：续建232个、新建268个，总投资2619.8亿元。", "232 + 268", 500),
    ("全市重点项目{}个。其中，新开工项目268个，续建项目232个；已开复工329个。", "268 + 232", 500),
    ("2022年，全市计划实施500万元以上重点项目{}个（新建268个、续建232个）。", "268 + 232", 500),
    ("全市已开复工{}个，其中：新开工117个、复工212个。", "117 + 212", 329),
    ("连山区120个、绥中县80个，合计{}个。", "120 + 80", 200),
    ("连山区计划120个、绥中县计划80个，两地合计{}个。", "120 + 80", 200),
    ("（连山区120个、绥中县80个，合计{}个）", "120 + 80", 200),
    ("开工建设一批120个、前期推进一批60个、谋划储备一批30个，共计{}个。", "120 + 60 + 30", 210),
    ("红灯5件、黄灯12件，合计{}件。", "5 + 12", 17),
    ("连山区涉及问题12处、绥中县8处，合计{}处。", "12 + 8", 20),
    ("1月12个、2月8个，合计{}个。", "12 + 8", 20),
    ("计划项目500个，新开工117个、复工212个，共{}个。", "117 + 212", 329),
    ("计划项目500个，新开工117个，复工212个，共{}个。", "117 + 212", 329),
    ("连山区12个，绥中县8个、兴城市5个，合计{}个。", "12 + 8 + 5", 25),
]


@pytest.mark.parametrize(("sentence", "parts", "total"), SUMS)
@pytest.mark.parametrize("spelling", [{}, TRADITIONAL, WIDE, TRADITIONAL | WIDE])
def test_a_plain_sum_holds_and_a_wrong_one_is_found(
    sentence: str, parts: str, total: int, spelling: dict[int, int]
) -> None:
    assert sums(sentence.format(total).translate(spelling)) == [f"{parts} = {total}"]
    assert check_text(sentence.format(total).translate(spelling)).inconsistencies == ()
    (found,) = wrong(sentence.format(total + 1).translate(spelling))
    assert found.endswith(f" ≠ {total + 1}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新建项目二百六十八个、续建项目二百三十二个，合计五百零一个。", "268 + 232 ≠ 501"),
        ("全市重點項目五百零一個，其中：新建二百六十八個、續建二百三十二個。", "268 + 232 ≠ 501"),
        ("紅燈五件、黃燈十二件，合計十八件。", "5 + 12 ≠ 18"),
        ("总投资140.16亿元、1471.73亿元，合计1621.90亿元。", "140.16 + 1471.73 ≠ 1621.90"),
        ("連山區5.20億元、綏中縣3.10億元，合計總投資9.00億元。", "5.20 + 3.10 ≠ 9.00"),
        ("连山区5个、绥中县3个，合计8个；兴城市2个、建昌县1个，共计4个。", "2 + 1 ≠ 4"),
        ("新建项目268个、续建项目232个，累计400个。", "268 + 232 ≠ 400"),
        ("全市重点项目300个，其中：新开工117个、复工212个。", "117 + 212 ≠ 300"),
        ("连山区12个，完成投资3亿元，绥中县8个、兴城市5个，合计9个。", "8 + 5 ≠ 9"),
    ],
)
def test_a_wrong_sum_is_found_in_any_spelling(text: str, found: str) -> None:
    assert wrong(text) == [found]
    assert Kind.SUM_DIFFERS in {one.kind for one in check_text(text).inconsistencies}


def test_a_total_of_rounded_amounts_is_a_notice() -> None:
    report = check_text("总投资140.16亿元、1471.73亿元，合计1611.90亿元。")
    assert [one.kind for one in report.findings] == [Kind.SUM_ROUNDED]
    assert report.exit_code == 0


def test_a_sum_known_by_its_names_is_told_once() -> None:
    assert wrong("117个新开工项目、212个复工项目，共开复工项目330个。") == ["117 + 212 ≠ 330"]
    assert wrong("212个复工项目、117个新开工项目，合计开复工330个。") == ["117 + 212 ≠ 330"]
    assert sums("计划实施重点项目500个（续建项目232个、新建项目268个）。") == ["232 + 268 = 500"]


def test_a_grand_total_may_take_a_subtotal_along() -> None:
    text = "连山区5个、绥中县3个，合计8个，兴城市2个、建昌县1个，共计{}个。"
    assert sums(text.format(11)) == ["5 + 3 = 8", "8 + 2 + 1 = 11"]
    assert sums(text.format(3)) == ["5 + 3 = 8", "2 + 1 = 3"]


SILENT = [
    "连山区120个、绥中县80个等，合计210个。",
    "连山区120个、绥中县80个，合计210个等。",
    "其中，连山区120个、绥中县80个，合计210个。",
    "连山区120个，其中新建3个、绥中县80个，合计210个。",
    "连山区120余个、绥中县80个、兴城市10个，合计215个。",
    "连山区近120个、绥中县80个，合计210个。",
    "连山区120个、绥中县80个，合计210余个。",
    "连山区120个、绥中县80个，合计210個以上。",
    "连山区120個、绥中县80個，合計210來個。",
    "连山区几十个、绥中县80个，合计100个。",
    "连山区两三个、绥中县80个、兴城市10个，合计95个。",
    "连山区数个、绥中县80个、兴城市10个，合计95个。",
    "连山区120、绥中县80个、兴城市10个，合计215个。",
    "连山区120个、比上期增加5个，合计210个。",
    "连山区120个、绥中县80个，共2个县区上报。",
    "连山区120个、绥中县80个。合计210个。",
    "连山区120个、绥中县80件，合计210件。",
    "连山区120个、绥中县80个，合计3亿元。",
    "连山区占60%、绥中县占30%，合计100%。",
    "连山区60%、绥中县30%，合计100%。",
    "连山区120个（60%）、绥中县80个、兴城市10个，合计210个。",
    "新建268个（连山区120个、绥中县148个）、续建232个、技改10个，合计510个。",
    "本周新开工5个、复工3个，累计210个。",
    "本周新开工5个，复工3个，累计7个。",
    "连山区5亿元、绥中县3亿元，累计6亿元。",
    "连山区计划120个、开工80个，绥中县计划50个、开工40个，共170个。",
    "连山区5个、绥中县3个，合计8个；总计8个。",
    "连山区5个、绥中县3个，合计8个；兴城市2个、建昌县1个，合计3个；南票区4个、龙港区1个，总计16个。",
    "连山区5个、绥中县3个，合计8个，兴城市2个，总计12个。",
    "合计210个。",
    "全市重点项目501个，其中：新开工117个、复工212个。",
    "全市重点项目501个，其中：新建268个、续建130个、前期103个。",
    "全市重点项目501个，其中：新建268个、续建130个。另有前期项目103个。",
    "全市重点项目501个，其中：新建268个、续建130个；暂缓103个。",
    "全市重点项目501个，其中：新建268个、续建130个等。",
    "全市重点项目501个，其中：新建268个、续建130个正在推进。",
    "全市重点项目501个，其中：连山区268个、续建130个。",
    "全市重点项目501个，其中：新建268个、新开工130个。",
    "全市重点项目501个，新建268个、续建130个。",
    "全市重点项目501个，其中：新建约268个、续建130个。",
    "全市亿元以上工业项目501个，其中：新建268个、续建130个。",
    "竣工项目501个，其中：新建268个、续建130个。",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_may_count_something_else_is_left_alone(text: str) -> None:
    assert wrong(text) == []
    assert wrong(text.translate(TRADITIONAL | WIDE)) == []


PLACES = ("连山区", "龙港区", "南票区", "绥中县", "建昌县", "兴城市", "开工建设一批", "谋划储备一批", "红灯", "")
TOTALS = ("共计", "合计", "总计", "共", "合并计")


@st.composite
def listings(draw: st.DrawFn) -> tuple[list[str], list[Decimal], str, str]:
    """Names, numbers, unit and the words of the total; amounts have two decimals."""
    unit = draw(st.sampled_from(["个", "项", "件", "家", "处", "亿元", "万元"]))
    scale = 2 if unit.endswith("元") else 0
    numbers = draw(st.lists(st.integers(1, 99_999), min_size=2, max_size=8))
    names = [draw(st.sampled_from(PLACES)) for _ in numbers]
    return names, [Decimal(one).scaleb(-scale) for one in numbers], unit, draw(st.sampled_from(TOTALS))


def written(names: list[str], numbers: list[Decimal], unit: str, words: str, mark: str) -> str:
    return mark.join(f"{name}{one}{unit}" for name, one in zip(names, numbers, strict=True)) + f"，{words}"


@given(listings(), st.sampled_from("、，；"), st.data())
@settings(max_examples=200, deadline=None)
def test_an_exact_sum_holds_and_any_altered_number_is_found(
    listing: tuple[list[str], list[Decimal], str, str], mark: str, data: st.DataObject
) -> None:
    names, numbers, unit, words = listing
    total = sum(numbers)
    text = written(names, numbers, unit, words, mark)
    assert len(sums(f"{text}{total}{unit}。")) == 1
    assert wrong(f"{text}{total}{unit}。") == []
    # More than the rounding of nine numbers can explain.
    altered = [*numbers, Decimal(total)]
    altered[data.draw(st.integers(0, len(numbers)))] += data.draw(st.integers(1, 500))
    changed = f"{written(names, altered[:-1], unit, words, mark)}{altered[-1]}{unit}。"
    assert len(wrong(changed)) == 1
    assert len(wrong(changed.translate(TRADITIONAL | WIDE))) == 1
    assert wrong(changed.replace("，" + words, "等，" + words)) == []
    assert wrong("其中，" + changed) == []
    place = data.draw(st.integers(0, len(numbers) - 1))
    names[place] = "其中" + names[place]
    assert wrong(f"{written(names, altered[:-1], unit, words, mark)}{altered[-1]}{unit}。") == []


@given(st.integers(1, 900), st.integers(1, 900), st.integers(-50, 50))
@settings(max_examples=60, deadline=None)
def test_a_breakdown_into_new_and_continuing_is_always_checked(new: int, continuing: int, extra: int) -> None:
    text = f"全市重点项目{max(0, new + continuing + extra)}个，其中：新建{new}个、续建{continuing}个。"
    assert bool(wrong(text)) == bool(extra)
    assert bool(wrong(text.translate(TRADITIONAL | WIDE))) == bool(extra)


@pytest.mark.parametrize(
    "piece", ["连山区1个、", "连山区1个，合计1个，", "全市重点项目2个，其中：新建1个、", "其中", "一批"]
)
def test_a_long_enumeration_is_read_to_its_end(piece: str) -> None:
    text = piece * (50_000 // len(piece)) + "\n红灯5件、黄灯12件，合计18件。"
    assert "5 + 12 ≠ 18" in wrong(text)
