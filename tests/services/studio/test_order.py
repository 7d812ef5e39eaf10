"""Sections in another order, hidden and shown again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspector.domain.errors import NotFoundError, RuleError
from inspector.services.bundle import Services
from inspector.services.studio import StudioService
from inspector.services.studio_view import ObjectView, StudioView
from tests.services.kit import PERIOD, TODAY
from tests.services.studio.kit import keys_of, opened, section, slots, text_of


def test_sections_are_put_in_another_order_and_number_themselves(
    studio: StudioService, town: Services, tmp_path: Path
) -> None:
    view = opened(studio)
    before = keys_of(view)
    studio.move_section(view.bulletin_id, "problems", 0)
    assert keys_of(studio.view(view.bulletin_id)) == ["problems", *(one for one in before if one != "problems")]
    pdf = studio.preview(view.bulletin_id).pdf
    text = text_of(pdf)
    assert text.index("一、问题清单与销号") < text.index("二、总体情况") < text.index("三、县区和园区排名")
    printed = town.bulletins.compile(PERIOD, tmp_path / "简报.pdf")
    assert printed.report.path.read_bytes() == pdf
    drafted = studio.drafted(view.bulletin_id, "overview", 0, "改了。")
    assert drafted.content.blocks[0] == studio.to_print(view.bulletin_id).blocks[0]
    town.history.undo()
    assert studio.view(view.bulletin_id) == view
    studio.move_section(view.bulletin_id, "overview", 99)
    assert keys_of(studio.view(view.bulletin_id)) == [*before[1:-1], "overview", "annex"]


def test_a_hidden_section_is_not_printed_and_keeps_its_words(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    pages = studio.preview(view.bulletin_id).pages
    studio.write(view.bulletin_id, "ranking", 0, "排名另行通报。")
    for key in ("ranking", "annex"):
        studio.hide_section(view.bulletin_id, key, hidden=True)
    after = studio.view(view.bulletin_id)
    assert [one.key for one in after.sections if one.hidden] == ["ranking", "annex"]
    assert slots(after, "ranking")[0].template == "排名另行通报。"
    shown = studio.preview(view.bulletin_id)
    text = text_of(shown.pdf)
    assert "排名另行通报" not in text
    assert "二、现场巡查" in text
    assert "附件" not in text
    assert shown.pages < pages
    studio.hide_section(view.bulletin_id, "ranking", hidden=False)
    assert "二、县区和园区排名排名另行通报" in text_of(studio.preview(view.bulletin_id).pdf)
    town.history.undo()
    assert "排名另行通报" not in text_of(studio.preview(view.bulletin_id).pdf)


def test_the_arrangement_stays_with_a_new_freeze_and_a_correction(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    studio.move_section(view.bulletin_id, "lamps", 0)
    studio.hide_section(view.bulletin_id, "ranking", hidden=True)
    fresh = studio.open(PERIOD, on=TODAY, refresh=True)
    town.bulletins.review(view.bulletin_id)
    town.bulletins.issue(view.bulletin_id)
    with pytest.raises(RuleError, match="bulletin_issued"):
        studio.move_section(view.bulletin_id, "lamps", 3)
    corrected = studio.open(PERIOD, on=TODAY, refresh=True)
    for one in (fresh, corrected):
        assert keys_of(one)[0] == "lamps"
        assert section(one, "ranking").hidden


def objects(view: StudioView, key: str) -> list[ObjectView]:
    return [one for one in section(view, key).parts if isinstance(one, ObjectView)]


def test_a_table_is_left_out_alone_and_printed_again(studio: StudioService, town: Services, tmp_path: Path) -> None:
    view = opened(studio)
    (ranking, chart) = objects(view, "ranking")
    studio.leave_out(view.bulletin_id, "ranking", ranking.title, left_out=True)
    after = studio.view(view.bulletin_id)
    assert objects(after, "ranking") == [replace(ranking, left_out=True), chart]
    assert slots(after, "ranking") == slots(view, "ranking")
    text = text_of(studio.preview(view.bulletin_id).pdf)
    assert ranking.title not in text
    assert "二、县区和园区排名" in text
    assert chart.title in text
    printed = town.bulletins.compile(PERIOD, tmp_path / "简报.pdf")
    assert ranking.title not in text_of(printed.report.path.read_bytes())
    fresh = studio.open(PERIOD, on=TODAY, refresh=True)
    assert objects(fresh, "ranking")[0].left_out
    studio.leave_out(view.bulletin_id, "ranking", ranking.title, left_out=False)
    assert ranking.title in text_of(studio.preview(view.bulletin_id).pdf)
    town.history.undo()
    assert objects(studio.view(view.bulletin_id), "ranking")[0].left_out


def test_an_annex_without_its_tables_is_none(studio: StudioService) -> None:
    view = opened(studio)
    assert "附件" in text_of(studio.preview(view.bulletin_id).pdf)
    for one in objects(view, "annex"):
        studio.leave_out(view.bulletin_id, "annex", one.title, left_out=True)
    assert "附件" not in text_of(studio.preview(view.bulletin_id).pdf)


def test_what_is_no_table_cannot_be_left_out(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    step = town.history.undoable()
    for key, title in (
        ("ranking", "没有这张表"),
        ("none", "各县区、园区开复工排名"),
        ("overview", "各县区、园区开复工排名"),
    ):
        with pytest.raises(NotFoundError, match="no_such_object"):
            studio.leave_out(view.bulletin_id, key, title, left_out=True)
    assert town.history.undoable() == step


def test_what_cannot_be_moved(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    for key in ("annex", "none"):
        with pytest.raises(NotFoundError, match="no_such_section"):
            studio.move_section(view.bulletin_id, key, 0)
    with pytest.raises(NotFoundError, match="no_such_section"):
        studio.hide_section(view.bulletin_id, "none", hidden=True)
    step = town.history.undoable()
    studio.move_section(view.bulletin_id, "overview", 0)
    studio.hide_section(view.bulletin_id, "overview", hidden=False)
    assert town.history.undoable() == step, "what is so already is no step"


def test_an_issue_of_which_everything_is_hidden_is_a_page(studio: StudioService) -> None:
    view = opened(studio)
    for key in keys_of(view):
        studio.hide_section(view.bulletin_id, key, hidden=True)
    shown = studio.preview(view.bulletin_id)
    assert shown.pages == 1
    assert "全市开复工重点项目329个" in text_of(shown.pdf)
