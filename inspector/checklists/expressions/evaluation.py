"""Evaluating: a tree is turned once into nested Python functions, which then run for every key press."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

from inspector.checklists.expressions.context import Context
from inspector.checklists.expressions.date_functions import DATE_FUNCTIONS
from inspector.checklists.expressions.geo_functions import GEO_FUNCTIONS
from inspector.checklists.expressions.indexed_repeat import indexed_repeat
from inspector.checklists.expressions.node_functions import NODE_FUNCTIONS
from inspector.checklists.expressions.nodes import Node, NodeSet
from inspector.checklists.expressions.number_functions import NUMBER_FUNCTIONS
from inspector.checklists.expressions.paths import prepare_path
from inspector.checklists.expressions.scope import Function, Run, Scope, nodes_of
from inspector.checklists.expressions.signatures import SIGNATURES
from inspector.checklists.expressions.syntax import Call, Chain, Expression, Field, Negation, Number, Path, Text, Tree
from inspector.checklists.expressions.text_functions import TEXT_FUNCTIONS
from inspector.checklists.expressions.values import (
    NAN,
    ExpressionError,
    Value,
    atom,
    equal,
    relevant,
    to_boolean,
    to_number,
)

FUNCTIONS: dict[str, Function] = {
    **TEXT_FUNCTIONS,
    **NUMBER_FUNCTIONS,
    **DATE_FUNCTIONS,
    **NODE_FUNCTIONS,
    **GEO_FUNCTIONS,
}
"""Those whose arguments are all evaluated; `if`, `coalesce` and `indexed-repeat` choose theirs."""

_FORM = 2
"""The document and the root element hold everything, so that they bind nothing."""

_ready: WeakKeyDictionary[Tree, Run] = WeakKeyDictionary()


def evaluate(tree: Tree, context: Context) -> Value:
    """The value of an expression without mistakes. Raises ExpressionError, and nothing else."""
    try:
        run = _ready.get(tree) or _ready.setdefault(tree, _prepare(tree))
        return run(Scope(context, context.node))
    except RecursionError as error:  # called from deep inside something else
        raise ExpressionError("checklists.expr_too_deep_here") from error


def _prepare(tree: Tree) -> Run:
    match tree:
        case Expression():
            return _prepare(tree.body)
        case Call():
            return _call(tree)
        case Negation():
            return _negation(tree)
        case Chain():
            return _chain(tree)
        case Path():
            return prepare_path(tree, _prepare)
    return _leaf(tree)


def _leaf(tree: Tree) -> Run:
    match tree:
        case Number() | Text():
            return _constant(tree.value)
        case Field():
            return _field(tree.name)
    return _broken


def _broken(_: Scope) -> Value:
    raise ExpressionError("checklists.expr_has_mistakes")


def _constant(value: float | str) -> Run:
    return lambda _: value


def _field(name: str) -> Run:
    def run(scope: Scope) -> NodeSet:
        nodes = scope.context.field(name)
        return relevant(nodes if scope.place is None or len(nodes) == 1 else _beside(scope.node, name, nodes))

    return run


def _beside(tested: Node, name: str, nodes: NodeSet) -> NodeSet:
    """Those in the instance that a predicate tests: JavaRosa binds `${area}` in `${floor}[${area} > 5]` to it."""
    for part in reversed(tested.line()[_FORM:]):
        found = tuple(one for one in part.below() if one.name == name and one in nodes)
        if found:
            return found
    return nodes


def _negation(tree: Negation) -> Run:
    operand = _prepare(tree.operand)
    sign = -1.0 if tree.count % 2 else 1.0
    return lambda scope: sign * to_number(operand(scope))


def _call(call: Call) -> Run:
    signature = SIGNATURES.get(call.name)
    if signature is None or not signature.accepts(len(call.arguments)):
        return _broken
    arguments = tuple(map(_prepare, call.arguments))
    if choosing := _CHOOSING.get(call.name):
        return choosing(arguments)
    return _applied(FUNCTIONS[call.name], arguments)


def _applied(function: Function, arguments: tuple[Run, ...]) -> Run:
    if len(arguments) == 1:
        only = arguments[0]
        return lambda scope: function(scope, only(scope))
    return lambda scope: function(scope, *[argument(scope) for argument in arguments])


def _if(arguments: Sequence[Run]) -> Run:
    condition, then, otherwise = arguments
    return lambda scope: then(scope) if to_boolean(condition(scope)) else otherwise(scope)


def _coalesce(arguments: Sequence[Run]) -> Run:
    first, second = arguments

    def run(scope: Scope) -> Value:
        value = first(scope)
        one = atom(value)
        nothing = one == "" or (isinstance(one, float) and math.isnan(one))
        return second(scope) if nothing else value

    return run


_CHOOSING: dict[str, Callable[[Sequence[Run]], Run]] = {
    "if": _if,
    "coalesce": _coalesce,
    "indexed-repeat": indexed_repeat,
}


# -- operators -------------------------------------------------------------------------------------------------


def _chain(chain: Chain) -> Run:
    operands = tuple(map(_prepare, chain.operands))
    operator = chain.operators[0]
    if operator == "or":
        return lambda scope: _any(operands, scope)
    if operator == "and":
        return lambda scope: _all(operands, scope)
    if operator == "|":
        return lambda scope: _union(tuple(nodes_of(operand(scope), "|") for operand in operands))
    computed = tuple(_BINARY[one] for one in chain.operators)
    if len(computed) == 1:
        (left, right), compute = operands, computed[0]
        return lambda scope: compute(left(scope), right(scope))
    return _folded(operands[0], tuple(zip(computed, operands[1:], strict=True)))


def _any(operands: tuple[Run, ...], scope: Scope) -> bool:
    for operand in operands:  # noqa: SIM110 - a generator would be one more frame a level
        if to_boolean(operand(scope)):
            return True
    return False


def _all(operands: tuple[Run, ...], scope: Scope) -> bool:
    for operand in operands:  # noqa: SIM110 - see above
        if not to_boolean(operand(scope)):
            return False
    return True


def _union(sets: tuple[NodeSet, ...]) -> NodeSet:
    return tuple(dict.fromkeys(node for nodes in sets for node in nodes))


def _folded(first: Run, rest: tuple[tuple[Callable[[Value, Value], Value], Run], ...]) -> Run:
    def run(scope: Scope) -> Value:
        value = first(scope)
        for compute, operand in rest:
            value = compute(value, operand(scope))
        return value

    return run


def _divided(left: Value, right: Value) -> float:
    number, by = to_number(left), to_number(right)
    if by != 0:
        return number / by
    if number == 0 or math.isnan(number):
        return NAN
    return math.copysign(math.inf, number) * math.copysign(1.0, by)


def _remainder(left: Value, right: Value) -> float:
    number, by = to_number(left), to_number(right)
    if by == 0 or math.isinf(number):
        return NAN
    return math.fmod(number, by)


_BINARY: dict[str, Callable[[Value, Value], Value]] = {
    "=": equal,
    "!=": lambda left, right: not equal(left, right),
    "<": lambda left, right: to_number(left) < to_number(right),
    "<=": lambda left, right: to_number(left) <= to_number(right),
    ">": lambda left, right: to_number(left) > to_number(right),
    ">=": lambda left, right: to_number(left) >= to_number(right),
    "+": lambda left, right: to_number(left) + to_number(right),
    "-": lambda left, right: to_number(left) - to_number(right),
    "*": lambda left, right: to_number(left) * to_number(right),
    "div": _divided,
    "mod": _remainder,
}
