"""Keys sign and are told apart by people; a roster is believed only as it was signed."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

import inspector.exchange
from inspector import paths
from inspector.domain.errors import FormatError
from inspector.exchange import limits
from inspector.exchange.roster import Roster, RosterEntry, read_roster, write_roster
from inspector.exchange.sealing import new_identity
from inspector.exchange.signing import SigningKey, fingerprint, verify
from inspector.texts import LANGUAGES
from tests.exchange.kit import DEVICE, KEY

VECTOR = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
"""RFC 8032, 7.1, test 1."""

ROSTER = Roster(
    4,
    "2022-06-10T10:00:00+08:00",
    "huludao",
    (
        RosterEntry(PUBLIC, new_identity()[1], DEVICE, "7号机", "field", "trusted"),
        RosterEntry("ab" * 32, new_identity()[1], DEVICE, "旧电脑", "field", "revoked"),
    ),
)


def test_the_published_vector_holds() -> None:
    key = SigningKey.from_text(VECTOR)
    assert key.public == PUBLIC
    assert key.text == VECTOR
    assert key.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a")
    assert VECTOR not in repr(key)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 511))
def test_a_changed_signature_is_none(message: bytes, bit: int) -> None:
    key = SigningKey.new()
    signature = bytearray(key.sign(message))
    assert verify(key.public, bytes(signature), message)
    signature[bit // 8] ^= 1 << bit % 8
    assert not verify(key.public, bytes(signature), message)
    assert not verify(key.public, key.sign(message), message + b"!")


@pytest.mark.parametrize("text", ["", "ab", "zz" * 32, "ab" * 33])
def test_what_is_no_key(text: str) -> None:
    assert not verify(text, bytes(64), b"")
    for use in (SigningKey.from_text, fingerprint):
        with pytest.raises(FormatError) as told:
            use(text)
        assert told.value.key == "exchange.bad_key"


def test_a_fingerprint_can_be_read_out() -> None:
    assert fingerprint(PUBLIC) == "02145 44043 66322 31051 70008 37623"
    assert fingerprint(PUBLIC.upper()) == fingerprint(PUBLIC)
    assert fingerprint(KEY.public) != fingerprint(PUBLIC)


def test_a_roster_comes_back_with_its_signer() -> None:
    assert read_roster(write_roster(ROSTER, KEY)) == (ROSTER, KEY.public)


def test_an_altered_roster_is_refused() -> None:
    text = write_roster(ROSTER, KEY).decode()
    for altered in (
        text.replace("revoked", "trusted"),
        text.replace("7号机", "8号机"),
        text.replace(KEY.public, PUBLIC),
    ):
        assert altered != text
        with pytest.raises(FormatError) as told:
            read_roster(altered.encode())
        assert told.value.key == "exchange.roster_not_signed"


def test_a_roster_of_a_newer_program_is_read() -> None:
    told = json.loads(json.loads(write_roster(ROSTER, KEY))["roster"])
    told["entries"][0]["note"] = 1
    assert read_roster(_signed(told | {"more": 2}))[0] == ROSTER


def _signed(told: Any) -> bytes:
    text = json.dumps(told)
    signature = KEY.sign(b"inspector roster 1\n" + text.encode()).hex()
    return json.dumps({"roster": text, "key": KEY.public, "signature": signature}).encode()


def _changed(**fields: Any) -> bytes:
    return _signed(json.loads(json.loads(write_roster(ROSTER, KEY))["roster"]) | fields)


ENTRY: dict[str, Any] = json.loads(json.loads(write_roster(ROSTER, KEY))["roster"])["entries"][0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"[" * 1000,
        bytes(limits.ROSTER_BYTES + 1),
        b'{"roster":5,"key":"","signature":""}',
        b'{"roster":"","key":"","signature":"xx"}',
        b'{"roster":"\\ud800","key":"","signature":""}',
        _signed([]),
        _changed(version=0),
        _changed(version=True),
        _changed(city=None),
        _changed(entries=[{}]),
        _changed(entries=[ENTRY, ENTRY]),
        _changed(entries=[ENTRY | {"state": "boss"}]),
        _changed(entries=[ENTRY | {"role": 1}]),
    ],
)
def test_what_is_no_roster(data: bytes) -> None:
    with pytest.raises(FormatError) as told:
        read_roster(data)
    assert told.value.key == "exchange.bad_roster"


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_changed_byte_of_a_roster_is_believed(data: st.DataObject) -> None:
    text = bytearray(write_roster(ROSTER, KEY))
    place = data.draw(st.integers(0, len(text) - 1))
    text[place] ^= 1 << data.draw(st.integers(0, 7))
    with contextlib.suppress(FormatError):
        assert read_roster(bytes(text)) == (ROSTER, KEY.public)


def keys() -> set[str]:
    source = Path(inspector.exchange.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    return set(re.findall(r'"(exchange\.[a-z_]+)"', text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_its_sentence_and_no_sentence_is_left_over(language: str) -> None:
    with paths.resources("i18n", language, "LC_MESSAGES", "exchange.po").open("rb") as file:
        catalogue = {message.id: message.string for message in read_po(file) if message.id}
    assert set(catalogue) == keys()
    assert all(catalogue.values())
