"""A closer look at one photo: large, with its facts, drawn on, watermarked, or compared with its other side.

Everything that is done here is kept at once and can be taken back; the original is never touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import StorageError
from inspector.domain.inspection import Photo
from inspector.domain.markup import Mark, MarkColour, MarkKind, Point
from inspector.services.bundle import Services
from inspector.services.photo_gallery import PhotoCard
from inspector.services.photos import MarkLine, Watermarked
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_lightbox import Ui_Lightbox
from inspector.ui.picture_reading import lines_of, lines_printed, print_image, write_view
from inspector.ui.pictures import PictureLoader
from inspector.ui.prompts import FileRequest, TextQuestion
from inspector.ui.screen import Toast
from inspector.ui.slots import put
from inspector.ui.widgets.buttons import Button, ButtonKind, icon_button
from inspector.ui.widgets.folding import fold_until, least_width
from inspector.ui.widgets.photos import words
from inspector.ui.widgets.photos.markup_canvas import MarkupCanvas
from inspector.ui.widgets.photos.markup_tools import MarkupTools
from inspector.ui.widgets.photos.pair_slider import PairSlider
from inspector.ui.widgets.photos.photo_side import WIDTH, WIDTH_NARROW, PhotoSide
from inspector.ui.widgets.photos.picture_view import ZOOM_STEP
from inspector.ui.widgets.plain import plain_label

_THUMBNAIL = 320
_LEAST = 480
NARROW = 1100
"""Pixels below which the side and the bar give way."""


class Lightbox(QWidget):
    """`stepped` carries the photo that is shown now, `told` a `Toast`; `closed`: back to where one came from."""

    stepped = Signal(str)
    told = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, pictures: PictureLoader) -> None:
        super().__init__()
        self._context, self._pictures = context, pictures
        self._order: tuple[str, ...] = ()
        self.photo_id = ""
        self.card: PhotoCard | None = None
        appearance = context.appearance
        self._form = Ui_Lightbox()
        self._form.setupUi(self)
        self.canvas = MarkupCanvas(appearance, sentence("ui_photos.picture"))
        self.slider = PairSlider(appearance)
        self.tools = MarkupTools(appearance)
        self.side = PhotoSide(appearance)
        self.position = plain_label("", "body", "ink2")
        self.back = icon_button(appearance, "arrow-back", sentence("ui_photos.close"))
        self.before = icon_button(appearance, "chevron-left", sentence("ui_photos.one_back"), "←")
        self.next = icon_button(appearance, "chevron-right", sentence("ui_photos.one_on"), "→")
        self.smaller = icon_button(appearance, "zoom-out", sentence("ui_photos.smaller"), "-")
        self.larger = icon_button(appearance, "zoom-in", sentence("ui_photos.larger"), "+")
        self.draw = Button(appearance, sentence("ui_photos.draw"), icon_name="pen")
        self.mark = Button(appearance, sentence("ui_photos.watermark"), icon_name="shield")
        self.compare = Button(appearance, sentence("ui_photos.compare"), icon_name="pair")
        self.export = Button(appearance, sentence("ui_photos.export_one"), ButtonKind.TEXT, "export")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        form = self._form
        for widget in (self.back, self.before, self.position, self.next):
            form.bar.addWidget(widget)
        form.bar.addStretch(1)
        for button in (self.draw, self.mark, self.compare):
            button.setCheckable(True)
        for widget in (self.smaller, self.larger, self.draw, self.mark, self.compare, self.export):
            form.bar.addWidget(widget)
        self.setMinimumWidth(_LEAST)
        put(form.tools_slot, self.tools)
        form.tools_slot.hide()
        form.stage.addWidget(self.canvas)
        form.stage.addWidget(self.slider)
        form.side.setProperty("kind", "bare")
        form.side.setWidget(self.side)
        form.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.canvas)

    def _connect(self) -> None:
        self.back.clicked.connect(self.closed)
        self.before.clicked.connect(partial(self.step, -1))
        self.next.clicked.connect(partial(self.step, 1))
        self.smaller.clicked.connect(partial(self.canvas.zoom_by, 1 / ZOOM_STEP))
        self.larger.clicked.connect(partial(self.canvas.zoom_by, ZOOM_STEP))
        self.draw.clicked.connect(self._on_draw_toggled)
        self.mark.clicked.connect(self._show_view)
        self.compare.clicked.connect(self._show_view)
        self.export.clicked.connect(self._on_export_wanted)
        self.tools.chosen.connect(self._on_tool_chosen)
        self.tools.last_unwanted.connect(self.remove_last_mark)
        self.canvas.drawn.connect(self.add_mark)
        self.canvas.text_wanted.connect(self._on_text_wanted)
        self.side.captioned.connect(self._on_captioned)

    # -- which photo -----------------------------------------------------------------------------------------------

    def show_photo(self, photo_id: str, order: Sequence[str] = ()) -> None:
        """Look at a photo; `order` are the ones that left and right go through."""
        self.flush()
        self._order = tuple(order) or (photo_id,)
        self.photo_id, self.card = photo_id, None
        at = self._order.index(photo_id) if photo_id in self._order else 0
        self.position.setText(f"{at + 1} / {len(self._order)}")
        self.before.setEnabled(at > 0)
        self.next.setEnabled(at + 1 < len(self._order))
        self.mark.setChecked(False)
        self.compare.setChecked(False)
        self.side.show_code("")
        self._put_pen_away()
        self._form.stage.setCurrentWidget(self.canvas)
        self.canvas.say("")
        self.canvas.show_marks(())
        self.refresh()
        self.stepped.emit(photo_id)

    def step(self, by: int) -> None:
        """The photo before or after."""
        at = self._order.index(self.photo_id) + by if self.photo_id in self._order else -1
        if 0 <= at < len(self._order):
            self.show_photo(self._order[at], self._order)

    def refresh(self) -> None:
        """Read the photo anew."""
        wanted = self.photo_id
        self._context.work.read(
            self, lambda services: services.gallery.card(wanted), self._on_card, key="card", failed=self._on_gone
        )

    def _on_gone(self, _error: object) -> None:
        self.closed.emit()

    def _on_card(self, card: PhotoCard) -> None:
        is_new = self.card is None or self.card.photo.sha256 != card.photo.sha256
        self.card = card
        self.side.show_card(card)
        self.canvas.show_marks(card.marks)
        self.tools.remove.setEnabled(bool(card.marks))
        self.compare.setEnabled(card.before is not None and card.after is not None)
        if is_new:
            self.canvas.show_picture(self._pictures.pixmap(card.photo.sha256, _THUMBNAIL))
            self._show_view()

    # -- which view ------------------------------------------------------------------------------------------------

    def _show_view(self) -> None:
        """The picture plain, watermarked, or with the other side of its pair."""
        card = self.card
        if card is None:
            return
        if self.sender() is self.compare and self.compare.isChecked():
            self.mark.setChecked(False)
        elif self.mark.isChecked():
            self.compare.setChecked(False)
        self.side.show_code("")
        if self.compare.isChecked() and card.before is not None and card.after is not None:
            self._put_pen_away()
            self._compare(card.before, card.after)
            return
        self._form.stage.setCurrentWidget(self.canvas)
        if self.mark.isChecked():
            photo = card.photo.id
            job = partial(_watermarked, photo, lines_of(self._context.preferences))
            self._context.work.read(self, job, partial(self._on_watermarked, photo), key="watermark")
        else:
            sha256 = card.photo.sha256
            self._context.work.picture(self, partial(print_image, sha256), partial(self._on_picture, sha256))

    def _on_picture(self, sha256: str, image: QImage | None) -> None:
        if self.card is None or self.card.photo.sha256 != sha256 or self.mark.isChecked():
            return
        if image is None:
            self.canvas.say(sentence("ui_photos.no_original"))
        else:
            self.canvas.swap_picture(QPixmap.fromImage(image))

    def _on_watermarked(self, photo_id: str, made: Watermarked) -> None:
        if self.photo_id == photo_id and self.mark.isChecked():
            self.canvas.swap_picture(QPixmap.fromImage(QImage.fromData(made.jpeg)))
            self.side.show_code(made.code)

    def _compare(self, before: Photo, after: Photo) -> None:
        self._form.stage.setCurrentWidget(self.slider)
        self.slider.setFocus(Qt.FocusReason.OtherFocusReason)
        pair = (before.sha256, after.sha256)
        self._context.work.picture(self, partial(_pair_images, *pair), self._on_pair)

    def _on_pair(self, images: tuple[QImage | None, QImage | None]) -> None:
        before, after = (QPixmap() if one is None else QPixmap.fromImage(one) for one in images)
        self.slider.show_pair(before, after)

    # -- drawing ---------------------------------------------------------------------------------------------------

    def _on_draw_toggled(self) -> None:
        drawing = self.draw.isChecked()
        self._form.tools_slot.setVisible(drawing)
        if drawing and self.compare.isChecked():
            self.compare.click()
        self.canvas.take(self.tools.tool if drawing else None)

    def _put_pen_away(self) -> None:
        self.draw.setChecked(False)
        self._on_draw_toggled()

    def _on_tool_chosen(self, tool: MarkKind, colour: MarkColour) -> None:
        self.canvas.colour = colour
        self.canvas.take(tool if self.draw.isChecked() else None)

    def _on_text_wanted(self, at: Point) -> None:
        question = TextQuestion(
            sentence("ui_photos.text_title"), sentence("ui_photos.text_label"), sentence("ui_photos.text_accept")
        )
        colour = self.tools.colour
        self._context.prompts.ask_text(question, lambda text: self.add_mark(Mark(MarkKind.TEXT, colour, (at,), text)))

    def add_mark(self, mark: Mark) -> None:
        """Keep one more mark."""
        self._keep_marks((*self.canvas.marks, mark))

    def remove_last_mark(self) -> None:
        """Keep all but the last mark."""
        if self.canvas.marks:
            self._keep_marks(self.canvas.marks[:-1])

    def _keep_marks(self, marks: tuple[Mark, ...]) -> None:
        photo, author = self.photo_id, self._context.author
        self.canvas.show_marks(marks)
        self.tools.remove.setEnabled(bool(marks))
        self._context.work.write(self, lambda services: services.photos.mark(photo, marks, author))

    # -- words and files -------------------------------------------------------------------------------------------

    def _on_captioned(self, caption: str | None, credit: str | None) -> None:
        photo, author = self.photo_id, self._context.author
        self._context.work.write(
            self, lambda services: services.photos.credit(photo, caption=caption, credit=credit, author=author)
        )

    def _on_export_wanted(self) -> None:
        if self.card is None:
            return
        name = Path(self.card.photo.original_name or "photo").stem
        lines = lines_printed(self._context.preferences)
        request = FileRequest(
            sentence("ui_photos.export_title"), (("JPEG", ("*.jpg",)),), name=words.view_name(name, lines)
        )
        photo = self.photo_id
        self._context.prompts.save_file(request, lambda out: self._export(photo, out))

    def _export(self, photo: str, out: Path) -> None:
        told = Toast(sentence("ui_photos.exported", file=out.name), undo=False)
        self._context.work.read(
            self,
            partial(_written, photo, out, lines_printed(self._context.preferences)),
            lambda _: self.told.emit(told),
        )

    # -- room, keys and the end ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where room is short the picture gets it; the keys zoom then."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        side = WIDTH_NARROW if narrow else WIDTH
        self._form.side.setFixedWidth(side)
        self.smaller.setVisible(not narrow)
        self.larger.setVisible(not narrow)
        margins = self._form.main.contentsMargins()
        room = self.width() - side - margins.left() - margins.right()
        fold_until((self.export, self.compare, self.mark, self.draw, self.back), least_width(self._form.bar), room)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right go through the photos; D draws, W shows the watermark, C compares."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        switches = {Qt.Key.Key_D: self.draw, Qt.Key.Key_W: self.mark, Qt.Key.Key_C: self.compare}
        key = Qt.Key(event.key())
        if key in steps:
            self.step(steps[key])
        elif key in switches and not event.modifiers():
            switches[key].click()
        else:
            super().keyPressEvent(event)

    def flush(self) -> None:
        """Write at once what is typed."""
        self.side.flush()


def _watermarked(photo_id: str, lines: frozenset[MarkLine], services: Services) -> Watermarked:
    return services.photos.watermarked(photo_id, lines)


def _pair_images(before: str, after: str, services: Services) -> tuple[QImage | None, QImage | None]:
    return print_image(before, services), print_image(after, services)


def _written(photo_id: str, out: Path, lines: frozenset[MarkLine], services: Services) -> str:
    """The view written. Raises StorageError where the disk refuses."""
    try:
        return write_view(services, photo_id, out, lines)
    except OSError as error:
        raise StorageError("ui_photos.not_written", file=out.name) from error
