"""Addresses of answers: `开工状态`, `安全/脚手架`, `楼栋[2]/层数`; and the keys under which a visit keeps them."""

from __future__ import annotations

import re

from inspector.checklists.filled import Filled, Slot
from inspector.checklists.schema import Schema, Spot
from inspector.domain.errors import NotFoundError, RuleError

_PART = re.compile(r"([^\[\]]+?)(?:\[([0-9]{1,4})\])?")


def find(filled: Filled, where: str) -> Slot:
    """The slot at an address. The name of a question or part that is there once needs no way to it.

    A bare name is that of the question where a group or repeat is called the same. Raises NotFoundError for an
    address that leads nowhere, RuleError where it fits several instances.
    """
    parts = [_PART.fullmatch(one) for one in where.split("/")]
    question = filled.schema.question(where)
    if question is not None:
        return _single(filled.of[question], where)
    slots = [filled.root]
    for number, part in enumerate(parts):
        if part is None:
            raise NotFoundError("checklists.no_such_item", where=where)
        found = [child for slot in slots for spot in slot.spot.step(part[1]) for child in slot.children.get(spot, ())]
        if not number and not found:
            found = _part_named(filled, part[1])
        wanted = int(part[2]) if part[2] else None
        slots = [one for one in found if wanted is None or one.node.position == wanted]
    return _single(slots, where)


def _part_named(filled: Filled, name: str) -> list[Slot]:
    parts = [one for one in filled.schema.by_name.get(name, ()) if one.question is None]
    return filled.of[parts[0]] if len(parts) == 1 else []


def _single(slots: list[Slot], where: str) -> Slot:
    if not slots:
        raise NotFoundError("checklists.no_such_item", where=where)
    if len(slots) > 1:
        raise RuleError("checklists.which_instance", where=where, count=len(slots))
    return slots[0]


def repeat_at(filled: Filled, where: str) -> tuple[Spot, Slot]:
    """A repeat and the part around it, whether it has an instance or not: `楼栋`, `项目[1]/楼栋`.

    Raises NotFoundError where no repeat is there.
    """
    before, _, name = where.rpartition("/")
    if before:
        parent = find(filled, before)
        spots = parent.spot.step(name)
    else:
        spot = filled.schema.repeat(name)
        above = filled.of.get(spot.parent, []) if spot is not None and spot.parent is not None else []
        if spot is None or len(above) != 1:
            raise NotFoundError("checklists.no_such_item", where=where)
        parent, spots = above[0], [spot]
    if len(spots) != 1 or not spots[0].is_repeat:
        raise NotFoundError("checklists.no_such_item", where=where)
    return spots[0], parent


def key_of(schema: Schema, spot: Spot) -> str:
    """The key of an answer in a visit: its name where that is there once, else its path."""
    return spot.name if schema.named(spot.name) is spot else spot.path
