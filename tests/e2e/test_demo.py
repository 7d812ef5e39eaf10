"""`make demo`: the main job on the real data, and where its bulletin is."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from click.testing import CliRunner

from inspector.cli import main


def test_the_demo_ends_with_the_path_of_a_printed_bulletin_and_can_be_run_again(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    for _ in range(2):
        told = CliRunner().invoke(main, ["demo", str(folder)])
        assert told.exit_code == 0, told.output
    bulletin = Path(told.stdout.split()[-1])
    document = pypdfium2.PdfDocument(bulletin)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    for words in ("演示数据", "徐大堡核电4号机组", "整改前", "巡查组摄"):
        assert words in text
    assert "0 处差异" in told.stdout
    assert "65.8%（329/500）" in told.stdout
    assert len(list(folder.glob("*.pdf"))) == 2


def test_the_demo_never_takes_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "重要.txt").write_text("x", "utf-8")
    told = CliRunner().invoke(main, ["demo", str(tmp_path)])
    assert told.exit_code == 1
    assert [one.name for one in tmp_path.iterdir()] == ["重要.txt"]
