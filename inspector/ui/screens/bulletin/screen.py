"""简报编制: from the data of a half-month to the printed issue. 草稿 → 冻结 → 审核 → 印发.

What is shown at the right is the PDF itself; every tinted number in the middle leads to the frozen rows it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from inspector.domain.bulletin import BulletinState
from inspector.domain.changes import Changes
from inspector.domain.figures.findings import Mention
from inspector.domain.periods import Period
from inspector.services.bulletin_text import section_at
from inspector.services.bundle import Services
from inspector.services.cockpit_view import RowKind
from inspector.services.photo_picks import Pick
from inspector.services.studio_drift import DataChange, Drift
from inspector.services.studio_view import Drafted, FigureDetail, IssueLine, StudioView
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.figure_rows.page import Facet, Figure, RowsPage
from inspector.ui.forms.ui_bulletin import Ui_Bulletin
from inspector.ui.prompts import Question
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target, Toast
from inspector.ui.screens.bulletin import words
from inspector.ui.screens.bulletin.export import export_issue
from inspector.ui.screens.bulletin.facts_pane import FactsPane
from inspector.ui.screens.bulletin.header import NEXT, HeaderBar
from inspector.ui.screens.bulletin.keys import desk_keys, row_keys
from inspector.ui.screens.bulletin.outline import Outline
from inspector.ui.screens.bulletin.outline_list import OutlineRow
from inspector.ui.screens.bulletin.photo_dialog import PhotoDialog
from inspector.ui.screens.bulletin.preview import PreviewPane, Spot
from inspector.ui.screens.bulletin.reading import Desk, read_desk, row_ids
from inspector.ui.screens.bulletin.text_pane import HEAD, TextPane
from inspector.ui.screens.bulletin.told import open_changes, open_comparison
from inspector.ui.screens.bulletin.tools import ToolBar
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.empty_state import EmptyState

_EDITABLE = frozenset({BulletinState.FROZEN, BulletinState.REVIEWED})
_KINDS = {"steps": RowKind.STEPS, "problems": RowKind.PROBLEMS}
_NAMED = 5
"""Conflicts named in one sentence."""


class BulletinScreen(Screen):
    """Outline, text, facts and preview of one issue."""

    KEY = ScreenKey.BULLETIN

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Bulletin()
        self._form.setupUi(self)
        appearance = context.appearance
        self.outline = Outline(appearance)
        self.tools = ToolBar(appearance)
        self.text = TextPane(appearance)
        self.facts = FactsPane(appearance)
        self.preview = PreviewPane(context)
        self.rows = RowsPage(context)
        told = (sentence("ui_bulletin.empty"), sentence("ui_bulletin.empty_how"))
        self.empty = EmptyState(appearance, "newspaper", *told, (sentence("ui_bulletin.do_freeze"), "lock"))
        self.bar = HeaderBar(appearance)
        self.bar.setParent(self)
        self.view: StudioView | None = None
        self._conflicts: tuple[str, ...] = ()
        self._changes: tuple[DataChange, ...] = ()
        self._period = Period.of(context.today())
        self._reference = ""
        self._opener: QWidget | None = None
        self._fill()
        self._connect()
        self._arrange()

    def _fill(self) -> None:
        form = self._form
        put(form.outline_slot, self.outline)
        put(form.tools_slot, self.tools)
        put(form.text_slot, self.text)
        put(form.facts_slot, self.facts)
        put(form.preview_slot, self.preview)
        form.stack.addWidget(self.rows)
        form.stack.addWidget(self.empty)
        form.stack.setCurrentWidget(self.empty)

    def _connect(self) -> None:
        self.outline.chosen.connect(self._on_part_chosen)
        self.outline.moved.connect(self._on_moved)
        self.outline.toggled.connect(self._on_toggled)
        text = self.text
        text.drafted.connect(self._on_drafted)
        text.settled.connect(self._on_settled)
        text.entered.connect(self._follow)
        text.figure_chosen.connect(self.choose_figure)
        text.figure_opened.connect(lambda section, name: self._read_figure(section, name, self._open_rows))
        text.head.title.settled.connect(self._on_title_settled)
        text.head.note.settled.connect(self._on_note_settled)
        text.object_shown.connect(self._on_object_shown)
        text.left_out.connect(self._on_left_out)
        text.photos_wanted.connect(self._on_photos_clicked)
        self.facts.check.wanted.connect(self._on_mention_wanted)
        self.tools.figure_wanted.connect(self.text.insert_figure)
        self.tools.photos.clicked.connect(self._on_photos_clicked)
        self.facts.figure.opened.connect(self.open_figure)
        self.rows.closed.connect(self.leave)
        self.rows.opened.connect(self._on_row_opened)
        self.rows.told.connect(self.told)
        bar = self.bar
        bar.next.clicked.connect(self.advance)
        self.empty.acted.connect(self.advance)
        bar.changes.clicked.connect(self._on_changes_clicked)
        bar.issues.clicked.connect(self._on_issues_clicked)
        self.tools.compare.clicked.connect(self._on_compare_clicked)
        bar.export.clicked.connect(self._on_export_clicked)
        bar.issue_wanted.connect(self.show_issue)
        self.context.appearance.changed.connect(self._arrange)
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Return": self.advance,
            "Ctrl+E": self._on_export_clicked,
            "Ctrl+B": self._on_compare_clicked,
            "Ctrl+O": self._on_issues_clicked,
            "F5": self._on_changes_clicked,
            "Alt+Return": self.open_figure,
            "Ctrl+PgUp": lambda: self.preview.turn(-1),
            "Ctrl+PgDown": lambda: self.preview.turn(1),
        }
        add_keys(self, keys)

    # -- reading ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The period stands beside the title."""
        super().showEvent(event)
        self._tell_title()

    def open_target(self, target: Target) -> None:
        """An issue by its id, or that of today."""
        self.leave()
        if target.record_id:
            self.show_issue(target.record_id)

    def show_issue(self, reference: str) -> None:
        """Show an issue of the archive; empty: that of today."""
        self.flush()
        self._reference = reference
        self._period = Period.of(self.context.today())
        self.refresh()

    def refresh(self) -> None:
        """Read the issue anew."""
        reference, period = self._reference, self._period
        self.context.work.read(self, lambda services: read_desk(services, reference, period), self._show, key="issue")

    def concerned(self, changes: Changes) -> bool:  # noqa: ARG002 - whatever was changed may make an issue stale
        """Any change of the data may make the issue stale."""
        return True

    def _show(self, desk: Desk) -> None:
        same = self.view is not None and desk.view is not None and self.view.bulletin_id == desk.view.bulletin_id
        self._period, self.view = desk.period, desk.view
        self._changes, self._conflicts = (self._changes, self._conflicts) if same else ((), desk.conflicts)
        self._look_for_changes()
        self.bar.show_issue(desk.view, len(self._changes))
        self._tell_title()
        self.header_changed.emit()
        if desk.view is None or desk.content is None:
            self.empty.text.setText(_why_empty(desk.conflicts))
            self._form.stack.setCurrentWidget(self.empty)
            return
        self.outline.stepper.show_step(words.step_of(desk.view.state))
        self.outline.show_rows(self._outline_rows(desk.view))
        self.facts.check.show_report(desk.view.check, self._conflicts)
        self._show_part(self.part)
        self.preview.show_content(desk.content)
        if self._form.stack.currentWidget() is not self.rows:
            self._form.stack.setCurrentWidget(self._form.desk)

    def _look_for_changes(self) -> None:
        """Compare what was frozen with the data of today; apart from the issue, which never waits for it."""
        if self.view is not None and self.view.state in _EDITABLE:
            reference = self.view.bulletin_id
            self.context.work.read(
                self,
                lambda services: services.office.studio.drift(reference),
                lambda drift: self._show_drift(reference, drift),
                key="drift",
            )
        else:
            self._changes = self._conflicts = ()

    def _show_drift(self, reference: str, drift: Drift) -> None:
        if self.view is None or self.view.bulletin_id != reference or self.view.state not in _EDITABLE:
            return
        fresh = drift.changes != self._changes
        self._changes, self._conflicts = drift.changes, drift.conflicts
        self.facts.check.show_report(self.view.check, self._conflicts)
        if fresh:
            self.bar.show_issue(self.view, len(self._changes))
            self.header_changed.emit()
            self.keys_changed.emit()

    def _on_changes_clicked(self) -> None:
        if self._changes:
            open_changes(self, self._changes, self._period, partial(self._freeze, refresh=True))

    def _tell_title(self) -> None:
        self.title_changed.emit(sentence("ui.screen_bulletin"), words.period_line(self._period))

    def _outline_rows(self, view: StudioView) -> list[OutlineRow]:
        note = sentence("ui_bulletin.head_with_note" if view.editor_note else "ui_bulletin.head_without_note")
        written = sentence("ui_bulletin.section_written")
        head = OutlineRow(HEAD, "", sentence("ui_bulletin.head"), note, "check", "green", written)
        editable = view.state in _EDITABLE
        return [head, *(words.outline_row(view.sections, one, editable=editable) for one in view.sections)]

    # -- parts and sentences ---------------------------------------------------------------------------------------

    @property
    def part(self) -> str:
        """The key of the part that the outline is at."""
        row = self.outline.list.marked_row
        return row.row_id if row else HEAD

    def _on_part_chosen(self, key: str) -> None:
        if key and key != self.text.key and self.view is not None:
            self.facts.figure.show_figure(None)
            self._show_part(key)
            self._follow(key, "")

    def _follow(self, key: str, beginning: str) -> None:
        """Turn the preview to where somebody works."""
        sections = self.view.sections if self.view else ()
        self.preview.show_spot(Spot(next((one.title for one in sections if one.key == key), ""), beginning))

    def _on_object_shown(self, title: str) -> None:
        self._follow(self.text.key, title)

    def _on_mention_wanted(self, mention: Mention) -> None:
        """The sentence in which a number stands that contradicts others."""
        content = self.preview.content
        if self.view is None or content is None or mention.start is None:
            return
        title = section_at(content, mention.start)
        found = next((one.key for one in self.view.sections if one.title == title), HEAD)
        self.outline.choose(found)
        self.text.show_words(mention.quote)

    def _show_part(self, key: str) -> None:
        view = self.view
        if view is None:
            return
        editable = view.state in _EDITABLE
        found = next((one for one in view.sections if one.key == key), None)
        if found is None:
            self.text.show_head(view.title, view.editor_note, editable=editable)
        else:
            self.text.show_section(words.heading(view.sections, found), found, editable=editable)
        self.tools.show_section(found, editable=editable)

    def _on_moved(self, key: str, to: int) -> None:
        self._write(lambda services, issue, who: services.office.studio.move_section(issue, key, to, who))

    def _on_toggled(self, key: str) -> None:
        found = next((one for one in self.view.sections if one.key == key), None) if self.view else None
        if found is None:
            return
        hidden = not found.hidden
        told = sentence("ui_bulletin.section_hidden" if hidden else "ui_bulletin.section_shown", title=found.title)
        self._write(
            lambda services, issue, who: services.office.studio.hide_section(issue, key, hidden=hidden, author=who),
            told,
        )

    def _on_left_out(self, section: str, title: str, left_out: bool) -> None:  # noqa: FBT001 - what the signal carries
        told = sentence("ui_bulletin.object_left_out" if left_out else "ui_bulletin.section_shown", title=title)
        self._write(
            lambda services, issue, who: services.office.studio.leave_out(
                issue, section, title, left_out=left_out, author=who
            ),
            told,
        )

    def _on_drafted(self, section: str, index: int, template: str) -> None:
        """Check and preview what is being typed."""
        if self.view is None:
            return
        reference = self.view.bulletin_id

        def read(services: Services) -> Drafted:
            return services.office.studio.drafted(reference, section, index, template)

        self.context.work.read(self, read, self._show_drafted, key="drafted")

    def _show_drafted(self, drafted: Drafted) -> None:
        self.facts.check.show_report(drafted.check, self._conflicts)
        if self.text.key == drafted.section.key:
            self.text.show_findings(drafted.section)
        self.preview.show_content(drafted.content)

    def _write(self, job: Callable[[Services, str, str], object], told: str = "") -> None:
        if self.view is None:
            return
        reference, author = self.view.bulletin_id, self.context.author

        def done(_result: object) -> None:
            if told:
                self.told.emit(Toast(told))

        self.context.work.write(self, lambda services: job(services, reference, author), done)

    def _on_settled(self, section: str, index: int, template: str) -> None:
        self._write(lambda services, issue, who: services.office.studio.write(issue, section, index, template, who))

    def _on_title_settled(self, title: str) -> None:
        self._write(lambda services, issue, who: services.office.studio.retitle(issue, title, who))

    def _on_note_settled(self, note: str) -> None:
        self._write(lambda services, issue, who: services.office.studio.note(issue, note, who))

    def _on_photos_clicked(self) -> None:
        if self.view is None:
            return
        reference, context = self.view.bulletin_id, self.context

        def take(picks: tuple[Pick, ...]) -> None:
            self._write(lambda services, issue, who: services.office.studio.pick_photos(issue, picks, who))

        self.context.work.read(
            self,
            lambda services: services.office.studio.photos(reference),
            lambda photos: PhotoDialog(self, context, photos, take).open(),
            key="photos",
        )

    def flush(self) -> None:
        """Write at once what is typed."""
        self.text.flush()

    # -- figures ---------------------------------------------------------------------------------------------------

    def choose_figure(self, section: str, name: str) -> None:
        """Show how a figure came about."""
        self.text.show_chosen(name)
        self._read_figure(section, name, self.facts.figure.show_figure)

    def _read_figure(self, section: str, name: str, then: Callable[[FigureDetail], None]) -> None:
        if self.view is None:
            return
        reference = self.view.bulletin_id
        self.context.work.read(
            self, lambda services: services.office.studio.figure(reference, section, name), then, key="figure"
        )

    def open_figure(self) -> None:
        """The rows of the figure whose facts are shown; Esc leads back to it."""
        if self.facts.figure.figure is not None:
            self._open_rows(self.facts.figure.figure)

    def _open_rows(self, figure: FigureDetail) -> None:
        if not figure.rows or self.view is None:
            return
        self._opener = self.focusWidget()
        kind = _KINDS.get(figure.table, RowKind.PROJECTS)
        ids = row_ids(figure, kind)
        title = f"{words.figure_name(figure.name, figure.where)} {figure.printed}"
        facet = Facet(sentence("ui_bulletin.rows_frozen"), kind, lambda _services: ids, len(ids))
        self.rows.show_figure(Figure(title, (facet,), self.view.as_of))
        self._form.stack.setCurrentWidget(self.rows)
        self.rows.table.setFocus()
        self.keys_changed.emit()

    def _on_row_opened(self, kind: RowKind, row: str, project: str) -> None:
        screen = ScreenKey.PROBLEMS if kind is RowKind.PROBLEMS else ScreenKey.PROJECT
        self.navigated.emit(Target(screen, row if kind is RowKind.PROBLEMS else project))

    def leave(self) -> bool:
        """From the rows back to the text."""
        if self._form.stack.currentWidget() is not self.rows:
            return False
        self._form.stack.setCurrentWidget(self._form.desk)
        if self._opener is not None:
            self._opener.setFocus()
        self.keys_changed.emit()
        return True

    # -- steps -----------------------------------------------------------------------------------------------------

    def advance(self) -> None:
        """Do what is next: freeze, review, issue, correct; what goes on with old data is asked before."""
        self.flush()
        state = self.view.state if self.view else BulletinState.DRAFT
        changed = bool(self._changes)
        if state is BulletinState.DRAFT:
            self._freeze(refresh=False)
        elif state is BulletinState.FROZEN and changed:
            self._ask("ui_bulletin.ask_review_changed", "ui_bulletin.do_review", self._review)
        elif state is BulletinState.FROZEN:
            self._review()
        elif state is BulletinState.REVIEWED:
            key = "ui_bulletin.ask_issue_changed" if changed else "ui_bulletin.ask_issue"
            self._ask(key, "ui_bulletin.do_issue", self._issue)
        elif state is BulletinState.ISSUED:
            self._ask("ui_bulletin.ask_correct", "ui_bulletin.do_correct", lambda: self._freeze(refresh=True))

    def _ask(self, key: str, accept: str, then: Callable[[], None]) -> None:
        told = sentence(key, period=words.period_line(self._period), count=len(self._changes))
        self.context.prompts.confirm(Question(sentence(accept), told, sentence(accept)), then)

    def _freeze(self, *, refresh: bool) -> None:
        self.flush()
        period = self._period

        def done(view: StudioView) -> None:
            self._reference = view.bulletin_id
            self.refresh()
            self.told.emit(Toast(sentence("ui_bulletin.frozen", count=len(view.sections))))

        self.context.work.write(self, lambda services: services.office.studio.open(period, refresh=refresh), done)

    def _review(self) -> None:
        self._step(lambda services, issue: services.bulletins.review(issue), "ui_bulletin.reviewed")

    def _issue(self) -> None:
        self._step(lambda services, issue: services.bulletins.issue(issue), "ui_bulletin.issued", undo=False)

    def _step(self, job: Callable[[Services, str], object], told: str, *, undo: bool = True) -> None:
        assert self.view is not None  # noqa: S101 - the steps of an issue
        reference = self.view.bulletin_id
        self.context.work.write(
            self,
            lambda services: job(services, reference),
            lambda _done: self.told.emit(Toast(sentence(told), undo=undo)),
        )

    # -- header ----------------------------------------------------------------------------------------------------

    def _on_issues_clicked(self) -> None:
        def show(lines: tuple[IssueLine, ...]) -> None:
            self.bar.show_archive(lines)

        self.context.work.read(self, lambda services: services.office.studio.issues(), show, key="issues")

    def _on_compare_clicked(self) -> None:
        if self.view is not None:
            open_comparison(self, self.view, self._period)

    def _on_export_clicked(self) -> None:
        if self.view is not None:
            self.flush()
            export_issue(self, self.view, self._period)

    def header(self) -> QWidget:
        """Freeze, archive, comparison, export."""
        return self.bar

    def primary(self) -> QWidget | None:
        """The next step of the issue; a draft offers it in the middle."""
        return self.bar.next if self.view is not None and self.view.state in NEXT else None

    def key_map(self) -> tuple[KeyHint, ...]:
        """The keys of text, figures and preview; among rows Enter and Esc."""
        return row_keys() if self._form.stack.currentWidget() is self.rows else desk_keys(changed=bool(self._changes))

    def full_window(self) -> bool:
        """Large letters need the room of the navigation."""
        return self.context.appearance.tokens.theme is Theme.LARGE

    def _arrange(self) -> None:
        large = self.context.appearance.tokens.theme is Theme.LARGE
        self.preview.setFixedWidth(400 if large else 420)
        self.keys_changed.emit()


def _why_empty(conflicts: Sequence[str]) -> str:
    """What freezing does, or what has to be settled before it."""
    if not conflicts:
        return sentence("ui_bulletin.empty_how")
    return sentence("ui_bulletin.empty_conflicts", count=len(conflicts), names=conflicts[:_NAMED])
