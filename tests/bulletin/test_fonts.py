from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfgen.canvas import Canvas

from inspector import paths
from inspector.bulletin.fonts import BUNDLED, FACES, FALLBACK, FontChoice, FontSet, bundled, embeddable, system_folders
from inspector.domain.errors import FormatError

STANDARD_SAMPLES = "项目为王葫芦岛渼镕玥璟旻㎡①℃～％—…《〈【“‘’”】〉》㮾𬇹𬭚𫘝"


def restricted(path: Path, bits: int) -> Path:
    with TTFont(bundled("InspectorHei")) as font:
        font["OS/2"].fsType = bits
        font.save(path)
    return path


def copied(text: str, face: str = "fang") -> str:
    """The text as it is copied from a page on which it was drawn."""
    fonts, buffer = FontSet.bundled(), io.BytesIO()
    canvas = Canvas(buffer, invariant=1, initialFontName=fonts.name(face))
    x = 20.0
    for name, piece in fonts.runs(face, text):
        canvas.setFont(name, 8)
        canvas.drawString(x, 700, piece)
        x += canvas.stringWidth(piece, name, 8)
    canvas.save()
    return str(pdfium.PdfDocument(buffer.getvalue())[0].get_textpage().get_text_range())


@pytest.mark.parametrize("name", [*BUNDLED.values(), FALLBACK, "InspectorSans"])
def test_every_bundled_font_may_be_embedded_and_carries_a_name_of_its_own(name: str) -> None:
    assert embeddable(bundled(name))
    with TTFont(bundled(name), lazy=True) as font:
        assert font["name"].getDebugName(1) == name
        assert font["head"].unitsPerEm == 1000


def test_the_licences_and_the_script_stand_beside_the_fonts() -> None:
    folder = paths.resources("fonts")
    assert (folder / "build_fonts.py").is_file()
    assert {path.name for path in (folder / "licences").iterdir()} == {
        "GPL-3.txt",
        "Fandol-README.txt",
        "LXGWWenKai-OFL.txt",
        "NotoSansSC-OFL.txt",
        "NotoSerifSC-OFL.txt",
    }


@pytest.mark.parametrize("face", FACES)
def test_every_face_draws_the_standard_characters_with_the_fallback(face: str) -> None:
    fonts = FontSet.bundled()
    assert fonts.missing(STANDARD_SAMPLES) == ()
    assert "".join(piece for _, piece in fonts.runs(face, STANDARD_SAMPLES)) == STANDARD_SAMPLES


def test_the_body_takes_what_fandol_draws_wrong_from_the_fallback() -> None:
    assert FontSet.bundled().runs("fang", "實幹為要") == (
        ("InspectorFang", "實"),
        ("InspectorFallback", "幹為"),
        ("InspectorFang", "要"),
    )


def test_a_text_that_the_face_has_is_one_run_and_an_empty_one_none() -> None:
    fonts = FontSet.bundled()
    assert fonts.runs("hei", "总体情况") == (("InspectorHei", "总体情况"),)
    assert fonts.runs("hei", "") == ()


def test_what_no_font_has_is_named_once_in_order() -> None:
    assert FontSet.bundled().missing("项目😀为王🏗😀\n\t渼\u200b") == ("😀", "🏗")


def test_widths_count_the_fallback() -> None:
    assert FontSet.bundled().width("fang", "渼瑞1", 10) == pytest.approx(25)


def test_marks_know_the_blank_that_may_be_trimmed() -> None:
    fonts = FontSet.bundled()
    for face in FACES:
        assert fonts.glyph(face, "，").right == pytest.approx(0.5)
        assert fonts.glyph(face, "（").left == pytest.approx(0.5)
        assert fonts.glyph(face, "项").right == 0
        assert fonts.glyph(face, "“").advance == 1
    assert fonts.glyph("fang", "？").right < 0.5


@pytest.mark.parametrize("face", FACES)
def test_rule_16_copied_text_equals_the_source(face: str) -> None:
    text = "渼瑞𬇹𬭚𫘝㎡1236.5亿元——“项目”①℃"
    assert copied(text, face) == text


def test_rule_16_a_character_that_no_font_has_is_still_copied_right() -> None:
    assert copied("项目😀为王") == "项目😀为王"


def test_the_official_fonts_of_the_system_go_before_the_bundled_ones(tmp_path: Path) -> None:
    shutil.copy(bundled("InspectorKai"), tmp_path / "SimFang.TTF")
    shutil.copy(bundled("InspectorTitle"), tmp_path / "方正小标宋简体.ttf")
    fonts = FontSet.load(folders=[tmp_path, tmp_path / "nowhere"])
    assert fonts.files["fang"].name == "SimFang.TTF"
    assert fonts.files["song"].name == "方正小标宋简体.ttf"
    assert fonts.files["kai"] == bundled("InspectorKai")
    assert fonts.name("fang").startswith("SimFang-")


def test_the_users_choice_goes_first(tmp_path: Path) -> None:
    shutil.copy(bundled("InspectorKai"), tmp_path / "simfang.ttf")
    chosen = Path(shutil.copy(bundled("InspectorHei"), tmp_path / "office.ttf"))
    assert FontSet.load(FontChoice(fang=chosen), folders=[tmp_path]).files["fang"] == chosen


@pytest.mark.parametrize("bits", [0x0002, 0x0100, 0x0200])
def test_a_font_whose_licence_forbids_embedding_is_left_alone(tmp_path: Path, bits: int) -> None:
    path = restricted(tmp_path / "simhei.ttf", bits)
    assert FontSet.load(folders=[tmp_path]).files["hei"] == bundled("InspectorHei")
    with pytest.raises(FormatError) as refused:
        FontSet.load(FontChoice(hei=path), folders=[])
    assert refused.value.key == "bulletin.font_unusable"
    assert refused.value.details == {"file": "simhei.ttf"}


def test_damaged_and_outline_less_files_are_no_fonts(tmp_path: Path) -> None:
    damaged = tmp_path / "simkai.ttf"
    damaged.write_bytes(bundled("InspectorKai").read_bytes()[:300])
    with TTFont(bundled("InspectorHei")) as font:
        del font["glyf"]
        font.save(tmp_path / "hollow.ttf")
    assert not embeddable(damaged)
    assert not embeddable(tmp_path / "hollow.ttf")
    assert not embeddable(tmp_path / "absent.ttf")


def test_windows_looks_into_both_font_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("WINDIR", "C:/Windows")
    monkeypatch.setenv("LOCALAPPDATA", "C:/Local")
    assert system_folders() == (Path("C:/Windows/Fonts"), Path("C:/Local/Microsoft/Windows/Fonts"))


def test_the_default_folders_are_searched() -> None:
    assert set(FontSet.load().files) == set(FACES)


def test_a_new_canvas_does_not_mention_helvetica() -> None:
    FontSet.bundled().name("fang")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    canvas.rect(0, 0, 9, 9)
    canvas.save()
    assert b"Helvetica" not in buffer.getvalue()
