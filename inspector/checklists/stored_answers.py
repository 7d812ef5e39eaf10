"""The answers of a session as a visit keeps them, and back: one object, a list of objects for every repeat.

`Inspection.answers` of a workspace holds it: `{"开工状态": "已开工", "楼栋": [{"层数": 3}, {"层数": 5}]}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inspector.checklists.addresses import key_of
from inspector.checklists.answers import to_atom, to_json
from inspector.checklists.filled import Filled, Slot
from inspector.checklists.kinds import Kind
from inspector.checklists.limits import LIMITS
from inspector.checklists.model import Repeat
from inspector.checklists.schema import Spot
from inspector.domain.errors import RuleError
from inspector.domain.record import Json

_NEVER = frozenset({Kind.NOTE, Kind.EXTERNAL, Kind.AUDIT})


def to_stored(filled: Filled, slot: Slot, *, hidden: bool) -> dict[str, Any]:
    """What was answered in a part; with `hidden` also what is not asked at the moment (a draft keeps it)."""
    made: dict[str, Any] = {}
    for spot, siblings in slot.children.items():
        seen = [one for one in siblings if hidden or one.node.relevant]
        if spot.is_repeat:
            instances = [to_stored(filled, one, hidden=hidden) for one in seen]
            # None left is an answer too: without it a visit would open again with the first instance.
            if instances or not (siblings or (isinstance(spot.item, Repeat) and spot.item.count)):
                made[key_of(filled.schema, spot)] = instances
        elif spot.question is not None and spot.question.kind not in _NEVER:
            for one in seen:
                answer = to_json(spot.question, one.node.value)
                if answer is not None:
                    made[key_of(filled.schema, spot)] = answer
        else:
            for one in seen:
                made |= to_stored(filled, one, hidden=hidden)
    return made


def from_stored(filled: Filled, slot: Slot, answers: Json) -> None:
    """Fill a part, adding instances as the answers have them.

    Raises RuleError (`checklists.answer_…`) for a name that is not asked and for an answer of another kind.
    """
    known = {key_of(filled.schema, spot): spot for spot in _keyed(slot.spot)}
    strange = [name for name in answers if name not in known]
    if strange:
        raise RuleError("checklists.answer_unasked", names=strange)
    for name, answer in answers.items():
        spot = known[name]
        for holder in _holders(slot, spot):
            _fill(filled, holder, spot, answer)


def _fill(filled: Filled, holder: Slot, spot: Spot, answer: Any) -> None:  # noqa: ANN401 - from outside
    if spot.question is not None:
        for one in holder.children[spot]:
            one.node.value = to_atom(spot.question, answer)
        return
    if not isinstance(answer, (list, tuple)) or not all(isinstance(one, Mapping) for one in answer):
        raise RuleError("checklists.answer_no_instances", name=spot.name)
    if len(answer) > LIMITS.instances:
        raise RuleError("checklists.too_many_instances", name=spot.name, most=LIMITS.instances)
    there = holder.children[spot]
    for _ in range(len(there), len(answer)):
        filled.add(spot, holder)
    for one in there[len(answer) :]:
        filled.remove(one)
    for one, inner in zip(list(there), answer, strict=True):
        from_stored(filled, one, inner)


def _keyed(spot: Spot) -> Iterator[Spot]:
    """Questions and repeats that are answered in the object of this part: those of its groups too."""
    for child in spot.step("*"):
        if child.question is not None or child.is_repeat:
            yield child
        else:
            yield from _keyed(child)


def _holders(slot: Slot, spot: Spot) -> list[Slot]:
    """The slots around `spot`, some groups further down."""
    line = spot.line
    here = [slot]
    for group in line[line.index(slot.spot) + 1 : -1]:
        here = [child for part in here for child in part.children[group]]
    return here
