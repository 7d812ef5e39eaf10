"""巡查: visits, their amendments, photos and the checklists they were filled with (domain.md §1, §2)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from inspector.domain.record import Json, Percent, Record, cell, record, required


class Purpose(StrEnum):
    """巡查目的."""

    ROUTINE = "routine"
    SUPERVISION = "supervision"
    OBSERVATION = "observation"
    RECHECK = "recheck"


class InspectionState(StrEnum):
    """A draft may change; a signed one changes only by an amendment."""

    DRAFT = "draft"
    SIGNED = "signed"


class PairSide(StrEnum):
    """整改前 or 整改后."""

    BEFORE = "before"
    AFTER = "after"


@record("checklist", 40)
class Checklist(Record):
    """检查表 of one version; an inspection keeps the version that it was filled with."""

    id: str
    name: str = required(1)
    version: str = required(2)
    definition: Json | None = cell(3)
    published_on: date | None = cell(4)


@record("inspection", 41)
class Inspection(Record):
    """巡查: what was reported beside what was seen. `visited_at` carries its offset; places in degrees WGS-84.

    `answers` maps an item's name to a typed answer: text, whole number, decimal as text, true/false, date
    as ISO text, or a list of choices. `signature` names the signing role; `signature_photo_id` an image.
    A draft may lack what was seen, nothing is signed without it. `notes` are the texts beside single answers
    (情况说明), by the address of the question.
    """

    id: str
    project_id: str = required(1, refers="project")
    visited_at: datetime = required(2)
    inspectors: tuple[str, ...] = cell(3, default=())
    purpose: Purpose = required(4)
    reported_status: str | None = cell(5, decides=True)
    reported_progress_pct: Percent | None = cell(6, decides=True)
    seen_status: str | None = cell(7, decides=True)
    physical_progress_pct: Percent | None = cell(8, decides=True)
    workers: int | None = cell(9)
    machines: int | None = cell(10)
    conclusions: str | None = cell(11, decides=True)
    longitude: float | None = cell(12)
    latitude: float | None = cell(13)
    place: str | None = cell(14)
    checklist_id: str | None = cell(15, refers="checklist")
    answers: Json | None = cell(16)
    state: InspectionState = cell(17, default=InspectionState.DRAFT, decides=True)
    signature: str | None = cell(18)
    signature_photo_id: str | None = cell(19, refers="photo")
    signed_at: datetime | None = cell(20)
    weather: str | None = cell(21)
    notes: Json | None = cell(22)


@record("inspection_amendment", 42)
class InspectionAmendment(Record):
    """更正 of a signed inspection: `before` and `after` hold the changed fields; the first version stays."""

    id: str
    inspection_id: str = required(1, refers="inspection")
    amended_at: datetime = required(2)
    author: str = required(3)
    reason: str = required(4)
    before: Json = required(5)
    after: Json = required(6)


@record("photo", 43)
class Photo(Record):
    """照片: `sha256` (64 lower-case hex digits) addresses the untouched original.

    `orientation` is the EXIF value 1–8; `taken_at` has an offset (China time where EXIF gives none); width
    and height in pixels after orientation; `pair_id` joins 整改前 and 整改后.
    """

    id: str
    sha256: str = required(1)
    inspection_id: str | None = cell(2, refers="inspection")
    problem_id: str | None = cell(3, refers="problem")
    original_name: str | None = cell(4)
    media_type: str | None = cell(5)
    byte_size: int | None = cell(6)
    width: int | None = cell(7)
    height: int | None = cell(8)
    orientation: int | None = cell(9)
    taken_at: datetime | None = cell(10)
    longitude: float | None = cell(11)
    latitude: float | None = cell(12)
    camera: str | None = cell(13)
    caption: str | None = cell(14)
    credit: str | None = cell(15)
    pair_id: str | None = cell(16)
    pair_side: PairSide | None = cell(17)
    markup: Json | None = cell(18)
    position: int | None = cell(19)
