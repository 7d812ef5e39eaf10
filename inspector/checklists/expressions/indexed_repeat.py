"""`indexed-repeat(field, repeat, index, …)`: the field in the instance of the repeat with that number."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.checklists.expressions.nodes import Node, NodeSet
from inspector.checklists.expressions.scope import Run, Scope, nodes_of
from inspector.checklists.expressions.text_functions import whole
from inspector.checklists.expressions.values import ExpressionError, relevant

_NAME = "indexed-repeat"


def indexed_repeat(arguments: Sequence[Run]) -> Run:
    """Ready to be evaluated; an index below 1 is read as 1, one too high finds nothing."""
    target, pairs = arguments[0], list(zip(arguments[1::2], arguments[2::2], strict=True))

    def run(scope: Scope) -> NodeSet:
        found = nodes_of(target(scope), _NAME)
        if not found:
            return ()
        line = found[0].line()
        places = dict(_place(line, repeat, index, scope) for repeat, index in pairs)
        return _descend(line, places)

    return run


def _place(line: list[Node], repeat: Run, index: Run, scope: Scope) -> tuple[int, int]:
    """The level of a repeat above the field, and the instance that is asked for."""
    instances = nodes_of(repeat(scope), _NAME)
    names = [node.name for node in instances[0].line()] if instances else []
    level = len(names) - 1
    if not 0 < level < len(line) - 1 or [node.name for node in line[: level + 1]] != names:
        raise ExpressionError("checklists.expr_repeat_not_above", field=line[-1].name)
    return level, max(1, whole(index(scope)))


def _descend(line: list[Node], places: dict[int, int]) -> NodeSet:
    """From the document to the field: by number in the named repeats, above them where the field was found."""
    nodes: NodeSet = (line[0],)
    first = min(places)
    for level, passed in enumerate(line[1:], start=1):
        children = tuple(child for node in nodes for child in node.named(passed.name))
        if level < first:
            children = (passed,)
        elif level in places:
            children = tuple(child for child in children if child.position == places[level])
        nodes = relevant(children)
    return nodes
