"""Structured figures for the checker: the published list format, read and written as plain JSON values.

It stands apart from `reading` because here every number comes with its own name, unit and counts. Names are
identifiers (`start_resume.count`) or the free Chinese words of the field, bound by the rules for text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from inspector.domain.errors import FormatError
from inspector.domain.figures.binding import Binder, Reading
from inspector.domain.figures.families import Families, Figure, Parts, Scope, Share
from inspector.domain.figures.findings import Mention
from inspector.domain.figures.indicators import DENOMINATOR, Indicator, Measure, indicator_of
from inspector.domain.figures.normal import normalize
from inspector.domain.figures.quantities import Quantity, UnitKind, decimals_of, find_quantities, parse_number

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,8})?")
_REMARK = re.compile(r"[(（][^()（）]{0,60}[)）]$")
_TARGET = re.compile(r"计划|预计|目标|力争|将")
_MOST_DECIMALS = 8
_ALL_RESUMED = "全部复工"


@dataclass(frozen=True, kw_only=True)
class StructuredFigure:
    """One figure of the list format.

    `value` is the number as printed (`65.8`, `≥500`, `十多`); a value that is no number is kept and not
    calculated with. `decimals` replaces the decimals of `value`. `numerator` and `denominator` are exact and
    in one unit. Figures of one `group` (a place, a document) and `period` are checked together; `part_of`
    names the `indicator` of their total, `step` the approval step that they belong to.
    """

    indicator: str
    value: str
    unit: str = ""
    decimals: int | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    group: str = ""
    period: str = ""
    part_of: str = ""
    step: str = ""


def parse_figures(data: object) -> tuple[StructuredFigure, ...]:
    """Figures from plain JSON values: a list of objects, or an object with the list under `figures`.

    Raises FormatError `domain.figures.no_list`, `.not_an_object`, `.unknown_field`, `.field_missing`,
    `.field_wrong`; `index` counts from 1.
    """
    listed = data.get("figures") if isinstance(data, Mapping) else data
    if not isinstance(listed, list):
        raise FormatError("domain.figures.no_list")
    return tuple(_parse(one, index) for index, one in enumerate(listed, start=1))


def to_plain(figures: Iterable[StructuredFigure]) -> list[dict[str, str | int]]:
    """The list format of `figures`; empty fields are left out, numbers are text so that none loses a digit."""
    return [
        {
            field.name: value if isinstance(value, int) else str(value)
            for field in fields(one)
            if (value := getattr(one, field.name)) not in (None, "")
        }
        for one in figures
    ]


def read_figures(figures: Iterable[StructuredFigure]) -> Families:
    """The families of a list.

    Raises FormatError `domain.figures.total_missing` for a `part_of` that names no figure of its group.
    """
    return _Reader(tuple(figures)).read()


class _Reader:
    """One pass over one list: what was named before is kept in mind within a group and period."""

    def __init__(self, figures: tuple[StructuredFigure, ...]) -> None:
        self._given = figures
        self._families = Families()
        self._binders: dict[tuple[str, str], Binder] = {}
        self._figures: dict[int, Figure] = {}
        self._counts: list[tuple[Scope, Indicator, Figure]] = []

    def read(self) -> Families:
        """Bind all figures, then join declared parts and totals."""
        for index, given in enumerate(self._given):
            quantity = _quantity(given)
            if quantity is not None:
                self._bind(index, given, quantity)
            elif _ALL_RESUMED in normalize(given.value).text:
                self._families.of(_scope(given)).all_resumed = _mention(given, index, None)
        for scope, indicator, figure in self._counts:
            self._families.of(scope).figures.setdefault(indicator, figure)
        self._declare()
        return self._families

    def _bind(self, index: int, given: StructuredFigure, quantity: Quantity) -> None:
        target = bool(_TARGET.search(normalize(given.period + given.indicator).text))
        figure = self._figures[index] = Figure(_mention(given, index, quantity.value), quantity, target)
        reading = self._reading(given, quantity)
        scope = _scope(given, reading.topic if reading else "")
        if reading:
            self._families.add(scope, reading.indicator, figure)
        self._own_counts(scope, given, figure, reading)

    def _reading(self, given: StructuredFigure, quantity: Quantity) -> Reading | None:
        binder = self._binders.setdefault((given.group, given.period), Binder())
        known = indicator_of(given.indicator)
        if known:
            binder.subject, binder.topic = known.subject, given.step
            return Reading(known, given.indicator, given.step)
        words = normalize(given.indicator).text
        binder.hear(words)
        binder.topic = given.step or binder.topic
        return binder.bind(words, quantity)

    def _own_counts(self, scope: Scope, given: StructuredFigure, figure: Figure, reading: Reading | None) -> None:
        over, under = _operand(figure.mention, given.numerator), _operand(figure.mention, given.denominator)
        if over:
            scale = 100 if figure.quantity.kind is UnitKind.PERCENT else 1
            plain = replace(figure, quantity=replace(figure.quantity, factor=Decimal(1)))
            self._families.of(scope).shares.append(Share(plain, over, under, scale))
        if under and reading and reading.indicator.measure is Measure.RATE and reading.indicator.subject in DENOMINATOR:
            # Counts of the list itself come first; these stand in where the list has none.
            subject = reading.indicator.subject
            self._counts.append((scope, Indicator(DENOMINATOR[subject], Measure.COUNT), under))
            if over:
                self._counts.append((scope, Indicator(subject, Measure.COUNT), over))

    def _declare(self) -> None:
        """Join the parts of each total, in the order of the list."""
        named = {(one.group, one.period, one.indicator): index for index, one in enumerate(self._given)}
        parts: dict[int, list[Figure]] = {}
        for index, given in enumerate(self._given):
            if not given.part_of:
                continue
            total = named.get((given.group, given.period, given.part_of))
            if total is None:
                raise FormatError("domain.figures.total_missing", index=index + 1, name=given.part_of)
            if index in self._figures and total in self._figures:
                parts.setdefault(total, []).append(self._figures[index])
        for total, found in parts.items():
            family = self._families.of(_scope(self._given[total]))
            family.declared.append(Parts(self._figures[total], tuple(found)))


def _quantity(given: StructuredFigure) -> Quantity | None:
    """The number of a figure; a unit that is not known makes it one that is compared with nothing."""
    value, unit = normalize(given.value).text.strip(), _REMARK.sub("", normalize(given.unit).text.strip())
    text = value + unit
    found = next(find_quantities(text), None)
    if found and (found.start, found.end) == (0, len(text)):
        quantity = found.quantity
    elif _NUMBER.fullmatch(value):
        number = parse_number(value)
        quantity = Quantity(number or Decimal(0), unit, UnitKind.OTHER, decimals_of(number or Decimal(0)))
    else:
        return None
    return quantity if given.decimals is None else _with_decimals(quantity, given.decimals)


def _with_decimals(quantity: Quantity, decimals: int) -> Quantity:
    number = Decimal(f"{quantity.value:.{max(decimals, decimals_of(quantity.value))}f}")
    return Quantity(number, quantity.unit, quantity.kind, decimals, quantity.factor, quantity.bound, quantity.upper)


def _operand(mention: Mention, number: Decimal | None) -> Figure | None:
    """A numerator or denominator: exact, so it is compared like a count."""
    return None if number is None else Figure(mention, Quantity(number, "", UnitKind.COUNT))


def _scope(given: StructuredFigure, topic: str = "") -> Scope:
    return Scope(given.group, "", given.group, given.period, topic, certain=True)


def _mention(given: StructuredFigure, index: int, value: Decimal | None) -> Mention:
    return Mention(given.indicator, given.value + given.unit, value, given.unit, index=index)


def _parse(data: object, index: int) -> StructuredFigure:
    if not isinstance(data, Mapping):
        raise FormatError("domain.figures.not_an_object", index=index)
    known = {field.name for field in fields(StructuredFigure)}
    for name in data:
        if name not in known:
            raise FormatError("domain.figures.unknown_field", index=index, field=name)
    for name in ("indicator", "value"):
        if data.get(name) is None:
            raise FormatError("domain.figures.field_missing", index=index, field=name)
    return StructuredFigure(**{name: _field(name, value, index) for name, value in data.items() if value is not None})


def _field(name: str, value: object, index: int) -> Any:  # noqa: ANN401 - each field has its own type
    if name == "decimals":
        right = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_DECIMALS
        return value if right else _wrong(name, index)
    text = _text(value)
    if text is None or (name != "value" and name in {"numerator", "denominator"} and not _NUMBER.fullmatch(text)):
        return _wrong(name, index)
    return Decimal(text) if name in {"numerator", "denominator"} else text


def _text(value: object) -> str | None:
    """Text as it is, a JSON number in plain digits, anything else as None."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    number = Decimal(str(value))
    return f"{number:f}" if number.is_finite() else None


def _wrong(name: str, index: int) -> None:
    raise FormatError("domain.figures.field_wrong", index=index, field=name)
