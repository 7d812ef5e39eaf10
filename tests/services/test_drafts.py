"""巡查填报: a visit from its first second to the signature."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector import paths
from inspector.checklists.scoring import Verdict
from inspector.domain.errors import InspectorError, NotFoundError, RuleError
from inspector.domain.geo import Position
from inspector.domain.inspection import Checklist, Inspection, InspectionState, Photo, Purpose
from inspector.domain.problem import Problem, ProblemLevel
from inspector.domain.progress import DispatchRecord
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.checklist_import import import_checklists
from inspector.services.draft_sections import (
    SEEN,
    VisitSection,
    filled_so_far,
    open_fit_answers,
    proposed_problem,
    sections,
)
from inspector.storage.state_hash import state_hash
from tests.services.kit import TODAY, a_project, new_id, picture, put

EDGES = "protection/edges"


@pytest.fixture
def project(office: Services) -> Project:
    made = a_project(office, longitude=120.8, latitude=40.7, status_text="主体施工", project_code="2206-211402-04-01-1")
    report = DispatchRecord(
        id=new_id(office),
        project_id=made.id,
        period="2022-05-2",
        reported_on=date(2022, 5, 31),
        physical_progress_pct=Decimal(40),
        workers_present=1260,
        machines=46,
        image_progress="核岛浇灌第一罐混凝土",
    )
    put(office, report)
    return made


def checklist(office: Services, name: str) -> Checklist:
    made = import_checklists(office.workspace, [paths.root() / "forms" / "checklists" / f"{name}.xlsx"], TODAY)[0]
    assert made.checklist is not None
    return made.checklist


@pytest.fixture
def safety(office: Services) -> Checklist:
    return checklist(office, "安全文明施工")


@pytest.fixture
def draft(office: Services, project: Project, safety: Checklist) -> Inspection:
    return office.drafts.start(project.id, safety.id, inspectors=("巡查员甲",))


def section(office: Services, draft: Inspection, key: str) -> VisitSection:
    return next(one for one in sections(office.drafts.open(draft.id)) if one.key == key)


def test_a_visit_begins_with_what_is_known(office: Services, project: Project, safety: Checklist) -> None:
    made = office.drafts.start(project.id, safety.id, inspectors=("巡查员甲",), position=Position(120.8, 40.7))
    opened = office.drafts.open(made.id)
    assert (opened.inspection.state, opened.inspection.seen_status) == (InspectionState.DRAFT, None)
    assert (made.longitude, made.latitude) == (120.8, 40.7)
    assert (opened.checklist_name, opened.checklist_version) == (safety.name, safety.version)
    assert (opened.reported.status, opened.reported.progress_pct) == ("主体施工", Decimal(40))
    assert (opened.reported.workers, opened.reported.machines) == (1260, 46)
    assert (opened.reported.as_of, opened.reported.image_progress) == (date(2022, 5, 31), "核岛浇灌第一罐混凝土")
    assert opened.session is not None
    assert opened.session.value("project/project_name") == "滨海公路"
    assert opened.session.value("project/visit_on") == TODAY.isoformat()
    assert opened.saved_at is not None
    assert opened.area == "连山区"


def test_the_first_section_puts_what_was_reported_beside_what_is_seen(office: Services, draft: Inspection) -> None:
    office.drafts.set_facts(draft.id, seen_status=" 在建 ", workers=980, machines=46)
    seen = section(office, draft, SEEN)
    facts = {one.name: one for one in seen.facts}
    assert (seen.number, seen.title, seen.answered, seen.asked) == (1, "上报与所见", 1, 2)
    assert (facts["workers"].reported, facts["workers"].seen, facts["workers"].differs) == (1260, 980, True)
    assert not facts["machines"].differs
    assert facts["seen_status"].seen == "在建"
    office.drafts.set_facts(draft.id, physical_progress_pct=Decimal("52.5"), weather="", position=None)
    assert section(office, draft, SEEN).complete


def test_sections_count_what_is_answered(office: Services, draft: Inspection) -> None:
    made = sections(office.drafts.open(draft.id))
    assert [one.number for one in made] == list(range(1, len(made) + 1))
    assert made[2].title == "安全管理"
    management = section(office, draft, "management")
    assert (management.answered, management.asked, management.complete) == (0, 5, False)
    assert [one.number for one in management.entries][:2] == ["3.1", "3.2"]
    before = filled_so_far(made)
    office.drafts.answer(draft.id, "management/training", "pass")
    after = filled_so_far(sections(office.drafts.open(draft.id)))
    assert (after.answered, after.missing) == (before.answered + 1, before.missing - 1)


def test_a_whole_section_is_one_step_and_one_undo(office: Services, draft: Inspection) -> None:
    office.drafts.answer(draft.id, "management/training", "fail")
    before = state_hash(office.workspace)
    opened = office.drafts.open(draft.id)
    assert opened.session is not None
    wanted = open_fit_answers(opened.session, section(office, draft, "management"))
    assert len(wanted) == 4
    office.drafts.answer_many(draft.id, wanted)
    management = section(office, draft, "management")
    assert (management.answered, management.unfit) == (5, 1)
    step = office.history.undoable()
    assert step is not None
    assert (step.action, step.told, step.author) == ("answer_items", "整节作答", "巡查员甲")
    office.history.undo()
    assert state_hash(office.workspace) == before
    again = office.history.redoable()
    assert again is not None
    assert again.action == "answer_items"
    office.history.redo()
    assert section(office, draft, "management").answered == 5
    assert office.history.redoable() is None


def test_one_wrong_answer_and_none_of_the_section_is_kept(office: Services, draft: Inspection) -> None:
    before = state_hash(office.workspace)
    with pytest.raises(InspectorError):
        office.drafts.answer_many(draft.id, {"management/training": "pass", "management/palace": "pass"})
    assert state_hash(office.workspace) == before


def test_the_keys_one_two_three_have_their_answers(office: Services, draft: Inspection) -> None:
    session = office.drafts.open(draft.id).session
    assert session is not None
    assert session.verdict_choices(EDGES) == {
        Verdict.FIT: "pass",
        Verdict.UNFIT: "fail",
        Verdict.NOT_APPLICABLE: "na",
    }
    assert session.verdict_choices("project/site_stage") == {}
    assert session.verdict_choices("project/project_name") == {}


def test_an_unfit_answer_becomes_a_problem_in_the_words_of_its_note(office: Services, draft: Inspection) -> None:
    office.drafts.answer(draft.id, EDGES, "fail")
    offered = proposed_problem(office.drafts.open(draft.id), EDGES)
    assert offered.description == "临边、洞口、电梯井口防护到位：不合格"
    assert (offered.owner_department, offered.due_on) == ("施工单位", date(2022, 6, 11))
    made = office.drafts.raise_problem(draft.id, offered)
    assert (made.number, made.inspection_id, made.inspection_item) == ("ZD-00001", draft.id, EDGES)
    office.drafts.note(draft.id, "edges", "东边坡约 12 米无护栏")
    opened = office.drafts.open(draft.id)
    assert opened.notes == {EDGES: "东边坡约 12 米无护栏"}
    kept = opened.problem_at(EDGES)
    assert kept is not None
    assert kept.description == "临边、洞口、电梯井口防护到位：东边坡约 12 米无护栏"
    assert section(office, draft, "protection").problems == 1
    changed = office.drafts.change_problem(made.id, level=ProblemLevel.MAJOR, due_on=date(2022, 6, 13))
    assert (changed.level, changed.due_on) == (ProblemLevel.MAJOR, date(2022, 6, 13))


def test_words_that_an_inspector_chose_stay(office: Services, draft: Inspection) -> None:
    office.drafts.answer(draft.id, EDGES, "fail")
    made = office.drafts.raise_problem(draft.id, proposed_problem(office.drafts.open(draft.id), EDGES))
    office.drafts.change_problem(made.id, description="围挡缺失")
    office.drafts.note(draft.id, EDGES, "东边坡")
    assert office.drafts.open(draft.id).problems[0].description == "围挡缺失"
    office.drafts.note(draft.id, EDGES, "")
    assert office.drafts.open(draft.id).notes == {}


def test_a_question_has_one_problem(office: Services, draft: Inspection) -> None:
    office.drafts.answer(draft.id, EDGES, "fail")
    offered = proposed_problem(office.drafts.open(draft.id), EDGES)
    first = office.drafts.raise_problem(draft.id, offered)
    assert office.drafts.raise_problem(draft.id, offered).id == first.id
    assert len(office.drafts.open(draft.id).problems) == 1


def test_a_problem_goes_when_its_answer_is_no_longer_unfit_and_comes_back_with_it(
    office: Services, draft: Inspection
) -> None:
    office.drafts.answer(draft.id, EDGES, "fail")
    made = office.drafts.raise_problem(draft.id, proposed_problem(office.drafts.open(draft.id), EDGES))
    office.drafts.answer(draft.id, EDGES, "pass")
    assert office.drafts.open(draft.id).problems == ()
    office.history.undo()
    assert [one.id for one in office.drafts.open(draft.id).problems] == [made.id]


def test_a_problem_may_be_withdrawn_until_somebody_handles_it(office: Services, draft: Inspection) -> None:
    office.drafts.answer(draft.id, EDGES, "fail")
    first = office.drafts.raise_problem(draft.id, proposed_problem(office.drafts.open(draft.id), EDGES))
    office.drafts.withdraw_problem(first.id)
    again = office.drafts.raise_problem(draft.id, proposed_problem(office.drafts.open(draft.id), EDGES))
    office.problems.assign(again.id, "市住建局")
    for refused in (office.drafts.withdraw_problem, office.drafts.change_problem):
        with pytest.raises(RuleError) as told:
            refused(again.id)
        assert told.value.key == "services.problem_under_way"
    office.drafts.discard(draft.id)
    assert office.workspace.reader.count(Problem) == 1


def test_a_problem_needs_words_and_has_closed_fields(office: Services, draft: Inspection) -> None:
    office.drafts.answer(draft.id, EDGES, "fail")
    made = office.drafts.raise_problem(draft.id, proposed_problem(office.drafts.open(draft.id), EDGES))
    with pytest.raises(RuleError):
        office.drafts.change_problem(made.id, description=" ")
    with pytest.raises(RuleError):
        office.drafts.change_problem(made.id, state="closed")


def test_photos_belong_to_questions_and_move(office: Services, draft: Inspection, tmp_path: Path) -> None:
    files = [picture(tmp_path / "1.jpg", place=(121.8, 40.7)), picture(tmp_path / "2.jpg", (1, 2, 3))]
    (tmp_path / "notes.jpg").write_text("no picture")
    made = office.drafts.attach_photos(draft.id, EDGES, [*files, tmp_path / "notes.jpg"])
    assert [one.error.key for one in made.refused] == ["photos.not_picture"]
    first, second = made.photos
    opened = office.drafts.open(draft.id)
    assert [one.photo.id for one in opened.photos_at(EDGES)] == [first.id, second.id]
    assert [one.key for one in opened.photos[0].warnings] == ["services.photo_far"]
    assert opened.session is not None
    assert opened.session.photos_of(EDGES) == (first.id, second.id)
    office.drafts.move_photo(second.id, "protection/helmets")
    opened = office.drafts.open(draft.id)
    assert [one.items for one in opened.photos] == [(EDGES,), ("protection/helmets",)]
    office.drafts.move_photo(second.id, None)
    assert office.drafts.open(draft.id).photos[1].items == ()
    before = state_hash(office.workspace)
    office.drafts.detach_photo(first.id)
    assert [one.photo.id for one in office.drafts.open(draft.id).photos] == [second.id]
    office.history.undo()
    assert state_hash(office.workspace) == before


def test_the_same_picture_again_is_the_same_photo(office: Services, draft: Inspection, tmp_path: Path) -> None:
    file = picture(tmp_path / "1.jpg")
    first = office.drafts.attach_photos(draft.id, None, [file]).photos
    assert office.drafts.attach_photos(draft.id, EDGES, [file]).photos == first
    assert office.workspace.reader.count(Photo) == 1
    assert office.drafts.attach_photos(draft.id, None, []).photos == ()


def test_a_cancelled_drop_leaves_no_file(office: Services, draft: Inspection, tmp_path: Path) -> None:
    files = [picture(tmp_path / f"{n}.jpg", (n, 2, 3)) for n in range(4)]
    kept = office.drafts.attach_photos(draft.id, None, files[:1]).photos[0]
    heard: list[tuple[int, int]] = []

    def cancel(done: int, total: int) -> None:
        heard.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        office.drafts.attach_photos(draft.id, None, files, cancel)
    assert heard == [(2, 4)]
    assert office.store.intact(kept.sha256)
    assert office.recovery.report().orphans == ()
    assert [one.photo.id for one in office.drafts.open(draft.id).photos] == [kept.id]


def test_a_photo_of_no_visit_is_not_moved(office: Services) -> None:
    put(office, Photo(id="loose", sha256="0" * 64))
    with pytest.raises(NotFoundError):
        office.drafts.detach_photo("loose")


def test_repeats_grow_and_shrink_with_their_notes_and_problems(office: Services, project: Project) -> None:
    draft = office.drafts.start(project.id, checklist(office, "形象进度核查").id)
    for number in (1, 2):
        assert office.drafts.add_repeat(draft.id, "units") == f"units[{number + 1}]"
    for number in (1, 2, 3):
        office.drafts.answer(draft.id, f"units[{number}]/unit_name", f"{number}号楼")
        office.drafts.answer(draft.id, f"units[{number}]/unit_state", "serious")
        office.drafts.note(draft.id, f"units[{number}]/unit_state", f"说明{number}")
        where = f"units[{number}]/unit_state"
        office.drafts.raise_problem(draft.id, proposed_problem(office.drafts.open(draft.id), where))
    units = section(office, draft, "units")
    assert (units.title, units.unfit, units.problems) == ("单位工程（逐个核查）", 3, 3)
    assert units.repeats[0].instances == ("units[1]", "units[2]", "units[3]")
    before = state_hash(office.workspace)
    office.drafts.remove_repeat(draft.id, "units[2]")
    opened = office.drafts.open(draft.id)
    assert opened.notes == {"units[1]/unit_state": "说明1", "units[2]/unit_state": "说明3"}
    assert {one.inspection_item: one.description for one in opened.problems} == {
        "units[1]/unit_state": "1号楼 进度评价：说明1",
        "units[2]/unit_state": "3号楼 进度评价：说明3",
    }
    office.history.undo()
    assert state_hash(office.workspace) == before


def test_a_repeat_without_instances_can_still_be_added_to(office: Services, project: Project) -> None:
    draft = office.drafts.start(project.id, checklist(office, "形象进度核查").id)
    office.drafts.remove_repeat(draft.id, "units[1]")
    units = section(office, draft, "units")
    assert (units.title, units.entries) == ("单位工程（逐个核查）", ())
    assert units.repeats[0].is_free
    assert office.drafts.add_repeat(draft.id, units.repeats[0].address) == "units[1]"


def test_a_discarded_draft_comes_back_whole(office: Services, draft: Inspection, tmp_path: Path) -> None:
    office.drafts.answer(draft.id, EDGES, "fail")
    office.drafts.raise_problem(draft.id, proposed_problem(office.drafts.open(draft.id), EDGES))
    office.drafts.attach_photos(draft.id, EDGES, [picture(tmp_path / "1.jpg")])
    before = state_hash(office.workspace)
    office.drafts.discard(draft.id)
    assert office.drafts.listed() == ()
    assert office.workspace.reader.count(Photo) == office.workspace.reader.count(Problem) == 0
    office.history.undo()
    assert state_hash(office.workspace) == before


def test_a_visit_is_signed_only_when_it_says_what_was_seen(office: Services, project: Project) -> None:
    draft = office.drafts.start(project.id)
    for key, fact in (
        ("domain.seen_status_missing", {"seen_status": "在建"}),
        ("domain.seen_progress_missing", {"physical_progress_pct": Decimal(41)}),
    ):
        with pytest.raises(RuleError) as told:
            office.visits.sign(draft.id, "巡查员甲")
        assert told.value.key == key
        office.drafts.set_facts(draft.id, **fact)
    office.visits.sign(draft.id, "巡查员甲")
    assert office.drafts.listed() == ()
    for refused in (
        lambda: office.drafts.set_facts(draft.id, workers=1),
        lambda: office.drafts.discard(draft.id),
        lambda: office.drafts.attach_photos(draft.id, None, []),
    ):
        with pytest.raises(RuleError):
            refused()


def test_a_signed_visit_does_not_raise_a_problem_twice(office: Services, project: Project, safety: Checklist) -> None:
    draft = office.drafts.start(project.id, safety.id)
    office.drafts.answer(draft.id, EDGES, "fail")
    office.drafts.note(draft.id, EDGES, "东边坡")
    office.drafts.raise_problem(draft.id, proposed_problem(office.drafts.open(draft.id), EDGES))
    assert office.visits.judged(draft.id)[1] == ()


def test_a_visit_without_a_form_has_facts_only(office: Services, project: Project, tmp_path: Path) -> None:
    draft = office.drafts.start(project.id)
    opened = office.drafts.open(draft.id)
    assert [one.key for one in sections(opened)] == [SEEN]
    assert (opened.session, opened.checklist_name) == (None, "")
    with pytest.raises(RuleError) as told:
        office.drafts.answer(draft.id, EDGES, "pass")
    assert told.value.key == "services.draft_without_form"
    photo = office.drafts.attach_photos(draft.id, None, [picture(tmp_path / "1.jpg")]).photos[0]
    office.drafts.move_photo(photo.id, None)
    loose = proposed_problem(opened, "围挡")
    made = office.drafts.raise_problem(draft.id, loose.__class__(**{**vars(loose), "item": None}))
    assert made.inspection_item is None
    assert sections(office.drafts.open(draft.id))[0].problems == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"physical_progress_pct": Decimal(101)},
        {"physical_progress_pct": Decimal("1.005")},
        {"workers": -1},
        {"state": "signed"},
    ],
)
def test_a_slip_of_the_keyboard_is_told(office: Services, draft: Inspection, wrong: dict[str, object]) -> None:
    before = state_hash(office.workspace)
    with pytest.raises(RuleError):
        office.drafts.set_facts(draft.id, **wrong)
    assert state_hash(office.workspace) == before


def test_drafts_are_listed_with_how_far_they_are(office: Services, project: Project, draft: Inspection) -> None:
    office.drafts.answer(draft.id, EDGES, "pass")
    (found,) = office.drafts.listed()
    assert (found.project, found.checklist, found.photos) == ("滨海公路", "安全文明施工", 0)
    assert found.answered < found.asked
    kept = office.drafts.of_project(project.id)
    assert kept is not None
    assert kept.id == draft.id
    assert [one.name for one in office.drafts.checklists()] == ["安全文明施工"]


def test_inspectors_and_purpose_may_change(office: Services, draft: Inspection) -> None:
    office.drafts.set_facts(draft.id, inspectors=("巡查员甲", "巡查员乙"), purpose=Purpose.RECHECK, workers=None)
    kept = office.drafts.open(draft.id).inspection
    assert (kept.inspectors, kept.purpose, kept.workers) == (("巡查员甲", "巡查员乙"), Purpose.RECHECK, None)
    office.drafts.set_facts(draft.id, position=Position(120.8, 40.7))
    step = office.history.undoable()
    assert step is not None
    assert step.author == "巡查员甲、巡查员乙"


def test_nothing_changed_is_no_step(office: Services, draft: Inspection) -> None:
    office.drafts.set_facts(draft.id, workers=3)
    step = office.history.undoable()
    office.drafts.set_facts(draft.id, workers=3)
    assert office.history.undoable() == step


def test_an_unknown_visit_is_told(office: Services) -> None:
    with pytest.raises(NotFoundError):
        office.drafts.open("nothing")
    with pytest.raises(NotFoundError):
        office.drafts.answer("nothing", EDGES, "pass")
