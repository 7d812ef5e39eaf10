"""The file itself: the same bytes again, valid whatever was typed, whole or not there."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.bulletin.content import (
    Annex,
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
    Table,
    Tail,
)
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.word.package import Package
from inspector.domain.errors import StorageError
from tests.bulletin.word_kit import Opened, write

HOSTILE = (
    '<w:p/>&amp;<K1+200> ]]> <?xml?> {{ jinja }} "引号" \x00\x01\x0b\x1f\ufffe\uffff\ud842 尾'
    "\u202e倒\u200b零宽\ufeff标\u2028行\r\n段\t格"
)
SEEN = '<w:p/>&amp;<K1+200> ]]> <?xml?> {{ jinja }} "引号"'


def hostile(plain: BulletinContent, text: str, photo: Path) -> BulletinContent:
    """An issue in which every text is this one."""
    head = replace(plain.masthead, name=text[:20], organization=text, secrecy=text, number=text)
    cells = (LampCell(LampColour.RED, text),)
    return replace(
        plain,
        masthead=head,
        title=text,
        editor_note=text,
        mark=text,
        author=text,
        keywords=(text,),
        blocks=(
            Heading(1, text),
            Paragraph(text),
            Table(text, (Column(text, unit=text), Column(text)), ((text, text), (text,)), total=text, note=text),
            LampMatrix(text, (text,), (LampRow(text, cells),)),
            PhotoGrid(text, (PhotoItem(photo, text, text, text),)),
        ),
        annexes=(Annex(text, (Paragraph(text),)),),
        tail=Tail(text, text, text, 3),
    )


def parts_are_well_formed(opened: Opened) -> None:
    for name, data in opened.files().items():
        if name.endswith((".xml", ".rels")):
            parse_xml(data)


def test_the_same_issue_gives_the_same_bytes(rich: BulletinContent, fonts: FontSet, tmp_path: Path) -> None:
    first, second = (write(rich, tmp_path / name, fonts).path.read_bytes() for name in ("一.docx", "二.docx"))
    assert first == second


def test_equal_photos_are_kept_once(
    plain: BulletinContent, photos: tuple[Path, ...], fonts: FontSet, tmp_path: Path
) -> None:
    items = tuple(PhotoItem(photos[0], f"第{at}张", "宣传部") for at in range(4))
    made = write(replace(plain, blocks=(PhotoGrid("照片", items),)), tmp_path / "简报.docx", fonts)
    assert made.pictures() == 4
    assert made.media() == [photos[0].read_bytes()]


def test_what_is_typed_is_never_markup(
    plain: BulletinContent, photos: tuple[Path, ...], fonts: FontSet, tmp_path: Path
) -> None:
    made = write(hostile(plain, HOSTILE, photos[0]), tmp_path / "敌.docx", fonts)
    parts_are_well_formed(made)
    assert made.text().count(SEEN) >= 12
    assert made.styled("Normal")[0].startswith(SEEN)
    assert not any(ord(one) < 32 for one in "".join(made.styled("Normal")))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=0, max_size=40))
def test_any_text_gives_a_file_that_opens(
    text: str, plain: BulletinContent, fonts: FontSet, photos: tuple[Path, ...], tmp_path: Path
) -> None:
    parts_are_well_formed(write(hostile(plain, text, photos[0]), tmp_path / "任意.docx", fonts))


def test_an_issue_with_nothing_in_it_opens(plain: BulletinContent, fonts: FontSet, tmp_path: Path) -> None:
    made = write(replace(plain, title="", blocks=()), tmp_path / "空.docx", fonts)
    assert [text for _, text in made.words()][:2] == ["内部资料\t编号：000011", "项目为王工作简报"]


def test_half_a_photo_is_shown_as_missing(
    plain: BulletinContent, photos: tuple[Path, ...], fonts: FontSet, tmp_path: Path
) -> None:
    half = tmp_path / "半张.jpg"
    half.write_bytes(photos[0].read_bytes()[:5000])
    made = write(replace(plain, blocks=(PhotoGrid("照片", (PhotoItem(half, "", ""),)),)), tmp_path / "简报.docx", fonts)
    assert made.pictures() == 0
    assert [one.key for one in made.report.warnings] == ["bulletin.photo_unusable"]


def test_a_target_that_is_open_in_word_is_left_alone(
    plain: BulletinContent, fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "简报.docx"
    target.write_bytes(b"open in Word")
    replaced = Path.replace

    def held(self: Path, to: Path) -> Path:
        if Path(to) == target:
            raise PermissionError(errno.EACCES, "open elsewhere")
        return replaced(self, to)

    monkeypatch.setattr(Path, "replace", held)
    made = write(plain, target, fonts)
    assert made.path == tmp_path / "简报-2.docx"
    assert target.read_bytes() == b"open in Word"
    assert [one.key for one in made.report.warnings] == ["bulletin.target_open"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_takes_no_more_leaves_the_old_file_and_nothing_else(
    code: int, plain: BulletinContent, fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "简报.docx"
    target.write_bytes(b"old")

    def full(_self: Package, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(code, "no")

    monkeypatch.setattr(Package, "save", full)
    with pytest.raises(StorageError) as refused:
        write(plain, target, fonts)
    assert refused.value.key == "bulletin.cannot_write"
    assert [one.name for one in tmp_path.iterdir()] == ["简报.docx"]
    assert target.read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_told(plain: BulletinContent, fonts: FontSet, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        write(plain, tmp_path / "没有" / "简报.docx", fonts)
    assert refused.value.key == "bulletin.cannot_write"
