"""The dry run as rows of a list, and the names of its parts."""

from __future__ import annotations

from inspector.services.import_review import ImportReview, LineSort, ReviewLine
from inspector.services.imports import ImportKind
from inspector.texts import sentence
from inspector.ui.widgets.two_line_row import TwoLineRow

_ICONS = {
    LineSort.REFUSED: ("cross-circle", "red"),
    LineSort.NEW: ("plus", "green"),
    LineSort.CHANGED: ("pen", "link"),
    LineSort.COERCED: ("refresh", "ink2"),
    LineSort.NOTICE: ("warning", "amber"),
}


def kind_names() -> dict[ImportKind, str]:
    """What the tables are called that can be read."""
    return {
        ImportKind.REGISTER: sentence("ui_register.kind_register"),
        ImportKind.STEPS: sentence("ui_register.kind_steps"),
    }


def sort_names() -> dict[LineSort, str]:
    """What the parts of a dry run are called."""
    return {
        LineSort.REFUSED: sentence("ui_register.refused"),
        LineSort.NEW: sentence("ui_register.new"),
        LineSort.CHANGED: sentence("ui_register.changed"),
        LineSort.COERCED: sentence("ui_register.coerced"),
        LineSort.NOTICE: sentence("ui_register.notices"),
    }


def counted(review: ImportReview, sort: LineSort) -> int:
    """How many there are of a part: rows where rows are meant."""
    rows = {LineSort.REFUSED: review.refused, LineSort.NEW: review.new, LineSort.CHANGED: review.changed}
    return rows.get(sort, len(review.lines[sort]))


def line_row(at: int, line: ReviewLine, sort: LineSort) -> TwoLineRow:
    """A line of the dry run; its place stands at the right."""
    icon, tone = _ICONS[sort]
    return TwoLineRow(str(at), line.what, line.told, line.place, icon=icon, tone=tone)


def outcome(review: ImportReview) -> str:
    """What the user should know before anything else."""
    if review.refused:
        return sentence("ui_register.import_stopped", count=review.refused)
    steps = review.kind is ImportKind.STEPS
    if not review.writes:
        key = "ui_register.steps_same" if steps else "ui_register.import_same"
        return sentence(key, count=review.unchanged)
    key = "ui_register.steps_ready" if steps else "ui_register.import_ready"
    return sentence(key, new=review.new, changed=review.changed, unchanged=review.unchanged)


def imported(review: ImportReview) -> str:
    """What was written."""
    key = "ui_register.steps_imported" if review.kind is ImportKind.STEPS else "ui_register.imported"
    return sentence(key, new=review.new, changed=review.changed)
