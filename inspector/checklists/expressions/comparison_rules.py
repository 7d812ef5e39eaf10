"""Comparisons and sums that come out the same whatever is answered: nobody means them."""

from __future__ import annotations

import math
import re

from inspector.checklists.expressions.findings import Findings
from inspector.checklists.expressions.mistakes import Edit
from inspector.checklists.expressions.moments import parse_moment
from inspector.checklists.expressions.static_types import Types, gives_nodes
from inspector.checklists.expressions.syntax import Chain, Number, Text, Tree
from inspector.checklists.expressions.values import ValueType, to_number

_MOMENTS = frozenset({ValueType.DATE, ValueType.DATE_TIME})
_BARE_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_WORDS_OF_TRUTH = {"true": "true()", "false": "false()"}


def check_chain(chain: Chain, types: Types, findings: Findings) -> None:
    """Note what is wrong with the operands of a run of operators."""
    operator = chain.operators[0]
    if operator == "|":
        for operand in chain.operands:
            if not gives_nodes(operand):
                findings.add("checklists.expr_nodes_needed", operand.start, operand.end, function="|")
        return
    for operand in chain.operands:
        if name := types.without_value(operand):
            findings.add("checklists.expr_no_value", operand.start, operand.end, name=name)
    if operator in {"or", "and"}:
        _alternatives(chain, findings)
    elif operator in {"=", "!="}:
        _equality(chain, types, findings)
    elif operator in {"<", "<=", ">", ">="}:
        _order(chain, types, findings)
    else:
        _arithmetic(chain, findings)


def _alternatives(chain: Chain, findings: Findings) -> None:
    """`${a} = 'x' or 'y'`: the second part is no question; what is compared may be said again for it."""
    compared: Tree | None = None
    for operand in chain.operands:
        if not isinstance(operand, (Text, Number)):
            compared = _compared(operand) if chain.operators[0] == "or" else None
            continue
        again = findings.text[compared.start : compared.end] + " = " if compared else ""
        edits = [Edit(operand.start, operand.start, again)] if again else []
        found = findings.text[operand.start : operand.end]
        findings.add("checklists.expr_no_condition", operand.start, operand.end, *edits, found=found)


def _compared(tree: Tree) -> Tree | None:
    """What a comparison with a literal compares."""
    if isinstance(tree, Chain) and tree.operators == ("=",) and isinstance(tree.operands[1], (Text, Number)):
        return tree.operands[0]
    return None


def _pairs(chain: Chain) -> list[tuple[Tree, Tree]]:
    """Each neighbour with the other, both ways; only of two operands is it certain what is compared."""
    if len(chain.operands) != 2:  # noqa: PLR2004 - a comparison of two
        return []
    first, second = chain.operands
    return [(first, second), (second, first)]


def _equality(chain: Chain, types: Types, findings: Findings) -> None:
    for other, literal in _pairs(chain):
        if isinstance(literal, Text) and literal.value:
            _equal_to_text(types.of(other), literal, findings)


def _equal_to_text(kind: ValueType | None, literal: Text, findings: Findings) -> None:
    place, value = (literal.start, literal.end), literal.value
    if kind is ValueType.BOOLEAN:
        meant = _WORDS_OF_TRUTH.get(value.lower())
        edits = [Edit(*place, meant)] if meant else []
        findings.add("checklists.expr_truth_as_text", *place, *edits, found=value)
    elif kind is ValueType.NUMBER and math.isnan(to_number(value)):
        findings.add("checklists.expr_never_number", *place, found=value)
    elif kind is ValueType.DATE and parse_moment(value, None) is None:
        findings.add("checklists.expr_no_date", *place, value=value)


def _order(chain: Chain, types: Types, findings: Findings) -> None:
    for other, literal in _pairs(chain):
        if isinstance(literal, Text) and math.isnan(to_number(literal.value)):
            _ordered_text(types.of(other), literal, findings)


def _ordered_text(kind: ValueType | None, literal: Text, findings: Findings) -> None:
    place = literal.start, literal.end
    if (kind is None or kind in _MOMENTS) and parse_moment(literal.value, None):
        written = findings.text[literal.start : literal.end]
        findings.add("checklists.expr_date_in_quotes", *place, Edit(*place, f"date({written})"), found=written)
    else:
        findings.add("checklists.expr_order_of_text", *place, found=literal.value)


def _arithmetic(chain: Chain, findings: Findings) -> None:
    written = findings.text[chain.start : chain.end]
    if _BARE_DATE.fullmatch(written) and parse_moment(written, None):
        edit = Edit(chain.start, chain.end, f"date('{written}')")
        findings.add("checklists.expr_date_as_sum", chain.start, chain.end, edit, found=written)
        return
    for operand in chain.operands:
        if isinstance(operand, Text) and math.isnan(to_number(operand.value)):
            findings.add("checklists.expr_text_in_sum", operand.start, operand.end, found=operand.value)
