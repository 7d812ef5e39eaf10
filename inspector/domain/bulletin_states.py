"""State machine of a bulletin (简报): draft → frozen → reviewed → issued → corrected.

It stands apart from the record because an issued bulletin has been read: it is never edited, and a
correction is a new revision that names what it corrects (domain.md §2). Each function returns new records or
raises RuleError.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from inspector.domain.bulletin import Bulletin, BulletinState
from inspector.domain.guards import demand
from inspector.domain.record import Json

_OUT = {BulletinState.ISSUED, BulletinState.CORRECTED}


def demand_editable(bulletin: Bulletin) -> None:
    """RuleError once the bulletin is issued; before, its text may change while the frozen figures stay."""
    demand(bulletin.state not in _OUT, "domain.bulletin_issued", number=bulletin.issue_number, year=bulletin.year)


def freeze(bulletin: Bulletin, snapshot: Json, frozen_at: datetime) -> Bulletin:
    """`bulletin` with the figures of its period fixed in `snapshot`; RuleError where it is no draft."""
    demand(bulletin.state is BulletinState.DRAFT, "domain.bulletin_cannot_freeze")
    return replace(bulletin, state=BulletinState.FROZEN, snapshot=snapshot, frozen_at=frozen_at)


def review(bulletin: Bulletin) -> Bulletin:
    """`bulletin` 核稿; RuleError where it is not frozen."""
    demand(bulletin.state is BulletinState.FROZEN, "domain.bulletin_cannot_review")
    return replace(bulletin, state=BulletinState.REVIEWED)


def issue(bulletin: Bulletin) -> Bulletin:
    """`bulletin` 印发; RuleError where it was not reviewed."""
    demand(bulletin.state is BulletinState.REVIEWED, "domain.bulletin_cannot_issue")
    return replace(bulletin, state=BulletinState.ISSUED)


def correct(bulletin: Bulletin, new_id: str) -> tuple[Bulletin, Bulletin]:
    """The issued `bulletin` marked as corrected, and the draft `new_id` of its next revision.

    The issued one keeps every word and figure; the revision starts from a fresh snapshot. RuleError where
    `bulletin` is not issued or has been corrected already.
    """
    demand(bulletin.state is BulletinState.ISSUED, "domain.bulletin_cannot_correct")
    revision = replace(
        bulletin,
        id=new_id,
        revision=bulletin.revision + 1,
        state=BulletinState.DRAFT,
        snapshot=None,
        frozen_at=None,
        corrects_id=bulletin.id,
    )
    return replace(bulletin, state=BulletinState.CORRECTED), revision
