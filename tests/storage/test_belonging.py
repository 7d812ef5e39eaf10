from __future__ import annotations

from inspector.domain.inspection import Photo
from inspector.domain.problem import Problem
from inspector.domain.project import Area, Project
from inspector.domain.setting import Setting
from inspector.storage.belonging import Belonging
from inspector.storage.workspace import Workspace
from tests.storage.kit import project


def test_a_record_belongs_to_the_project_that_it_names_at_one_remove_or_more(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
        problem = Problem(id=tx.new_id(), project_id=made.id, description="缺围挡")
        photo = Photo(id=tx.new_id(), sha256="0" * 64, problem_id=problem.id)
        stray = Photo(id=tx.new_id(), sha256="1" * 64, problem_id="not here")
        area = Area(id=tx.new_id(), code="211402", name="连山区")
        tx.insert_many([problem, photo, stray, area])
    found = Belonging(ws.reader)
    assert found.project_of(Project.KIND, made.id) == made.id
    assert [found.project_of(Photo.KIND, one.id) for one in (photo, photo, stray)] == [made.id, made.id, None]
    assert found.project_of(Area.KIND, area.id) is None
    assert found.project_of(Setting.KIND, "any") is None


def test_a_deleted_record_still_belongs_to_its_project(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
        problem = Problem(id=tx.new_id(), project_id=made.id, description="缺围挡")
        tx.insert(problem)
        tx.delete(Problem, problem.id)
    assert Belonging(ws.reader).project_of(Problem.KIND, problem.id) == made.id


def test_areas_that_name_each_other_belong_to_no_project(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        tx.insert_many(Area(id=one, code=one, name="区", parent_id=other) for one, other in ("xy", "yx"))
    assert Belonging(ws.reader).project_of(Area.KIND, "x") is None
