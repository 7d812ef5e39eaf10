"""简报: what is frozen, printed, reviewed, issued and corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from inspector.domain.approval import ApprovalStep, StepState, StepType
from inspector.domain.bulletin import Bulletin, BulletinFigure, BulletinState
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.inspection import Photo
from inspector.domain.progress import DispatchRecord, InvestmentComparison
from inspector.domain.project import AnnualPlan, Project, ProjectKind, Stage
from inspector.services.bulletins import Compiled
from inspector.services.bundle import Services
from inspector.services.compile_content import IssueHead
from inspector.services.maintenance import check_workspace
from inspector.services.profiles import load_profile, profile_keys
from tests.services.kit import (
    PERIOD,
    TODAY,
    a_project,
    area_id,
    copied,
    new_folder,
    new_id,
    opened,
    picture,
    put,
    visit,
)
from tests.services.packages_kit import pass_on
from tests.storage.kit import HandClock


def text_of(path: Path) -> str:
    """All text of a PDF without spaces and line ends."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = []
        for number in range(len(pdf)):
            page = pdf[number]
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
    return "".join("".join(pages).split())


def compiled(services: Services, tmp_path: Path, name: str = "简报.pdf", **options: object) -> tuple[Compiled, str]:
    made = services.bulletins.compile(PERIOD, tmp_path / name, **options)  # type: ignore[arg-type]
    return made, text_of(made.report.path)


@pytest.fixture
def town(tmp_path: Path, city_folder: Path, clock: HandClock) -> Iterator[Services]:
    """A synthetic city of 500 to write in."""
    with copied(city_folder, tmp_path / "town", clock) as services:
        yield services


def test_the_synthetic_city_prints_the_figures_of_the_article(town: Services, tmp_path: Path) -> None:
    made, text = compiled(town, tmp_path)
    for figure in ("329个", "1611.89亿元", "201.38亿元", "65.8%", "91.4%", "43.7%", "117个", "212个", "50.80亿元"):
        assert figure in text
    assert "合成数据" in text
    assert "第11期" in text
    assert made.bulletin.title == "全市开复工重点项目329个"
    assert (made.reused, made.bulletin.state, made.bulletin.as_of) == (False, BulletinState.FROZEN, TODAY)
    assert not made.check.inconsistencies


def test_a_frozen_issue_is_printed_again_as_it_was(town: Services, tmp_path: Path, clock: HandClock) -> None:
    first, text = compiled(town, tmp_path, "一.pdf")
    with town.workspace.transaction("late report") as tx:
        for one in list(tx.reader.all(Project, limit=200)):
            tx.update(Project, one.id, name=f"{one.name}改", actual_start=TODAY)
    clock.now += 24 * 3_600_000
    second, again = compiled(town, tmp_path, "二.pdf")
    assert second.reused
    assert again == text
    assert second.bulletin == first.bulletin
    third, fresh = compiled(town, tmp_path, "三.pdf", refresh=True)
    assert not third.reused
    assert third.bulletin.id == first.bulletin.id
    assert fresh != text
    assert town.workspace.reader.count(Bulletin) == 1
    figures = list(town.workspace.reader.all(BulletinFigure))
    assert len({(one.section_key, one.name) for one in figures}) == len(figures)


@pytest.mark.parametrize("key", profile_keys())
def test_an_empty_workspace_gives_one_valid_page_with_every_section(tmp_path: Path, key: str) -> None:
    profile = load_profile(key)
    with opened(new_folder(tmp_path / "ws", key)) as services:
        made, text = compiled(services, tmp_path)
        assert made.report.pages == 1
        assert made.report.warnings == ()
        for section in profile.bulletin.sections[:-1]:
            assert section.title in text
        assert "全市尚无在库重点项目" in text
        assert made.bulletin.title == f"{profile.name}重点项目建设情况"
        details = services.bulletins.show("2022-06-1")
        assert [one.key for one in details.sections] == [one.key.value for one in profile.bulletin.sections]


def test_a_register_alone_tells_of_every_section_that_it_is_empty(office: Services, tmp_path: Path) -> None:
    a_project(office)
    _, text = compiled(office, tmp_path)
    for told in ("没有巡查记录", "没有登记在办的审批事项", "没有登记的问题", "没有列入年度计划的投资", "不作排名"):
        assert told in text


def test_a_register_without_plans_says_what_is_in_it(office: Services, tmp_path: Path) -> None:
    office.examples.sample(city_only=True)
    _, text = compiled(office, tmp_path)
    assert "在库重点项目" in text
    assert "开工建设一批" in text
    assert "附表" in text
    assert "重点项目台账" in text


def test_the_day_must_lie_in_the_period(office: Services, tmp_path: Path) -> None:
    for day in (date(2022, 6, 16), date(2022, 5, 31)):
        with pytest.raises(RuleError) as refused:
            office.bulletins.compile(PERIOD, tmp_path / "x.pdf", on=day)
        assert refused.value.key == "services.day_outside_period"
    with pytest.raises(RuleError):
        office.bulletins.compile(PERIOD.next(), tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()
    assert office.bulletins.all() == []
    made = office.bulletins.compile(PERIOD.previous(), tmp_path / "五月.pdf")
    assert made.bulletin.as_of == date(2022, 5, 31)


def test_an_issue_is_reviewed_issued_and_then_only_corrected(office: Services, tmp_path: Path) -> None:
    made, _ = compiled(office, tmp_path, head=IssueHead(title="首期", total_number=35))
    service = office.bulletins
    with pytest.raises(RuleError):
        service.issue("2022-06-1")
    assert service.review("2022-06-1").state is BulletinState.REVIEWED
    assert service.issue("2022-06-1").state is BulletinState.ISSUED
    with pytest.raises(RuleError):
        service.review("2022-06-1")
    assert compiled(office, tmp_path, "again.pdf")[0].reused

    a_project(office)
    second, text = compiled(office, tmp_path, "更正.pdf", refresh=True)
    assert (second.bulletin.revision, second.bulletin.corrects_id) == (2, made.bulletin.id)
    assert second.bulletin.state is BulletinState.FROZEN
    assert "在库重点项目1个" in text
    old = office.workspace.reader.get(Bulletin, made.bulletin.id)
    assert old.state is BulletinState.CORRECTED
    assert (old.title, old.total_number, old.snapshot) == ("首期", 35, made.bulletin.snapshot)
    assert service.show(made.bulletin.id).figures
    assert [one.revision for one in service.all()] == [2, 1]
    assert service.show("2022-06-1").bulletin.id == second.bulletin.id

    service.review("2022-06-1")
    service.issue("2022-06-1")
    third, _ = compiled(office, tmp_path, "再更正.pdf", refresh=True)
    assert (third.bulletin.revision, third.bulletin.corrects_id) == (3, second.bulletin.id)


def test_undo_of_a_correction_leaves_the_issued_one(office: Services, tmp_path: Path) -> None:
    compiled(office, tmp_path)
    office.bulletins.review("2022-06-1")
    office.bulletins.issue("2022-06-1")
    compiled(office, tmp_path, refresh=True)
    office.history.undo()
    (left,) = office.bulletins.all()
    assert left.state is BulletinState.ISSUED


def test_review_is_refused_while_figures_contradict_each_other(office: Services, tmp_path: Path) -> None:
    note = "全市计划实施重点项目500个，其中新建项目268个、续建项目242个。"
    made, text = compiled(office, tmp_path, head=IssueHead(editor_note=note))
    assert note in text
    assert made.check.inconsistencies
    with pytest.raises(RuleError) as refused:
        office.bulletins.review("2022-06-1")
    assert refused.value.key == "services.figures_contradict"
    assert office.bulletins.show("2022-06-1").bulletin.state is BulletinState.FROZEN
    compiled(office, tmp_path, head=IssueHead(editor_note="本期数字已核。"), refresh=True)
    assert office.bulletins.review("2022-06-1").state is BulletinState.REVIEWED


def planned(services: Services, name: str, start: date | None) -> Project:
    made = a_project(services, name, kind=ProjectKind.NEW_BUILD, actual_start=start)
    put(services, AnnualPlan(id=new_id(services), project_id=made.id, year=2022, planned_investment=Decimal(5000)))
    return made


def test_the_next_issue_tells_the_change_against_this_one(office: Services, tmp_path: Path, clock: HandClock) -> None:
    planned(office, "一号公路", date(2022, 5, 1))
    planned(office, "二号公路", date(2022, 6, 12))
    planned(office, "三号公路", date(2022, 6, 13))
    _, first = compiled(office, tmp_path)
    assert "上期" not in first
    clock.now += 10 * 24 * 3_600_000
    made = office.bulletins.compile(PERIOD.next(), tmp_path / "下期.pdf")
    assert "开复工项目比上期增加2个" in text_of(made.report.path)
    clock.now += 15 * 24 * 3_600_000
    same = office.bulletins.compile(PERIOD.next().next(), tmp_path / "七月.pdf")
    assert "开复工项目数与上期持平" in text_of(same.report.path)


def test_a_photo_without_credit_is_not_printed_but_counted(office: Services, tmp_path: Path) -> None:
    project = a_project(office)
    shots = [picture(tmp_path / "有.jpg"), picture(tmp_path / "无.jpg", (30, 30, 200))]
    notes = [
        {"file": "有.jpg", "caption": "主体封顶", "credit": "市项目中心供图"},
        {"file": "无.jpg", "caption": "堆料场"},
    ]
    saved = office.visits.record(project.id, visit(photos=notes), shots)
    made, text = compiled(office, tmp_path)
    assert made.uncredited == 1
    assert "主体封顶" in text
    assert "堆料场" not in text
    office.photos.credit(saved.photos[1].id, caption=None, credit="王庄镇摄")
    made, text = compiled(office, tmp_path, refresh=True)
    assert (made.uncredited, "堆料场" in text) == (0, True)


def test_pairs_are_printed_before_and_after(office: Services, tmp_path: Path) -> None:
    project = a_project(office)
    shots = [picture(tmp_path / "后.jpg"), picture(tmp_path / "前.jpg", (30, 30, 200))]
    notes = [
        {"file": "后.jpg", "credit": "供图", "pair": "甲", "pair_side": "整改后"},
        {"file": "前.jpg", "credit": "供图", "pair": "甲", "pair_side": "整改前"},
    ]
    office.visits.record(project.id, visit(photos=notes), shots)
    _, text = compiled(office, tmp_path)
    assert "滨海公路整改前后" in text
    assert text.index("整改前", text.index("形象进度")) < text.rindex("整改后")


@pytest.mark.parametrize("lost", ["before", "after"])
def test_a_lost_photo_does_not_hold_the_issue_up(office: Services, tmp_path: Path, lost: str) -> None:
    project = a_project(office)
    saved = office.visits.record(
        project.id, visit(photos=[{"file": "a.jpg", "credit": "供图"}]), [picture(tmp_path / "a.jpg")]
    )
    if lost == "after":
        compiled(office, tmp_path)
    for one in office.workspace.photos.rglob(f"{saved.photos[0].sha256}*"):
        one.unlink()
    made, text = compiled(office, tmp_path, "没有照片.pdf")
    assert made.reused == (lost == "after")
    assert saved.photos[0].sha256[:20] in text
    assert office.bulletins.review("2022-06-1").state is BulletinState.REVIEWED


NASTY = "{planned}<b>粗</b>{{x}}<img src='a'>&amp;{0}"


def test_what_users_write_is_printed_as_it_stands(office: Services, tmp_path: Path) -> None:
    project = planned(office, f"路{NASTY}", date(2022, 5, 1))
    put(
        office,
        DispatchRecord(
            id=new_id(office), project_id=project.id, period="2022-06-1", reported_on=TODAY, next_step=f"步{NASTY}"
        ),
    )
    notes = [{"file": "a.jpg", "caption": f"图{NASTY}", "credit": f"供{NASTY}"}]
    problems = [{"description": f"题{NASTY}", "owner_department": f"局{NASTY}"}]
    made_visit = visit(
        photos=notes, problems=problems, seen_status=f"见{NASTY}", conclusions=f"论{NASTY}\n二行", reported_status="x"
    )
    office.visits.record(project.id, made_visit, [picture(tmp_path / "a.jpg")])
    _, text = compiled(office, tmp_path, head=IssueHead(title=f"题目{NASTY}", editor_note=f"按{NASTY}"))
    nasty = "".join(NASTY.split())
    for mark in ("路", "步", "图", "供", "题", "局", "见", "论", "题目", "按"):
        assert mark + nasty in text
    assert office.bulletins.review("2022-06-1").state is BulletinState.REVIEWED


def test_a_visit_to_a_withdrawn_project_keeps_its_name(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "退出的公路")
    office.visits.record(project.id, visit(problems=[{"description": "围挡缺失"}]))
    with office.workspace.transaction("withdraw") as tx:
        tx.update(Project, project.id, stage=Stage.WITHDRAWN)
    _, text = compiled(office, tmp_path)
    assert "日常巡查退出的公路：" in text


def test_a_visit_counts_on_its_day_in_china(office: Services, tmp_path: Path, clock: HandClock) -> None:
    clock.now += 10 * 24 * 3_600_000
    project = a_project(office)
    saved = office.visits.record(
        project.id, visit(visited_at="2022-06-15T17:30:00+00:00", problems=[{"description": "围挡缺失"}])
    )
    assert saved.problems[0].found_on == date(2022, 6, 16)
    first = office.bulletins.compile(PERIOD, tmp_path / "上.pdf")
    assert "没有巡查记录" in text_of(first.report.path)
    second = office.bulletins.compile(PERIOD.next(), tmp_path / "下.pdf")
    assert "6月16日，日常巡查滨海公路" in text_of(second.report.path)


def test_a_refused_step_is_no_red_lamp(office: Services, tmp_path: Path) -> None:
    project = a_project(office)
    for kind, state, finished in (
        (StepType.LAND, StepState.REFUSED, date(2022, 6, 1)),
        (StepType.POWER_SUPPLY, StepState.IN_PROGRESS, None),
    ):
        put(
            office,
            ApprovalStep(
                id=new_id(office),
                project_id=project.id,
                step_type=kind,
                state=state,
                promised_days=5,
                accepted_on=date(2022, 5, 5),
                finished_on=finished,
                result="不符" if finished else None,
            ),
        )
    _, text = compiled(office, tmp_path)
    assert "亮红灯1件" in text


def test_projects_without_an_area_are_shown_and_not_ranked(office: Services, tmp_path: Path) -> None:
    project = a_project(office, area_id=None, kind=ProjectKind.NEW_BUILD)
    put(office, AnnualPlan(id=new_id(office), project_id=project.id, year=2022, planned_investment=Decimal(1)))
    _, text = compiled(office, tmp_path)
    assert "不作排名" in text
    planned(office, "甲", date(2022, 5, 1))
    _, text = compiled(office, tmp_path, refresh=True)
    assert "连山区居首位，列入排名的地区共1个" in text
    assert "未填地区" in text


def test_a_planned_project_of_no_kind_is_told(office: Services, tmp_path: Path) -> None:
    project = a_project(office)
    put(office, AnnualPlan(id=new_id(office), project_id=project.id, year=2022))
    made, text = compiled(office, tmp_path)
    assert "未分新建、续建的1个" in text
    assert not made.check.inconsistencies


def test_what_is_due_next_is_told(office: Services, tmp_path: Path) -> None:
    project = planned(office, "一号公路", None)
    problems = [{"description": "围挡缺失", "due_on": "2022-06-20"}]
    office.visits.record(project.id, visit(problems=problems))
    step = office.approvals.register(project.id, StepType.LAND, promised_days=5)
    office.approvals.accept(step.id, date(2022, 6, 9))
    _, text = compiled(office, tmp_path)
    assert "尚未开工的1个新建项目" in text
    assert "承诺时限到期的审批事项1件" in text
    assert "整改期限到期的问题1个" in text


def test_the_decimals_of_a_rate_are_those_of_the_city(dandong: Services, tmp_path: Path) -> None:
    for number in range(3):
        project = a_project(
            dandong,
            f"{number}号公路",
            area_id=area_id(dandong, "东港市"),
            kind=ProjectKind.NEW_BUILD,
            actual_start=TODAY if number else None,
        )
        put(dandong, AnnualPlan(id=new_id(dandong), project_id=project.id, year=2022, planned_investment=Decimal(1)))
    _, text = compiled(dandong, tmp_path)
    assert "分别为66.7%、—、66.67%" in text


def test_rows_behind_a_figure(town: Services, tmp_path: Path) -> None:
    compiled(town, tmp_path)
    service = town.bulletins
    assert len(service.rows_of("2022-06-1", "overview", "active")) == 329
    assert len(service.rows_of("2022-06-1", "overview", "new_start_rate")) == 117
    assert all(row["started"] for row in service.rows_of("2022-06-1", "overview", "started"))
    assert service.rows_of("2022-06-1", "investment", "time") == []
    with pytest.raises(NotFoundError) as refused:
        service.rows_of("2022-06-1", "overview", "nothing")
    assert refused.value.key == "services.no_such_figure"


def test_an_unknown_issue_and_one_that_is_not_frozen(office: Services, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as refused:
        office.bulletins.show("2021-01-1")
    assert refused.value.key == "services.no_such_bulletin"
    put(office, Bulletin(id=new_id(office), year=2022, issue_number=11, period="2022-06-1", as_of=TODAY))
    with pytest.raises(RuleError) as draft:
        office.bulletins.compile(PERIOD, tmp_path / "x.pdf")
    assert draft.value.key == "services.bulletin_not_frozen"
    assert not compiled(office, tmp_path, refresh=True)[0].reused


@pytest.mark.parametrize("key", profile_keys())
@pytest.mark.parametrize(("size", "seed"), [(10, 5), (61, 2)])
def test_the_checker_finds_nothing_in_our_own_words(tmp_path: Path, key: str, size: int, seed: int) -> None:
    with opened(new_folder(tmp_path / "ws", key)) as services:
        services.examples.synthesize(size, seed)
        made, _ = compiled(services, tmp_path)
        assert made.check.inconsistencies == ()
        assert made.report.pages > 1
        assert services.bulletins.review("2022-06-1").state is BulletinState.REVIEWED


def test_the_photos_of_a_visit_are_counted_in_the_period_only(office: Services, tmp_path: Path) -> None:
    project = a_project(office)
    office.visits.record(project.id, visit(visited_at="2022-05-31T09:00:00+08:00"), [picture(tmp_path / "a.jpg")])
    made, text = compiled(office, tmp_path)
    assert "没有巡查记录" in text
    assert (office.workspace.reader.count(Photo), made.uncredited) == (1, 0)
    assert TODAY - timedelta(days=9) == PERIOD.first_day


def test_what_two_laptops_disagree_on_is_settled_before_it_is_printed(office: Services, tmp_path: Path) -> None:
    project = a_project(office)
    with opened(new_folder(tmp_path / "7号机")) as field:
        pass_on(office, field, tmp_path / "U盘")
        for services, amount in ((office, 21_000), (field, 22_000)):
            with services.workspace.transaction("edit") as tx:
                tx.update(Project, project.id, total_investment=Decimal(amount))
        pass_on(field, office, tmp_path / "U盘")
    with pytest.raises(RuleError) as refused:
        compiled(office, tmp_path)
    assert refused.value.key == "services.conflicts_open"
    assert office.bulletins.all() == []
    assert [one.key for one in check_workspace(office.workspace).findings] == ["storage.check_conflict"]
    with office.workspace.transaction("settle") as tx:
        tx.settle(Project, project.id, total_investment=Decimal(22_000))
    assert check_workspace(office.workspace).findings == ()
    _, text = compiled(office, tmp_path)
    assert "合计总投资2.20亿元" in text


def test_investment_of_an_area_without_a_plan_and_equal_comparisons(office: Services, tmp_path: Path) -> None:
    project = planned(office, "一号公路", date(2022, 5, 1))
    for month, figure in (("2022-04", 5), ("2022-05", 7), ("2022-06", 9), ("2021-12", 3)):
        put(
            office,
            InvestmentComparison(
                id=new_id(office),
                project_id=project.id,
                month=month,
                statistics_figure=Decimal(figure),
                planning_figure=Decimal(figure),
            ),
        )
    _, text = compiled(office, tmp_path)
    assert "2022年5月统计与发改投资数据比对项目1个，数据不一致0个" in text
    assert "统计与发改投资数据差异" not in text
