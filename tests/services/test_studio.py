"""简报编制: the outline, sentences with live figures, edits that survive a freeze, photos, preview and print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from inspector.domain.bulletin import BulletinState
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.inspection import Photo
from inspector.domain.project import Project
from inspector.services.bulletin_edits import PhotoPick
from inspector.services.bundle import Services
from inspector.services.studio import StudioService
from inspector.services.studio_view import ObjectKind, ObjectView, SectionState, SectionView, Slot, StudioView
from tests.services.kit import PERIOD, TODAY, a_project, copied, picture, visit
from tests.services.packages_kit import acquaint, pass_on
from tests.storage.kit import HandClock


@pytest.fixture
def town(tmp_path: Path, city_folder: Path, clock: HandClock) -> Iterator[Services]:
    """The synthetic city, to write in."""
    with copied(city_folder, tmp_path / "town", clock) as services:
        yield services


@pytest.fixture
def studio(town: Services) -> StudioService:
    return town.office.studio


def section(view: StudioView, key: str) -> SectionView:
    return next(one for one in view.sections if one.key == key)


def slots(view: StudioView, key: str) -> list[Slot]:
    return [one for one in section(view, key).parts if isinstance(one, Slot)]


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return "".join("".join(pages).split())


def opened(studio: StudioService) -> StudioView:
    return studio.open(PERIOD, on=TODAY)


def test_the_outline_tells_how_far_each_section_is(studio: StudioService) -> None:
    view = opened(studio)
    assert [one.key for one in view.sections][:4] == ["overview", "ranking", "visits", "lamps"]
    assert (view.state, view.issue_number, view.stale) == (BulletinState.FROZEN, 11, False)
    states = {one.key: one.state for one in view.sections}
    assert (states["overview"], states["annex"]) == (SectionState.WRITTEN, SectionState.AUTOMATIC)
    assert view.check.inconsistencies == ()
    tables = [one for one in section(view, "ranking").parts if isinstance(one, ObjectView)]
    assert [one.kind for one in tables] == [ObjectKind.TABLE, ObjectKind.CHART]


def test_a_sentence_is_text_and_figures(studio: StudioService) -> None:
    _, progress, *_ = slots(opened(studio), "overview")
    figures = {one.figure: one.text for one in progress.runs if one.figure}
    assert (figures["active"], figures["start_resume_rate"]) == ("329", "65.8%")
    assert "".join(one.text for one in progress.runs).startswith("截至6月10日，全市已开复工重点项目329个")
    assert "{active}" in progress.template


def test_a_figure_leads_to_its_rows(studio: StudioService) -> None:
    view = opened(studio)
    rate = studio.figure(view.bulletin_id, "overview", "start_resume_rate")
    assert (rate.printed, rate.decimals) == ("65.8%", 1)
    assert (rate.numerator, rate.denominator) == (Decimal(329), Decimal(500))
    assert (rate.table, len(rate.rows), rate.where) == ("projects", 329, {"active": True})
    with pytest.raises(NotFoundError):
        studio.figure(view.bulletin_id, "overview", "none")


def test_a_rewritten_sentence_keeps_its_figures_alive(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    studio.write(view.bulletin_id, "overview", 1, "全市开复工{active}个。\n开复工率{start_resume_rate}。")
    after = studio.view(view.bulletin_id)
    assert [one.text for one in slots(after, "overview")[1].runs if one.figure] == ["329", "65.8%"]
    assert slots(after, "overview")[1].paragraphs == 2
    text = text_of(studio.preview(view.bulletin_id).pdf)
    assert "全市开复工329个。开复工率65.8%。" in text
    town.history.undo()
    assert studio.view(view.bulletin_id) == view


def test_an_emptied_sentence_is_not_printed_and_can_be_written_again(studio: StudioService) -> None:
    view = opened(studio)
    studio.write(view.bulletin_id, "overview", 0, "")
    assert "计划实施" not in text_of(studio.preview(view.bulletin_id).pdf)
    studio.write(view.bulletin_id, "overview", 0, "又写。")
    assert "又写。" in text_of(studio.preview(view.bulletin_id).pdf)


@pytest.mark.parametrize(("text", "key"), [("{gibt_es_nicht}", "figures_unknown"), ("{active", "braces_unmatched")])
def test_a_sentence_names_only_figures_of_its_section(studio: StudioService, text: str, key: str) -> None:
    view = opened(studio)
    with pytest.raises(RuleError, match=key):
        studio.write(view.bulletin_id, "overview", 0, text)
    with pytest.raises(NotFoundError):
        studio.write(view.bulletin_id, "overview", 99, "无")


def test_a_typed_number_is_checked_at_once(studio: StudioService) -> None:
    view = opened(studio)
    wrong = "全市新开工项目117个，复工项目212个，开复工项目330个，开复工率65.8%。"
    assert studio.check_typed(view.bulletin_id, "overview", 1, wrong).inconsistencies
    assert studio.view(view.bulletin_id) == view
    studio.write(view.bulletin_id, "overview", 1, wrong)
    assert section(studio.view(view.bulletin_id), "overview").state is SectionState.TO_CHECK


def test_later_data_make_the_issue_stale_and_edits_survive_the_new_freeze(
    studio: StudioService, town: Services
) -> None:
    view = opened(studio)
    studio.write(view.bulletin_id, "overview", 1, "全市开复工{active}个。")
    studio.retitle(view.bulletin_id, "重点项目快报")
    studio.note(view.bulletin_id, "请各地抓紧。")
    assert not studio.view(view.bulletin_id).stale
    project = next(town.workspace.reader.all(Project))
    with town.workspace.transaction("test") as tx:
        tx.update(Project, project.id, total_investment=Decimal(1))
    assert studio.view(view.bulletin_id).stale
    fresh = studio.open(PERIOD, on=TODAY, refresh=True)
    assert (fresh.stale, fresh.title, fresh.editor_note) == (False, "重点项目快报", "请各地抓紧。")
    assert slots(fresh, "overview")[1].template == "全市开复工{active}个。"
    assert slots(fresh, "overview")[0].template == slots(view, "overview")[0].template


def test_the_preview_is_what_the_command_line_prints(studio: StudioService, town: Services, tmp_path: Path) -> None:
    view = opened(studio)
    studio.write(view.bulletin_id, "overview", 1, "全市开复工{active}个。")
    studio.note(view.bulletin_id, "请各地抓紧。")
    shown = studio.preview(view.bulletin_id)
    printed = town.bulletins.compile(PERIOD, tmp_path / "简报.pdf")
    assert printed.reused
    assert printed.report.path.read_bytes() == shown.pdf
    assert studio.preview(view.bulletin_id) == shown, "the pen that remembers writes the same"
    assert shown.pages == printed.report.pages


def test_an_edit_after_review_asks_for_another_review(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    town.bulletins.review(view.bulletin_id)
    studio.note(view.bulletin_id, "请各地抓紧。")
    assert studio.view(view.bulletin_id).state is BulletinState.FROZEN


def test_an_issued_one_is_not_edited_and_its_correction_goes_on_from_it(studio: StudioService, town: Services) -> None:
    view = opened(studio)
    studio.note(view.bulletin_id, "请各地抓紧。")
    town.bulletins.review(view.bulletin_id)
    town.bulletins.issue(view.bulletin_id)
    with pytest.raises(RuleError, match="bulletin_issued"):
        studio.write(view.bulletin_id, "overview", 0, "无")
    fresh = studio.open(PERIOD, on=TODAY, refresh=True)
    assert (fresh.revision, fresh.state, fresh.editor_note) == (2, BulletinState.FROZEN, "请各地抓紧。")
    assert studio.view(view.bulletin_id).state is BulletinState.CORRECTED


def test_an_empty_title_is_made_from_the_figures_again(studio: StudioService) -> None:
    view = opened(studio)
    studio.retitle(view.bulletin_id, "别的")
    studio.retitle(view.bulletin_id, " ")
    assert studio.view(view.bulletin_id).title == view.title


def test_the_photos_are_chosen_with_caption_and_credit(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "滨海公路")
    colours = ((200, 30, 30), (30, 200, 30), (30, 30, 200))
    files = [picture(tmp_path / f"{number}.jpg", one) for number, one in enumerate(colours)]
    office.visits.record(project.name, visit(), files)
    studio = office.office.studio
    view = opened(studio)
    first, second, third = studio.photos(view.bulletin_id)
    assert not any(one.picked or one.printable for one in (first, second, third))
    with pytest.raises(RuleError, match="photos_without_credit"):
        studio.pick_photos(view.bulletin_id, [PhotoPick(first.id, "路基", " ")])
    studio.pick_photos(view.bulletin_id, [PhotoPick(third.id, "路面", "李供图"), PhotoPick(first.id, "路基", "张供图")])
    chosen = studio.photos(view.bulletin_id)
    assert [(one.id, one.picked, one.caption) for one in chosen[:2]] == [
        (third.id, True, "路面"),
        (first.id, True, "路基"),
    ]
    assert section(studio.view(view.bulletin_id), "visits").photos == 2
    text = text_of(studio.preview(view.bulletin_id).pdf)
    assert text.index("路面") < text.index("路基")
    assert office.workspace.reader.count(Photo) == 3


def test_the_figures_are_compared_with_the_last_issue(studio: StudioService, town: Services) -> None:
    assert studio.compare(opened(studio).bulletin_id) == ()
    town.bulletins.freeze(PERIOD.previous(), on=date(2022, 5, 31))
    found = {(one.section, one.name): one for one in studio.compare(str(PERIOD))}
    active = found["overview", "active"]
    assert active.now == "329"
    assert active.change == 329 - Decimal(active.before)


def test_open_conflicts_are_named(desk: Services, seven: Services, stick: Path) -> None:
    project = a_project(desk, "滨海公路")
    acquaint(desk, seven, stick)
    for services, amount in ((desk, 30_000), (seven, 40_000)):
        with services.workspace.transaction("test") as tx:
            tx.update(Project, project.id, total_investment=Decimal(amount))
    assert desk.office.studio.conflicts() == ()
    pass_on(seven, desk, stick / "back")
    (named,) = desk.office.studio.conflicts()
    assert "滨海公路" in named
    with pytest.raises(RuleError, match="conflicts_open"):
        opened(desk.office.studio)
