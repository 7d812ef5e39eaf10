"""docs/exchange-format.md is true and complete: a reader written from it alone comes to what the program says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from inspector import paths
from inspector.exchange import wire
from inspector.photos import PhotoStore
from inspector.services.bundle import build_services
from inspector.services.packages.importing import ImportWish
from inspector.storage.fold import fold
from inspector.storage.merge import operations_hash
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import WorkplaceRole, Workspace
from inspector.vault.casing import CasedFile
from tests.e2e.exchange import independent_reader, independent_state
from tests.e2e.exchange.format_tables import DOCUMENT, with_tables

PACKAGES = paths.root() / "tests" / "exchange" / "packages"
EXPECTED = json.loads((PACKAGES / "v1.json").read_text("utf-8"))
MALFORMED: dict[str, str] = json.loads((PACKAGES / "malformed.json").read_text("utf-8"))
TEXT = DOCUMENT.read_text("utf-8")
SCHEMAS = {
    name: json.loads((paths.root() / "docs" / "schemas" / name).read_text("utf-8"))
    for name in ("exchange-manifest.schema.json", "exchange-roster.schema.json")
}


def fence(name: str) -> str:
    found = re.search(rf"^```\w+ {re.escape(name)}\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def valid(name: str, value: Any, part: str = "") -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    schema = {**SCHEMAS[name], "$ref": f"#/$defs/{part}"} if part else SCHEMAS[name]
    schema = {key: one for key, one in schema.items() if not part or key in {"$defs", "$ref", "$schema"}}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(value)


def test_the_tables_are_those_of_the_declarations() -> None:
    assert with_tables(TEXT) == TEXT, "run python -m tests.e2e.exchange.format_tables"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_examples_are_valid(name: str) -> None:
    valid(name, json.loads(fence(name)))


@pytest.mark.parametrize("name", ["v1", "good"])
def test_the_manifests_of_the_packages_are_valid(name: str) -> None:
    valid("exchange-manifest.schema.json", independent_reader.read(PACKAGES / f"{name}.xmw").manifest)


def test_the_roster_of_the_package_is_valid() -> None:
    data = independent_reader.members_of((PACKAGES / "v1.xmw").read_bytes())["roster.json"]
    valid("exchange-roster.schema.json", json.loads(data), "document")
    valid("exchange-roster.schema.json", independent_reader.read_roster(data))


def test_the_program_folds_the_example_as_the_document_says(tmp_path: Path) -> None:
    expected = json.loads(fence("example-state"))
    file = tmp_path / "ops"
    file.write_text(fence("example-operations"), "utf-8")
    state = fold(wire.read_operations(CasedFile(file)))
    assert {"alive": state.alive, "whole": state.whole} == {"alive": True, "whole": True}
    assert {str(key): value for key, value in state.values.items()} == expected["values"]
    sides = {str(key): [head.value for head in heads] for key, heads in state.conflicts.items()}
    assert sides == expected["conflicts"]
    merged = independent_state.merge(list(independent_reader._operations(file.read_bytes())))
    assert vars(merged) == expected


def test_the_independent_reader_comes_to_the_same_hashes() -> None:
    kinds = independent_state.kinds_in(TEXT)
    package = independent_reader.read(PACKAGES / "v1.xmw")
    rows = independent_state.rows_of(kinds, package.operations)
    counts = {name: sum(kind == name for kind, _ in rows) for name, _ in kinds.values()}
    assert counts == EXPECTED["rows"]
    assert independent_state.operations_hash(package.operations, package.trimmed) == EXPECTED["operations_hash"]
    assert sorted(independent_state.conflict_names(kinds, package.operations)) == EXPECTED["conflicts"]
    assert independent_state.state_hash(kinds, rows) == EXPECTED["state_hash"]
    assert package.roster is not None
    assert len(package.photos) == 1


@pytest.mark.parametrize("name", sorted(MALFORMED))
def test_the_independent_reader_refuses_what_the_document_refuses(name: str) -> None:
    with pytest.raises(independent_reader.RefusedError):
        independent_reader.read(PACKAGES / f"{name}.xmw")


def test_the_program_comes_to_the_kept_hashes(tmp_path: Path) -> None:
    """A fresh workspace that knows nothing of its own: no areas, no lists."""
    path = tmp_path / "ws"
    Workspace.create(path, role=WorkplaceRole.FIELD, device_name="7号机", city="huludao").close()
    with Workspace.open(path) as workspace, PhotoStore(workspace.photos) as store:
        services = build_services(workspace, store)
        (waiting,) = services.incoming.take([PACKAGES / "v1.xmw"]).files
        kept = services.devices.trust(waiting.manifest.sender.device_name, "测试员", compared=True).waiting  # type: ignore[union-attr]
        report = services.incoming.take(kept, ImportWish(confirmed=True))
        assert state_hash(workspace) == EXPECTED["state_hash"]
        assert operations_hash(workspace.reader) == EXPECTED["operations_hash"]
        assert sorted(one.key for one in services.conflicts.listed()) == EXPECTED["conflicts"]
        assert report.photos_missing == 0


def test_every_key_of_a_refusal_is_one_of_the_program() -> None:
    keys = set(re.findall(r"`((?:exchange|services|storage|domain)\.[a-z_]+)`", TEXT))
    code = "".join(path.read_text("utf-8") for path in (paths.root() / "inspector").rglob("*.py"))
    assert [key for key in keys if f'"{key}"' not in code] == []
    assert set(MALFORMED.values()) <= keys
