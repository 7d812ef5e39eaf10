"""One expression tried with a few values, outside any form: what `checklist eval` computes in.

Values are what a form would hold: text, number, true or false, a date as ISO text, a list of choices, an object for
a group, a list of objects for a repeat. The key `.` is the answer that the expression itself belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from inspector.checklists.expressions import (
    Atom,
    Mistake,
    Node,
    NodeSet,
    Value,
    check_types,
    evaluate,
    parse,
    parse_moment,
    to_answer,
    to_string,
)
from inspector.checklists.schema import ROOT
from inspector.checklists.surroundings import Surroundings
from inspector.domain.errors import FormatError
from inspector.domain.ids import CHINA

HERE = "."
COMPUTED = frozenset(
    {
        "checklists.expr_no_condition",
        "checklists.expr_truth_as_text",
        "checklists.expr_never_number",
        "checklists.expr_date_in_quotes",
        "checklists.expr_date_as_sum",
        "checklists.expr_order_of_text",
        "checklists.expr_text_in_sum",
    }
)
"""Mistakes of meaning only: nobody wants the result, but ODK has one, and to see it explains the mistake."""
_LONGEST_DATE = 40


@dataclass(frozen=True)
class Result:
    """What came of an expression: type and texts, several for several nodes; none where it cannot be computed."""

    mistakes: tuple[Mistake, ...] = ()
    type: str = ""
    texts: tuple[str, ...] = ()


def evaluate_with(expression: str, values: Mapping[str, Any], surroundings: Surroundings | None = None) -> Result:
    """The result that ODK gives. Raises ExpressionError for what cannot be computed with these values.

    FormatError for a value that no answer can be. An unknown name is an empty answer, as it is before it is answered.
    """
    parsed = parse(expression)
    mistakes = parsed.mistakes or (check_types(parsed.tree, lambda _: None) if parsed.tree else ())
    if parsed.tree is None or any(one.key not in COMPUTED for one in mistakes):
        return Result(mistakes)
    value = evaluate(parsed.tree, Values.of(values, surroundings or Surroundings()))
    return Result(mistakes, _type(value), _texts(value))


@dataclass(frozen=True)
class Values:
    """The context of an expression that stands below the root element, beside the values."""

    root: Node
    node: Node
    surroundings: Surroundings = field(repr=False)

    @classmethod
    def of(cls, values: Mapping[str, Any], surroundings: Surroundings) -> Values:
        """The values as a document."""
        document = Node("")
        root = document.add(ROOT)
        _grow(root, {name: one for name, one in values.items() if name != HERE})
        return cls(document, root.add("_", _atom(HERE, values.get(HERE))), surroundings)

    def field(self, name: str) -> NodeSet:
        """Every node of that name, wherever it is."""
        return tuple(one for one in self.root.below() if one.name == name)

    def instance(self, name: str) -> Node | None:  # noqa: ARG002 - the protocol's
        """There are no lists outside a form."""
        return None

    def now(self) -> datetime:
        """The clock."""
        return self.surroundings.now()

    def choice_label(self, field: str, value: str) -> str:  # noqa: ARG002 - the protocol's
        """There are no labels outside a form: a choice shows its name."""
        return value

    def random(self) -> float:
        """A new one."""
        return self.surroundings.chance.random()

    def uuid(self) -> str:
        """A new one."""
        return self.surroundings.uuid()


def _grow(parent: Node, values: Mapping[str, Any]) -> None:
    for name, one in values.items():
        if isinstance(one, Mapping):
            _grow(parent.add(name), one)
        elif isinstance(one, list) and one and all(isinstance(part, Mapping) for part in one):
            for part in one:
                _grow(parent.add(name), part)
        else:
            parent.add(name, _atom(name, one))


def _atom(name: str, value: object) -> Atom:
    if value is None:
        return ""
    if isinstance(value, (bool, str)):
        return _text(value) if isinstance(value, str) else value
    if isinstance(value, (int, Decimal)):
        return float(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return " ".join(value)
    raise FormatError("services.value_no_answer", name=name)


def _text(value: str) -> Atom:
    """A whole ISO date is what a date question holds, anything else a text."""
    whole = len(value) < _LONGEST_DATE and value[4:5] == "-" and value[7:8] == "-"
    return (parse_moment(value, CHINA) if whole else None) or value


def _type(value: Value) -> str:
    if isinstance(value, tuple):
        return "nodes" if len(value) != 1 else _type(value[0].value)
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, datetime):
        return "date"
    return "number" if isinstance(value, (int, float)) else "text"


def _texts(value: Value) -> tuple[str, ...]:
    atoms = tuple(one.value for one in value) if isinstance(value, tuple) else (value,)
    return tuple(to_answer(one) if isinstance(one, datetime) else to_string(one) for one in atoms)
