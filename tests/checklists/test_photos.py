"""Photos as answers: they count, come back, and go with what is not asked."""

from __future__ import annotations

import pytest

from inspector.checklists.session import PHOTOS, Session
from tests.checklists.kit import HEAD, SAFETY, VERDICTS, Table, addresses, form, refused, session

PICTURES: Table = (
    (*HEAD, "required", "appearance", "relevant"),
    ("image", "全景", "全景照片", "yes"),
    ("image", "签名", "核查人签名", "yes", "signature"),
    ("file", "批复", "批复文件", "yes"),
    ("text", "说明", "照片说明", "yes", "", "${全景} != ''"),
)


@pytest.mark.parametrize("where", ["全景", "签名", "批复"])
def test_photos_answer_a_question_for_a_file(where: str) -> None:
    made = session(PICTURES)
    assert made.completeness().missing == ("全景", "签名", "批复")
    made.attach(where, ("p1", "p2"))
    assert (made.value(where), made.completeness().answered) == ("p1", 1)
    assert where not in {one.address for one in made.messages()}
    assert made.answers() == {where: "p1", PHOTOS: {where: ["p1", "p2"]}}
    assert Session(made.form, made.answers()).answers() == made.answers()
    made.attach(where, ("p2",))
    assert (made.value(where), made.answers()[PHOTOS]) == ("p2", {where: ["p2"]})
    made.attach(where, ())
    assert (made.answers(), made.completeness().answered) == ({}, 0)
    assert (where, "checklists.required") in {(one.address, one.key) for one in made.messages()}


def test_what_waits_for_a_photo_is_asked_when_it_is_there() -> None:
    made = session(PICTURES)
    assert "说明" not in addresses(made)
    made.attach("全景", ("p1",))
    assert "说明" in addresses(made)
    made.answer("全景", None)
    assert "说明" not in addresses(made)
    assert PHOTOS not in made.answers()


def test_a_file_that_was_named_stays_the_answer() -> None:
    made = session(PICTURES)
    made.answer("全景", "全景.jpg")
    made.attach("全景", ("p1",))
    assert (made.value("全景"), made.answers()[PHOTOS]) == ("全景.jpg", {"全景": ["p1"]})
    made.attach("全景", ())
    assert made.value("全景") == "全景.jpg"


def test_a_visit_that_kept_only_its_photos_is_answered_by_them() -> None:
    made = Session(form(PICTURES), {PHOTOS: {"全景": ["p1"]}})
    assert (made.value("全景"), "说明" in addresses(made)) == ("p1", True)
    assert refused(Session, made.form, {PHOTOS: {"无": ["p1"]}}) == "checklists.no_such_item"


def test_photos_go_with_their_question() -> None:
    made = session(SAFETY, VERDICTS)
    made.answer("脚手架", "不合格")
    made.attach("说明", ("p1",))
    made.answer("脚手架", "合格")
    assert PHOTOS not in made.answers()
    assert made.answers(hidden=True)[PHOTOS] == {"安全/说明": ["p1"]}
    counted = ((*HEAD, "repeat_count"), ("integer", "n", "N"), ("begin repeat", "r", "R", "${n}"), ("image", "p", "P"))
    made = session((*counted, ("end repeat",)))
    made.answer("n", 1)
    made.attach("r[1]/p", ("p1",))
    made.answer("n", 0)
    made.answer("n", 1)
    assert made.answers() == {"n": 1, "r": [{}]}


def test_a_photo_that_an_unfit_answer_needs_can_be_taken_away_again() -> None:
    made = session(SAFETY, VERDICTS)
    made.answer("脚手架", "不合格")
    for photos, needed in (((), ["安全/脚手架"]), (("p1",), []), ((), ["安全/脚手架"])):
        made.attach("脚手架", photos)
        assert (made.photos_needed(), made.value("脚手架")) == (needed, "不合格")
