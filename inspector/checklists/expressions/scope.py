"""Where an expression is being evaluated: the form, and inside a predicate the node that is being tested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import TypeAlias

from inspector.checklists.expressions.context import Context
from inspector.checklists.expressions.nodes import Node, NodeSet
from inspector.checklists.expressions.values import ExpressionError, Value


@dataclass(slots=True)
class Scope:
    """`node` is what relative paths start from; `place` its place (from 1) in what a predicate filters."""

    context: Context
    node: Node
    place: int | None = None

    @property
    def zone(self) -> tzinfo | None:
        """The local zone."""
        return self.context.now().tzinfo


Run: TypeAlias = Callable[[Scope], Value]
"""An expression made ready to be evaluated."""
Function: TypeAlias = Callable[..., Value]
"""Takes the scope and the values of its arguments."""


def nodes_of(value: Value, function: str) -> NodeSet:
    """`value` as the node-set that it has to be. Raises ExpressionError."""
    if not isinstance(value, tuple):
        raise ExpressionError("checklists.expr_nodes_needed", function=function)
    return value
