"""The keys of 简报编制, for the status bar and F1."""

from __future__ import annotations

from inspector.texts import sentence
from inspector.ui.screen import KeyHint


def row_keys() -> tuple[KeyHint, ...]:
    """Among the rows of a figure."""
    return (
        KeyHint("Enter", sentence("ui_bulletin.key_open")),
        KeyHint("Esc", sentence("ui_bulletin.key_back")),
    )


def desk_keys(*, changed: bool) -> tuple[KeyHint, ...]:
    """Beside text and preview; what has `changed` since the freeze stands in the bar where something has."""
    return (
        KeyHint("Ctrl+Enter", sentence("ui_bulletin.key_next")),
        KeyHint("Alt+Enter", sentence("ui_bulletin.key_rows")),
        KeyHint("Ctrl+PgUp/PgDn", sentence("ui_bulletin.key_pages")),
        KeyHint("F5", sentence("ui_bulletin.key_changes"), bar=changed),
        KeyHint("Alt+↑/↓", sentence("ui_bulletin.key_order"), bar=False),
        KeyHint("Space", sentence("ui_bulletin.section_toggle"), bar=False),
        KeyHint("Ctrl+E", sentence("ui_bulletin.export"), bar=False),
        KeyHint("Ctrl+O", sentence("ui_bulletin.issues"), bar=False),
        KeyHint("Ctrl+B", sentence("ui_bulletin.compare"), bar=False),
    )
