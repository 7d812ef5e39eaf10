"""State machine of an inspection (巡查): a draft changes freely, a signed one only by an amendment.

It stands apart from the record because a signature is worth what it cannot be made to say later: every
amendment keeps what stood there before, and by whom and why it was changed (domain.md §2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from inspector.domain.guards import demand, filled
from inspector.domain.inspection import Inspection, InspectionAmendment, InspectionState

SEALED = frozenset({"id", "project_id", "state", "signature", "signature_photo_id", "signed_at"})
"""What neither an edit nor an amendment may touch."""

_FIELDS = frozenset(one.name for one in Inspection.CELLS) - SEALED


@dataclass(frozen=True)
class AmendmentNote:
    """Who (a role) amends, when and why, and the id for the record of it."""

    id: str
    amended_at: datetime
    author: str
    reason: str


def edit(inspection: Inspection, changes: Mapping[str, Any]) -> Inspection:
    """The draft `inspection` with `changes` (field → value); RuleError where it is signed or a field is sealed."""
    demand(inspection.state is InspectionState.DRAFT, "domain.inspection_signed")
    _demand_open_fields(changes)
    return replace(inspection, **changes)


def sign(
    inspection: Inspection, signature: str, signed_at: datetime, signature_photo_id: str | None = None
) -> Inspection:
    """`inspection` signed by the role `signature`.

    RuleError where it is signed already, nobody signs, or it does not say yet what was seen.
    """
    demand(inspection.state is InspectionState.DRAFT, "domain.inspection_signed")
    demand(filled(signature), "domain.signature_missing")
    demand(filled(inspection.seen_status), "domain.seen_status_missing")
    demand(inspection.physical_progress_pct is not None, "domain.seen_progress_missing")
    return replace(
        inspection,
        state=InspectionState.SIGNED,
        signature=signature.strip(),
        signed_at=signed_at,
        signature_photo_id=signature_photo_id,
    )


def amend(
    inspection: Inspection, changes: Mapping[str, Any], note: AmendmentNote
) -> tuple[Inspection, InspectionAmendment]:
    """The signed `inspection` with `changes`, still signed, and the amendment that keeps both versions.

    `before` and `after` hold plain JSON: dates as ISO text, decimals as text. RuleError where it is still a draft,
    author or reason are missing, a field is sealed or nothing changes.
    """
    demand(inspection.state is InspectionState.SIGNED, "domain.inspection_not_signed")
    demand(filled(note.author), "domain.amendment_without_author")
    demand(filled(note.reason), "domain.amendment_without_reason")
    _demand_open_fields(changes)
    changed = {name: value for name, value in changes.items() if getattr(inspection, name) != value}
    demand(changed, "domain.amendment_changes_nothing")
    amendment = InspectionAmendment(
        id=note.id,
        inspection_id=inspection.id,
        amended_at=note.amended_at,
        author=note.author.strip(),
        reason=note.reason.strip(),
        before={name: _json(getattr(inspection, name)) for name in changed},
        after={name: _json(value) for name, value in changed.items()},
    )
    return replace(inspection, **changed), amendment


def _demand_open_fields(changes: Mapping[str, Any]) -> None:
    sealed = sorted(set(changes) - _FIELDS)
    demand(not sealed, "domain.inspection_field_sealed", fields=sealed)


def _json(value: Any) -> Any:  # noqa: ANN401 - any field of an inspection
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
