"""The expression language of checklists, ODK XPath: read, check, evaluate.

`parse` finds the mistakes of writing, `check_types` those of meaning, `references` says what an expression depends
on, `evaluate` computes it in a `Context`. Nothing here knows of workbooks, forms or sessions.
"""

from inspector.checklists.expressions.context import Context
from inspector.checklists.expressions.evaluation import evaluate
from inspector.checklists.expressions.mistakes import Mistake
from inspector.checklists.expressions.moments import parse_moment, parse_time
from inspector.checklists.expressions.nodes import Atom, Node, NodeSet
from inspector.checklists.expressions.parsing import Parsed, parse
from inspector.checklists.expressions.printing import text_of
from inspector.checklists.expressions.references import Reference, ReferenceKind, references
from inspector.checklists.expressions.type_rules import check_types
from inspector.checklists.expressions.values import (
    ExpressionError,
    Value,
    ValueType,
    to_answer,
    to_boolean,
    to_number,
    to_string,
    to_text_of_number,
)

__all__ = [
    "Atom",
    "Context",
    "ExpressionError",
    "Mistake",
    "Node",
    "NodeSet",
    "Parsed",
    "Reference",
    "ReferenceKind",
    "Value",
    "ValueType",
    "check_types",
    "evaluate",
    "parse",
    "parse_moment",
    "parse_time",
    "references",
    "text_of",
    "to_answer",
    "to_boolean",
    "to_number",
    "to_string",
    "to_text_of_number",
]
