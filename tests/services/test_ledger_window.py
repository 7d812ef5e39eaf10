"""Rows of the grid by their numbers, in the order in which they are asked for."""

from __future__ import annotations

from decimal import Decimal

from inspector.domain.project import Project
from inspector.domain.project_query import ProjectQuery
from inspector.services.bundle import Services
from inspector.services.ledger_window import block_at, grid_rows
from tests.services.kit import a_project


def test_rows_come_in_the_order_of_their_numbers(office: Services) -> None:
    made = [a_project(office, name, total_investment=amount) for name, amount in (("乙", Decimal(900)), ("甲", None))]
    numbers = office.finding.numbers(ProjectQuery())
    rows = grid_rows(office.finding, office.office.ledger, reversed(numbers))
    assert [one.number for one in rows] == list(reversed(numbers))
    assert {one.row.project_id for one in rows} == {one.id for one in made}
    assert block_at(office.finding, numbers[:1], ["name"]).projects == [rows[-1].row.project_id]
    totals = office.finding.totals(ProjectQuery())
    assert (totals.with_total, totals.with_plan) == (1, 0)


def test_deleted_projects_are_left_out(office: Services) -> None:
    kept, gone = a_project(office, "甲"), a_project(office, "乙")
    numbers = office.finding.numbers(ProjectQuery())
    with office.workspace.transaction("test") as tx:
        tx.delete(Project, gone.id)
    assert [one.row.project_id for one in grid_rows(office.finding, office.office.ledger, numbers)] == [kept.id]
    assert block_at(office.finding, numbers, ["name"]).projects == [kept.id]
