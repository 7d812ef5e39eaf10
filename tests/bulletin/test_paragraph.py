from __future__ import annotations

import io
from itertools import groupby
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from inspector.bulletin.characters import printable
from inspector.bulletin.composer import TextStyle
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.geometry import BOTTOM, CEILING, CHAR_SPACE, HEIGHT, LEFT, PITCH, WIDTH
from inspector.bulletin.paragraph import ComposedParagraph, draw_lines

ARTICLES = sorted((Path(__file__).parent.parent / "articles").rglob("*.txt"))
BODY = TextStyle("fang", 16.0, PITCH, char_space=CHAR_SPACE, first_indent_chars=2)
TEXT = "全市上下科学统筹推进疫情防控和经济社会发展牢固树立项目为王理念紧紧牵住项目建设这一牛鼻子"
FIGURES = (
    "截至6月初，全市已开复工重点项目329个，总投资1611.89亿元，年度计划投资201.38亿元。其中，新开工项目117个，总投资"
    "140.16亿元；复工项目212个，总投资1471.73亿元——开复工率分别为“65.8%”、“91.4%”、“43.7%”。"
)


def printed(story: list[Flowable], fonts: FontSet) -> pdfium.PdfDocument:
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, initialFontName=fonts.name("fang"), invariant=1)
    frame = Frame(LEFT, BOTTOM - 0.05, WIDTH, HEIGHT + 0.1, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [frame])])
    document.build(story)
    return pdfium.PdfDocument(buffer.getvalue())


def rows(page: pdfium.PdfPage) -> list[list[tuple[str, float, float, float]]]:
    """Character, left, right and top of every character, by line."""
    text = page.get_textpage()
    boxes = []
    for at in range(text.count_chars()):
        one = text.get_text_range(at, 1)
        if one.strip():
            left, _, right, top = text.get_charbox(at, loose=True)
            boxes.append((one, left, right, round(top, 1)))
    return [list(group) for _, group in groupby(boxes, key=lambda box: box[3])]


def test_rule_2_22_lines_of_28_characters_fill_the_type_area(fonts: FontSet) -> None:
    document = printed([ComposedParagraph("项目建设" * 200, BODY, fonts)], fonts)
    lines = rows(document[0])
    assert [len(line) for line in lines] == [26] + [28] * 21
    tops = [line[0][3] for line in lines]
    assert tops[0] == pytest.approx(CEILING, abs=0.1)
    assert tops[0] - tops[-1] == pytest.approx(21 * PITCH, abs=0.2)
    assert lines[0][0][1] == pytest.approx(LEFT + 2 * WIDTH / 28, abs=0.05)
    lefts = [box[1] for box in lines[1]]
    assert lefts == pytest.approx([LEFT + at * WIDTH / 28 for at in range(28)], abs=0.25)


def test_rule_13_every_full_line_is_flush_at_the_right_edge(fonts: FontSet) -> None:
    document = printed([ComposedParagraph(FIGURES * 3, BODY, fonts)], fonts)
    for line in rows(document[0])[:-1]:
        mark, _, right, _ = line[-1]
        trimmed = 16 * fonts.glyph("fang", mark).right
        assert right - trimmed == pytest.approx(LEFT + WIDTH, abs=0.3)


def test_rule_16_copied_text_equals_the_source(fonts: FontSet) -> None:
    source = "抚顺渼瑞石油化工有限公司与𬇹源项目" + FIGURES
    document = printed([ComposedParagraph(source, BODY, fonts)], fonts)
    text = document[0].get_textpage().get_text_range()
    assert text.replace("\r\n", "") == source


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_published_articles_print_flush_within_the_type_area_and_copy_as_they_are(
    path: Path, fonts: FontSet
) -> None:
    source = path.read_text(encoding="utf-8")
    document = printed([ComposedParagraph(line, BODY, fonts) for line in source.split("\n") if line.strip()], fonts)
    texts, edges = [], []
    for page in document:
        texts.append(page.get_textpage().get_text_range())
        edges += [line[-1][2] - 16 * fonts.glyph("fang", line[-1][0]).right for line in rows(page)]
    assert "".join("".join(texts).split()) == "".join(printable(source).split())
    assert max(edges) <= LEFT + WIDTH + 0.3
    assert sum(edge >= LEFT + WIDTH - 0.3 for edge in edges) > len(edges) / 2


def test_a_paragraph_splits_with_two_lines_on_each_side(fonts: FontSet) -> None:
    paragraph = ComposedParagraph(TEXT * 4, BODY, fonts)
    _, height = paragraph.wrap(WIDTH, 1000)
    count = round(height / PITCH)
    first, second = paragraph.split(WIDTH, 3 * PITCH)
    assert (len(first.lines), len(second.lines)) == (3, count - 3)
    first, second = paragraph.split(WIDTH, (count - 1) * PITCH)
    assert len(second.lines) == 2
    assert paragraph.split(WIDTH, PITCH) == []
    assert paragraph.split(WIDTH, height) == [paragraph]
    assert second.wrap(WIDTH, 1000)[1] == pytest.approx(2 * PITCH)


def test_three_lines_stay_together(fonts: FontSet) -> None:
    paragraph = ComposedParagraph("项目建设" * 20, BODY, fonts)
    assert paragraph.wrap(WIDTH, 1000)[1] == pytest.approx(3 * PITCH)
    assert paragraph.split(WIDTH, 2 * PITCH) == []


def test_a_paragraph_is_composed_anew_for_another_width(fonts: FontSet) -> None:
    paragraph = ComposedParagraph(TEXT, BODY, fonts)
    wide, narrow = paragraph.compose(WIDTH), paragraph.compose(WIDTH / 2)
    assert len(narrow) > len(wide)


def test_a_heading_is_kept_with_what_follows(fonts: FontSet) -> None:
    heading = TextStyle("hei", 16.0, PITCH, first_indent_chars=2)
    story: list[Flowable] = [ComposedParagraph("项目\n" * 20 + "建设", BODY, fonts)]
    story.append(ComposedParagraph("一、总体情况", heading, fonts, keep_with_next=True))
    story.append(ComposedParagraph(TEXT * 2, BODY, fonts))
    document = printed(story, fonts)
    assert "总体情况" not in document[0].get_textpage().get_text_range()
    assert document[1].get_textpage().get_text_range().startswith("一、总体情况")


def test_spacing_and_colour_do_not_leak_into_what_is_drawn_next(fonts: FontSet) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0, initialFontName=fonts.name("fang"))
    style = TextStyle("fang", 16, 20, char_space=5, colour=(0.8, 0, 0))
    paragraph = ComposedParagraph("项目为王\n\n工作简报", style, fonts)
    draw_lines(canvas, paragraph.compose(300), 72, 700, style)
    canvas.setFont(fonts.name("fang"), 16)
    canvas.drawString(72, 600, "项目为王")
    canvas.save()
    content = buffer.getvalue()
    assert b"q 0.8 0 0 rg BT 0 Tr" in content
    assert content.count(b"5 Tc") == 2
    lines = rows(pdfium.PdfDocument(content)[0])
    assert lines[0][3][2] - lines[0][0][1] == pytest.approx(79, abs=0.1)
    assert lines[2][3][2] - lines[2][0][1] == pytest.approx(64, abs=0.1)
