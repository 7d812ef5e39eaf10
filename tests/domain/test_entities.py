from __future__ import annotations

import inspect

from inspector.domain.entities import kinds


def test_kinds_come_in_the_order_of_their_numbers_and_no_number_twice() -> None:
    numbers = [one.NUMBER for one in kinds().values()]
    assert numbers == sorted(set(numbers))
    assert list(kinds())[:2] == ["area", "project"]
    assert len(numbers) >= 30


def test_every_reference_names_a_kind_that_exists() -> None:
    names = kinds()
    for kind, made in names.items():
        for cell in made.CELLS:
            assert cell.refers is None or cell.refers in names, f"{kind}.{cell.name}"
            assert cell.refers is None or cell.name.endswith("_id"), f"{kind}.{cell.name}"


def test_every_entity_has_an_id_first_that_is_no_cell() -> None:
    for made in kinds().values():
        assert next(iter(inspect.signature(made).parameters)) == "id"
        assert "id" not in {cell.name for cell in made.CELLS}
