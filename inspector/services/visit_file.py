"""visit.json: a visit as a file, read strictly and in full before anything is written.

It stands apart from `visits` because the same reading serves the command line, a laptop's form and tests.
The format is documented in docs/formats.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.domain.errors import FormatError
from inspector.domain.inspection import PairSide, Purpose
from inspector.domain.problem import ProblemLevel
from inspector.domain.project import Datum
from inspector.services import typed_json
from inspector.services.typed_json import Fields, read_json

PURPOSE_WORDS = {
    "日常巡查": Purpose.ROUTINE,
    "督查": Purpose.SUPERVISION,
    "观摩": Purpose.OBSERVATION,
    "复核": Purpose.RECHECK,
}
LEVEL_WORDS = {"一般": ProblemLevel.GENERAL, "较大": ProblemLevel.MAJOR, "紧急": ProblemLevel.URGENT}
SIDE_WORDS = {"整改前": PairSide.BEFORE, "整改后": PairSide.AFTER}


@dataclass(frozen=True)
class ProblemDraft:
    """A problem raised at the visit; `item` is the address of the question whose answer brought it."""

    description: str
    category: str | None
    sub_category: str | None
    level: ProblemLevel
    owner_department: str | None
    co_departments: tuple[str, ...]
    solution: str | None
    close_standard: str | None
    due_on: date | None
    item: str | None = None


@dataclass(frozen=True)
class PhotoNote:
    """Caption, credit and pair of the photo file called `file` (its name without folder).

    `question` is the address of the question that the photo belongs to, in a checklist written in Excel.
    """

    file: str
    caption: str | None
    credit: str | None
    pair: str | None
    pair_side: PairSide | None
    question: str | None = None


@dataclass(frozen=True)
class VisitFile:
    """A visit as given; `visited_at` has an offset, positions are in degrees of `datum`."""

    visited_at: datetime
    purpose: Purpose
    seen_status: str
    physical_progress_pct: Decimal
    inspectors: tuple[str, ...]
    reported_status: str | None
    reported_progress_pct: Decimal | None
    workers: int | None
    machines: int | None
    conclusions: str | None
    longitude: float | None
    latitude: float | None
    datum: Datum
    place: str | None
    weather: str | None
    checklist: str | None
    answers: Mapping[str, Any] | None
    problems: tuple[ProblemDraft, ...]
    photos: tuple[PhotoNote, ...]
    signature: str | None


def read_visit(path: Path) -> VisitFile:
    """Read a visit file; FormatError names the field that is missing or wrong."""
    return parse_visit(read_json(path))


def parse_visit(data: object) -> VisitFile:
    """A visit from parsed JSON; unknown fields are refused, so a misspelt one is never silently lost."""
    fields = Fields(data, "")
    visit = VisitFile(
        visited_at=fields.need("visited_at", typed_json.moment),
        purpose=fields.need("purpose", typed_json.chooser(Purpose, PURPOSE_WORDS)),
        seen_status=fields.need("seen_status", typed_json.text),
        physical_progress_pct=fields.need("physical_progress_pct", typed_json.percent),
        inspectors=fields.take("inspectors", typed_json.texts) or (),
        reported_status=fields.take("reported_status", typed_json.text),
        reported_progress_pct=fields.take("reported_progress_pct", typed_json.percent),
        workers=fields.take("workers", typed_json.count),
        machines=fields.take("machines", typed_json.count),
        conclusions=fields.take("conclusions", typed_json.text),
        longitude=fields.take("longitude", typed_json.degrees(180)),
        latitude=fields.take("latitude", typed_json.degrees(90)),
        datum=fields.take("datum", typed_json.chooser(Datum, {})) or Datum.WGS84,
        place=fields.take("place", typed_json.text),
        weather=fields.take("weather", typed_json.text),
        checklist=fields.take("checklist", typed_json.text),
        answers=fields.take("answers", typed_json.answers),
        problems=fields.each("problems", _problem),
        photos=fields.each("photos", _photo),
        signature=fields.take("signature", typed_json.text),
    )
    fields.finish()
    if (visit.longitude is None) != (visit.latitude is None):
        raise FormatError("services.visit_position_incomplete")
    return visit


def _problem(fields: Fields) -> ProblemDraft:
    return ProblemDraft(
        description=fields.need("description", typed_json.text),
        category=fields.take("category", typed_json.text),
        sub_category=fields.take("sub_category", typed_json.text),
        level=fields.take("level", typed_json.chooser(ProblemLevel, LEVEL_WORDS)) or ProblemLevel.GENERAL,
        owner_department=fields.take("owner_department", typed_json.text),
        co_departments=fields.take("co_departments", typed_json.texts) or (),
        solution=fields.take("solution", typed_json.text),
        close_standard=fields.take("close_standard", typed_json.text),
        due_on=fields.take("due_on", typed_json.day),
    )


def _photo(fields: Fields) -> PhotoNote:
    note = PhotoNote(
        file=fields.need("file", typed_json.text),
        caption=fields.take("caption", typed_json.text),
        credit=fields.take("credit", typed_json.text),
        pair=fields.take("pair", typed_json.text),
        pair_side=fields.take("pair_side", typed_json.chooser(PairSide, SIDE_WORDS)),
        question=fields.take("question", typed_json.text),
    )
    if (note.pair is None) != (note.pair_side is None):
        raise FormatError("services.pair_incomplete", file=note.file)
    return note
