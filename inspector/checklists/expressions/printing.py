"""An expression as text again, in one way of writing: single blanks, only the brackets that are needed."""

from __future__ import annotations

from inspector.checklists.expressions.parsing import ABOVE_MINUS, RANKS
from inspector.checklists.expressions.syntax import (
    Axis,
    Call,
    Chain,
    Expression,
    Field,
    Negation,
    Number,
    Origin,
    Path,
    Step,
    Text,
    Tree,
)
from inspector.checklists.expressions.values import to_text_of_number

_TIGHTEST = 8
_LOOSEST = 0
_STEPS = {Axis.PARENT: "..", Axis.SELF: "."}


def text_of(tree: Tree, *, predicates: bool = True) -> str:
    """Parsing the text gives the same tree; without `predicates` only the way of a path is shown."""
    return _Printer(predicates=predicates).show(tree)


class _Printer:
    def __init__(self, *, predicates: bool) -> None:
        self.predicates = predicates

    def show(self, tree: Tree, least: int = 0) -> str:
        """`tree` in brackets if it binds more loosely than `least`."""
        text, rank = self._ranked(tree)
        return text if rank >= least else f"({text})"

    def _ranked(self, tree: Tree) -> tuple[str, int]:
        match tree:
            case Expression():
                return self._ranked(tree.body)
            case Chain():
                return self._chain(tree), RANKS[tree.operators[0]]
            case Negation():
                return "-" * tree.count + self.show(tree.operand, ABOVE_MINUS + 1), ABOVE_MINUS
            case Path(origin=Origin.ROOT, steps=()):
                # A star or word behind a bare one would be read as its first step.
                return "/", _LOOSEST
            case Path():
                return self._path(tree), _TIGHTEST
        return self._simple(tree), _TIGHTEST

    def _simple(self, tree: Tree) -> str:
        match tree:
            case Number(value=value):
                return to_text_of_number(value) if value == round(value, 9) else f"{value:.30f}".rstrip("0")
            case Text(value=value):
                return f'"{value}"' if "'" in value else f"'{value}'"
            case Field(name=name):
                return f"${{{name}}}"
            case Call(name=name, arguments=arguments):
                return f"{name}({', '.join(map(self.show, arguments))})"
        return ""

    def _chain(self, chain: Chain) -> str:
        rank = RANKS[chain.operators[0]]
        first, *others = (self.show(one, rank + 1) for one in chain.operands)
        pairs = zip(chain.operators, others, strict=True)
        return " ".join([first, *(f"{operator} {operand}" for operator, operand in pairs)])

    def _path(self, path: Path) -> str:
        steps = "/".join(map(self._step, path.steps))
        if isinstance(path.origin, Tree):
            origin = self.show(path.origin, _TIGHTEST) + self._filters(path.predicates)
            if isinstance(path.origin, Path):
                origin = f"({self.show(path.origin)})" + self._filters(path.predicates)
            return f"{origin}/{steps}" if steps else origin
        return f"/{steps}" if path.origin is Origin.ROOT else steps

    def _step(self, step: Step) -> str:
        return (step.name if step.axis is Axis.CHILD else _STEPS[step.axis]) + self._filters(step.predicates)

    def _filters(self, predicates: tuple[Tree, ...]) -> str:
        return "".join(f"[{self.show(one)}]" for one in predicates) if self.predicates else ""
