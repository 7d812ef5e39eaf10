"""名册: the list of devices that the office trusts or has revoked, signed as a document that anyone can relay.

Stands apart from the package that carries it: a laptop passes on the roster it knows inside its own packages, so
the signature has to be the office's own, over its own bytes. The signature is Ed25519 over a fixed first line and
the text, so that it can never be taken for that of a manifest.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from inspector.domain.errors import FormatError
from inspector.exchange import limits, strict_json
from inspector.exchange.signing import SigningKey, verify

TRUSTED, REVOKED = "trusted", "revoked"

_PREFIX = b"inspector roster 1\n"


@dataclass(frozen=True)
class RosterEntry:
    """A device: its keys (64 hex digits, `age1…`), uuid, name, role and state ("trusted" or "revoked")."""

    key: str
    recipient: str
    replica: str
    device_name: str
    role: str
    state: str


@dataclass(frozen=True)
class Roster:
    """All devices of a city; a higher version replaces a lower one. `issued_at` is ISO 8601 and orders nothing."""

    version: int
    issued_at: str
    city: str
    entries: tuple[RosterEntry, ...]


def write_roster(roster: Roster, key: SigningKey) -> bytes:
    """The signed document: JSON in UTF-8, the roster inside as the very text that was signed."""
    text = strict_json.dumps(asdict(roster))
    signature = key.sign(_PREFIX + text).hex()
    return strict_json.dumps({"roster": text.decode(), "key": key.public, "signature": signature})


def read_roster(data: bytes) -> tuple[Roster, str]:
    """The roster and the public key that signed it; whether that key is the office's is for the caller to know.

    Raises FormatError for a document that is damaged, altered or none. Keys it does not know are passed over.
    """
    try:
        text, key, signature = _document(data)
        if verify(key, signature, _PREFIX + text):
            return _roster(strict_json.loads(text)), key.lower()
    except (AttributeError, FormatError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise FormatError("exchange.bad_roster") from error
    raise FormatError("exchange.roster_not_signed")


def _document(data: bytes) -> tuple[bytes, str, bytes]:
    """The signed text, the key and the signature."""
    if len(data) > limits.ROSTER_BYTES:
        raise FormatError("exchange.bad_roster")
    told = strict_json.loads(data)
    return told["roster"].encode(), told["key"], bytes.fromhex(told["signature"])


def _roster(told: dict[str, Any]) -> Roster:
    entries = tuple(_entry(one) for one in told["entries"])
    version, texts = told["version"], (told["issued_at"], told["city"])
    if type(version) is not int or version < 1 or not all(isinstance(text, str) for text in texts):
        raise ValueError(told)
    if len({one.key for one in entries}) != len(entries):
        raise ValueError(entries)
    return Roster(version, *texts, entries)


def _entry(told: dict[str, Any]) -> RosterEntry:
    made = RosterEntry(**{name: told[name] for name in RosterEntry.__dataclass_fields__})
    if not all(isinstance(value, str) for value in asdict(made).values()) or made.state not in {TRUSTED, REVOKED}:
        raise ValueError(made)
    return made
