"""Reading plain mappings (TOML, JSON) into frozen dataclasses, strictly and with the place of every fault.

It stands apart from city profiles and checklists because they say which settings exist, and this says how a
setting is read: nothing is guessed, nothing unknown is dropped silently.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from inspector.domain.errors import FormatError

ReadT = TypeVar("ReadT")


@dataclass(frozen=True)
class TypedReader:
    """Reads dataclasses, and refuses in the name of its `family`, so that each kind of file speaks of itself.

    The keys are `<family>.missing`, `.unknown_setting`, `.wrong_type` and `.unknown_choice`.
    """

    family: str

    def read(self, cls: type[ReadT], data: object, place: str) -> ReadT:
        """An instance of the dataclass `cls` from the mapping `data`; `place` names it in errors (`areas[3]`).

        Fields are text, whole numbers, decimals, yes/no, dates, choices (`StrEnum`), nested dataclasses, tuples
        of these, and optional ones. Raises `FormatError` for a missing, unknown or wrongly typed setting.
        """
        if not isinstance(data, Mapping):
            raise self._wrong_type(place, data)
        fields = {one.name: one for one in dataclasses.fields(cls)}  # type: ignore[arg-type]
        self._only_known(data, fields, place)
        hints = typing.get_type_hints(cls)
        values = {}
        for name, field in fields.items():
            if name in data:
                values[name] = self._value(hints[name], data[name], f"{place}.{name}")
            elif field.default is dataclasses.MISSING:
                raise FormatError(f"{self.family}.missing", place=f"{place}.{name}")
        return cls(**values)

    def _only_known(self, data: Mapping[str, object], fields: Mapping[str, object], place: str) -> None:
        unknown = [name for name in data if name not in fields]
        if unknown:
            raise FormatError(f"{self.family}.unknown_setting", place=place, names=unknown)

    def _value(self, hint: Any, data: object, place: str) -> object:  # noqa: ANN401 - any annotation
        if isinstance(hint, types.UnionType):
            hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
        if typing.get_origin(hint) is tuple:
            return self._many(typing.get_args(hint)[0], data, place)
        if dataclasses.is_dataclass(hint):
            return self.read(typing.cast("type[object]", hint), data, place)
        if issubclass(hint, StrEnum):
            return self._choice(hint, data, place)
        return self._plain(hint, data, place)

    def _many(self, hint: type, data: object, place: str) -> tuple[object, ...]:
        if not isinstance(data, (list, tuple)):
            raise self._wrong_type(place, data)
        return tuple(self._value(hint, one, f"{place}[{number}]") for number, one in enumerate(data))

    def _choice(self, hint: type[StrEnum], data: object, place: str) -> StrEnum:
        choices = {one.value: one for one in hint}
        if not isinstance(data, str) or data not in choices:
            raise FormatError(f"{self.family}.unknown_choice", place=place, found=data, choices=list(choices))
        return choices[data]

    def _plain(self, hint: type, data: object, place: str) -> object:
        if hint is Decimal and type(data) in {int, Decimal, str}:
            return self._decimal(data, place)
        if hint is date and isinstance(data, str):
            return self._date(data, place)
        # `type(...) is` and not isinstance: True is no whole number, and a time of day is no date.
        if type(data) is not hint:
            raise self._wrong_type(place, data)
        return data

    def _decimal(self, data: object, place: str) -> Decimal:
        try:
            return Decimal(str(data))
        except ArithmeticError:
            raise self._wrong_type(place, data) from None

    def _date(self, text: str, place: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self._wrong_type(place, text) from None

    def _wrong_type(self, place: str, found: object) -> FormatError:
        return FormatError(f"{self.family}.wrong_type", place=place, found=found)
