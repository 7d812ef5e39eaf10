"""What is drawn on a photo, kept as JSON and read back."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.markup import MOST_POINTS, Mark, MarkColour, MarkKind, from_markup, to_markup

SHARES = st.integers(0, 10_000).map(lambda one: one / 10_000)
POINTS = st.tuples(SHARES, SHARES)
DRAWN = st.builds(
    Mark,
    kind=st.sampled_from([one for one in MarkKind if one is not MarkKind.TEXT]),
    colour=st.sampled_from(MarkColour),
    points=st.lists(POINTS, min_size=2, max_size=9, unique=True).map(tuple),
)
WORDS = st.builds(
    Mark,
    kind=st.just(MarkKind.TEXT),
    colour=st.sampled_from(MarkColour),
    points=POINTS.map(lambda one: (one,)),
    text=st.text(min_size=1).filter(str.strip),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(DRAWN | WORDS, max_size=5))
def test_marks_are_read_back_as_they_were_drawn(marks: list[Mark]) -> None:
    kept = to_markup(marks)
    assert from_markup(json.loads(json.dumps(kept))) == tuple(marks)


def test_nothing_drawn_is_nothing_kept() -> None:
    point = (0.5, 0.5)
    assert to_markup([]) is None
    assert to_markup([Mark(MarkKind.BOX, MarkColour.RED, (point, point))]) is None
    assert to_markup([Mark(MarkKind.TEXT, MarkColour.RED, (point,), "  ")]) is None
    assert from_markup(None) == ()


def test_a_long_line_is_thinned_and_keeps_its_ends() -> None:
    way = tuple((one / 5_000, 0.25) for one in range(5_000))
    (read,) = from_markup(to_markup([Mark(MarkKind.PEN, MarkColour.BLUE, way)]))
    assert len(read.points) <= MOST_POINTS + 1
    assert (read.points[0], read.points[-1]) == (way[0], (round(way[-1][0], 4), 0.25))


def test_what_a_newer_program_drew_is_left_out() -> None:
    known = {"kind": "box", "colour": "red", "points": [[0, 0], [1, 1]]}
    strange = [{"kind": "stamp", "colour": "red", "points": [[0, 0], [1, 1]]}, {"kind": "box"}, "x", known]
    assert [one.kind for one in from_markup({"marks": strange})] == [MarkKind.BOX]
    assert from_markup({"marks": 7}) == ()
