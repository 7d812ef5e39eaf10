"""The city profiles that ship with the product, read from `resources/regions/`.

It stands apart from `domain.profile` because reading files is no rule of the field.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache

from inspector import paths
from inspector.domain.errors import NotFoundError
from inspector.domain.profile import CityProfile


@cache
def load_profile(key: str) -> CityProfile:
    """The profile called `key` (`huludao`); raises `NotFoundError` that lists what exists."""
    if key not in profile_keys():
        raise NotFoundError("services.unknown_city", key=key, known=profile_keys())
    text = paths.resources("regions", f"{key}.toml").read_text(encoding="utf-8")
    # Decimal and not float: thresholds and weights are money and points.
    return CityProfile.from_mapping(tomllib.loads(text, parse_float=Decimal))


def profile_keys() -> tuple[str, ...]:
    """The keys of all profiles, sorted."""
    return tuple(sorted(one.stem for one in paths.resources("regions").glob("*.toml")))
