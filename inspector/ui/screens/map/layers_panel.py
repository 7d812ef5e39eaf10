"""图层: map files and boundaries over the map, each with its datum and 审图号, to show, hide, add and remove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from inspector.domain.project import Datum
from inspector.services.maps import LayerKind, MapLayer
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, icon_button
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label, rule

DATUMS = (Datum.WGS84, Datum.GCJ02, Datum.CGCS2000)
_MOST_REVIEW = 60


class LayerRow(QWidget):
    """One layer. `changed` carries the fields that the user changed."""

    changed = Signal(str, object)
    removed = Signal(str)

    def __init__(self, appearance: Appearance, layer: MapLayer, problem: str) -> None:
        super().__init__()
        self._id = layer.id
        self.shown = QCheckBox(layer.name.replace("&", "&&"))
        self.shown.setChecked(layer.shown)
        self.datum = Combo(sentence("ui_map.datum"))
        for one in DATUMS:
            self.datum.addItem(datum_name(one), one.value)
        self.datum.setCurrentIndex(max(self.datum.findData(layer.datum.value), 0))
        self.review = QLineEdit(layer.review_number)
        self.review.setMaxLength(_MOST_REVIEW)
        self.review.setPlaceholderText(sentence("ui_map.review_number"))
        self.review.setAccessibleName(sentence("ui_map.review_number"))
        self.remove = icon_button(appearance, "trash", sentence("ui_map.remove_layer"))
        self._problem = plain_label(problem, "dense", "red", wrap=True)
        self._problem.setVisible(bool(problem))
        self._lay_out(_kind_told(layer))
        self.shown.clicked.connect(lambda on: self.changed.emit(self._id, {"shown": bool(on)}))
        self.datum.activated.connect(self._on_datum_activated)
        self.review.editingFinished.connect(self._on_review_finished)
        self.remove.clicked.connect(lambda: self.removed.emit(self._id))
        self._review_kept = layer.review_number

    def _on_datum_activated(self) -> None:
        self.changed.emit(self._id, {"datum": Datum(self.datum.currentData())})

    def _on_review_finished(self) -> None:
        told = " ".join(self.review.text().split())
        if told != self._review_kept:
            self._review_kept = told
            self.changed.emit(self._id, {"review_number": told})

    def _lay_out(self, kind: str) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 8, 0, 8)
        down.setSpacing(6)
        head, details = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.shown, 1)
        head.addWidget(plain_label(kind, "dense", "ink3"))
        head.addWidget(self.remove)
        details.setSpacing(8)
        details.addWidget(self.datum)
        details.addWidget(self.review, 1)
        down.addLayout(head)
        down.addLayout(details)
        down.addWidget(self._problem)


class LayersPanel(QFrame):
    """The panel over the map's upper right."""

    add_wanted = Signal(str)
    """A kind of layer."""
    changed = Signal(str, object)
    removed = Signal(str)
    closed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._appearance = appearance
        self._shown: list[tuple[str, str]] = []
        self.rows: list[LayerRow] = []
        self.setProperty("card", "popup")
        self.setAccessibleName(sentence("ui_map.layers"))
        self.add_tiles = Button(appearance, sentence("ui_map.add_tiles"), icon_name="plus")
        self.add_boundaries = Button(appearance, sentence("ui_map.add_boundaries"), icon_name="plus")
        self.close_button = icon_button(appearance, "cross", sentence("ui_map.close_layers"), "Esc")
        self._none = plain_label(sentence("ui_map.no_layers"), "dense", "ink2", wrap=True)
        self._list = QVBoxLayout()
        self._scroll = QScrollArea()
        self.add_tiles.clicked.connect(lambda: self.add_wanted.emit(LayerKind.TILES.value))
        self.add_boundaries.clicked.connect(lambda: self.add_wanted.emit(LayerKind.BOUNDARIES.value))
        self.close_button.clicked.connect(self.closed)
        self._lay_out()

    def show_layers(self, layers: Sequence[MapLayer], problems: Mapping[str, str]) -> None:
        """Show these layers; `problems` tells what is wrong with one, by its id."""
        told = [(one.id, problems.get(one.id, "")) for one in layers]
        if told == self._shown and self.rows:
            return  # what changed was changed in these very rows: the cursor stays where it is
        self._shown = told
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [LayerRow(self._appearance, one, problems.get(one.id, "")) for one in layers]
        for at, row in enumerate(self.rows):
            row.changed.connect(self.changed)
            row.removed.connect(self.removed)
            self._list.insertWidget(at, row)
            row.show()  # now, and not at the next turn of the event loop: the panel is measured below
        self._none.setVisible(not layers)
        self._scroll.setVisible(bool(layers))
        self.fit()

    def fit(self) -> None:
        """Take the room that the layers need, at most what the map has."""
        room = self._room.size()
        wide = min(420 if self._appearance.tokens.body < 18 else 520, room.width() - 24)  # noqa: PLR2004 - large letters
        inner = self._list.sizeHint().height() + 4
        self._scroll.setFixedHeight(min(inner, max(room.height() - 260, 120)))
        self.setFixedWidth(wide)
        self.resize(wide, max(self.heightForWidth(wide), self.minimumSizeHint().height()))
        self.move(room.width() - wide - 12, 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 8, 8, 12)
        down.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(plain_label(sentence("ui_map.layers"), "section"), 1)
        head.addWidget(self.close_button)
        content = QWidget()
        content.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.addStretch(1)
        self._scroll.setWidget(content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in (content, self._scroll.viewport()):
            one.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add_tiles)
        buttons.addWidget(self.add_boundaries)
        buttons.addStretch(1)
        down.addLayout(head)
        down.addWidget(self._none)
        down.addWidget(self._scroll)
        down.addWidget(rule())
        down.addWidget(plain_label(sentence("ui_map.layers_note"), "dense", "ink3", wrap=True))
        down.addLayout(buttons)


def datum_name(datum: Datum) -> str:
    """What the datum is called here."""
    names = {
        Datum.WGS84: sentence("ui_map.datum_world"),
        Datum.GCJ02: sentence("ui_map.datum_offset"),
        Datum.CGCS2000: sentence("ui_map.datum_national"),
    }
    return names.get(datum, datum.value)


def _kind_told(layer: MapLayer) -> str:
    return sentence("ui_map.kind_tiles") if layer.kind is LayerKind.TILES else sentence("ui_map.kind_boundaries")


def credits_of(layers: Sequence[MapLayer]) -> str:
    """Sources and 审图号 of the layers shown, a line each, as they have to stand on the map."""
    parts: list[str] = []
    for one in layers:
        number = (
            sentence("ui_map.review_told", number=one.review_number)
            if one.review_number
            else sentence("ui_map.review_missing", name=one.name)
        )
        parts.append(f"{one.source}  {number}".strip())
    return "\n".join(dict.fromkeys(parts))
