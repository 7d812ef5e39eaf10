from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.bulletin.characters import printable
from inspector.bulletin.composer import Alignment, Line, TextStyle, compose, compose_cell, place
from inspector.bulletin.fonts import FontSet

MM = 72 / 25.4
WIDTH = 156 * MM
BODY = TextStyle("fang", 16.0, 225 * MM / 22, char_space=WIDTH / 28 - 16, first_indent_chars=2)
FONTS = FontSet.bundled()
ARTICLES = sorted((Path(__file__).parent.parent / "articles").rglob("*.txt"))

NO_START = set("，。、；：？！）》〉】”’％…—")
NO_END = set("（《〈【“‘")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*[%％]?")

SENTENCE = (
    "截至6月初，全市已开复工重点项目329个，总投资1611.89亿元，年度计划投资201.38亿元。其中，新开工项目117个，"
    "总投资140.16亿元；开复工率、续建项目复工率、新项目开工率分别为65.8%、91.4%、43.7%，完成比例在63%～68%之间……"
    "会议强调：“项目为王，实干为要”——这是全市上下（含开发区、园区）的共识。"
)


def paragraphs(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def right_edge(line: Line) -> float:
    return line.x + line.width


def assert_lawful(lines: tuple[Line, ...]) -> None:
    for line, following in pairwise(lines):
        assert following.text[0] not in NO_START, (line.text, following.text)
        assert line.text.rstrip()[-1] not in NO_END, (line.text, following.text)
        assert not (line.text[-1] == following.text[0] and line.text[-1] in "—…")


def assert_numbers_whole(lines: tuple[Line, ...]) -> None:
    text = "".join(line.text for line in lines)
    ends, at = set(), 0
    for line in lines:
        at += len(line.text)
        ends.add(at)
    for number in NUMBER.finditer(text):
        assert not ends & set(range(number.start() + 1, number.end())), number.group()


def test_rule_2_a_full_line_holds_28_characters_on_the_grid() -> None:
    lines = compose("项目建设" * 30, BODY, WIDTH, FONTS)
    assert [len(line.text) for line in lines] == [26, 28, 28, 28, 10]
    assert lines[1].runs[0].spacing == pytest.approx(-0.207, abs=0.02)
    assert len(lines[1].runs) == 1


def test_rule_3_the_first_line_is_indented_by_two_characters_and_the_others_stand_flush() -> None:
    lines = compose(SENTENCE, BODY, WIDTH, FONTS)
    assert lines[0].runs[0].x == pytest.approx(2 * WIDTH / 28)
    assert all(line.runs[0].x == 0 for line in lines[1:])


def test_rules_11_to_13_hold_in_a_sentence_full_of_figures() -> None:
    lines = compose(SENTENCE, BODY, WIDTH, FONTS)
    assert_lawful(lines)
    assert_numbers_whole(lines)
    assert "".join(line.text for line in lines) == SENTENCE
    for line in lines[:-1]:
        assert right_edge(line) == pytest.approx(WIDTH, abs=0.3)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_rules_11_to_13_hold_in_every_line_of_the_published_articles(path: Path) -> None:
    for paragraph in paragraphs(path):
        lines = compose(paragraph, BODY, WIDTH, FONTS)
        assert_lawful(lines)
        assert_numbers_whole(lines)
        assert "".join(line.text for line in lines) == printable(paragraph).strip()
        for line in lines[:-1]:
            assert right_edge(line) == pytest.approx(WIDTH, abs=0.3), line.text


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_rule_12_numbers_of_the_articles_keep_their_units(path: Path) -> None:
    parted = [
        (line.text[-8:], following.text[:4])
        for paragraph in paragraphs(path)
        for line, following in pairwise(compose(paragraph, BODY, WIDTH, FONTS))
        if re.search(r"[\d%]$", line.text) and re.match("[亿億万萬元个個家年月日号號期吨噸项項]", following.text)
    ]
    assert not parted


def test_rule_12_a_unit_is_parted_when_the_line_would_be_visibly_loose() -> None:
    begin = "项目建设" * 5 + "达"
    lines = compose(f"{begin}1234567.89亿元，比上年同期增长。", BODY, WIDTH, FONTS)
    assert lines[0].text == f"{begin}1234567.89"
    kept = compose(f"{begin}到全市1.5亿元，比上年同期增长，{begin}", BODY, WIDTH, FONTS)
    assert kept[1].text.startswith("1.5亿元")


def test_a_mark_at_a_line_end_is_trimmed_to_half() -> None:
    style = TextStyle("fang", 16, 28)
    lines = compose("项目建设项目建，项目建设项目建设", style, 7.5 * 16, FONTS)
    assert lines[0].text == "项目建设项目建，"
    assert lines[0].width == pytest.approx(7.5 * 16)


def test_neighbouring_marks_lose_the_blank_between_them() -> None:
    alone = place("项目“项目”项目", TextStyle("fang", 16, 28), 400, FONTS).width
    paired = place("项目”，“项目项目", TextStyle("fang", 16, 28), 400, FONTS)
    assert alone == 8 * 16
    assert paired.width == pytest.approx(9 * 16 - 2 * 8)


def test_a_line_too_long_by_a_little_is_squeezed_beside_its_marks() -> None:
    style = TextStyle("fang", 16, 28)
    text = "项目，建设，巡查，督办，销号，再项目，建设"
    width = 14.5 * 16
    lines = compose(text, style, width, FONTS)
    assert right_edge(lines[0]) == pytest.approx(width)


def test_a_space_at_a_line_end_takes_no_room_and_none_starts_a_line() -> None:
    lines = compose("inspection of key projects in the city " * 4, TextStyle("fang", 12, 18, align="left"), 130, FONTS)
    assert all(not line.text.startswith(" ") for line in lines)
    assert all(right_edge(line) <= 130 + 1e-6 for line in lines)


def test_a_word_wider_than_the_line_is_cut_rather_than_lost() -> None:
    lines = compose("A" * 90, BODY, WIDTH, FONTS)
    assert "".join(line.text for line in lines) == "A" * 90
    assert all(right_edge(line) <= WIDTH + 0.01 for line in lines)


def test_a_long_address_breaks_after_its_own_marks() -> None:
    lines = compose("详见http://www.example.gov.cn/projects/2022/overview/index/page.html的通知", BODY, WIDTH, FONTS)
    assert lines[0].text[-1] in "/."


def test_a_character_wider_than_the_line_stands_alone() -> None:
    assert [line.text for line in compose("项目为王", TextStyle("hei", 22, 30), 10, FONTS)] == list("项目为王")


def test_line_feeds_start_paragraphs_and_invisible_marks_vanish() -> None:
    lines = compose("\u3000\u3000一\u200b季\ud800度\n\n二季度\ufeff", BODY, WIDTH, FONTS)
    assert [line.text for line in lines] == ["一季度", "", "二季度"]
    assert lines[1].runs == ()


@pytest.mark.parametrize(("align", "x"), [("left", 0.0), ("centre", 34.0), ("right", 68.0)])
def test_a_cell_stands_left_centred_or_right(align: Alignment, x: float) -> None:
    (line,) = compose_cell("投资", "fang", 16, 100, align, FONTS)
    assert line.runs[0].x == pytest.approx(x)


def test_a_placed_line_never_wraps() -> None:
    line = place("项目为王\n工作简报", TextStyle("song", 22, 30), 20, FONTS)
    assert line.text == "项目为王 工作简报"
    assert place("", TextStyle("song", 22, 30), 20, FONTS).runs == ()


def test_a_character_that_the_face_lacks_is_placed_from_the_fallback() -> None:
    (line,) = compose("抚顺渼瑞石油", TextStyle("fang", 16, 28), 400, FONTS)
    assert [(run.font, run.text) for run in line.runs] == [
        ("InspectorFang", "抚顺"),
        ("InspectorFallback", "渼"),
        ("InspectorFang", "瑞石油"),
    ]
    assert line.runs[2].x == pytest.approx(48)


ANY_TEXT = st.text(
    alphabet=st.sampled_from("项目为王建设，。、；（）《》“”——……—…0123456789.%～亿元个 aZ/-㎡渼😀"), max_size=120
)


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT, st.floats(40, 450), st.sampled_from(["justify", "left", "centre", "right"]))
def test_any_text_keeps_every_character_within_the_measure(text: str, width: float, align: Alignment) -> None:
    lines = compose(text, TextStyle("fang", 16, 28, align=align), width, FONTS)
    assert "".join(line.text for line in lines) == text.strip(" ")
    for line in lines:
        assert right_edge(line) <= width + 0.01


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["项目", "建设", "1236.5亿元", "，", "。", "（", "“", "63%～68%", "——", "……", "、"]),
        max_size=60,
    )
)
def test_lines_are_lawful_wherever_a_lawful_break_exists(parts: list[str]) -> None:
    text = "项目" + "".join(f"{part}建设" for part in parts)
    lines = compose(text, BODY, WIDTH, FONTS)
    assert_lawful(lines)
    assert_numbers_whole(lines)
    for line in lines[:-1]:
        assert right_edge(line) == pytest.approx(WIDTH, abs=0.3)
