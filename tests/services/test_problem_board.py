"""问题 as they are listed and looked at, raised, revised, proved by photos and written as a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.inspection import PairSide, Photo
from inspector.domain.problem import Problem, ProblemLevel, ProblemState
from inspector.domain.problem_states import ProblemStep
from inspector.services.bundle import Services
from inspector.services.problem_board import Show
from inspector.services.problem_raising import PROPOSED_DAYS
from inspector.services.visit_file import ProblemDraft
from tests.services.kit import a_project, picture
from tests.services.packages_kit import device, pass_on

TODAY = date(2022, 6, 10)
FOUND = ProblemDraft("临边无防护", None, None, ProblemLevel.GENERAL, None, (), None, None, None)


def raised(office: Services, words: str = "临边无防护", days: int = 5, project: str = "徐大堡核电") -> Problem:
    found = next((one.project for one in office.projects.listed() if one.project.name == project), None)
    new = office.problems.proposed((found or a_project(office, project)).id)
    return office.problems.register(
        replace(new, description=words, due_on=TODAY + timedelta(days=days)), author="巡查员甲"
    )


def prove(office: Services, problem: Problem, files: list[Path], side: PairSide = PairSide.AFTER) -> tuple[Photo, ...]:
    return office.problem_evidence.attach(problem.id, office.problem_evidence.store(problem.id, files), side)


def test_what_is_proposed_follows_project_and_level(office: Services) -> None:
    project = a_project(office, owner_organization="核电公司")
    for level in ProblemLevel:
        new = office.problems.proposed(project.id, level)
        assert (new.owner_department, new.level) == ("核电公司", level)
        assert new.due_on == TODAY + timedelta(days=PROPOSED_DAYS[level])
    assert office.problems.proposed("gone").owner_department == ""


def test_a_problem_without_words_or_project_is_refused(office: Services) -> None:
    new = office.problems.proposed(a_project(office).id)
    with pytest.raises(RuleError) as refused:
        office.problems.register(new)
    assert refused.value.key == "services.problem_without_words"
    with pytest.raises(NotFoundError):
        office.problems.register(replace(new, project_id="gone", description="x"))
    assert office.problems.all() == []


def test_the_card_says_who_raised_it(office: Services) -> None:
    card = office.problem_board.card(raised(office).id, TODAY)
    assert card is not None
    assert card.raised_by == "巡查员甲"


def test_after_a_merge_the_inspectors_of_the_visit_raised_it(office: Services, tmp_path: Path) -> None:
    with device(tmp_path, "7号机") as laptop:
        project = a_project(laptop)
        visit = laptop.drafts.start(project.id, None, inspectors=("巡查员甲", "巡查员乙"))
        found = laptop.drafts.raise_problem(visit.id, FOUND)
        alone = raised(laptop, "塔吊")
        pass_on(laptop, office, tmp_path / "stick")
    told = [office.problem_board.card(one.id, TODAY) for one in (found, alone)]
    assert [one.raised_by for one in told if one] == ["巡查员甲、巡查员乙（7号机）", "7号机"]


def test_lists_by_urgency_search_and_filter(office: Services) -> None:
    late, soon = raised(office, "塔吊", -2), raised(office, "基坑", 3, "滨海公路")
    board = office.problem_board.listed(TODAY)
    assert [one.problem.id for one in board.rows] == [late.id, soon.id]
    assert board.counts == {Show.OPEN: 2, Show.MINE: 0, Show.OVERDUE: 1, Show.ALL: 2}
    found = office.problem_board.listed(TODAY, Show.ALL, "bhgl")
    assert [one.problem.id for one in found.rows] == [soon.id]
    assert office.problem_board.listed(TODAY, text="塔吊 徐大堡").counts[Show.OPEN] == 1
    assert office.problem_board.listed(TODAY, text="没有").rows == ()


def test_mine_are_those_that_i_put_forward(office: Services) -> None:
    problem = raised(office)
    _to_request(office, problem, "巡查员乙")
    (row,) = office.problem_board.listed(TODAY, Show.MINE, role="巡查员乙").rows
    assert row.problem.state is ProblemState.CLOSE_REQUESTED
    assert office.problem_board.listed(TODAY, Show.MINE, role="巡查员丙").rows == ()


def test_mine_are_those_that_i_registered_or_found_at_a_visit(office: Services) -> None:
    problem = raised(office)
    visit = office.drafts.start(problem.project_id, None, inspectors=("巡查员乙",))
    found = office.drafts.raise_problem(visit.id, FOUND)
    for role, own in (("巡查员甲", problem), ("巡查员乙", found)):
        (row,) = office.problem_board.listed(TODAY, Show.MINE, role=role).rows
        assert row.problem.id == own.id


def test_the_card_says_what_is_next_and_what_closing_lacks(office: Services) -> None:
    problem = raised(office)
    card = office.problem_board.card(problem.id, TODAY)
    assert card is not None
    assert card.steps == (ProblemStep.ASSIGN,)
    assert card.gaps == ("solution", "evidence", "close_standard")
    assert office.problem_board.card("gone-and-away", TODAY) is None
    assert [name for _, name in office.problem_board.projects()] == ["徐大堡核电"]


def test_revising_keeps_the_state_and_refuses_other_fields(office: Services) -> None:
    problem = raised(office)
    after = office.problems.revise(problem.id, level=ProblemLevel.URGENT, due_on=TODAY, author="管家")
    assert (after.level, after.due_on, after.state) == (ProblemLevel.URGENT, TODAY, ProblemState.REGISTERED)
    with pytest.raises(RuleError) as refused:
        office.problems.revise(problem.id, state=ProblemState.CLOSED)
    assert refused.value.key == "services.problem_field_closed"


def test_evidence_pairs_with_the_first_photo_and_names_itself(office: Services, tmp_path: Path) -> None:
    problem = raised(office)
    before, after = picture(tmp_path / "前.jpg"), picture(tmp_path / "后.jpg", (20, 20, 200))
    prove(office, problem, [before], PairSide.BEFORE)
    (tmp_path / "x.jpg").write_bytes(b"none")
    kept = office.problem_evidence.store(problem.id, [after, tmp_path / "x.jpg"])
    assert len(kept.refused) == 1
    made = office.problem_evidence.attach(problem.id, kept, author="管家")
    assert [one.id for one in prove(office, problem, [after])] == [one.id for one in made]
    card = office.problem_board.card(problem.id, TODAY)
    assert card is not None
    assert card.first is not None
    assert (card.first.pair_side, card.evidence[0].pair_side) == (PairSide.BEFORE, PairSide.AFTER)
    assert card.first.pair_id == card.evidence[0].pair_id
    assert card.problem.evidence == "整改后照片 1 张"


def test_a_problem_photo_keeps_its_side_when_its_pair_is_dissolved(office: Services, tmp_path: Path) -> None:
    problem = raised(office)
    (first,) = prove(office, problem, [picture(tmp_path / "前.jpg")], PairSide.BEFORE)
    proofs = [picture(tmp_path / "后.jpg", (20, 20, 200)), picture(tmp_path / "后二.jpg", (20, 200, 20))]
    after, other = prove(office, problem, proofs)
    office.photos.pair(after.id, other.id)
    card = office.problem_board.card(problem.id, TODAY)
    assert card is not None
    assert card.first is not None
    assert (card.first.id, card.first.pair_id) == (first.id, None)


def test_a_closed_problem_takes_nothing_more(office: Services, tmp_path: Path) -> None:
    problem = raised(office)
    _to_request(office, problem, "巡查员甲")
    office.problems.close(problem.id, author="管家")
    with pytest.raises(RuleError) as refused:
        prove(office, problem, [picture(tmp_path / "a.jpg")])
    assert refused.value.key == "services.problem_closed"
    with pytest.raises(RuleError):
        office.problems.revise(problem.id, level=ProblemLevel.MAJOR)
    (row,) = office.problem_board.listed(TODAY, Show.ALL).rows
    assert not row.is_open
    assert office.problem_board.listed(TODAY, Show.OVERDUE).rows == ()


def test_the_list_is_written(office: Services, tmp_path: Path) -> None:
    raised(office, "塔吊", -2)
    rows = office.problem_board.listed(TODAY).rows
    path, count = office.problem_export.write(tmp_path / "问题.xlsx", TODAY, rows)
    assert path.exists()
    assert count == 1


def _to_request(office: Services, problem: Problem, author: str) -> None:
    office.problems.assign(problem.id, "施工单位", author=author)
    office.problems.start(problem.id, author=author)
    office.problems.describe(problem.id, solution="补栏杆", evidence="照片", standard="连续", author=author)
    office.problems.request_close(problem.id, author=author)
