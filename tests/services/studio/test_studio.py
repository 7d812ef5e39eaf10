"""简报编制: the outline, sentences with live figures, edits that survive a freeze, photos, preview and print."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.domain.bulletin import BulletinState
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.studio import StudioService
from inspector.services.studio_compare import Between
from inspector.services.studio_view import ObjectKind, ObjectView, SectionState
from tests.services.kit import PERIOD, TODAY, a_project
from tests.services.packages_kit import acquaint, pass_on
from tests.services.studio.kit import opened, section, slots, text_of


def test_the_outline_tells_how_far_each_section_is(studio: StudioService) -> None:
    view = opened(studio)
    assert [one.key for one in view.sections][:4] == ["overview", "ranking", "visits", "lamps"]
    assert (view.state, view.issue_number) == (BulletinState.FROZEN, 11)
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
    assert studio.drift(view.bulletin_id).changes == ()
    project = next(town.workspace.reader.all(Project))
    with town.workspace.transaction("test") as tx:
        tx.update(Project, project.id, total_investment=Decimal(1))
    (change,) = studio.drift(view.bulletin_id).changes
    assert (change.project, change.column, change.now) == (project.name, "total", "1.00")
    assert change.before == f"{project.total_investment:f}"
    fresh = studio.open(PERIOD, on=TODAY, refresh=True)
    assert (fresh.title, fresh.editor_note) == ("重点项目快报", "请各地抓紧。")
    assert studio.drift(view.bulletin_id).changes == ()
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


def test_the_figures_are_compared_with_the_last_issue(studio: StudioService, town: Services) -> None:
    assert studio.compare(opened(studio).bulletin_id) == ()
    town.bulletins.freeze(PERIOD.previous(), on=date(2022, 5, 31))
    found = {(one.section, one.name): one for one in studio.compare(str(PERIOD))}
    active = found["overview", "active"]
    assert active.now == "329"
    assert active.change == 329 - Decimal(active.before)


def test_what_began_and_ended_since_the_last_issue_is_told(studio: StudioService, town: Services) -> None:
    assert studio.compare_rows(opened(studio).bulletin_id) == ()
    reader = town.workspace.reader
    town.bulletins.freeze(PERIOD.previous(), on=date(2022, 5, 31))
    problem = next(
        one
        for one in reader.all(Problem)
        if one.found_on and one.found_on < date(2022, 5, 31) and one.state is ProblemState.REGISTERED
    )
    with town.workspace.transaction("test") as tx:
        tx.update(Problem, problem.id, state=ProblemState.CLOSED, closed_on=date(2022, 6, 8))
    studio.open(PERIOD, on=TODAY, refresh=True)
    found = studio.compare_rows(str(PERIOD))
    assert any(one.between is Between.CLOSED and (problem.number or "") in one.title for one in found)
    counts = Counter(one.between for one in found)
    assert counts[Between.RED] > 0
    active = next(one for one in studio.compare(str(PERIOD)) if one.name == "active")
    assert active.change == counts[Between.ACTIVE] - counts[Between.INACTIVE]


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
