"""A filled form in the hand of a test: floors of a building in a repeat, rooms in a repeat inside, two lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import cycle
from typing import Any

from inspector.checklists.expressions import Node, NodeSet, Value, evaluate, parse

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 21, 14, 30, 15, 250_000, tzinfo=BEIJING)
LABELS = {"work": {"open": "已开工", "stopped": "停工", "": "空"}, "/data/work": {"open": "路径"}}

Answers = Mapping[str, Any]


def grow(node: Node, answers: Answers) -> Node:
    """A dict is a group, a list of dicts a repeat, anything else an answer."""
    for name, answer in answers.items():
        if isinstance(answer, Mapping):
            grow(node.add(name), answer)
        elif isinstance(answer, Sequence) and not isinstance(answer, str):
            for one in answer:
                grow(node.add(name), one)
        else:
            node.add(name, answer)
    return node


FORM: Answers = {
    "data": {
        "empty": "",
        "name": "徐大堡",
        "work": "open",
        "faults": "crack leak dust",
        "workers": 120.0,
        "share": 0.25,
        "minus": -3.0,
        "digits": "0017",
        "sure": True,
        "started": datetime(2026, 3, 1),  # noqa: DTZ001 - answers are local
        "seen": datetime(2026, 3, 1, 14, 30),  # noqa: DTZ001
        "place": "40.35 120.55 10 5",
        "square": "0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0",
        "meta": {"instanceID": "uuid:1"},
        "floor": [
            {
                "title": "一层",
                "area": 100.0,
                "done": "yes",
                "room": [{"use": "hall", "size": 60.0}, {"use": "shop", "size": 40.0}],
            },
            {"title": "二层", "area": 80.0, "done": "no", "room": [{"use": "flat", "size": 80.0}]},
            {"title": "三层", "area": "", "done": "yes", "room": []},
        ],
        "nobody": [],
    }
}

CITIES: Answers = {
    "root": {
        "item": [
            {"name": "xc", "label": "兴城", "city": "hld", "people": "54"},
            {"name": "sz", "label": "绥中", "city": "hld", "people": "62"},
            {"name": "xm", "label": "新民", "city": "sy", "people": "65"},
        ]
    }
}
LETTERS: Answers = {"root": {"item": [{"name": one} for one in "甲乙丙丁戊己"]}}


@dataclass
class FilledForm:
    """`at` is the path of the node that the expression belongs to, with [n] for instances."""

    at: str = "data/name"
    answers: Answers = field(default_factory=lambda: FORM)
    draws: Iterator[float] = field(default_factory=lambda: cycle([0.25, 0.75, 0.5]))
    clock: datetime = NOW

    def __post_init__(self) -> None:
        self.root = grow(Node(""), self.answers)
        self.node = self._found(self.at)
        self.lists = {"cities": grow(Node(""), CITIES), "letters": grow(Node(""), LETTERS)}

    def _found(self, path: str) -> Node:
        node = self.root
        for step in path.split("/"):
            name, _, place = step.partition("[")
            node = node.named(name)[int(place.rstrip("]") or 1) - 1]
        return node

    def field(self, name: str) -> NodeSet:
        found = [one for one in _below(self.root) if one.name == name]
        mine = self.node.line()
        shared = max((_shared(one.line(), mine) for one in found), default=0)
        return tuple(one for one in found if _shared(one.line(), mine) == shared)

    def instance(self, name: str) -> Node | None:
        return self.lists.get(name)

    def now(self) -> datetime:
        return self.clock

    def choice_label(self, field: str, value: str) -> str:
        return LABELS.get(field, {}).get(value, "")

    def random(self) -> float:
        return next(self.draws)

    def uuid(self) -> str:
        return "00000000-0000-4000-8000-000000000001"


def _below(node: Node) -> Iterator[Node]:
    for child in node.named("*"):
        yield child
        yield from _below(child)


def _shared(one: list[Node], other: list[Node]) -> int:
    return sum(first is second for first, second in zip(one, other, strict=False))


def value_of(expression: str, at: str = "data/name") -> Value:
    """What a correct expression gives in the form of this module."""
    parsed = parse(expression)
    assert parsed.tree is not None, parsed.mistakes
    assert parsed.mistakes == ()
    return evaluate(parsed.tree, FilledForm(at))
