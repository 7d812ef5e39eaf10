"""Reads that another process does, so that frames go on: where it is ready, and as if it were here."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import RuleError
from inspector.domain.lamps import LampColour
from inspector.domain.project import Project
from inspector.domain.project_query import ProjectQuery
from inspector.services import exports
from inspector.services.aside_worker import Progress
from inspector.services.bundle import Services
from inspector.ui.long_task import LongTask
from inspector.ui.screens.cockpit.screen import CockpitScreen
from inspector.ui.screens.lamps.screen import LampsScreen
from inspector.ui.screens.map.reading import Wanted, read_points
from inspector.ui.screens.register.reading import add_up, find
from tests.ui.kit import Desk


def where(services: Services, _progress: Progress) -> tuple[int, int]:
    """The process that it runs in, and what it sees."""
    return os.getpid(), len(services.projects.listed())


def refused(_services: Services, _progress: Progress) -> None:
    raise RuleError("services.nothing_to_urge", on="2022-06-10")


def asked(desk: Desk, key: str = "") -> Any:
    answers: list[Any] = []
    desk.work.read_apart(desk.context.appearance, where, answers.append, key=key)
    desk.settle()
    return answers[0]


@pytest.fixture
def ready(office_desk: Desk) -> Desk:
    office_desk.work.make_ready_apart(office_desk.context.appearance)
    office_desk.settle()
    return office_desk


def test_until_the_process_is_there_it_is_read_here(office_desk: Desk) -> None:
    assert asked(office_desk)[0] == os.getpid()


def test_what_was_saved_is_read_there_at_once(ready: Desk) -> None:
    process, before = asked(ready)
    assert process != os.getpid()
    gone = ready.ask(lambda services: services.projects.listed()[0].project.id)

    def delete(services: Services) -> None:
        with services.workspace.transaction("delete") as tx:
            tx.delete(Project, gone)

    ready.do(delete)
    assert asked(ready) == (process, before - 1)


def test_of_several_questions_of_one_key_the_last_is_answered(ready: Desk) -> None:
    answers: list[Any] = []
    for _ in range(3):
        ready.work.read_apart(ready.context.appearance, where, answers.append, key="same")
    ready.settle()
    assert len(answers) == 1


def test_a_refusal_is_told(ready: Desk) -> None:
    ready.work.read_apart(ready.context.appearance, refused, lambda _: None, key="")
    ready.settle()
    assert [one.key for one in ready.prompts.told if isinstance(one, RuleError)] == ["services.nothing_to_urge"]


def test_beside_a_file_that_is_being_written_it_is_read_here(ready: Desk) -> None:
    elsewhere, seen = asked(ready)
    with ready.work._aside_free:  # as an export holds it
        assert asked(ready) == (os.getpid(), seen)
    assert asked(ready) == (elsewhere, seen)


def test_an_export_and_reads_do_not_wait_for_each_other_for_ever(ready: Desk, tmp_path: Path) -> None:
    done: list[Any] = []
    errand = partial(exports.whole_register, tmp_path / "out.xlsx")
    ready.work.long_apart(ready.context.appearance, LongTask("", ""), errand, done.append)
    answers: list[Any] = []
    for _ in range(20):
        ready.work.read_apart(ready.context.appearance, where, answers.append, key="")
    ready.settle()
    assert len(done) == 1
    assert len(answers) == 20


def test_cockpit_and_matrix_show_the_same_from_there(ready: Desk) -> None:
    cockpit = ready.ask(lambda services: services.office.cockpit.overview(ready.context.today()))
    matrix = ready.ask(lambda services: services.office.lamp_matrix.matrix(ready.context.today()))
    for screen in (CockpitScreen(ready.context), LampsScreen(ready.context)):
        screen.refresh()
        ready.settle()
        if isinstance(screen, CockpitScreen):
            assert screen.shown == cockpit
        else:
            assert tuple(screen.model.projects) == matrix.projects
        screen.deleteLater()


def test_map_and_sums_show_the_same_from_there(ready: Desk) -> None:
    found = ready.ask(partial(read_points, Wanted(ProjectQuery())))
    sums = ready.ask(partial(add_up, ProjectQuery()))
    answers: list[Any] = []
    for errand in (partial(read_points, Wanted(ProjectQuery())), partial(add_up, ProjectQuery())):
        ready.work.read_apart(ready.context.appearance, errand, answers.append, key="")
        ready.settle()
    there, sums_there = answers
    assert sums_there == sums
    assert there.points == found.points
    assert there.clusters.marks((0.0, 0.0, 1.0, 1.0), 9) == found.clusters.marks((0.0, 0.0, 1.0, 1.0), 9)
    assert there.clusters.marks((0.0, 0.0, 1.0, 1.0), 9)


def test_a_list_filtered_by_lamps_is_found_there(ready: Desk) -> None:
    red = ProjectQuery(lamps=(LampColour.RED,))
    answers: list[Any] = []
    ready.work.read_apart(ready.context.appearance, partial(find, red, 0), answers.append, key="")
    ready.settle()
    assert answers == [ready.ask(partial(find, red, 0))]
    assert 0 < len(answers[0].numbers) < answers[0].total
