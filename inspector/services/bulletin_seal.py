"""The seal of an issued issue: the hash and the length of the PDF that went out, kept beside its text.

An issued issue prints the same bytes for ever, so the archive keeps no second copy of them; what is printed again is
compared with its seal.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from inspector.bulletin.report import RenderReport
from inspector.domain.bulletin import Bulletin, BulletinSection
from inspector.services.bulletin_edits import ISSUED_PDF
from inspector.services.studio_view import IssueLine


@dataclass(frozen=True)
class Seal:
    """Of an issued PDF."""

    sha256: str
    pages: int


def sealed(new_id: str, bulletin: Bulletin, report: RenderReport) -> BulletinSection:
    """The record that keeps the seal of what `report` tells of."""
    body = json.dumps(asdict(Seal(report.sha256, report.pages)))
    return BulletinSection(id=new_id, bulletin_id=bulletin.id, position=0, key=ISSUED_PDF, title=ISSUED_PDF, body=body)


def seal_of(section: BulletinSection) -> Seal:
    """The seal that a record keeps."""
    return Seal(**json.loads(section.body or "{}"))


def issue_line(bulletin: Bulletin, seal: Seal | None) -> IssueLine:
    """An issue in the archive."""
    return IssueLine(
        bulletin_id=bulletin.id,
        period=bulletin.period,
        year=bulletin.year,
        issue_number=bulletin.issue_number,
        revision=bulletin.revision,
        state=bulletin.state,
        title=bulletin.title or "",
        sha256=seal.sha256 if seal else "",
        pages=seal.pages if seal else 0,
    )
