"""Issues through the command line: frozen once, printed the same for ever, corrected by revisions."""

from __future__ import annotations

from pathlib import Path

import docx

from tests.cli.conftest import Copied
from tests.cli.kit import (
    DAY,
    ISSUE,
    ask,
    figure,
    run,
    sha,
    visit_file,
)


def test_compiling_again_prints_the_same_bytes_until_refreshed(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(visited)
    first, second, third = (tmp_path / f"{number}.pdf" for number in range(3))
    made = ask("bulletin", "compile", workspace, *ISSUE, "--out", first)
    assert not made["reused"]
    file = visit_file(tmp_path / "v.json", visited_at="2022-06-09T10:00", signature="项目管家乙")
    ask("visit", "add", workspace, "--project", "京哈高速改扩建", "--file", file)
    again = ask("bulletin", "compile", workspace, *ISSUE, "--out", second)
    assert again["reused"]
    assert again["sha256"] == made["sha256"] == sha(first) == sha(second)
    assert figure(workspace, "visits", "visits") == "1"
    fresh = ask("bulletin", "compile", workspace, *ISSUE, "--out", third, "--refresh")
    assert (fresh["reused"], fresh["revision"], fresh["id"]) == (False, 1, made["id"])
    assert sha(third) != sha(first)
    assert figure(workspace, "visits", "visits") == "2"


def test_word_is_written_beside_the_pdf_from_the_same_issue(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(visited)
    pdf, word, again = tmp_path / "b.pdf", tmp_path / "b.docx", tmp_path / "c.docx"
    made = ask("bulletin", "compile", workspace, *ISSUE, "--out", pdf, "--docx", word)
    assert (made["path"], made["docx"]) == (str(pdf), str(word))
    assert ask("bulletin", "compile", workspace, *ISSUE, "--out", pdf)["docx"] is None
    told = run("bulletin", "compile", workspace, *ISSUE, "--out", pdf, "--docx", again)
    assert str(again) in told.out
    assert word.read_bytes() == again.read_bytes()
    text = "".join(one.text for one in docx.Document(str(word)).paragraphs)
    assert "现场巡查" in text
    assert made["sha256"] not in text


def test_word_is_refused_where_it_cannot_be_written(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace, pdf = copied(visited), tmp_path / "b.pdf"
    refused = run("bulletin", "compile", workspace, *ISSUE, "--out", pdf, "--docx", tmp_path / "没有" / "b.docx")
    assert refused.code == 1
    assert "b.docx" in refused.err
    same = run("bulletin", "compile", workspace, *ISSUE, "--out", pdf, "--docx", pdf)
    assert same.code == 2


def test_an_issued_bulletin_is_only_corrected_by_a_new_revision(visited: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(visited)
    out = tmp_path / "b.pdf"
    ask("bulletin", "compile", workspace, *ISSUE, "--out", out)
    assert run("bulletin", "issue", workspace, "2022-06-1").code == 1, "not reviewed yet"
    for step in ("review", "issue"):
        ask("bulletin", step, workspace, "2022-06-1")
    assert ask("bulletin", "compile", workspace, *ISSUE, "--out", out)["reused"]
    assert ask("bulletin", "compile", workspace, *ISSUE, "--out", out, "--refresh")["revision"] == 2
    listed = ask("bulletin", "list", workspace)["bulletins"]
    assert [one["revision"] for one in listed] == [2, 1]
    assert [one["state"] for one in listed] == ["frozen", "corrected"]


def test_every_figure_of_an_issue_leads_to_its_rows(synthetic: Path, copied: Copied, tmp_path: Path) -> None:
    workspace = copied(synthetic)
    ask("bulletin", "compile", workspace, *ISSUE, "--out", tmp_path / "b.pdf")
    printed = int(figure(workspace, "overview", "active"))
    told = ask("bulletin", "show", workspace, "2022-06-1", "--figure", "overview.active")
    assert len(told["rows"]) == printed == ask("stats", workspace, *DAY)["start_resume"]["count"]
    assert all(row["active"] for row in told["rows"])
    lines = run("bulletin", "show", workspace, "2022-06-1", "--figure", "overview.active").out.splitlines()
    assert len(lines) == printed
    assert run("bulletin", "show", workspace, "2022-06-1", "--figure", "overview.nothing").code == 1
