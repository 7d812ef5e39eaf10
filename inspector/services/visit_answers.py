"""The answers of a visit before they are written: judged, joined with photos, refused, turned into problems.

Apart from `visits`, which writes: nothing here touches the workspace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from inspector.checklists.definition import is_form
from inspector.checklists.outcome import ProblemToRaise
from inspector.checklists.session import PHOTOS
from inspector.domain.errors import RuleError
from inspector.domain.inspection import Checklist, Photo
from inspector.domain.problem import Problem
from inspector.photos import StoredPhoto
from inspector.services.checklist_judging import Judgement, judge, to_draft
from inspector.services.visit_file import ProblemDraft, VisitFile
from inspector.texts import sentence


def judge_new(checklist: Checklist | None, visit: VisitFile) -> Judgement:
    """The answers of a visit that is being recorded, its photos standing by their file names.

    Raises RuleError for photos of questions that nobody asks, and as `judge`.
    """
    answers = visit.answers
    notes = [one for one in visit.photos if one.question]
    if notes and (checklist is None or not is_form(checklist.definition or {})):
        raise RuleError("services.photo_question_without_form", files=[one.file for one in notes])
    if notes:
        photos = {one.question: [note.file for note in notes if note.question == one.question] for one in notes}
        answers = {**(answers or {}), PHOTOS: photos}
    return judge(checklist, answers, visit.visited_at, is_new=True) if checklist else Judgement(answers, answers)


def with_photos(
    answers: Mapping[str, Any] | None, files: Sequence[Path], stored: Sequence[StoredPhoto], made: Sequence[Photo]
) -> Mapping[str, Any] | None:
    """The answers with the ids of the photos where their files were named."""
    if not answers or PHOTOS not in answers:
        return answers
    ids = {one.sha256: one.id for one in made}
    named = {path.name: ids[one.sha256] for path, one in zip(files, stored, strict=True)}
    photos = {where: [named.get(one, one) for one in names] for where, names in answers[PHOTOS].items()}
    return {**answers, PHOTOS: photos}


def new_problems(raised: Sequence[ProblemToRaise], known: Iterable[ProblemDraft | Problem]) -> tuple[ProblemDraft, ...]:
    """The problems that a checklist raises, without those that are recorded already."""
    there = list(known)
    return tuple(one for one in map(to_draft, raised) if not is_known(one, there))


def is_known(draft: ProblemDraft, known: Iterable[ProblemDraft | Problem]) -> bool:
    """Whether a problem of these words or of this question is recorded already."""
    return any(
        one.description == draft.description
        or (isinstance(one, Problem) and one.inspection_item == draft.item and draft.item is not None)
        for one in known
    )


def refusal(key: str, checklist: Checklist, judged: Judgement) -> RuleError:
    """The refusal of answers that are wrong, all of them told."""
    told = "\n".join(sentence(one.key, **one.details) for one in judged.wrong)
    return RuleError(key, checklist=checklist.name, told=told)
