"""Writing a section: sentences whose numbers are named figures, and the blocks between them.

It stands apart from the sections because none of them may print a number that has no query behind it:
a number gets onto the page only through `count`, `amount`, `rate` or `points`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.bulletin.content import Block, Heading, Paragraph
from inspector.domain.money import printed, wan_to_yi
from inspector.services.frozen_tables import Measure, Query, Tables, evaluate

EMPTY = "—"
"""What a rate with a zero denominator prints (domain.md §4)."""


@dataclass(frozen=True)
class Figure:
    """A number on the page: `value` unrounded, `printed` as it stands there, and what made it."""

    name: str
    printed: str
    value: Decimal | None
    decimals: int
    unit: str
    numerator: Decimal | None
    denominator: Decimal | None
    query: Mapping[str, Any]


@dataclass(frozen=True)
class Sentence:
    """A paragraph whose `{figure}` places are filled when it is printed."""

    template: str


@dataclass(frozen=True)
class Section:
    """A finished section: its items in order and the figures that they name."""

    key: str
    title: str
    items: tuple[Sentence | Block, ...]
    figures: tuple[Figure, ...]

    def blocks(self) -> tuple[Block, ...]:
        """The section as it is printed: its title as a heading of level 1, then its items."""
        names = {one.name: one.printed for one in self.figures}
        items = tuple(
            Paragraph(one.template.format_map(names)) if isinstance(one, Sentence) else one for one in self.items
        )
        return (Heading(1, self.title), *items)

    def body(self) -> str:
        """The templates of the section, one per line, as they are kept and edited."""
        return "\n".join(one.template for one in self.items if isinstance(one, Sentence))


def plain_text(text: str) -> str:
    """User text for use in a sentence: braces stay braces, line breaks become spaces."""
    return " ".join(text.split()).replace("{", "{{").replace("}", "}}")


class SectionWriter:
    """Collects the sentences, blocks and figures of one section over the frozen `tables`."""

    def __init__(self, key: str, title: str, tables: Tables) -> None:
        self._key = key
        self._title = title
        self._tables = tables
        self._items: list[Sentence | Block] = []
        self._figures: dict[str, Figure] = {}

    def value(self, query: Query) -> Decimal:
        """What `query` gives, without printing it (for conditions)."""
        return evaluate(query, self._tables)

    def count(self, name: str, query: Query) -> str:
        """A count; returns its place `{name}` for a sentence."""
        value = evaluate(query, self._tables)
        return self._keep(Figure(name, printed(value), value, 0, "", None, None, query.to_json()))

    def amount(self, name: str, query: Query, decimals: int = 2) -> str:
        """A sum of 万元 printed in 亿元."""
        value = wan_to_yi(evaluate(query, self._tables))
        figure = Figure(name, printed(value, decimals), value, decimals, "亿元", None, None, query.to_json())
        return self._keep(figure)

    def rate(self, name: str, numerator: Query, denominator: Query, decimals: int = 1) -> str:
        """A percentage of two queries, rounded once when printed; a zero denominator prints 「—」."""
        above, below = evaluate(numerator, self._tables), evaluate(denominator, self._tables)
        value = above * 100 / below if below else None
        shown = EMPTY if value is None else printed(value, decimals) + "%"
        made = {"ratio": [numerator.to_json(), denominator.to_json()]}
        return self._keep(Figure(name, shown, value, decimals, "%", above, below, made))

    def derived(self, name: str, value: Decimal, decimals: int, unit: str, query: Mapping[str, Any]) -> str:
        """A number computed from others (a difference in points, a change against the last issue)."""
        return self._keep(Figure(name, printed(value, decimals), value, decimals, unit, None, None, query))

    def say(self, template: str) -> None:
        """Add a paragraph; `{name}` places must be figures of this section."""
        template.format_map({name: one.printed for name, one in self._figures.items()})
        self._items.append(Sentence(template))

    def add(self, block: Block) -> None:
        """Add a table, chart, photo grid or heading."""
        self._items.append(block)

    def finish(self) -> Section:
        """The section as it was written."""
        return Section(self._key, self._title, tuple(self._items), tuple(self._figures.values()))

    def _keep(self, figure: Figure) -> str:
        if figure.name in self._figures:
            msg = f"figure {figure.name} named twice in section {self._key}"
            raise ValueError(msg)
        self._figures[figure.name] = figure
        return "{" + figure.name + "}"


def projects(measure: Measure = Measure.COUNT, column: str = "", **where: Any) -> Query:  # noqa: ANN401 - cells
    """A query over the frozen projects."""
    return Query("projects", where, measure, column)
