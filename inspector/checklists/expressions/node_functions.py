"""Functions of node-sets: counting, choosing, looking up in lists and tables."""

from __future__ import annotations

from inspector.checklists.expressions.nodes import Node, NodeSet
from inspector.checklists.expressions.scope import Function, Scope, nodes_of
from inspector.checklists.expressions.shuffle import generator, shuffled
from inspector.checklists.expressions.values import ExpressionError, Value, to_string


def _position(scope: Scope, nodes: Value | None = None) -> float:
    """In a predicate the place among what it filters; else which instance of its repeat a node is."""
    if nodes is not None:
        found = nodes_of(nodes, "position")
        return float(found[0].position) if found else 0.0
    return float(scope.node.position if scope.place is None else scope.place)


def _count(_: Scope, nodes: Value) -> float:
    return float(len(nodes_of(nodes, "count")))


def _count_non_empty(_: Scope, nodes: Value) -> float:
    return float(sum(not node.empty for node in nodes_of(nodes, "count-non-empty")))


def _randomize(scope: Scope, nodes: Value, seed: Value | None = None) -> NodeSet:
    return shuffled(nodes_of(nodes, "randomize"), scope.context.random if seed is None else generator(seed))


def _instance(scope: Scope, name: Value) -> NodeSet:
    document = scope.context.instance(to_string(name))
    if document is None:
        raise ExpressionError("checklists.expr_no_instance", name=to_string(name))
    return (document,)


def _current(scope: Scope) -> NodeSet:
    return (scope.context.node,)


def _pulldata(scope: Scope, table: Value, column: Value, key_column: Value, key: Value) -> str:
    """The cell in `column` of the first row whose `key_column` is `key`, "" where there is none."""
    wanted, sought = to_string(column), to_string(key)
    for root in _instance(scope, table)[0].named("root"):
        for row in root.named("item"):
            if _cell(row, to_string(key_column)) == sought:
                return _cell(row, wanted)
    return ""


def _cell(row: Node, column: str) -> str:
    cells = row.named(column)
    return to_string(cells[0].value) if cells else ""


def _once(scope: Scope, value: Value) -> Value:
    """What is there already, else the new value: it is computed a single time."""
    kept = scope.context.node.value
    return kept if kept != "" else value


def _depend(_: Scope, value: Value, *_others: Value) -> Value:
    return value


NODE_FUNCTIONS: dict[str, Function] = {
    "position": _position,
    "count": _count,
    "count-non-empty": _count_non_empty,
    "randomize": _randomize,
    "instance": _instance,
    "current": _current,
    "pulldata": _pulldata,
    "once": _once,
    "depend": _depend,
}
