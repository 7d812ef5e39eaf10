"""What the lamp matrix can be narrowed to, and the steps that a narrowed one stands for."""

from __future__ import annotations

from inspector.domain.progress import Assignment, Role
from inspector.services.bundle import Services
from inspector.services.lamp_choices import all_steps, lamp_choices, narrowed, red_steps
from inspector.services.lamp_matrix_view import Light, MatrixWish
from tests.services.kit import TODAY, a_project, new_id, put
from tests.services.test_lamp_matrix import DAY_27, a_step


def test_areas_departments_and_leaders_are_offered_but_not_the_city(office: Services) -> None:
    project = a_project(office)
    a_step(office, project)
    put(office, Assignment(id=new_id(office), project_id=project.id, role=Role.LEADER, holder="市领导甲"))
    put(office, Assignment(id=new_id(office), project_id=project.id, role=Role.STEWARD, holder="专员甲"))
    choices = lamp_choices(office)
    assert (choices.departments, choices.leaders) == (("市生态环境局",), ("市领导甲",))
    names = [name for _, name in choices.areas]
    assert "连山区" in names
    assert "葫芦岛市" not in names


def test_a_text_narrows_the_matrix_in_its_order_also_by_pinyin(office: Services) -> None:
    for name in ("徐大堡核电", "滨海公路", "徐大堡码头"):
        a_step(office, a_project(office, name))
    matrix = office.office.lamp_matrix.matrix(DAY_27)
    assert narrowed(office, matrix, "  ") == matrix.projects
    found = narrowed(office, matrix, "xdb")
    assert len(found) == 2
    assert found == tuple(one for one in matrix.projects if one in found)


def test_the_steps_of_a_narrowed_matrix(office: Services) -> None:
    here, there = a_project(office, "甲"), a_project(office, "乙")
    red = a_step(office, here)
    a_step(office, there)
    other = a_step(office, here, department="市发改委")
    quiet = a_step(office, here, promised_days=60)
    assert set(red_steps(office, DAY_27, [here.id], MatrixWish())) == {red.id, other.id}
    assert red_steps(office, DAY_27, [here.id], MatrixWish(department="市发改委")) == (other.id,)
    assert red_steps(office, TODAY, [], MatrixWish()) == ()
    assert set(all_steps(office, DAY_27, [here.id], MatrixWish())) == {red.id, other.id, quiet.id}
    assert all_steps(office, DAY_27, [here.id], MatrixWish(department="市发改委")) == (other.id,)
    assert set(all_steps(office, DAY_27, [here.id], MatrixWish(light=Light.RED))) == {red.id, other.id}
