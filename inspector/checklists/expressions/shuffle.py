"""The order that `randomize` gives: with the same seed the same on every device that speaks ODK.

Source: ODK XForms specification, "randomize": Fisher-Yates, from the inside out, with the Park-Miller generator;
a seed that is no number is the first eight bytes of its SHA-256.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable

from inspector.checklists.expressions.nodes import Node, NodeSet
from inspector.checklists.expressions.values import Value, to_number, to_string

_MODULUS = 2_147_483_647
_FACTOR = 16_807


def shuffled(nodes: NodeSet, random: Callable[[], float]) -> NodeSet:
    """The nodes in an order drawn from `random` (from 0 up to, not including, 1)."""
    order: list[Node] = []
    for count, node in enumerate(nodes):
        place = math.floor(random() * (count + 1))
        order.append(node)
        order[count], order[place] = order[place], node
    return tuple(order)


def generator(seed: Value) -> Callable[[], float]:
    """Park-Miller: x → 16807·x mod (2³¹ - 1)."""
    state = _state(seed)

    def draw() -> float:
        nonlocal state
        state = state * _FACTOR % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return draw


def _state(seed: Value) -> int:
    number = to_number(seed)
    if math.isnan(number):
        text = to_string(seed).encode("utf-8", "replace")
        whole = int.from_bytes(hashlib.sha256(text).digest()[:8], "big", signed=True) if text else 0
    else:
        whole = int(max(-(2.0**63), min(number, 2.0**63 - 1)))
    state = int(math.fmod(whole, _MODULUS))
    return state + _MODULUS - 1 if state <= 0 else state
