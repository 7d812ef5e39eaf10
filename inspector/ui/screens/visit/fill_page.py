"""Filling a visit: sections at the left, the items of one in the middle, all photos at the right.

It lays out and connects; what is filled stands in `filling`, how an item is answered in `widgets/form`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from inspector.checklists.answers import Answer
from inspector.checklists.kinds import FILES
from inspector.checklists.scoring import Verdict
from inspector.domain.geo import Position
from inspector.domain.project import Project
from inspector.services.draft_photos import LoosePicture
from inspector.services.draft_sections import open_fit_answers_of, without_ordinal
from inspector.services.finding import initials_of
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_visit_fill import Ui_VisitFill
from inspector.ui.pictures import PictureLoader
from inspector.ui.prompts import FileRequest
from inspector.ui.screens.visit.compare import Comparison
from inspector.ui.screens.visit.filling import Filling
from inspector.ui.screens.visit.section_bar import SectionBar
from inspector.ui.screens.visit.section_list import SectionLine, SectionList
from inspector.ui.screens.visit.seen_form import SeenForm
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.form.form_view import FormView
from inspector.ui.widgets.form.rows import AddRow, HeadingRow, ItemRow, Row
from inspector.ui.widgets.form.sections import FormSection
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.photos.tray import PhotoTray, TrayPhoto

NARROW = 1100
"""Below this width (125 % scaling of a small laptop) the photos become a drawer."""
CRAMPED = 800
"""Below this width (200 %) the sections are gone through one by one."""
PICTURES = ("*.jpg", "*.jpeg", "*.png", "*.heic", "*.heif", "*.tif", "*.tiff", "*.webp")


class FillPage(QWidget):
    """`photo_opened` carries the id of a photo to look at; `pair_wanted`: two photos are to be joined."""

    photo_opened = Signal(str)
    pair_wanted = Signal()
    section_changed = Signal()

    def __init__(self, context: Context, filling: Filling, pictures: PictureLoader) -> None:
        super().__init__()
        self._context, self._filling = context, filling
        self._form = Ui_VisitFill()
        self._form.setupUi(self)
        self.setAcceptDrops(True)
        self._index = 0
        self._wanted = ""
        self._drawer_open = False
        self.sections = SectionList(context.appearance, sentence("ui_visit.screen_sections"))
        self.comparison = Comparison(context.appearance)
        self.bar = SectionBar(context.appearance)
        self.seen = SeenForm(context.appearance)
        self.tray = PhotoTray(context, pictures)
        self.form: FormView | None = None
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        form = self._form
        form.left.setProperty("kind", "side_left")
        form.left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        form.middle.setProperty("kind", "surface")
        form.middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        form.sections_area.setProperty("kind", "bare")
        form.sections_area.setWidget(self.sections)
        form.sections_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        put(form.comparison_slot, self.comparison)
        form.section_row.addWidget(self.bar)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("kind", "bare")
        area.setWidget(self.seen)
        form.pages.addWidget(area)
        put(form.photos_slot, self.tray)

    def _connect(self) -> None:
        self._filling.refreshed.connect(self._on_filling_refreshed)
        self._filling.opened.connect(self._on_filling_opened)
        self._filling.switching.connect(self._on_filling_switching)
        self.sections.chosen.connect(self.go_to_section)
        self.bar.back_wanted.connect(partial(self.go_by, -1))
        self.bar.on_wanted.connect(partial(self.go_by, 1))
        self.bar.fit_wanted.connect(self.fit_rest)
        self.bar.photos_wanted.connect(self._toggle_drawer)
        self.seen.changed.connect(lambda name, value: self._filling.set_facts(**{name: value}))
        self.tray.files_dropped.connect(lambda paths: self._filling.add_photos(paths, ""))
        self.tray.choose_wanted.connect(lambda: self.choose_photos(""))
        self.tray.opened.connect(self.photo_opened)
        self.tray.pair_wanted.connect(self.pair_wanted)
        self.tray.joined.connect(lambda photo: self._filling.move_photo(photo, self._current))
        self.tray.loosened.connect(lambda photo: self._filling.move_photo(photo, ""))
        self.tray.removed.connect(self._filling.remove_photo)
        self._context.appearance.changed.connect(self._on_appearance_changed)
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+Return": self.fit_rest,
            "Ctrl+Enter": self.fit_rest,
            "Ctrl+PgUp": partial(self.go_by, -1),
            "Ctrl+PgDown": partial(self.go_by, 1),
            "F8": self.go_to_open,
        }
        add_keys(self, keys, inside=True)

    # -- sections --------------------------------------------------------------------------------------------------

    @property
    def section(self) -> FormSection | None:
        """The section of the checklist that is shown; None for 上报与所见."""
        found = self._filling.sections
        return found[self._index - 1] if 0 < self._index <= len(found) else None

    @property
    def _current(self) -> str:
        """The address of the item that one stands at, "" for none."""
        return self.form.current if self.form is not None and self.section is not None else ""

    def go_to_section(self, index: int, address: str = "") -> None:
        """Show a section, standing at an item of it."""
        self.flush()
        self._index = max(0, min(index, len(self._filling.sections)))
        self._wanted = address
        self._on_filling_refreshed()
        self.focus_item()
        self.section_changed.emit()

    def go_by(self, step: int) -> None:
        """The section before or after."""
        if 0 <= self._index + step <= len(self._filling.sections):
            self.go_to_section(self._index + step)

    def go_to(self, address: str) -> None:
        """Show the item at an address, wherever it is; a fact of the visit by its name."""
        for index, section in enumerate(self._filling.sections, start=1):
            if any(one.address == address for one in section.items):
                self.go_to_section(index, address)
                return
        self.go_to_section(0)

    def go_to_open(self) -> None:
        """The next item without an answer, through all sections."""
        if self.form is not None and self.section is not None and any(one.open for one in self.section.items):
            self.form.go_to_open()
            return
        count = len(self._filling.sections) + 1
        order = [(self._index + step) % count for step in range(1, count + 1)]
        found = next((index for index in order if self._is_open(index)), None)
        if found is not None:
            self.go_to_section(found)
            if self.form is not None and self.section is not None:
                self.form.go_to(next(one.address for one in self.section.items if one.open))

    def _is_open(self, index: int) -> bool:
        if index:
            return any(one.open for one in self._filling.sections[index - 1].items)
        return any(one.required and one.seen is None for one in self._filling.seen())

    def focus_item(self) -> None:
        """Stand where one answers."""
        if self.section is None:
            self.seen.focus_first()
        elif self.form is not None:
            self.form.go_to(self.form.current)

    def fit_rest(self) -> None:
        """其余全部合格: the open items of this section, in one step."""
        self.flush()
        if self.section is not None:
            self._filling.answer_many(self._waiting_for_fit(), without_ordinal(self.section.label))
            if self.section.answered == self.section.asked:
                self.go_by(1)

    def _waiting_for_fit(self) -> Mapping[str, Answer]:
        """The open items of this section that ask for a verdict, each answered 合格."""
        section, session = self.section, self._filling.session
        if section is None or session is None or self._filling.locked:
            return {}
        return open_fit_answers_of(session, [one.address for one in section.items if one.open])

    # -- showing ---------------------------------------------------------------------------------------------------

    def _on_filling_switching(self) -> None:
        """What is typed belongs to the visit that was open until now."""
        self.flush()
        self.seen.forget()

    def _on_filling_opened(self) -> None:
        """Another visit or another checklist needs another form."""
        draft = self._filling.draft
        session = self._filling.session
        if draft is None or session is None or (self.form is not None and self._shown == draft.inspection.id):
            return
        self._shown = draft.inspection.id
        self._index = min(self._index, len(self._filling.sections))
        around = Surroundings(
            appearance=self._context.appearance,
            prompts=self._context.prompts,
            clock=self._context.clock,
            language=session.surroundings.language,
            default_language=session.form.default_language,
            place=_place_of(draft.project),
            author=self._context.author,
            photos_beside=True,
            initials=initials_of,
        )
        self._replace_form(FormView(around))

    _shown = ""

    def begin(self) -> None:
        """A visit was opened to be filled: stand at the first thing that is missing."""
        self._index = 0
        if not self._is_open(0) and self._filling.sections:
            self._index = next((n for n in range(1, len(self._filling.sections) + 1) if self._is_open(n)), 1)
        self._on_filling_refreshed()
        self.focus_item()

    def _replace_form(self, form: FormView) -> None:
        old, self.form = self.form, form
        if old is not None:
            self._form.pages.removeWidget(old)
            old.deleteLater()
        self._form.pages.addWidget(form)
        filling = self._filling
        form.answer_given.connect(self._on_answer_given)
        form.note_changed.connect(filling.note)
        form.photos_wanted.connect(self.choose_photos)
        form.photo_opened.connect(lambda _, photo: self.photo_opened.emit(photo))
        form.drawing_made.connect(self._on_drawing_made)
        form.file_given.connect(lambda address, path: filling.add_photos([Path(path)], address))
        form.files_removed.connect(filling.detach_photos)
        form.problem_toggled.connect(filling.toggle_problem)
        form.problem_changed.connect(filling.change_problem)
        form.repeat_added.connect(filling.add_repeat)
        form.repeat_removed.connect(filling.remove_repeat)
        form.left.connect(self.go_by)
        form.unanswered_wanted.connect(self.go_to_open)
        form.current_changed.connect(lambda _: self._show_bar())
        self._context.work.read(form, lambda services: services.drafts.owners(), form.offer_owners, key="owners")
        self._on_filling_refreshed()

    def _on_answer_given(self, address: str, value: Answer) -> None:
        """Write the answer; after the last open item of a section the next section follows by itself."""
        self._filling.answer(address, value)
        section = self.section
        if section is None or section.answered < section.asked or section.items[-1].address != address:
            return
        if section.items[-1].verdict in {Verdict.FIT, Verdict.NOT_APPLICABLE}:
            self.go_by(1)

    def _on_filling_refreshed(self) -> None:
        draft = self._filling.draft
        if draft is None:
            return
        self._index = min(self._index, len(self._filling.sections))
        seen = self._filling.seen()
        self.sections.show_lines(self._lines(), self._index)
        self.comparison.show_facts(seen, draft.reported)
        if self.section is None or self.form is None:
            self._form.pages.setCurrentIndex(0)
            self.seen.show_facts(seen, locked=self._filling.locked)
        else:
            self._form.pages.setCurrentWidget(self.form)
            rows = self.section.rows
            self.form.show_rows(_only_read(rows) if self._filling.locked else rows, self._wanted)
            self._wanted = ""
        self._show_bar()
        self._show_photos()

    def _lines(self) -> tuple[SectionLine, ...]:
        needed = [one for one in self._filling.seen() if one.required]
        answered = sum(one.seen is not None for one in needed)
        first = SectionLine(1, sentence("services.section_seen"), answered, len(needed), 0)
        return (first, *map(_line_of, self._filling.sections))

    def _show_bar(self) -> None:
        line = self._lines()[self._index]
        section = self.section
        current = self._current
        order = [one.address for one in section.items] if section is not None else []
        self.bar.show_section(line, order.index(current) + 1 if current in order else 0, len(order))
        self.bar.allow(
            back=self._index > 0,
            on=self._index < len(self._filling.sections),
            fit=bool(self._waiting_for_fit()),
        )

    def _show_photos(self) -> None:
        draft = self._filling.draft
        if draft is None:
            return
        numbers = {one.address: one.number for section in self._filling.sections for one in section.items}
        chosen = draft.photos
        current = self._current
        if self._large and current:
            chosen = tuple(one for one in draft.photos if current in one.items)
        shown = tuple(
            TrayPhoto(one.photo, tuple(numbers[where] for where in one.items if where in numbers), one.warnings)
            for one in chosen
        )
        self.tray.show_photos(shown, locked=self._filling.locked)
        self.bar.show_photo_count(len(draft.photos))

    @property
    def _large(self) -> bool:
        return self._context.appearance.tokens.theme is Theme.LARGE

    def _on_appearance_changed(self) -> None:
        self._lay_out_for_width()
        self._on_filling_refreshed()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The photos become a drawer where room is short."""
        super().resizeEvent(event)
        self._lay_out_for_width()

    def _lay_out_for_width(self) -> None:
        narrow = self.width() < NARROW - self._context.appearance.tokens.rail and not self._large
        cramped = self.width() < CRAMPED - self._context.appearance.tokens.rail
        self._form.left.setVisible(not self._large and not cramped)
        inner, outer = (24, 0) if self._large else (0, 8 if cramped else 24)  # the form pads its own card in large mode
        self._form.pages.setContentsMargins(outer, 0, outer, 0)
        self.seen.setContentsMargins(inner, 0, inner, 16)
        self.bar.show_as(narrow=narrow, alone=self._large or cramped)
        self._form.photos_slot.setVisible(not narrow or self._drawer_open)

    def _toggle_drawer(self) -> None:
        self._drawer_open = not self._drawer_open
        self._lay_out_for_width()

    # -- photos ----------------------------------------------------------------------------------------------------

    def choose_photos(self, address: str) -> None:
        """Ask for photo files, for an item where one is meant."""
        if self._filling.locked:
            return
        request = FileRequest(
            sentence("ui_visit.screen_choose_photos"), ((sentence("ui_visit.screen_pictures"), PICTURES),), several=True
        )
        self._context.prompts.open_files(request, lambda paths: self._filling.add_photos(paths, address))

    def _on_drawing_made(self, address: str, picture: bytes) -> None:
        if picture:
            self._filling.add_photos([LoosePicture("drawing.png", picture)], address)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files may be dropped anywhere."""
        if event.mimeData().hasUrls() and not self._filling.locked:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Dropped photos belong to the item that one stands at, where it asks for some."""
        paths = [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]
        self._filling.add_photos(paths, self._drop_target())
        event.acceptProposedAction()

    def _drop_target(self) -> str:
        """The item that one stands at, where it asks for photos; else they go to the tray."""
        row = self._filling.row(self._current)
        wants = row is not None and (row.verdict is Verdict.UNFIT or row.question.kind in FILES)
        return self._current if wants else ""

    # -- the end ---------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write at once what is typed."""
        self.seen.flush()
        if self.form is not None:
            self.form.flush()


def _only_read(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of a signed visit: nothing to answer, to add or to remove."""
    return tuple(map(_to_read, (one for one in rows if not isinstance(one, AddRow))))


def _to_read(row: Row) -> Row:
    if isinstance(row, ItemRow):
        return replace(row, entry=replace(row.entry, read_only=True))
    return replace(row, removable=False) if isinstance(row, HeadingRow) else row


def _line_of(section: FormSection) -> SectionLine:
    title = without_ordinal(section.label)
    return SectionLine(section.number, title, section.answered, section.asked, section.unfit)


def _place_of(project: Project | None) -> Position | None:
    if project is None or project.longitude is None or project.latitude is None:
        return None
    return Position(project.longitude, project.latitude)
