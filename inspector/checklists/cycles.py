"""Rings of expressions: an answer that depends, over others or at once, on itself.

ODK's programs refuse such a form when it is opened, without saying where; here the ring is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from inspector.checklists.formulas import expressions, parsed
from inspector.checklists.model import Question
from inspector.checklists.reach import reach
from inspector.checklists.schema import Schema, Spot

DECIDING = frozenset({"relevant", "calculation", "required", "read_only", "repeat_count"})
"""The columns that make one answer depend on another; a constraint judges its answer and changes none."""


def rings(schema: Schema) -> Iterator[tuple[Spot, ...]]:
    """Each ring once, beginning with its first item in the sheet; the first is not repeated at the end."""
    reads = {spot: sorted(_reads(spot, schema), key=lambda one: one.number) for spot in schema.spots}
    done: set[Spot] = set()
    for start in schema.spots:
        if start not in done:
            yield from _rings_from(start, reads, done)


def _reads(spot: Spot, schema: Schema) -> set[Spot]:
    """What decides about a spot: its own expressions, and the conditions of the parts that it stands in."""
    found: set[Spot] = set()
    for one in spot.line:
        if one.item is None:
            continue
        for key, text in expressions(one.item):
            if key in DECIDING and (one is spot or key == "relevant") and not _is_action(one, key):
                tree = parsed(text).tree
                found |= reach(tree, one, schema).spots if tree is not None else set()
    return found - set(spot.line[:-1])


def _is_action(spot: Spot, key: str) -> bool:
    """A calculation with a trigger runs when that answer changes, and so cannot run in a ring."""
    return key == "calculation" and isinstance(spot.item, Question) and bool(spot.item.trigger)


def _rings_from(start: Spot, reads: Mapping[Spot, list[Spot]], done: set[Spot]) -> Iterator[tuple[Spot, ...]]:
    """Depth first with a stack of its own: a chain of a thousand calculations must not end Python's."""
    path = [start]
    on_path = {start}
    waiting = [iter(reads[start])]
    while waiting:
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
            left = path.pop()
            on_path.discard(left)
            done.add(left)
        elif following in on_path:
            ring = path[path.index(following) :]
            first = min(range(len(ring)), key=lambda index: ring[index].number)
            yield (*ring[first:], *ring[:first])
        elif following not in done:
            path.append(following)
            on_path.add(following)
            waiting.append(iter(reads[following]))
