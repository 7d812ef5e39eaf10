"""核数 of files: text in the encodings of office machines, figures as JSON, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspector.domain.errors import FormatError
from inspector.services import figure_files
from inspector.services.figure_files import check_file

WRONG = "全市计划实施重点项目500个，其中新建项目268个、续建项目242个。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_is_read_as_offices_save_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "通报.txt"
    path.write_bytes(WRONG.encode(encoding))
    assert len(check_file(path).inconsistencies) == 1


def test_a_sound_text_has_no_finding(tmp_path: Path) -> None:
    path = tmp_path / "通报.txt"
    path.write_text(WRONG.replace("242", "232"), "utf-8")
    assert check_file(path).inconsistencies == ()


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.txt", b"\xff\xfe\x81", "services.text_unreadable"),
        ("a.json", b"{", "services.not_json"),
        ("a.JSON", b"[" * 100_000, "services.not_json"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes, key: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FormatError) as refused:
        check_file(tmp_path / name)
    assert refused.value.key == key


def test_a_missing_or_huge_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError) as missing:
        check_file(tmp_path / "没有.txt")
    assert missing.value.key == "services.file_unreadable"
    (tmp_path / "大.txt").write_text("字" * 10, "utf-8")
    monkeypatch.setattr(figure_files, "MAX_BYTES", 10)
    with pytest.raises(FormatError) as huge:
        check_file(tmp_path / "大.txt")
    assert huge.value.key == "services.text_too_large"


def test_figures_as_json_are_checked(tmp_path: Path) -> None:
    figures = [{"indicator": "开复工率", "value": "75.8", "unit": "%", "numerator": 329, "denominator": 500}]
    path = tmp_path / "figures.json"
    path.write_text(json.dumps(figures, ensure_ascii=False), "utf-8")
    assert check_file(path).inconsistencies
