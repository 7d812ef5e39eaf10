"""Finding a project by what users write."""

from __future__ import annotations

import pytest

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.lookup import find_by_tail, find_project
from tests.services.kit import a_project, put


def test_by_id_code_name_and_part_of_the_name(office: Services) -> None:
    made = a_project(office, "兴城滨海公路", project_code="2201-211402-04-01-100001", province_platform_code="LN-1")
    a_project(office, "建昌水库")
    for text in (made.id, "2201-211402-04-01-100001", "LN-1", "兴城滨海公路", " 滨海 "):
        assert find_project(office.workspace.reader, text) == made


def test_an_exact_name_goes_before_names_that_hold_it(office: Services) -> None:
    exact = a_project(office, "滨海公路")
    a_project(office, "滨海公路二期")
    assert find_project(office.workspace.reader, "滨海公路") == exact


def test_several_are_named_and_none_is_guessed(office: Services) -> None:
    for number in range(7):
        a_project(office, f"{number}号公路")
    with pytest.raises(RuleError) as refused:
        find_project(office.workspace.reader, "公路")
    assert len(refused.value.details["names"]) == 5


@pytest.mark.parametrize("text", ["没有", "", "  ", "%", "_"])
def test_nothing_found_is_told(office: Services, text: str) -> None:
    a_project(office)
    with pytest.raises(NotFoundError):
        find_project(office.workspace.reader, text)


def test_a_record_is_found_by_the_end_of_its_id(office: Services) -> None:
    made = a_project(office)
    reader = office.workspace.reader
    for text in (made.id, made.id[-8:], made.id[-8:].upper(), f" {made.id[-6:]} "):
        assert find_by_tail(reader, Project, text) == made
    for text in (made.id[-3:], "", "zzzzzzzz"):
        assert find_by_tail(reader, Project, text) is None


def test_an_end_that_two_ids_share_finds_neither(office: Services) -> None:
    for start in "ab":
        put(office, Project(id=f"{start}-0001", name=start))
    assert find_by_tail(office.workspace.reader, Project, "0001") is None
