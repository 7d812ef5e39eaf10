"""An answer in words, for items that are folded to a line or that only the form fills."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.checklists.kinds import FILES, SELECTS, Kind
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.form.place_text import degrees, read_answer, read_trace, trace_text
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.typed_values import read_moment

_PLACES = frozenset({Kind.GEOTRACE, Kind.GEOSHAPE})


def answer_text(entry: Entry, choices: Sequence[Choice], around: Surroundings) -> str:
    """The answer as people read it, "" for none."""
    question, value = entry.item, entry.value
    if value is None or not isinstance(question, Question):
        return ""
    if question.kind in SELECTS:
        named = {one.name: around.choice(one) for one in choices}
        chosen = value if isinstance(value, list) else [str(value)]
        return "、".join(named.get(one, one) for one in chosen)
    return _of_kind(question, value, around)


def _of_kind(question: Question, value: object, around: Surroundings) -> str:
    if question.kind is Kind.ACKNOWLEDGE:
        return sentence("ui_visit.item_acknowledged")
    if question.kind is Kind.DATETIME:
        moment = read_moment(value)
        return moment.strftime("%Y-%m-%d %H:%M") if moment else str(value)
    if question.kind is Kind.GEOPOINT:
        fix = read_answer(value)
        return f"{degrees(fix.position.longitude)}, {degrees(fix.position.latitude)}" if fix else str(value)
    if question.kind in _PLACES:
        return sentence("ui_visit.item_points", count=len(read_trace(trace_text(value))[0]))
    if question.kind in FILES:
        return sentence("ui_visit.item_attached")
    return f"{value} {around.unit(question)}".strip().replace("\n", " ")
