"""Walking paths, as JavaRosa does: an absolute path stays inside the repeat instances it is written in.

So `/data/floor/area`, asked inside the second floor, is that floor's area; a predicate, or `..` and down again,
reaches the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspector.checklists.expressions.nodes import Node, NodeSet
from inspector.checklists.expressions.scope import Run, Scope, nodes_of
from inspector.checklists.expressions.syntax import Axis, Origin, Path, Step, Tree
from inspector.checklists.expressions.values import Value, relevant, to_boolean

Prepare = Callable[[Tree], Run]


@dataclass(frozen=True, slots=True)
class _ReadyStep:
    axis: Axis
    name: str
    predicates: tuple[Run, ...]

    def walk(self, nodes: NodeSet, scope: Scope) -> NodeSet:
        """The nodes one step on, without repetition."""
        found: list[Node] = []
        for node in nodes:
            found += keep(self._next(node), self.predicates, scope)
        return relevant(found) if len(nodes) == 1 else relevant(tuple(dict.fromkeys(found)))

    def _next(self, node: Node) -> Sequence[Node]:
        if self.axis is Axis.CHILD:
            return node.named(self.name)
        if self.axis is Axis.SELF:
            return (node,)
        return () if node.parent is None else (node.parent,)


def keep(nodes: Sequence[Node], predicates: tuple[Run, ...], scope: Scope) -> Sequence[Node]:
    """Those for which every predicate holds; a number stands for a place."""
    for predicate in predicates:
        nodes = [
            node for place, node in enumerate(nodes, start=1) if _holds(predicate(_inside(scope, node, place)), place)
        ]
    return nodes


def _inside(scope: Scope, node: Node, place: int) -> Scope:
    return Scope(scope.context, node, place)


def _holds(value: Value, place: int) -> bool:
    if isinstance(value, float):
        return value == place
    return to_boolean(value)


def prepare_path(path: Path, prepare: Prepare) -> Run:
    """A path made ready."""
    steps = tuple(_ready(step, prepare) for step in path.steps)
    if path.origin is Origin.HERE:
        return _from_here(steps)
    if path.origin is Origin.ROOT:
        return _from_root(steps)
    origin = prepare(path.origin)
    predicates = tuple(map(prepare, path.predicates))
    return _from_nodes(origin, predicates, steps)


def _ready(step: Step, prepare: Prepare) -> _ReadyStep:
    return _ReadyStep(step.axis, step.name, tuple(map(prepare, step.predicates)))


def _along(nodes: NodeSet, steps: Sequence[_ReadyStep], scope: Scope) -> NodeSet:
    for step in steps:
        nodes = step.walk(nodes, scope)
    return nodes


def _from_here(steps: tuple[_ReadyStep, ...]) -> Run:
    return lambda scope: _along((scope.node,), steps, scope)


def _from_root(steps: tuple[_ReadyStep, ...]) -> Run:
    def run(scope: Scope) -> NodeSet:
        bound, walked = _bound(scope, steps)
        return _along((bound,), steps[walked:], scope)

    return run


def _bound(scope: Scope, steps: tuple[_ReadyStep, ...]) -> tuple[Node, int]:
    """How far the path follows the place it is written in: the last common node, and the steps to it."""
    root = scope.context.root
    line = scope.node.line()
    if line[0] is not root:  # inside a list or table: the form is somewhere else
        line = scope.context.node.line()
    common, walked = root, 0
    for step, node in zip(steps, line[1:], strict=False):
        if step.axis is not Axis.CHILD or step.name != node.name or step.predicates or not node.relevant:
            break
        common, walked = node, walked + 1
    return common, walked


def _from_nodes(origin: Run, predicates: tuple[Run, ...], steps: tuple[_ReadyStep, ...]) -> Run:
    def run(scope: Scope) -> NodeSet:
        nodes = keep(nodes_of(origin(scope), "/"), predicates, scope)
        return _along(tuple(nodes), steps, scope)

    return run
