from __future__ import annotations

import pytest

from inspector.domain.area_codes import AREA_NAMES, city_of, is_local, is_statutory, local_code
from inspector.domain.errors import RuleError


@pytest.mark.parametrize(
    ("city", "parts"),
    [
        ("211400", "402 403 404 421 422 481"),
        ("210400", "402 403 404 411 421 422 423"),
        ("210600", "602 603 604 624 681 682"),
        ("321300", "302 311 322 323 324"),
    ],
)
def test_the_areas_of_the_four_cities(city: str, parts: str) -> None:
    below = [code for code in AREA_NAMES if city_of(code) == city and code != city]
    assert below == [city[:3] + part for part in parts.split()]
    assert AREA_NAMES[city].endswith("市")


def test_zones_get_a_local_code_of_their_city() -> None:
    zone = local_code("211400", 1)
    park = local_code(zone, 12)
    assert (zone, park) == ("211400-01", "211400-01-12")
    assert is_local(park)
    assert not is_statutory(park)
    assert city_of(park) == "211400"
    assert is_statutory("999999")


@pytest.mark.parametrize(("parent", "number"), [("", 1), ("高新区", 1), ("211400", 0), ("211400", 100)])
def test_a_local_code_needs_a_parent_and_a_small_number(parent: str, number: int) -> None:
    with pytest.raises(RuleError) as error:
        local_code(parent, number)
    assert error.value.key == "domain.local_code_impossible"


def test_other_texts_belong_to_no_city() -> None:
    assert city_of("高新区") is None
