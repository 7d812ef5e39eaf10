"""The published schemas, by name, and how they are applied."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from inspector import paths

DOCS = paths.root() / "docs"
SCHEMAS = {
    path.name: json.loads(path.read_text("utf-8"))
    for path in (DOCS / "schemas").glob("*.json")
    if not path.name.startswith("exchange-")  # inside packages: docs/exchange-format.md, tests/e2e/exchange
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)


def validator(name: str) -> Draft202012Validator:
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(SCHEMAS[f"{name}.schema.json"], registry=REGISTRY, format_checker=checker)
