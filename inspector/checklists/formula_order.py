"""The expressions of a form as rules that write something, in an order in which each is computed once.

Worked out once a form; a session then only follows it. It is the dependency graph of the checklist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from inspector.checklists.expressions.syntax import Tree
from inspector.checklists.formulas import expressions, parsed
from inspector.checklists.model import Question
from inspector.checklists.reach import reach
from inspector.checklists.references import REFERENCE
from inspector.checklists.schema import Schema, Spot


class Aspect(IntEnum):
    """What a rule decides about its spot, in the order in which they are computed where nothing else orders them."""

    RELEVANT = 0
    COUNT = 1
    CALCULATION = 2
    ACTION = 3
    REQUIRED = 4
    READ_ONLY = 5
    CHOICES = 6
    CONSTRAINT = 7


_ASPECTS = {
    "relevant": Aspect.RELEVANT,
    "repeat_count": Aspect.COUNT,
    "calculation": Aspect.CALCULATION,
    "required": Aspect.REQUIRED,
    "read_only": Aspect.READ_ONLY,
    "choice_filter": Aspect.CHOICES,
    "constraint": Aspect.CONSTRAINT,
}
_LAST = frozenset({Aspect.REQUIRED, Aspect.READ_ONLY, Aspect.CHOICES, Aspect.CONSTRAINT})
"""They decide nothing that another rule reads."""


@dataclass(eq=False)
class Rule:
    """`reads` are the spots whose values it needs; `wide` where other instances of a repeat count too.

    A count stands at the part around its `repeat`, because it also decides that there is no instance at all.
    """

    spot: Spot
    aspect: Aspect
    tree: Tree
    reads: frozenset[Spot]
    wide: bool
    repeat: Spot | None = None
    rank: int = 0

    @property
    def writes(self) -> Iterator[Spot]:
        """The spots whose value or relevance it may change."""
        if self.aspect in _LAST:
            return iter(())
        if self.repeat is not None:
            return self.repeat.below()
        if self.aspect is Aspect.RELEVANT:
            return self.spot.below()
        return iter((self.spot,))


class FormulaOrder:
    """All rules of a form: `of` a spot, `readers` of a spot, and `rank` for the order."""

    def __init__(self, schema: Schema) -> None:
        self.rules = [rule for spot in schema.spots for rule in _rules(spot, schema)]
        self.of: dict[Spot, list[Rule]] = {}
        self.readers: dict[Spot, list[Rule]] = {}
        for rule in self.rules:
            self.of.setdefault(rule.spot, []).append(rule)
            for spot in rule.reads:
                self.readers.setdefault(spot, []).append(rule)
        for rank, rule in enumerate(self._ordered()):
            rule.rank = rank
        for rules in self.of.values():
            rules.sort(key=lambda one: one.rank)

    def _ordered(self) -> list[Rule]:
        """Depth first with a stack of its own; what a rule reads comes before it, rings where they are met."""
        writers: dict[Spot, list[Rule]] = {}
        for rule in self.rules:
            for spot in rule.writes:
                writers.setdefault(spot, []).append(rule)
        done: dict[Rule, None] = {}
        begun: set[Rule] = set()
        for first in sorted(self.rules, key=lambda one: (one.aspect in _LAST, one.spot.number, one.aspect)):
            stack = [first]
            while stack:
                rule = stack[-1]
                if rule in begun:
                    done.setdefault(stack.pop())
                    continue
                begun.add(rule)
                stack += [one for one in _before(rule, writers) if one not in begun]
        return list(done)


def _before(rule: Rule, writers: dict[Spot, list[Rule]]) -> Iterator[Rule]:
    for spot in rule.reads:
        yield from (one for one in writers.get(spot, ()) if one is not rule)
    for part in rule.spot.line[:-1]:
        yield from (one for one in writers.get(part, ()) if part in (one.spot, one.repeat) and one is not rule)
    if rule.aspect > Aspect.RELEVANT:
        yield from (
            one
            for one in writers.get(rule.spot, ())
            if one.aspect < rule.aspect and one.spot is rule.spot and one.repeat is None
        )


def _rules(spot: Spot, schema: Schema) -> Iterator[Rule]:
    if spot.item is None:
        return
    for key, text in expressions(spot.item):
        if key in _ASPECTS and (rule := _rule(spot, key, text, schema)) is not None:
            yield rule


def _rule(spot: Spot, key: str, text: str, schema: Schema) -> Rule | None:
    aspect = _ASPECTS[key]
    tree = parsed(_whole_list(spot, text, schema) if aspect is Aspect.CHOICES else text).tree
    if tree is None:
        return None
    found = reach(tree, spot, schema)
    reads = frozenset(found.spots)
    if aspect is Aspect.CALCULATION and isinstance(spot.item, Question) and spot.item.trigger:
        named = (schema.named(name) for name in spot.item.trigger)
        return Rule(spot, Aspect.ACTION, tree, frozenset(one for one in named if one is not None), wide=False)
    if aspect is Aspect.COUNT and spot.parent is not None:
        return Rule(spot.parent, aspect, tree, reads - {spot.parent}, found.wide, repeat=spot)
    return Rule(spot, aspect, tree, reads, found.wide)


def _whole_list(spot: Spot, condition: str, schema: Schema) -> str:
    """A choice filter as the path to the choices that it leaves."""
    source = spot.question.source if spot.question else ""
    field = REFERENCE.fullmatch(source)
    asked = schema.named(field[1]) if field else None
    if asked is not None and asked.repeats:
        return f"${{{asked.repeats[-1].name}}}[{condition}]"
    return f"instance({quoted(stem(source))})/root/item[{condition}]"


def stem(source: str) -> str:
    """The name by which `instance()` knows a list or a file: a file's without its ending."""
    head, dot, ending = source.rpartition(".")
    return head if dot and ending.lower() in {"csv", "xml", "geojson"} else source


def quoted(text: str) -> str:
    """A text as an expression writes it."""
    return f'"{text}"' if "'" in text else f"'{text}'"
