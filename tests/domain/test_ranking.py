"""排名 and 红黑榜."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import RuleError
from inspector.domain.ranking import Board, BoardRule, Contestant, Exemption, boards, rank

WEIGHTS = {"start": 50, "invested": 50}
RULE = BoardRule(red_target=80, red_places=2, black_target=60, black_places=1)


def area(code: str, points: int, **more: int) -> Contestant:
    return Contestant(code, f"区{code}", more.pop("planned", 10), {"start": points, "invested": points}, **more)


def test_equal_scores_share_a_place_and_the_next_one_is_left_out() -> None:
    ranking = rank([area("4", 10), area("2", 50), area("1", 90), area("3", 50)], WEIGHTS)
    assert [line.rank for line in ranking] == [1, 2, 2, 4]
    assert ranking[0].printed_score == "90.00"


def test_ties_stand_by_completion_then_amount_then_code() -> None:
    tied = [
        area("5", 50, completion_rate=30, amount=1),
        area("4", 50, completion_rate=40, amount=1),
        area("3", 50, completion_rate=40, amount=9),
        area("2", 50, completion_rate=40, amount=9),
        area("1", 50),
    ]
    ranking = rank(tied, WEIGHTS)
    assert [line.contestant.area_code for line in ranking] == ["2", "3", "4", "5", "1"]
    assert {line.rank for line in ranking} == {1}


def test_an_area_with_nothing_planned_is_listed_without_a_rank() -> None:
    ranking = rank([area("2", 99, planned=0), area("1", 10)], WEIGHTS)
    assert [(line.contestant.area_code, line.rank) for line in ranking] == [("1", 1), ("2", None)]
    assert ranking[1].printed_score == "—"


def test_only_the_proportion_of_the_weights_matters() -> None:
    one = Contestant("1", "区", 1, {"start": 80, "invested": 0})
    assert rank([one], {"start": 3, "invested": 1})[0].score == Fraction(60)
    assert rank([one], {"start": Fraction(3, 4), "invested": Fraction(1, 4)})[0].score == Fraction(60)


def test_what_cannot_be_said_of_an_area_is_left_out_of_its_score() -> None:
    without = Contestant("1", "区", 1, {"start": 80, "invested": 20, "completion": None})
    weights = {"start": 3, "invested": 1, "completion": 4}
    assert rank([without], weights)[0].score == Fraction(65)
    assert rank([Contestant("2", "县", 1, {"start": None})], weights)[0].score == Fraction(0)


@pytest.mark.parametrize("weights", [{}, {"start": 0}, {"start": 2, "invested": -1}])
def test_impossible_weights_are_refused(weights: dict[str, int]) -> None:
    with pytest.raises(RuleError) as refused:
        rank([area("1", 10)], weights)
    assert refused.value.key == "domain.ranking.no_weights"


def test_the_boards_need_both_target_and_place() -> None:
    ranking = rank([area("1", 95), area("2", 79), area("3", 78), area("4", 61), area("5", 59)], WEIGHTS)
    lines = boards(ranking, RULE)
    # 区2 is second but below 80; 区4 is near the end but above 60.
    assert [(line.board, line.ranked.contestant.area_code) for line in lines] == [(Board.RED, "1"), (Board.BLACK, "5")]
    assert boards(ranking[:4], RULE)[1:] == ()


def test_tied_last_areas_all_stand_on_the_black_board() -> None:
    lines = boards(rank([area("1", 95), area("2", 10), area("3", 10)], WEIGHTS), RULE)
    assert [line.ranked.contestant.area_code for line in lines if line.board is Board.BLACK] == ["3", "2"]


def test_an_exemption_is_kept_with_its_reason_and_needs_one() -> None:
    ranking = rank([area("1", 95), area("2", 10)], WEIGHTS)
    lines = boards(ranking, RULE, [Exemption("2", "受灾停工")])
    assert [line.exempted for line in lines] == [None, "受灾停工"]
    with pytest.raises(RuleError) as refused:
        Exemption("2", "  ")
    assert refused.value.key == "domain.ranking.exemption_without_reason"


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_rank_is_one_more_than_the_number_of_better_areas(points: list[tuple[int, int]]) -> None:
    ranking = rank([area(str(n), score, planned=planned) for n, (score, planned) in enumerate(points)], WEIGHTS)
    scores = [line.score for line in ranking if line.score is not None]
    for line in ranking:
        if line.score is None:
            assert line.rank is None
        else:
            assert line.rank == 1 + sum(other > line.score for other in scores)
