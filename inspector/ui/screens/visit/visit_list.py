"""The visits of this workspace, drafts first: what to go on with, and what was signed when."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inspector.services.bundle import Services
from inspector.services.drafts import DraftSummary
from inspector.texts import label, sentence
from inspector.ui.context import Context
from inspector.ui.widgets.bars import Bar
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.plain import plain_label, rule

SIGNED_SHOWN = 60
"""Signed visits that are listed: the newest; older ones stand with their projects."""


@dataclass(frozen=True)
class SignedLine:
    """A signed visit in the list."""

    id: str
    project: str
    told: str


@dataclass(frozen=True)
class Visits:
    """What the list shows."""

    drafts: tuple[DraftSummary, ...]
    signed: tuple[SignedLine, ...]


def read_visits(services: Services) -> Visits:
    """The open drafts, and the signed visits, newest first."""
    found = services.visits.newest_signed(SIGNED_SHOWN)
    lines = (
        SignedLine(
            one.id,
            project.name if project else sentence("ui_visit.screen_unknown_project"),
            "    ".join(
                part
                for part in (
                    f"{one.visited_at:%Y-%m-%d %H:%M}",
                    label("inspection", "purpose", one.purpose.value),
                    sentence("ui_visit.screen_signed_by", role=one.signature or ""),
                )
                if part
            ),
        )
        for one, project in found
    )
    return Visits(services.drafts.listed(), tuple(lines))


class VisitList(QWidget):
    """`opened` carries the id of a visit; `project_wanted`: a new one needs a project first."""

    opened = Signal(str)
    project_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setProperty("kind", "bare")
        column.addWidget(self._area)

    def refresh(self) -> None:
        """Read anew."""
        self._context.work.read(self, read_visits, self._show, key="visits")

    def _show(self, visits: Visits) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        if visits.drafts:
            column.addWidget(self._draft_card(visits.drafts))
        if visits.signed:
            column.addWidget(self._signed_card(visits.signed))
        if not visits.drafts and not visits.signed:
            column.addWidget(self._empty(), 1)
        else:
            column.addStretch(1)
        self._area.setWidget(page)
        page.setAutoFillBackground(False)

    def _empty(self) -> EmptyState:
        state = EmptyState(
            self._context.appearance,
            "clipboard",
            sentence("ui_visit.screen_no_visits"),
            sentence("ui_visit.screen_no_visits_hint"),
            (sentence("ui_visit.screen_choose_project"), "building"),
        )
        state.acted.connect(self.project_wanted)
        return state

    def _draft_card(self, drafts: tuple[DraftSummary, ...]) -> Card:
        card = Card(sentence("ui_visit.screen_drafts"), str(len(drafts)))
        for number, one in enumerate(drafts):
            if number:
                card.body.addWidget(rule())
            card.body.addLayout(self._draft_row(one))
        return card

    def _draft_row(self, draft: DraftSummary) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(ElidedLabel(draft.project, "strong"))
        saved = f"{draft.saved_at:%m-%d %H:%M}" if draft.saved_at else ""
        counts = {"answered": draft.answered, "asked": draft.asked, "photos": draft.photos, "saved": saved}
        names.addWidget(ElidedLabel(sentence("ui_visit.screen_draft_counts", **counts), "dense", "ink2"))
        bar = Bar(self._context.appearance, draft.project)
        bar.show_share(draft.answered / draft.asked if draft.asked else 0.0)
        names.addWidget(bar)
        row.addLayout(names, 1)
        row.addWidget(self._opening(draft.inspection.id, sentence("ui_visit.screen_continue"), draft.project))
        return row

    def _signed_card(self, signed: tuple[SignedLine, ...]) -> Card:
        card = Card(sentence("ui_visit.screen_signed"), str(len(signed)))
        export = Button(self._context.appearance, sentence("ui.list_export"), ButtonKind.TEXT, "export")
        export.clicked.connect(self.export_wanted)
        card.add_at_title(export)
        for number, one in enumerate(signed):
            if number:
                card.body.addWidget(rule())
            row = QHBoxLayout()
            names = QVBoxLayout()
            names.setSpacing(4)
            names.addWidget(ElidedLabel(one.project, "strong"))
            names.addWidget(plain_label(one.told, "dense", "ink2"))
            row.addLayout(names, 1)
            row.addWidget(self._opening(one.id, sentence("ui_visit.screen_look"), one.project))
            card.body.addLayout(row)
        return card

    def _opening(self, inspection_id: str, text: str, project: str) -> Button:
        button = Button(self._context.appearance, text, ButtonKind.SECONDARY)
        button.setAccessibleName(f"{text} {project}")
        button.clicked.connect(lambda: self.opened.emit(inspection_id))
        return button
