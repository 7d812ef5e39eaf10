from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import pdfa
from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin.fonts import FontSet
from inspector.bulletin.pdfa import finish_pdfa


def raw(path: Path, *, lang: str | None = None) -> Path:
    fonts = FontSet.bundled()
    canvas = Canvas(str(path), invariant=1, initialFontName=fonts.name("fang"), lang=lang)
    canvas.setTitle("项目为王")
    canvas.setAuthor("项目服务中心")
    for face in ("fang", "kai", "hei", "song"):
        for name, text in fonts.runs(face, "渼瑞𬇹1236.5亿元——“项目”😀"):
            canvas.setFont(name, 16)
            canvas.drawString(72, 700, text)
        canvas.setFillColorRGB(0.85, 0, 0)
        canvas.rect(72, 600, 100, 1, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    path = raw(tmp_path / "bulletin.pdf")
    finish_pdfa(path, date(2022, 6, 10))
    return path


def test_rule_17_the_file_is_pdf_a_2b(finished: Path) -> None:
    report = pdfa.validate_written(finished, "2b")
    assert report.passed, report.summary()


def test_title_author_language_and_date_are_told_in_both_places(finished: Path) -> None:
    with pikepdf.open(finished) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.docinfo.Title) == metadata["dc:title"] == "项目为王"
        assert str(pdf.docinfo.Author) == "项目服务中心"
        assert metadata["dc:creator"] == ["项目服务中心"]
        assert str(pdf.docinfo.CreationDate) == "D:20220610000000+08'00'"
        assert str(pdf.Root.Lang) == "zh-CN"
        assert metadata["xmp:CreateDate"] == "2022-06-10T00:00:00+08:00"
        assert "/Subject" not in pdf.docinfo


def test_a_language_that_the_file_tells_is_kept_and_its_date_too(tmp_path: Path) -> None:
    path = raw(tmp_path / "bulletin.pdf", lang="en")
    finish_pdfa(path)
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo.CreationDate).startswith("D:2000")


def test_equal_content_gives_equal_bytes_and_nothing_else_is_left(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        path = raw(folder / "bulletin.pdf")
        finish_pdfa(path, date(2022, 6, 10))
        assert list(folder.iterdir()) == [path]
        written.append(path.read_bytes())
    assert written[0] == written[1]


def test_a_finished_file_may_be_finished_again(finished: Path) -> None:
    finish_pdfa(finished)
    assert pdfa.validate_written(finished, "2b").passed


def test_each_face_is_one_font_object_with_its_rare_characters(finished: Path) -> None:
    with pikepdf.open(finished) as pdf:
        fonts = pdf.pages[0].Resources.Font
        names = {str(font.BaseFont).partition("+")[2] for font in fonts.values()}
    assert names == {"InspectorFang", "InspectorKai", "InspectorHei", "InspectorTitle", "InspectorFallback"}
