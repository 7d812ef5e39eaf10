"""行政区划代码 (GB/T 2260) of the cities that the articles speak of, and local codes for zones without one.

It stands apart from the city profiles because a code that arrives in an Excel file is judged before any
profile is chosen. The names are data that belong to the codes, not text of the program. Source: domain.md §5.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from inspector.domain.errors import RuleError

AREA_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "210400": "抚顺市",
        "210402": "新抚区",
        "210403": "东洲区",
        "210404": "望花区",
        "210411": "顺城区",
        "210421": "抚顺县",
        "210422": "新宾满族自治县",
        "210423": "清原满族自治县",
        "210600": "丹东市",
        "210602": "元宝区",
        "210603": "振兴区",
        "210604": "振安区",
        "210624": "宽甸满族自治县",
        "210681": "东港市",
        "210682": "凤城市",
        "211400": "葫芦岛市",
        "211402": "连山区",
        "211403": "龙港区",
        "211404": "南票区",
        "211421": "绥中县",
        "211422": "建昌县",
        "211481": "兴城市",
        "321300": "宿迁市",
        "321302": "宿城区",
        "321311": "宿豫区",
        "321322": "沭阳县",
        "321323": "泗阳县",
        "321324": "泗洪县",
    }
)
"""Name by code; a code that ends in 00 is the city."""

_STATUTORY = re.compile(r"[1-9][0-9]{5}")
_LOCAL = re.compile(r"[1-9][0-9]{5}(-[0-9]{2})+")
_MOST_LOCAL = 99


def is_statutory(code: str) -> bool:
    """Whether `code` has the form of GB/T 2260, known here or not."""
    return _STATUTORY.fullmatch(code) is not None


def is_local(code: str) -> bool:
    """Whether `code` has the form that `local_code` gives."""
    return _LOCAL.fullmatch(code) is not None


def city_of(code: str) -> str | None:
    """The code of the city to which a statutory or local code belongs, None for other texts."""
    return f"{code[:4]}00" if is_statutory(code) or is_local(code) else None


def local_code(parent: str, number: int) -> str:
    """The local code `211400-01` of the zone or park `number` (1–99) of `parent`, whose code may be local too.

    RuleError where there is none.
    """
    if city_of(parent) is None or not 1 <= number <= _MOST_LOCAL:
        raise RuleError("domain.local_code_impossible", parent=parent, number=number)
    return f"{parent}-{number:02d}"
