"""Masthead and tail with what may be absent or over-long."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.bulletin import geometry
from inspector.bulletin.content import BulletinContent, Tail
from inspector.bulletin.masthead import name_size, split_name
from tests.bulletin.conftest import Printer


def test_a_name_is_as_large_as_the_width_allows() -> None:
    assert name_size("简报") == 62
    assert 49 < name_size("项目为王工作简报") < 51
    assert split_name("项目为王工作简报") == ["项目为王工作简报"]


def test_a_long_name_takes_two_lines() -> None:
    assert split_name("葫芦岛市重点项目建设工作简报") == ["葫芦岛市重点项目建设工作简报"]
    long = "葫芦岛市重点项目建设推进工作领导小组简报"
    assert split_name(long) == ["葫芦岛市重点项目建设", "推进工作领导小组简报"]


@pytest.mark.parametrize("name", ["简报", "项目为王工作简报", "葫芦岛市重点项目建设推进工作领导小组办公室简报"])
def test_every_name_stays_in_the_width_and_centred(printer: Printer, plain: BulletinContent, name: str) -> None:
    pages = printer(replace(plain, masthead=replace(plain.masthead, name=name)))
    lines = [line for line in pages.lines(1).values() if line[0].font == "InspectorTitle" and line[0].size != 22]
    assert "".join(glyph.text for line in lines for glyph in line) == name
    for line in lines:
        assert line[0].left > geometry.LEFT - 0.5
        assert line[-1].right < geometry.RIGHT + 0.5
        assert (line[0].left + line[-1].right) / 2 == pytest.approx(geometry.LEFT + geometry.WIDTH / 2, abs=3)


def test_without_total_number_secrecy_and_number(printer: Printer, plain: BulletinContent) -> None:
    head = replace(plain.masthead, total_number=None, secrecy="", number="")
    text = printer(replace(plain, masthead=head)).text(1)
    assert "第11期" in text
    assert "总第" not in text
    assert "内部资料" not in text


def test_a_long_organization_never_runs_into_the_date(printer: Printer, plain: BulletinContent) -> None:
    office = "葫芦岛市重点项目建设推进工作领导小组办公室、市项目发展服务中心"
    pages = printer(replace(plain, masthead=replace(plain.masthead, organization=office)))
    assert pages.find(1, office)[-1].right < pages.find(1, "2022年6月10日")[0].left


def test_a_note_that_names_itself_is_not_named_twice(printer: Printer, plain: BulletinContent) -> None:
    text = printer(replace(plain, editor_note="按语：请阅。")).text(1)
    assert "按语：请阅。" in text
    assert "编者按" not in text


@pytest.mark.parametrize(
    ("tail", "shown", "absent"),
    [
        (Tail(report_to="市委"), ["报：市委"], ["送：", "发：", "共印"]),
        (Tail(send_to="各县", issue_to="各单位"), ["送：各县", "发：各单位"], ["报：", "共印"]),
        (Tail(copies=80), ["共印80份"], ["报：", "送：", "发："]),
    ],
)
def test_a_tail_shows_what_it_has(
    printer: Printer, plain: BulletinContent, tail: Tail, shown: list[str], absent: list[str]
) -> None:
    text = printer(replace(plain, tail=tail)).text(1)
    assert all(one in text for one in shown)
    assert not any(one in text for one in absent)


def test_a_long_recipient_is_wrapped_behind_its_label(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, tail=Tail(report_to="市" * 70)))
    lefts = [line[0].left for line in pages.lines(1).values() if line[0].text == "市" and line[0].size == 14]
    assert len(lefts) == 2
    assert min(lefts) > geometry.LEFT + 2.5 * 14
