"""The way from the window to the services: order, freshness, failures, long work, and what is said of saving."""

from __future__ import annotations

import threading
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from inspector.domain.changes import Changes
from inspector.domain.errors import NotFoundError, StorageError
from inspector.services.bundle import Services
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.work import SaveKind, SaveState
from tests.ui.kit import Desk


def _rename(name: str, services: Services) -> str:
    first = services.projects.listed()[0].project
    with services.workspace.transaction("rename") as tx:
        tx.update(type(first), first.id, note=name)
    return first.id


def _echo(text: str, _: Services) -> str:
    return text


def _note(services: Services) -> str | None:
    return services.projects.listed()[0].project.note


def test_what_is_written_is_read_back_and_told_to_every_screen(field_desk: Desk) -> None:
    seen: list[Changes] = []
    field_desk.work.changed.connect(seen.append)
    changed = field_desk.do(lambda services: _rename("一", services))
    assert field_desk.ask(_note) == "一"
    assert [one.updated for one in seen] == [{"project": (changed,)}]


def test_writes_keep_their_order(field_desk: Desk) -> None:
    order: list[str] = []
    for name in ("一", "二", "三"):
        field_desk.work.write(field_desk.context.appearance, partial(_rename, name))
        field_desk.work.write(field_desk.context.appearance, _note, lambda note: order.append(str(note)))
    field_desk.settle()
    assert order == ["一", "二", "三"]


def test_of_two_questions_with_one_key_only_the_newer_is_answered(field_desk: Desk) -> None:
    gate = threading.Event()
    answers: list[str] = []
    owner = field_desk.context.appearance
    field_desk.work.read(owner, lambda _: gate.wait(5), lambda _: None)
    for text in ("徐", "徐大", "徐大堡"):
        field_desk.work.read(owner, partial(_echo, text), answers.append, key="search")
    gate.set()
    field_desk.settle()
    assert answers == ["徐大堡"]


def test_an_answer_to_a_widget_that_is_gone_goes_nowhere(field_desk: Desk, qtbot: QtBot) -> None:
    owner = QObject()
    answers: list[object] = []
    gate = threading.Event()
    field_desk.work.read(owner, lambda _: gate.wait(5), answers.append)
    owner.deleteLater()
    qtbot.wait(1)
    gate.set()
    field_desk.settle()
    assert answers == []


def test_a_refusal_is_told_and_the_next_job_goes_on(field_desk: Desk) -> None:
    def refuse(_: Services) -> None:
        raise NotFoundError("services.no_such_project", project="无")

    field_desk.work.write(field_desk.context.appearance, refuse)
    field_desk.do(lambda services: _rename("后", services))
    assert [type(one) for one in field_desk.prompts.told] == [NotFoundError]
    assert field_desk.ask(_note) == "后"


@pytest.mark.parametrize("is_long", [False, True])
def test_a_write_whose_window_was_rebuilt_does_not_fail_in_silence(
    field_desk: Desk,
    qtbot: QtBot,
    is_long: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Another theme or language makes a new window while the old one's write is under way."""
    owner, gate, heard = QObject(), threading.Event(), list[object]()
    work = field_desk.work

    def refuse(_: Services) -> None:
        gate.wait(5)
        raise StorageError("storage.disk_full", path="D:")

    if is_long:
        work.long(owner, LongTask("写", "停"), lambda services, _: refuse(services), heard.append, failed=heard.append)
    else:
        work.write(owner, refuse, heard.append, failed=heard.append)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(owner))
    gate.set()
    field_desk.settle()
    assert heard == []
    assert [one.key for one in field_desk.prompts.told if isinstance(one, StorageError)] == ["storage.disk_full"]


@pytest.mark.parametrize("alive", [True, False])
def test_a_read_that_fails_is_told_only_where_somebody_waits_for_it(
    field_desk: Desk,
    qtbot: QtBot,
    alive: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    owner, gate, heard = QObject(), threading.Event(), list[object]()

    def refuse(_: Services) -> None:
        gate.wait(5)
        raise NotFoundError("services.no_such_project", project="无")

    field_desk.work.read(owner, refuse, heard.append, failed=heard.append)
    if not alive:
        owner.deleteLater()
        qtbot.waitUntil(lambda: not shiboken6.isValid(owner))
    gate.set()
    field_desk.settle()
    assert (len(heard), field_desk.prompts.told) == (int(alive), [])


def test_a_full_disk_stands_in_the_save_chip_until_something_is_saved(field_desk: Desk) -> None:
    states: list[SaveState] = []
    field_desk.work.save_state_changed.connect(states.append)

    def full(_: Services) -> None:
        raise StorageError("storage.disk_full", path="D:")

    field_desk.work.write(field_desk.context.appearance, full, failed=lambda _: None)
    field_desk.settle()
    field_desk.do(lambda services: _rename("有", services))
    told = [one.kind for one in states]
    assert told == [SaveKind.SAVING, SaveKind.FAILED, SaveKind.SAVING, SaveKind.SAVED]


def test_long_work_counts_and_can_be_cancelled_with_nothing_left_half_done(field_desk: Desk, qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def many(services: Services, progress: Progress) -> None:
        with services.workspace.transaction("many") as tx:
            for number in range(100):
                first = next(iter(tx.reader.all(type(services.projects.listed()[0].project))))
                tx.update(type(first), first.id, note=str(number))
                begun.set()
                go_on.wait(5)
                progress(number + 1, 100)

    before = field_desk.ask(_note)
    task = LongTask("导入", "取消则一行也不写入")
    ended: list[object] = []
    task.ended.connect(lambda: ended.append(True))
    field_desk.work.long(field_desk.context.appearance, task, many, ended.append)
    assert begun.wait(5)
    assert list(field_desk.work.tasks) == [task]
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [True]
    assert field_desk.ask(_note) == before
    assert not field_desk.work.tasks


def test_a_defect_is_reported_and_the_window_goes_on(field_desk: Desk) -> None:
    def wrong(_: Services) -> None:
        raise ZeroDivisionError

    field_desk.work.read(field_desk.context.appearance, wrong, lambda _: None)
    field_desk.work.drain()
    assert [type(one) for one in field_desk.defects] == [ZeroDivisionError]
    field_desk.defects.clear()
    assert field_desk.ask(lambda services: len(services.projects.listed())) > 0
