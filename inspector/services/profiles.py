"""The city profiles that ship with the product, read from `resources/regions/`.

It stands apart from `domain.profile` because reading files is no rule of the field.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from inspector import paths
from inspector.domain.errors import FormatError, NotFoundError
from inspector.domain.ids import derived_id
from inspector.domain.profile import CityProfile
from inspector.domain.setting import Setting
from inspector.services.record_json import plain
from inspector.services.typed_json import read_json
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace

PROFILE_SETTING = "profile"
"""The setting that holds what an office changed of its city's profile."""


@cache
def load_profile(key: str) -> CityProfile:
    """The profile called `key` (`huludao`); raises `NotFoundError` that lists what exists."""
    return CityProfile.from_mapping(_mapping(key))


def _mapping(key: str) -> dict[str, Any]:
    if key not in profile_keys():
        raise NotFoundError("services.unknown_city", key=key, known=profile_keys())
    text = paths.resources("regions", f"{key}.toml").read_text(encoding="utf-8")
    # Decimal and not float: thresholds and weights are money and points.
    return tomllib.loads(text, parse_float=Decimal)


def profile_keys() -> tuple[str, ...]:
    """The keys of all profiles, sorted."""
    return tuple(sorted(one.stem for one in paths.resources("regions").glob("*.toml")))


def workspace_profile(reader: Reader, key: str) -> CityProfile:
    """The profile of a workspace: the city's, with what the office has set for itself laid over it."""
    changes = office_settings(reader)
    return CityProfile.from_mapping(overlaid(_mapping(key), changes)) if changes else load_profile(key)


def office_settings(reader: Reader) -> Mapping[str, Any]:
    """What the office has set for itself over its city's profile; empty where nothing."""
    found = reader.find(Setting, key=PROFILE_SETTING)
    return (found.value or {}) if found else {}


def read_settings(path: Path) -> dict[str, Any]:
    """Settings as an office writes them, decimals as text; FormatError where the file is no JSON object."""
    data = plain(read_json(path))
    if not isinstance(data, dict):
        raise FormatError("services.no_settings", file=path.name)
    return data


def overlaid(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with `changes` laid over it: tables are merged, lists and plain values replaced."""
    made = dict(base)
    for name, value in changes.items():
        below = made.get(name)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        made[name] = overlaid(below, value) if both else value  # type: ignore[arg-type]
    return made


def set_profile(workspace: Workspace, changes: Mapping[str, Any], author: str = "") -> CityProfile:
    """Lay settings over the city's profile, e.g. `{"lamps": {"warn_days": 5}}`; refused when they make no sense.

    Decimals are given as text, as JSON has none. Raises FormatError or RuleError and changes nothing.
    """
    profile = CityProfile.from_mapping(overlaid(_mapping(workspace.info.city), changes))
    with workspace.transaction("set_profile", author=author) as tx:
        found = tx.reader.find(Setting, key=PROFILE_SETTING)
        tx.put(Setting(id=found.id if found else derived_id("setting:profile"), key=PROFILE_SETTING, value=changes))
    return profile
