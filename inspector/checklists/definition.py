"""A form as the JSON that a workspace keeps of it (`Checklist.definition`), without loss and with its format's number.

A filled visit keeps the form that it was filled with, so this text is read back years later: what is not known
is refused, never dropped. Whatever has its default value is left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Form, Group, Item, Question, Repeat, Rules, Wording
from inspector.domain.errors import FormatError
from inspector.domain.record import Json

FORMAT = "xlsform/1"
_Read = TypeVar("_Read")
_Decode = Callable[[Any, str], Any]


def is_form(definition: Json) -> bool:
    """Whether a definition holds a form; the simple checklists of before have no format."""
    return "format" in definition


def to_definition(form: Form) -> dict[str, Any]:
    """The form as plain JSON."""
    return {"format": FORMAT, **_encoded(form)}


def from_definition(definition: Json) -> Form:
    """The form of a definition. Raises FormatError for another format and for what is damaged."""
    found = definition.get("format")
    if found != FORMAT:
        raise FormatError("checklists.definition_format", found=found, known=FORMAT)
    rest = {key: value for key, value in definition.items() if key != "format"}
    made: Form = _dataclass(Form, _FORM, rest, "form")
    return made


def _encoded(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    if isinstance(value, (Question, Group, Repeat)):
        return {_PART: type(value).__name__.lower(), **_fields(value)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Mapping):
        return {key: _encoded(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_encoded(one) for one in value]
    return value.value if isinstance(value, Kind) else value


def _fields(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass of the model
    held = {one.name: getattr(value, one.name) for one in dataclasses.fields(value) if not _is_default(one, value)}
    return {name: _encoded(one) for name, one in held.items()}


def _is_default(field: dataclasses.Field[Any], value: object) -> bool:
    held = getattr(value, field.name)
    if field.default_factory is not dataclasses.MISSING:
        return bool(held == field.default_factory())
    return bool(held == ("" if field.default is dataclasses.MISSING else field.default))


_PART = "part"


def _wrong(place: str) -> FormatError:
    return FormatError("checklists.definition_damaged", place=place)


def _dataclass(cls: Callable[..., _Read], fields: Mapping[str, _Decode], data: object, place: str) -> _Read:
    if not isinstance(data, Mapping) or not data.keys() <= fields.keys():
        raise _wrong(place)
    values = {name: fields[name](value, f"{place}.{name}") for name, value in data.items()}
    for one in dataclasses.fields(cls):  # type: ignore[arg-type]
        needed = one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
        if needed and one.name not in values:
            if fields[one.name] is not _text:
                raise _wrong(f"{place}.{one.name}")
            values[one.name] = ""
    return cls(**values)


def _text(data: object, place: str) -> str:
    if not isinstance(data, str):
        raise _wrong(place)
    return data


def _whole(data: object, place: str) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise _wrong(place)
    return data


def _days(data: object, place: str) -> int | str:
    return data if isinstance(data, str) else _whole(data, place)


def _yes(data: object, place: str) -> bool:
    if not isinstance(data, bool):
        raise _wrong(place)
    return data


def _kind(data: object, place: str) -> Kind:
    try:
        return Kind(_text(data, place))
    except ValueError:
        raise _wrong(place) from None


def _many(decode: _Decode) -> _Decode:
    def read(data: object, place: str) -> tuple[Any, ...]:
        if not isinstance(data, (list, tuple)):
            raise _wrong(place)
        return tuple(decode(one, f"{place}[{number}]") for number, one in enumerate(data))

    return read


def _map(decode: _Decode) -> _Decode:
    def read(data: object, place: str) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            raise _wrong(place)
        return MappingProxyType({_text(key, place): decode(one, f"{place}.{key}") for key, one in data.items()})

    return read


def _of(cls: Callable[..., Any], fields: Mapping[str, _Decode]) -> _Decode:
    return lambda data, place: _dataclass(cls, fields, data, place)


def _item(data: object, place: str) -> Item:
    if not isinstance(data, Mapping) or data.get(_PART) not in _PARTS:
        raise _wrong(place)
    cls, fields = _PARTS[data[_PART]]
    made: Item = _dataclass(cls, fields, {key: one for key, one in data.items() if key != _PART}, place)
    return made


_TEXTS = _map(_text)
_WORDING: Mapping[str, _Decode] = {"label": _TEXTS, "hint": _TEXTS, "guidance": _TEXTS, "media": _map(_TEXTS)}
_RULES: Mapping[str, _Decode] = {
    "weight": _text,
    "photo_on_fail": _yes,
    "problem_category": _text,
    "deadline_days": _days,
    "owner": _text,
}
_ANY_ITEM: Mapping[str, _Decode] = {
    "name": _text,
    "row": _whole,
    "wording": _of(Wording, _WORDING),
    "relevant": _text,
    "appearance": _text,
    "extra": _TEXTS,
}
_QUESTION: Mapping[str, _Decode] = {
    **_ANY_ITEM,
    **dict.fromkeys(
        ("source", "required", "constraint", "calculation", "default", "read_only", "choice_filter"), _text
    ),
    "kind": _kind,
    "from_file": _yes,
    "or_other": _yes,
    "required_message": _TEXTS,
    "constraint_message": _TEXTS,
    "trigger": _many(_text),
    "parameters": _TEXTS,
    "rules": _of(Rules, _RULES),
}
_GROUP: Mapping[str, _Decode] = {**_ANY_ITEM, "items": _many(_item)}
_PARTS: Mapping[object, tuple[Callable[..., Item], Mapping[str, _Decode]]] = {
    "question": (Question, _QUESTION),
    "group": (Group, _GROUP),
    "repeat": (Repeat, {**_GROUP, "count": _text}),
}
_CHOICE: Mapping[str, _Decode] = {
    "name": _text,
    "label": _TEXTS,
    "media": _map(_TEXTS),
    "columns": _TEXTS,
    "row": _whole,
}
_FORM: Mapping[str, _Decode] = {
    **dict.fromkeys(("title", "form_id", "version", "default_language", "instance_name"), _text),
    "languages": _many(_text),
    "items": _many(_item),
    "lists": _map(_many(_of(Choice, _CHOICE))),
    "settings": _TEXTS,
}
