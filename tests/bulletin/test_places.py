"""Warnings name the place where an author finds the character again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.bulletin.content import (
    Annex,
    Bar,
    BarChart,
    Block,
    BulletinContent,
    Column,
    Heading,
    LampCell,
    LampColour,
    LampMatrix,
    LampRow,
    Paragraph,
    PhotoGrid,
    PhotoItem,
    ProgressChart,
    Segment,
    Table,
    Tail,
)
from inspector.bulletin.places import glyph_warnings

RARE = "\U00012000"
ZERO = Decimal(0)

BLOCKS: dict[str, Callable[[str], Block]] = {
    "heading": lambda text: Heading(1, text),
    "header": lambda text: Table("表", (Column(text),), ()),
    "unit": lambda text: Table("表", (Column("甲", unit=text),), ()),
    "cell": lambda text: Table("表", (Column("甲"),), ((1,), (text,))),
    "total": lambda text: Table("表", (Column("甲"),), (), total=text),
    "note": lambda text: Table("表", (Column("甲"),), (), note=text),
    "caption": lambda text: PhotoGrid("图", (PhotoItem(Path("a.jpg"), text, ""),)),
    "credit": lambda text: PhotoGrid("图", (PhotoItem(Path("a.jpg"), "", text),)),
    "step": lambda text: LampMatrix("表", (text,), ()),
    "project": lambda text: LampMatrix("表", (), (LampRow(text, ()),)),
    "days": lambda text: LampMatrix("表", (), (LampRow("甲", (LampCell(LampColour.RED, text),)),)),
    "bar": lambda text: BarChart("图", (Bar(text, ZERO, ""),)),
    "value": lambda text: BarChart("图", (Bar("", ZERO, text),)),
    "line": lambda text: BarChart("图", (), line_label=text),
    "segment": lambda text: ProgressChart("图", (Segment(text, ZERO, ZERO, ""),)),
}


class OneMissing:
    """Fonts that have everything but one character."""

    def missing(self, text: str) -> tuple[str, ...]:
        return (RARE,) if RARE in text else ()


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_character_is_found_in_every_part_of_every_block(plain: BulletinContent, kind: str) -> None:
    block = BLOCKS[kind](f"含{RARE}字")
    (warning,) = glyph_warnings(replace(plain, blocks=(block,)), OneMissing())
    assert f"{RARE} (U+12000)" in warning.sentence
    (inside,) = glyph_warnings(replace(plain, blocks=(), annexes=(Annex("清单", (block,)),)), OneMissing())
    assert "附件1" in inside.sentence


def test_head_title_note_and_tail(plain: BulletinContent) -> None:
    head = replace(plain.masthead, organization=RARE)
    content = replace(plain, masthead=head, title=RARE, editor_note=RARE, tail=Tail(send_to=RARE), mark=RARE)
    places = [dict(warning.details)["place"] for warning in glyph_warnings(content, OneMissing())]
    assert places == ["版头", "编者按", "标题", "页眉标记", "版记"]


def test_paragraphs_are_counted(plain: BulletinContent) -> None:
    blocks = (Paragraph("甲"), Heading(1, "题"), Paragraph("乙" + RARE))
    (warning,) = glyph_warnings(replace(plain, blocks=blocks), OneMissing())
    assert dict(warning.details)["place"] == "第2段"


def test_nothing_missing_nothing_said(plain: BulletinContent) -> None:
    assert glyph_warnings(plain, OneMissing()) == []
