"""What kind of value a part of an expression gives, as far as that is known without answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from inspector.checklists.expressions.signatures import SIGNATURES, Kind
from inspector.checklists.expressions.syntax import Axis, Call, Chain, Field, Negation, Number, Origin, Path, Text, Tree
from inspector.checklists.expressions.values import ValueType

_GIVES = {
    Kind.TEXT: ValueType.TEXT,
    Kind.NUMBER: ValueType.NUMBER,
    Kind.BOOLEAN: ValueType.BOOLEAN,
    Kind.MOMENT: ValueType.DATE_TIME,
}
_LOGICAL = frozenset({"or", "and", "=", "!=", "<", "<=", ">", ">="})
_CONTAINERS = frozenset({ValueType.GROUP, ValueType.REPEAT})


@dataclass(frozen=True)
class Types:
    """`of_field` as `check_types` has it. `quoted_references`: the texts that are to name a field."""

    of_field: Callable[[str], ValueType | None]
    quoted_references: set[Tree] = field(default_factory=set)

    def of(self, tree: Tree) -> ValueType | None:
        """The type of its value, None where it is not known."""
        match tree:
            case Number() | Negation():
                return ValueType.NUMBER
            case Text():
                return ValueType.TEXT
            case Field() | Path():
                name = field_name(tree)
                return self.of_field(name) if name else None
            case Call():
                return self._of_call(tree)
            case Chain():
                return _of_operator(tree.operators[0])
        return None

    def _of_call(self, call: Call) -> ValueType | None:
        if call.name == "if" and len(call.arguments) == 3:  # noqa: PLR2004 - condition, then, otherwise
            then, otherwise = map(self.of, call.arguments[1:])
            return then if then == otherwise else None
        signature = SIGNATURES.get(call.name)
        return _GIVES.get(signature.gives) if signature else None

    def without_value(self, tree: Tree) -> str:
        """The name of a group or repeat that stands where a value belongs, "" for anything else."""
        if isinstance(tree, (Field, Path)) and self.of(tree) in _CONTAINERS:
            return field_name(tree)
        return ""


def _of_operator(operator: str) -> ValueType | None:
    if operator == "|":
        return None
    return ValueType.BOOLEAN if operator in _LOGICAL else ValueType.NUMBER


def field_name(path: Field | Path) -> str:
    """`field` of `${field}`, `group/field` of `/data/group/field`, "" for any other path."""
    if isinstance(path, Field):
        return path.name
    names = [step.name for step in path.steps if step.axis is Axis.CHILD]
    return "/".join(names[1:]) if path.origin is Origin.ROOT and len(names) == len(path.steps) else ""


def gives_nodes(tree: Tree) -> bool:
    """Whether it stands for fields rather than for a value."""
    match tree:
        case Field() | Path():
            return True
        case Call(name=name):
            return name not in SIGNATURES or SIGNATURES[name].gives is Kind.NODES
        case Chain():
            return tree.operators[0] == "|"
    return False
