"""The key file: what opens it, what does not, and that nobody changes it unseen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import StorageError
from inspector.vault import key_file, wrapping
from inspector.vault.data_key import DataKey
from inspector.vault.key_file import KeyFile, SealState

PASSPHRASE = "葫芦岛项目为王"  # noqa: S105 - made up


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The full cost is paid in one test only."""
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


@pytest.fixture
def key() -> DataKey:
    return DataKey.new()


def told(raised: pytest.ExceptionInfo[StorageError]) -> str:
    return raised.value.key


def test_the_passphrase_opens_and_another_does_not(tmp_path: Path, key: DataKey) -> None:
    key_file.write(tmp_path, KeyFile.new(key, PASSPHRASE, ""))
    found = key_file.read(tmp_path)
    assert found is not None
    assert found.unlocked(PASSPHRASE) == key
    with pytest.raises(StorageError) as raised:
        found.unlocked(PASSPHRASE + " ")
    assert told(raised) == "storage.passphrase_wrong"


def test_a_passphrase_typed_on_another_system_is_the_same(key: DataKey) -> None:
    """macOS hands out decomposed letters."""
    assert KeyFile.new(key, "Prüfung-2022", "").unlocked("Pru\u0308fung-2022") == key


def test_the_recovery_key_opens_and_another_does_not(key: DataKey) -> None:
    identity, recipient = wrapping.new_recovery_key()
    made = KeyFile.new(key, PASSPHRASE, recipient)
    assert made.recovered(f"{identity}\n") == key
    for other in (wrapping.new_recovery_key()[0], "AGE-SECRET-KEY-1", "x"):
        with pytest.raises(StorageError) as raised:
            made.recovered(other)
        assert told(raised) == "storage.recovery_wrong"
    with pytest.raises(StorageError) as raised:
        KeyFile.new(key, PASSPHRASE, "").recovered(identity)
    assert told(raised) == "storage.recovery_none"
    with pytest.raises(StorageError) as raised:
        KeyFile.new(key, PASSPHRASE, identity)
    assert told(raised) == "storage.recovery_recipient"


def test_another_passphrase_leaves_the_key_and_the_recovery(key: DataKey) -> None:
    identity, recipient = wrapping.new_recovery_key()
    changed = KeyFile.new(key, PASSPHRASE, recipient).with_passphrase(key, "另一个口令")
    assert changed.unlocked("另一个口令") == changed.recovered(identity) == key
    with pytest.raises(StorageError):
        changed.unlocked(PASSPHRASE)


def test_keys_are_derived_apart_and_shown_nowhere(key: DataKey) -> None:
    assert len({key.secret, key.database, key.photos, key.marks}) == 4
    assert key.secret.hex() not in repr(key) + key.id
    assert repr(key) == "DataKey()"


def test_the_costs_are_those_of_rfc_9106(monkeypatch: pytest.MonkeyPatch, key: DataKey) -> None:
    monkeypatch.undo()
    made = wrapping.by_passphrase(key, PASSPHRASE)
    assert (made["memory_kib"], made["iterations"], made["lanes"]) == (65_536, 3, 4)
    assert wrapping.from_passphrase(made, key.id, PASSPHRASE) == key


def changed(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads((folder / key_file.NAME).read_text("utf-8"))
    change(data)
    (folder / key_file.NAME).write_text(json.dumps(data), "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(state="opening"),
        lambda data: data.update(recovery={"recipient": "age1", "wrapped": "AA=="}),
        lambda data: data.update(mark=""),
        lambda data: data["passphrase"].update(kdf="scrypt"),
        lambda data: data["passphrase"].update(memory_kib=2**30),
        lambda data: data["passphrase"].update(iterations="x"),
        lambda data: data["passphrase"].update(salt="§"),
        lambda data: data["passphrase"].pop("nonce"),
        lambda data: data.update(state="lost"),
        lambda data: data.pop("recovery"),
        lambda data: data.update(passphrase=[]),
    ],
)
def test_a_changed_key_file_is_refused(
    tmp_path: Path, key: DataKey, change: Callable[[dict[str, Any]], object]
) -> None:
    """Somebody who may write into the folder must not get the next opening to decrypt it."""
    key_file.write(tmp_path, KeyFile.new(key, PASSPHRASE, ""))
    changed(tmp_path, change)
    with pytest.raises(StorageError) as raised:
        _ = (key_file.read(tmp_path) or pytest.fail("no key file")).unlocked(PASSPHRASE)
    assert told(raised) == "storage.keys_damaged"


def test_a_newer_key_file_and_rubbish_are_told_apart(tmp_path: Path, key: DataKey) -> None:
    assert key_file.read(tmp_path) is None
    key_file.write(tmp_path, KeyFile.new(key, PASSPHRASE, ""))
    changed(tmp_path, lambda data: data.update(format=2))
    with pytest.raises(StorageError) as raised:
        key_file.read(tmp_path)
    assert told(raised) == "storage.keys_newer"
    for rubbish in (b"", b"[]", b"\xff\xfe", b"{}"):
        (tmp_path / key_file.NAME).write_bytes(rubbish)
        with pytest.raises(StorageError) as raised:
            key_file.read(tmp_path)
        assert told(raised) == "storage.keys_damaged"


def test_states_are_marked_too(key: DataKey) -> None:
    made = KeyFile.new(key, PASSPHRASE, "").in_state(SealState.SEALING, key)
    assert made.checked(key) == key
    with pytest.raises(StorageError):
        made.checked(DataKey.new())
