"""操作日志: who wrote what, and the way back."""

from __future__ import annotations

import re

import pytest

from inspector import paths
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.inspection import Inspection
from inspector.domain.project import Project
from inspector.services.actions import ACTIONS, told_action
from inspector.services.bundle import Services
from inspector.storage.state_hash import state_hash
from tests.services.kit import a_project, visit


def test_the_history_of_a_field_tells_every_write(office: Services) -> None:
    project = a_project(office, note="一")
    for text in ("二", "三"):
        with office.workspace.transaction("edit", author="管家甲") as tx:
            tx.update(Project, project.id, note=text)
    entries = office.history.of("project", project.id, "note")
    assert [(one.before, one.after, one.author) for one in entries] == [
        (None, "一", ""),
        ("一", "二", "管家甲"),
        ("二", "三", "管家甲"),
    ]
    assert len(office.history.of("project", project.id)) > len(entries)


def test_undo_and_redo_of_a_visit(office: Services) -> None:
    project = a_project(office)
    before = state_hash(office.workspace)
    office.visits.record(project.id, visit(problems=[{"description": "围挡缺失"}]))
    after = state_hash(office.workspace)
    undone = office.history.undo(author="管家甲")
    assert set(undone.deleted) == {"inspection", "problem"}
    assert state_hash(office.workspace) == before
    office.history.redo()
    assert state_hash(office.workspace) == after


def test_a_deleted_record_has_a_history(office: Services) -> None:
    project = a_project(office)
    office.history.undo()
    assert office.history.of("project", project.id)[-1].action == "test"


@pytest.mark.parametrize(
    ("kind", "field"), [("palace", None), ("project", "colour"), ("project", None), ("project", "name")]
)
def test_what_is_not_there_is_told(office: Services, kind: str, field: str | None) -> None:
    with pytest.raises(NotFoundError):
        office.history.of(kind, "x", field)


def test_there_is_nothing_to_redo_at_first(office: Services) -> None:
    with pytest.raises(RuleError):
        office.history.redo()


def test_a_project_may_be_meant_by_its_name(office: Services) -> None:
    project = a_project(office)
    assert office.history.of("project", "滨海公路") == office.history.of("project", project.id)


def test_the_last_action_is_what_undo_took_back(office: Services) -> None:
    project = a_project(office)
    office.visits.record(project.id, visit())
    assert office.history.last_action() == "record_visit"
    office.history.undo()
    assert office.history.last_action() == "record_visit"


def test_another_record_is_meant_by_the_end_of_its_id(office: Services) -> None:
    saved = office.visits.record(a_project(office).id, visit())
    assert office.history.of("inspection", saved.inspection.id[-8:]) == office.history.of(
        "inspection", saved.inspection.id
    )


def test_what_undo_and_redo_would_do_is_told_before(office: Services) -> None:
    project = a_project(office)
    assert office.history.redoable() is None
    saved = office.visits.record(project.id, visit(problems=[{"description": "围挡缺失"}]))
    step = office.history.undoable()
    assert step is not None
    assert (step.action, step.told) == ("record_visit", "登记巡查")
    office.history.undo()
    before, again = office.history.undoable(), office.history.redoable()
    assert before is not None
    assert again is not None
    assert (before.action, again.action) == ("test", step.action)
    assert office.workspace.reader.find(Inspection, id=saved.inspection.id) is None


def test_every_step_has_a_name() -> None:
    opened = re.compile(r"(?:transaction|_draft|_raised|_step|_fill|ChangeSet)\(\s*\"([a-z_]+)\"")
    sources = [one.read_text("utf-8") for one in (paths.root() / "inspector").rglob("*.py")]
    assert {name for text in sources for name in opened.findall(text)} <= ACTIONS.keys()
    assert all(told_action(one) != one for one in ACTIONS)
    assert told_action("of_a_newer_program") == "of_a_newer_program"
