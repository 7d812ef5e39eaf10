"""A defect of the program itself: told in a sentence, with a report that can be sent in."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import inspector.cli
from inspector.__main__ import main


def broken() -> None:
    message = "a defect"
    raise ZeroDivisionError(message)


def test_a_defect_ends_in_a_report_and_not_in_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(inspector.cli, "main", broken)
    monkeypatch.setattr(sys, "argv", ["inspector", "info", "工作区"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told
    assert "Traceback" not in told
    (report,) = tmp_path.glob("inspector-*.txt")
    assert str(report) in told
    assert "a defect" in report.read_text("utf-8")
    assert "info 工作区" in report.read_text("utf-8")
