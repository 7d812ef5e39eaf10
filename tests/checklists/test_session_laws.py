"""Laws of filling, on forms nobody wrote: recalculating only what depends gives what recalculating all gives."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.checklists.cycles import rings
from inspector.checklists.kinds import Kind
from inspector.checklists.model import Form, Group, Item, Question, Repeat
from inspector.checklists.schema import Schema
from inspector.checklists.session import Session
from inspector.checklists.surroundings import Surroundings
from tests.checklists.kit import FixedClock

MOST = 12


def state(made: Session) -> dict[str, Any]:
    """Everything that a person could notice."""
    slots = made._filled.root.below()
    seen = {one.address: (one.node.value, one.node.relevant, one.required, one.read_only, one.fits) for one in slots}
    told = [(one.address, one.key) for one in made.messages()]
    return {"slots": seen, "told": told, "answers": made.answers(hidden=True), "entries": made.entries()}


@st.composite
def formulas(draw: st.DrawFn, before: list[str]) -> str:
    """An expression over questions that stand before; sums reach every instance."""
    if not before:
        return draw(st.sampled_from(["1 + 1", "true()"]))
    one, other = (draw(st.sampled_from(before)) for _ in range(2))
    return draw(
        st.sampled_from(
            [
                f"sum(${{{one}}}) + count(${{{other}}})",
                f"sum(${{{one}}}) > 2",
                f"${{{one}}}",
                f"${{{one}}} + ${{{other}}}",
                f"join(' ', ${{{one}}})",
                f"count-non-empty(${{{one}}}) = 1",
                f"max(${{{one}}}, ${{{other}}})",
                "position(..) mod 2 = 1",
                f"count(../{one}) > 0",
            ]
        )
    )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Some numbers, formulas, conditions, groups and repeats, each reading what stands before it."""
    names: list[str] = []

    def item(depth: int) -> Item:
        name = f"n{len(names)}"
        sort = draw(st.sampled_from(["number", "number", "formula", "group", "repeat"] if depth < 2 else ["number"]))
        relevant = draw(st.just("") | formulas(list(names)))
        if sort in {"group", "repeat"}:
            before = list(names)
            names.append(name)
            count = (
                draw(st.just("") | st.just("2") | st.sampled_from(before or ["n0"]).map("sum(${{{}}})".format))
                if before
                else ""
            )
            items = tuple(item(depth + 1) for _ in range(draw(st.integers(1, 3))))
            return (
                Group(name, relevant=relevant, items=items)
                if sort == "group"
                else Repeat(name, relevant=relevant, count=count, items=items)
            )
        before = list(names)
        names.append(name)
        if sort == "formula":
            return Question(name, Kind.CALCULATE, relevant=relevant, calculation=draw(formulas(before)))
        return Question(
            name,
            Kind.INTEGER,
            relevant=relevant,
            required=draw(st.just("") | formulas(before)),
            constraint=draw(st.sampled_from(["", ". < 3"])),
            read_only=draw(st.just("") | formulas(before)),
            default=draw(st.sampled_from(["", "1", "1 + 1"])),
        )

    return Form("T", "t", items=tuple(item(0) for _ in range(draw(st.integers(1, 5)))))


@given(forms(), st.data())
@settings(max_examples=120, deadline=None)
def test_only_what_depends_is_recalculated_and_nothing_else_is_needed(form: Form, data: st.DataObject) -> None:
    if next(rings(Schema(form)), None) is not None:
        return
    made = Session(form, None, Surroundings(clock=FixedClock()))
    for _ in range(data.draw(st.integers(1, 6))):
        act(made, data)
        incremental = state(made)
        made.recalculate_everything()
        assert state(made) == incremental
    stored = made.answers(hidden=True)
    again = Session(form, stored, Surroundings(clock=FixedClock()))
    assert again.answers(hidden=True) == stored
    assert again.answers() == made.answers()


def act(made: Session, data: st.DataObject) -> None:
    """Answer something, or add or remove an instance."""
    slots = [one for one in made._filled.root.below() if one.spot.question and one.spot.question.kind is Kind.INTEGER]
    repeats = [
        one for one in made.schema.spots if isinstance(one.item, Repeat) and not one.item.count and not one.repeats
    ]
    structural, removing = data.draw(st.booleans()), data.draw(st.booleans())
    if repeats and structural:
        where = repeats[data.draw(st.integers(0, len(repeats) - 1))].path
        there = made.instances(where)
        if there and removing:
            made.remove(there[data.draw(st.integers(0, len(there) - 1))])
        elif len(there) < 4:
            made.add(where)
    elif slots:
        made.answer(slots[data.draw(st.integers(0, len(slots) - 1))].address, data.draw(st.none() | st.integers(0, 3)))


def test_a_key_press_computes_only_dependents() -> None:
    chain = [Question("c0", Kind.CALCULATE, calculation="${a} + 1")]
    chain += [Question(f"c{number}", Kind.CALCULATE, calculation=f"${{c{number - 1}}} + 1") for number in range(1, 200)]
    others = [Question(f"o{number}", Kind.CALCULATE, calculation="${b} + 1") for number in range(200)]
    form = Form("T", "t", items=(Question("a", Kind.INTEGER), Question("b", Kind.INTEGER), *others, *chain[::-1]))
    made = Session(form)
    made.answer("b", 1)
    before = made._recalculation.computed
    made.answer("a", 1)
    assert (made.value("c199"), made._recalculation.computed - before) == (201, 200)
    before = made._recalculation.computed
    made.answer("a", 1)
    assert made._recalculation.computed - before == 1
