from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.bulletin.composer import TextStyle, place
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.trapezoid import trapezoid

WIDTH = 156 * 72 / 25.4
TITLE = TextStyle("song", 22.0, 36.0, align="centre")
FONTS = FontSet.bundled()


def broken(text: str) -> tuple[str, ...]:
    return trapezoid(text, TITLE, WIDTH, FONTS)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("一季度重点项目进展", ("一季度重点项目进展",)),
        (
            "项目为王、实干为要 葫芦岛市按下高质量发展“加速键”",
            ("项目为王、实干为要", "葫芦岛市按下高质量发展“加速键”"),
        ),
        (
            "葫芦岛市启动重点项目前期工作“百日攻坚”行动—— 攻坚克难寻突破 铆足干劲抢先机",
            ("葫芦岛市启动重点项目", "前期工作“百日攻坚”行动——", "攻坚克难寻突破 铆足干劲抢先机"),
        ),
        (
            "全市开复工重点项目329个开复工率达到65.8%",
            ("全市开复工重点项目329个", "开复工率达到65.8%"),
        ),
        ("全市重点项目\n推进情况", ("全市重点项目", "推进情况")),
        ("", ()),
    ],
)
def test_rule_4_a_title_breaks_between_words_into_steps(title: str, lines: tuple[str, ...]) -> None:
    assert broken(title) == lines


def test_rule_4_a_longer_title_makes_a_diamond_or_trapezoid_never_a_waist() -> None:
    lines = broken("关于进一步加强全市重点项目建设现场巡查和审批事项亮灯督办以及问题整改销号工作有关情况的通报")
    widths = [place(line, TITLE, WIDTH, FONTS).width for line in lines]
    assert len(lines) == 3
    assert not widths[1] < min(widths[0], widths[2])
    assert all(width <= WIDTH for width in widths)


def test_a_title_of_many_lines_still_fits() -> None:
    lines = broken("关于重点项目" * 25)
    assert "".join(lines) == "关于重点项目" * 25
    assert all(place(line, TITLE, WIDTH, FONTS).width <= WIDTH for line in lines)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="项目为王建设情况通报的和、“”2022年5000万元", min_size=1, max_size=60))
def test_no_character_of_a_title_is_lost_and_no_line_is_too_wide(title: str) -> None:
    lines = broken(title)
    assert "".join(lines) == title
    assert all(place(line, TITLE, WIDTH, FONTS).width <= WIDTH + 0.01 for line in lines)
