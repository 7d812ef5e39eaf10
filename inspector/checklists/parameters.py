"""The `parameters` column: `start=0 end=100 step=5`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from inspector.checklists.kinds import Kind

_PAIR = re.compile(r"([^\s=,;]+)\s*=\s*([^\s=,;]+)")
_BETWEEN = re.compile(r"[\s,;]+")
_CASED = frozenset({"label", "value"})

_SELECT = frozenset({"randomize", "seed"})
_PLACE = frozenset({"allow-mock-accuracy", "reference-geometry"})
_AREA = _PLACE | {"incremental"}
ACCEPTED: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.TEXT: frozenset({"rows"}),
        Kind.RANGE: frozenset({"start", "end", "step", "tick_interval", "tick_labelset", "placeholder"}),
        Kind.IMAGE: frozenset({"max-pixels", "app"}),
        Kind.AUDIO: frozenset({"quality"}),
        Kind.SELECT_ONE: _SELECT,
        Kind.SELECT_MULTIPLE: _SELECT,
        Kind.RANK: _SELECT,
        Kind.GEOPOINT: _PLACE | {"capture-accuracy", "warning-accuracy"},
        Kind.GEOTRACE: _AREA,
        Kind.GEOSHAPE: _AREA,
    }
)
"""Which parameters a kind has; the others have none that are judged here."""
FROM_FILE = _SELECT | {"label", "value"}


def parse_parameters(text: str) -> Mapping[str, str] | None:
    """Names and values, names in lower case; None for a text that is not made of pairs."""
    if _BETWEEN.sub("", _PAIR.sub(" ", text)):
        return None
    pairs = {pair[1].lower(): pair[2] for pair in _PAIR.finditer(text)}
    return MappingProxyType({key: value if key in _CASED else value.lower() for key, value in pairs.items()})


def mended_parameters(text: str) -> str | None:
    """`text` with full-width signs narrowed, where that makes it readable; else None."""
    mended = unicodedata.normalize("NFKC", text).replace("、", " ").replace("。", " ").strip()
    return mended if mended != text and parse_parameters(mended) is not None else None
