from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from inspector.domain.bulletin import Bulletin, BulletinState
from inspector.domain.bulletin_states import correct, demand_editable, freeze, issue, review
from inspector.domain.errors import RuleError

AT = datetime(2022, 6, 10, 8, 0, tzinfo=UTC)
DRAFT = Bulletin(id="b", year=2022, issue_number=11, period="2022-06-1", as_of=date(2022, 6, 10), title="项目为王")
FROZEN = freeze(DRAFT, {"projects": 500}, AT)
REVIEWED = review(FROZEN)
ISSUED = issue(REVIEWED)


def test_a_bulletin_is_frozen_reviewed_and_issued() -> None:
    assert (FROZEN.state, FROZEN.snapshot, FROZEN.frozen_at) == (BulletinState.FROZEN, {"projects": 500}, AT)
    assert REVIEWED.state is BulletinState.REVIEWED
    assert ISSUED.state is BulletinState.ISSUED


def test_a_correction_is_a_new_revision_and_the_issued_one_keeps_everything() -> None:
    corrected, revision = correct(ISSUED, "b2")
    assert corrected.state is BulletinState.CORRECTED
    assert corrected.snapshot == ISSUED.snapshot
    assert (revision.id, revision.revision, revision.corrects_id) == ("b2", 2, "b")
    assert (revision.state, revision.snapshot, revision.frozen_at) == (BulletinState.DRAFT, None, None)
    assert (revision.issue_number, revision.title) == (11, "项目为王")


def test_only_what_is_not_issued_may_be_edited() -> None:
    for open_one in (DRAFT, FROZEN, REVIEWED):
        demand_editable(open_one)
    for closed_one in (ISSUED, correct(ISSUED, "b2")[0]):
        with pytest.raises(RuleError) as error:
            demand_editable(closed_one)
        assert error.value.details == {"number": 11, "year": 2022}


@pytest.mark.parametrize(
    ("key", "call"),
    [
        ("domain.bulletin_cannot_freeze", lambda: freeze(FROZEN, {}, AT)),
        ("domain.bulletin_cannot_review", lambda: review(DRAFT)),
        ("domain.bulletin_cannot_issue", lambda: issue(FROZEN)),
        ("domain.bulletin_cannot_correct", lambda: correct(REVIEWED, "b2")),
        ("domain.bulletin_cannot_correct", lambda: correct(correct(ISSUED, "b2")[0], "b3")),
    ],
)
def test_no_step_is_skipped_or_repeated(key: str, call: Callable[[], object]) -> None:
    with pytest.raises(RuleError) as error:
        call()
    assert error.value.key == key
