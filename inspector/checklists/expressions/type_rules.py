"""What can be known to be wrong before anybody answers: arguments, kinds of values, literals that cannot be.

It reports only what is wrong for every answer; what merely may be wrong is left to the filling.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from inspector.checklists.expressions.comparison_rules import check_chain
from inspector.checklists.expressions.findings import Findings, TooManyError
from inspector.checklists.expressions.java_regex import check_pattern
from inspector.checklists.expressions.mistakes import Edit, Mistake
from inspector.checklists.expressions.moments import parse_moment, wrong_escape
from inspector.checklists.expressions.signatures import SIGNATURES, Kind
from inspector.checklists.expressions.static_types import Types, gives_nodes
from inspector.checklists.expressions.syntax import Call, Chain, Expression, Number, Path, Text, Tree, walk
from inspector.checklists.expressions.values import ExpressionError, ValueType


def check_types(tree: Tree, types: Callable[[str], ValueType | None]) -> tuple[Mistake, ...]:
    """All mistakes of meaning.

    `types` tells what a field holds, by the name in `${…}` or, of an absolute path, by its way below the root
    element (`group/field`); None where it is not known.
    """
    findings = Findings(tree.text if isinstance(tree, Expression) else "")
    checker = _Checker(Types(types), findings)
    try:
        for one in walk(tree):
            checker.check(one)
    except TooManyError:
        pass
    return findings.mistakes()


@dataclass(frozen=True)
class _Checker:
    types: Types
    findings: Findings

    def check(self, tree: Tree) -> None:
        match tree:
            case Call():
                self._call(tree)
            case Chain():
                check_chain(tree, self.types, self.findings)
            case Path():
                if isinstance(tree.origin, Tree) and not gives_nodes(tree.origin):
                    self._nodes_needed(tree.origin, "/")
            case Text():
                self._text(tree)

    def _nodes_needed(self, tree: Tree, function: str) -> None:
        self.findings.add("checklists.expr_nodes_needed", tree.start, tree.end, function=function)

    def _text(self, text: Text) -> None:
        """`'${name}'` is the letters, not the answer."""
        if "${" not in text.value or text in self.types.quoted_references:
            return
        whole = text.value.startswith("${") and text.value.find("}") == len(text.value) - 1
        edits = [Edit(text.start, text.end, text.value)] if whole else []
        self.findings.add("checklists.expr_reference_in_text", text.start, text.end, *edits, found=text.value)

    def _call(self, call: Call) -> None:
        signature = SIGNATURES.get(call.name)
        if signature is None:
            return
        if not signature.accepts(len(call.arguments)):
            self.findings.add(
                "checklists.expr_arguments",
                call.start,
                call.end,
                function=call.name,
                wanted=signature.wanted(),
                found=len(call.arguments),
            )
            return
        for place, argument in enumerate(call.arguments):
            self._argument(call.name, argument, signature.kind(place))
        for special in _SPECIAL.get(call.name, ()):
            special(call, self.findings)
        if call.name == "jr:choice-name":
            self.types.quoted_references.add(call.arguments[1])

    def _argument(self, function: str, argument: Tree, kind: Kind) -> None:
        if kind is Kind.NODES:
            if not gives_nodes(argument):
                self._nodes_needed(argument, function)
            return
        name = self.types.without_value(argument)
        if name and function not in {"max", "min", "checklist", "weighted-checklist", "depend"}:
            self.findings.add("checklists.expr_no_value", argument.start, argument.end, name=name)


def _literal_needed(place: int) -> Callable[[Call, Findings], None]:
    def rule(call: Call, findings: Findings) -> None:
        argument = call.arguments[place]
        if not isinstance(argument, Text):
            findings.add("checklists.expr_literal_needed", argument.start, argument.end, function=call.name)

    return rule


def _choice_in_quotes(call: Call, findings: Findings) -> None:
    """ODK refuses selected(…, 1): names of choices are texts."""
    choice = call.arguments[1]
    if isinstance(choice, Number):
        written = findings.text[choice.start : choice.end]
        edit = Edit(choice.start, choice.end, f"'{written}'")
        findings.add("checklists.expr_choice_quotes", choice.start, choice.end, edit, found=written)


def _date_written(call: Call, findings: Findings) -> None:
    given = call.arguments[0]
    if isinstance(given, Text) and given.value and parse_moment(given.value, None) is None:
        findings.add("checklists.expr_no_date", given.start, given.end, value=given.value)


def _date_format(call: Call, findings: Findings) -> None:
    pattern = call.arguments[1]
    if isinstance(pattern, Text) and (wrong := wrong_escape(pattern.value)) is not None:
        findings.add("checklists.expr_date_format", pattern.start, pattern.end, found=wrong)


def _pattern(call: Call, findings: Findings) -> None:
    pattern = call.arguments[1]
    if isinstance(pattern, Text):
        try:
            check_pattern(pattern.value)
        except ExpressionError as error:
            findings.add(error.key, pattern.start, pattern.end, **error.details)


_SPECIAL: dict[str, tuple[Callable[[Call, Findings], None], ...]] = {
    "selected": (_choice_in_quotes,),
    "is-selected": (_choice_in_quotes,),
    "instance": (_literal_needed(0),),
    "jr:choice-name": (_literal_needed(1),),
    "date": (_date_written,),
    "date-time": (_date_written,),
    "decimal-date-time": (_date_written,),
    "format-date": (_date_written, _date_format),
    "format-date-time": (_date_written, _date_format),
    "regex": (_pattern,),
}
