"""The photos of a problem: as it was found, and the evidence of its close-out beside it.

Apart from the steps of a problem, because files are stored outside of any transaction (reliability.md: file, then
row).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inspector.domain.guards import demand
from inspector.domain.inspection import PairSide, Photo
from inspector.domain.problem import Problem, ProblemState
from inspector.photos import PhotoStore, StoredPhoto
from inspector.services.draft_photos import Kept, Progress, store
from inspector.services.photo_records import photo_record
from inspector.services.problem_board import photos_of
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import Workspace
from inspector.texts import sentence


class ProblemEvidence:
    """Use cases of the photos of problems on one workspace."""

    def __init__(self, workspace: Workspace, photos: PhotoStore) -> None:
        self._workspace = workspace
        self._photos = photos

    def store(self, problem_id: str, files: Sequence[Path], progress: Progress | None = None) -> Kept:
        """The long part, outside of any transaction: it may be done beside what is being written.

        Raises NotFoundError, RuleError for a closed problem.
        """
        self._demand_open(self._workspace.reader.get(Problem, problem_id))
        return store(self._photos, files, progress)

    def attach(
        self, problem_id: str, kept: Kept, side: PairSide = PairSide.AFTER, *, author: str = ""
    ) -> tuple[Photo, ...]:
        """Keep stored photos as evidence of the close-out, or with `BEFORE` of the problem as it was found: one step.

        The first of the evidence becomes 整改后 of the photo in which the problem was found; where nothing was written
        as evidence, how many photos there are is. Raises as `store`.
        """
        with self._workspace.transaction("add_photos", author=author) as tx:
            problem = tx.reader.get(Problem, problem_id)
            self._demand_open(problem)
            made = tuple(_insert(tx, problem, one, side) for one in kept.stored)
            _join(tx, problem)
            if made and side is PairSide.AFTER and not (problem.evidence or "").strip():
                told = sentence("services.evidence_of_photos", count=len(made))
                tx.update(Problem, problem.id, evidence=told)
        return made

    def _demand_open(self, problem: Problem) -> None:
        demand(
            problem.state is not ProblemState.CLOSED, "services.problem_closed", problem=problem.number or problem.id
        )


def _insert(tx: Transaction, problem: Problem, stored: StoredPhoto, side: PairSide) -> Photo:
    """One row; the same picture a second time stays the same photo."""
    there = tx.reader.find(Photo, problem_id=problem.id, sha256=stored.sha256)
    if there is not None:
        return there
    position = 1 + max((one.position or 0 for one in tx.reader.all(Photo, problem_id=problem.id)), default=0)
    record = photo_record(tx.new_id(), stored, problem.inspection_id or "", position)
    made = replace(record, inspection_id=None, problem_id=problem.id, pair_side=side)
    tx.insert(made)
    return made


def _join(tx: Transaction, problem: Problem) -> None:
    """Make a pair of the first photo and the first evidence, where neither stands in another one."""
    first, evidence = photos_of(tx.reader, problem)
    if first is None or not evidence or first.pair_id is not None or evidence[0].pair_id is not None:
        return
    pair_id = tx.new_id()
    tx.update(Photo, first.id, pair_id=pair_id, pair_side=PairSide.BEFORE)
    tx.update(Photo, evidence[0].id, pair_id=pair_id, pair_side=PairSide.AFTER)
