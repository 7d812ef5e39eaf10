"""An issue as Word through the services: what the PDF prints, in every state, and never under a seal."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from inspector.domain.errors import NotFoundError
from inspector.services.bundle import Services
from inspector.services.compile_content import IssueHead
from inspector.services.studio import StudioService
from tests.services.kit import PERIOD
from tests.services.studio.kit import opened


def words(path: Path) -> list[str]:
    return [one.text.replace("\n", "") for one in docx.Document(str(path)).paragraphs if one.text]


def test_sections_come_in_the_offices_order_and_hidden_ones_stay_out(
    studio: StudioService, town: Services, tmp_path: Path
) -> None:
    issue = opened(studio).bulletin_id
    studio.move_section(issue, "problems", 0)
    studio.write(issue, "ranking", 0, "排名另行通报。")
    for key in ("ranking", "annex"):
        studio.hide_section(issue, key, hidden=True)
    texts = words(town.office.word.write(issue, tmp_path / "简报.docx").path)
    assert [one for one in texts if one[1:2] == "、"][:3] == ["一、问题清单与销号", "二、总体情况", "三、现场巡查"]
    assert "排名另行通报。" not in texts
    assert not [one for one in texts if one.startswith("附件")]
    studio.hide_section(issue, "ranking", hidden=False)
    assert "排名另行通报。" in words(town.office.word.write(issue, tmp_path / "再.docx").path)


def test_the_figures_are_those_of_the_page_and_the_bytes_the_same_in_every_state(
    studio: StudioService, town: Services, tmp_path: Path
) -> None:
    issue = opened(studio).bulletin_id
    files = [town.office.word.write(issue, tmp_path / "冻结.docx").path]
    for step in (town.bulletins.review, town.bulletins.issue):
        step(issue)
        files.append(town.office.word.write(str(PERIOD), tmp_path / f"{step.__name__}.docx").path)
    assert len({one.read_bytes() for one in files}) == 1, "the seal of an issued PDF is no part of the document"
    text = "".join(words(files[0]))
    assert all(one in text for one in ("329个", "65.8%", "91.4%", "43.7%", "1611.89亿元"))


def test_writing_word_changes_nothing(studio: StudioService, town: Services, tmp_path: Path) -> None:
    issue = opened(studio).bulletin_id
    kept = town.bulletins.show(issue)
    town.office.word.write(issue, tmp_path / "简报.docx")
    assert town.bulletins.show(issue) == kept


def test_an_empty_period_gives_a_document_that_says_so(office: Services, tmp_path: Path) -> None:
    made = office.bulletins.compile(PERIOD, tmp_path / "简报.pdf", head=IssueHead(editor_note="试编。"))
    texts = words(office.office.word.write(made.bulletin.id, tmp_path / "简报.docx").path)
    assert "编者按：试编。" in texts
    assert any("本期均没有内容" in one for one in texts)


def test_an_issue_that_is_not_there_is_refused(office: Services, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        office.office.word.write("2022-06-1", tmp_path / "简报.docx")
    assert not list(tmp_path.glob("*.docx"))
