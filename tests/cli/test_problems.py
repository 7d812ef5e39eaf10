"""问题销号 through the command line: the whole way with two persons, and the ways that there are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspector.domain.problem import Problem
from inspector.storage.workspace import Workspace
from tests.cli.conftest import Copied
from tests.cli.kit import PROJECT, ask, run, state

NUMBER = "ZD-00001"
STEWARD = ("--author", "项目管家甲")
SUPERVISOR = ("--author", "督查组")
TEXTS = ("--solution", "送检或更换", "--evidence", "复查照片两张", "--standard", "全部检验合格")


@pytest.fixture
def workspace(visited: Path, copied: Copied) -> Path:
    return copied(visited)


def move(workspace: Path, name: str, *words: object) -> Any:
    return ask("problem", name, workspace, NUMBER, *words)


def to_request(workspace: Path) -> None:
    """The way up to 申请销号."""
    move(workspace, "assign", "--to", "施工单位", "--due", "2022-06-20")
    move(workspace, "start")
    move(workspace, "describe", *TEXTS)
    move(workspace, "request-close", *STEWARD)


def test_the_whole_way_takes_two_persons(workspace: Path) -> None:
    assigned = move(workspace, "assign", "--to", "施工单位", "--due", "2022-06-25", *STEWARD)
    assert (assigned["state"], assigned["owner_department"], assigned["due_on"]) == (
        *("assigned", "施工单位"),
        "2022-06-25",
    )
    assert move(workspace, "start")["state"] == "handling"
    move(workspace, "describe", *TEXTS)
    assert move(workspace, "request-close", *STEWARD)["close_requested_by"] == "项目管家甲"
    before = state(workspace)
    alone = run("problem", "close", workspace, NUMBER, *STEWARD)
    assert alone.code == 1
    assert state(workspace) == before
    closed = move(workspace, "close", *SUPERVISOR)
    assert (closed["state"], closed["closed_by"]) == ("closed", "督查组")
    assert closed["closed_on"]
    assert ask("problem", "list", workspace, "--open")["problems"] == []
    assert "已销号" in run("problem", "list", workspace).out


def test_sent_back_escalated_and_reopened(workspace: Path) -> None:
    to_request(workspace)
    back = move(workspace, "send-back", *SUPERVISOR)
    assert (back["state"], back["close_requested_by"]) == ("handling", None)
    assert move(workspace, "escalate", "--to", "分管副市长", "--reason", "跨部门", *STEWARD)["state"] == "escalated"
    (listed,) = ask("problem", "list", workspace, "--project", PROJECT)["problems"]
    assert [(one["to_holder"], one["reason"]) for one in listed["escalations"]] == [("分管副市长", "跨部门")]
    assert "分管副市长" in run("problem", "list", workspace).out
    move(workspace, "start")
    move(workspace, "request-close", *STEWARD)
    move(workspace, "close", *SUPERVISOR)
    assert run("problem", "describe", workspace, NUMBER, "--evidence", "另一份").code == 1, "what is closed stays"
    reopened = move(workspace, "reopen", *SUPERVISOR)
    assert (reopened["state"], reopened["closed_on"], reopened["evidence"]) == ("reopened", None, "复查照片两张")
    assert "督查组" in run("history", workspace, "问题", reopened["id"]).out


def test_closing_needs_solution_evidence_and_standard(workspace: Path) -> None:
    move(workspace, "assign", "--to", "施工单位")
    move(workspace, "start")
    for lacking in ("--solution", "--evidence", "--standard"):
        ask("problem", "describe", workspace, NUMBER, *TEXTS)
        ask("problem", "describe", workspace, NUMBER, lacking, "")
        before = state(workspace)
        assert run("problem", "request-close", workspace, NUMBER, *STEWARD).code == 1, lacking
        assert state(workspace) == before


@pytest.mark.parametrize(
    "words",
    [
        ("request-close", *STEWARD),
        ("send-back", *SUPERVISOR),
        ("close", *SUPERVISOR),
        ("reopen", *SUPERVISOR),
        ("escalate", "--to", "分管副市长", "--reason", "跨部门", *STEWARD),
        ("start",),
        ("assign", "--to", " "),
    ],
    ids=lambda words: str(words[0]),
)
def test_what_is_only_registered_can_only_be_assigned(words: tuple[str, ...], workspace: Path) -> None:
    before = state(workspace)
    told = run("problem", words[0], workspace, NUMBER, *words[1:])
    assert (told.code, told.out) == (1, "")
    assert told.err.strip().endswith("。")
    assert state(workspace) == before


def test_a_problem_is_named_by_number_id_or_its_end(workspace: Path) -> None:
    (listed,) = ask("problem", "list", workspace)["problems"]
    for reference in ("zd-00001", listed["problem"]["id"], listed["problem"]["id"][-12:]):
        assert run("problem", "describe", workspace, reference, "--solution", "更换").code == 0
    assert run("problem", "start", workspace, "ZD-09999").code == 1
    assert run("problem", "describe", workspace, NUMBER).code == 2


def test_a_number_that_two_problems_carry_leads_to_none_of_them(workspace: Path) -> None:
    with Workspace.open(workspace) as opened, opened.transaction("merge") as tx:
        first = next(iter(tx.reader.all(Problem)))
        tx.insert(Problem(id=tx.new_id(), project_id=first.project_id, number=NUMBER, description="积水"))
    before = state(workspace)
    told = run("problem", "assign", workspace, NUMBER, "--to", "施工单位")
    assert (told.code, first.id in told.err) == (1, True)
    assert state(workspace) == before
    assert ask("problem", "assign", workspace, first.id, "--to", "施工单位")["state"] == "assigned"


def test_no_problems_are_told_with_where_they_come_from(real: Path) -> None:
    assert "visit.json" in run("problem", "list", real).out
