"""The manifest as bytes and back, every value checked as what a stranger wrote.

Stands apart from `manifest.py`, which says what the values mean. Keys that this program does not know are passed
over (a newer program may add some); the signature covers the bytes, so nothing gets lost by that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from inspector.domain.errors import FormatError
from inspector.domain.intervals import Have, merged
from inspector.domain.operation import SEQ_BITS
from inspector.exchange import strict_json
from inspector.exchange.manifest import (
    PACKAGE_FORMAT,
    ChainHead,
    Manifest,
    Member,
    PackageKind,
    PhotoChoice,
    Sender,
)

_SHA = re.compile("[0-9a-f]{64}")
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_DEVICE = re.compile(_UUID)
_REPLICA = re.compile(f"{_UUID}:[1-9][0-9]{{0,14}}")
_LONGEST_TEXT = 300
_LARGEST = 2**53

T = TypeVar("T")


def to_bytes(manifest: Manifest) -> bytes:
    """What is signed, and whose SHA-256 names the package."""
    sender = manifest.sender
    return strict_json.dumps(
        {
            "min_reader": manifest.min_reader,
            "wire": manifest.wire,
            "program": manifest.program,
            "kind": manifest.kind.value,
            "number": manifest.number,
            "set_id": manifest.set_id,
            "volume": manifest.volume,
            "volumes": manifest.volumes,
            "made_at": manifest.made_at,
            "sender": {name: getattr(sender, name) for name in Sender.__dataclass_fields__},
            "to": manifest.to,
            "previous": manifest.previous,
            "have": manifest.have,
            "sequences": manifest.sequences,
            "photos": manifest.photos.value,
            "wants": manifest.wants,
            "chain": _head_json(manifest.chain),
            "heard": _head_json(manifest.heard),
            "members": [member_json(one) for one in manifest.members],
        }
    )


def member_json(member: Member) -> dict[str, object]:
    """A member as the manifest lists it."""
    return {"name": member.name, "size": member.size, "sha256": member.sha256}


def from_bytes(data: bytes) -> Manifest:
    """The manifest. Raises FormatError for one that needs a newer program, and for what is none."""
    try:
        told = _of(dict)(strict_json.loads(data))
        needs = _integer(told["min_reader"])
        if needs > PACKAGE_FORMAT:
            raise FormatError("exchange.needs_newer_program", needs=needs, reads=PACKAGE_FORMAT)
        return _manifest(told)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise FormatError("exchange.bad_manifest") from error


def check_replica(name: object) -> str:
    """`uuid:epoch`. Raises ValueError for anything else."""
    return _matching(_REPLICA)(name)


def _manifest(told: dict[str, Any]) -> Manifest:
    volume, volumes = _integer(told["volume"]), _integer(told["volumes"])
    if not 1 <= volume <= volumes:
        raise ValueError(volume)
    return Manifest(
        kind=PackageKind(told["kind"]),
        number=_integer(told["number"]),
        set_id=_text(told["set_id"]),
        volume=volume,
        volumes=volumes,
        made_at=_moment(told["made_at"]),
        sender=_sender(_of(dict)(told["sender"])),
        to=_optional(_matching(_DEVICE))(told["to"]),
        have=_have(told["have"]),
        sequences=_have(told["sequences"]),
        photos=PhotoChoice(told["photos"]),
        wants=tuple(map(_sha, _of(list)(told["wants"]))),
        chain=_head(told["chain"]),
        heard=_optional(_head)(told["heard"]),
        previous=_optional(_sha)(told["previous"]),
        program=_text(told["program"]),
        wire=_integer(told["wire"]),
        min_reader=_integer(told["min_reader"]),
        members=tuple(map(_member, _of(list)(told["members"]))),
    )


def _sender(told: dict[str, Any]) -> Sender:
    return Sender(
        replica=check_replica(told["replica"]),
        device_name=_text(told["device_name"]),
        role=_text(told["role"]),
        city=_text(told["city"]),
        tier=_text(told["tier"]),
        key=_sha(told["key"]),
        recipient=_text(told["recipient"]),
    )


def _member(told: Any) -> Member:  # noqa: ANN401 - what a stranger wrote
    return Member(_of(str)(told["name"]), _integer(told["size"]), _sha(told["sha256"]))


def _head(told: Any) -> ChainHead:  # noqa: ANN401 - what a stranger wrote
    return ChainHead(_integer(told["change_id"]), _sha(told["hash"]))


def _head_json(head: ChainHead | None) -> dict[str, object] | None:
    return None if head is None else {"change_id": head.change_id, "hash": head.hash}


def _have(told: object) -> Have:
    return {check_replica(name): _intervals(listed) for name, listed in _of(dict)(told).items()}


def _intervals(told: object) -> tuple[tuple[int, int], ...]:
    made = tuple((_integer(first), _integer(last)) for first, last in _of(list)(told))
    if made != merged(made) or any(not 0 < first <= last < 2**SEQ_BITS for first, last in made):
        raise ValueError(told)
    return made


def _of(kind: type[T]) -> Callable[[object], T]:
    def check(value: object) -> T:
        if not isinstance(value, kind):
            raise TypeError(value)
        return value

    return check


def _optional(check: Callable[[Any], T]) -> Callable[[Any], T | None]:
    return lambda value: None if value is None else check(value)


def _matching(form: re.Pattern[str]) -> Callable[[object], str]:
    def check(value: object) -> str:
        text = _of(str)(value)
        if not form.fullmatch(text):
            raise ValueError(text)
        return text

    return check


_sha = _matching(_SHA)


def _integer(value: object) -> int:
    if type(value) is not int or not 0 <= value < _LARGEST:
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    """A text that may be shown: no control characters, no halves of characters, not endless."""
    text = _of(str)(value)
    if len(text) > _LONGEST_TEXT or any(unicodedata.category(one) in {"Cc", "Cs"} for one in text):
        raise ValueError(text)
    return text


def _moment(value: object) -> str:
    text = _text(value)
    if datetime.fromisoformat(text).utcoffset() is None:
        raise ValueError(text)
    return text
