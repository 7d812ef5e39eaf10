"""What every header of the file is read as; another choice is tried at once and remembered for files like this."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from inspector.services.import_review import HeaderLine, ImportReview, field_labels
from inspector.services.imports import ImportKind
from inspector.texts import sentence
from inspector.ui.screens.excel.words import kind_names
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label

_WIDTH = 300


class MappingPanel(QWidget):
    """`chosen` carries a header's text and the field that it is read as; empty where it is left out.

    `kind_chosen` carries the `ImportKind` that the file is to be read as.
    """

    chosen = Signal(str, str)
    kind_chosen = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.combos: dict[str, Combo] = {}
        self._told = plain_label("", "dense", "ink2", wrap=True)
        self.kind = Combo(sentence("ui_register.kind"))
        for kind, name in kind_names().items():
            self.kind.addItem(name, kind)
        self.kind.activated.connect(lambda at: self.kind_chosen.emit(ImportKind(self.kind.itemData(at))))
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(sentence("ui_register.mapping"))
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 16, 8, 8)
        down.setSpacing(8)
        read_as = Field(appearance, sentence("ui_register.kind"), self.kind)
        read_as.setContentsMargins(0, 0, 8, 8)
        down.addWidget(read_as)
        down.addWidget(plain_label(sentence("ui_register.mapping"), "section"))
        down.addWidget(self._told)
        down.addWidget(self._area, 1)
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFixedWidth(round(_WIDTH * self._appearance.tokens.dense / 13))

    def show_headers(self, headers: Sequence[HeaderLine], kind: ImportKind) -> None:
        """The headers of a file as they are read, those that are left out first."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        labels = field_labels(kind)
        left_out = sum(1 for one in headers if not one.field)
        told = sentence("ui_register.mapping_told", known=len(headers) - left_out, unknown=left_out)
        self._told.setText(told)
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 8, 8)
        down.setSpacing(8)
        self.combos = {}
        for one in sorted(headers, key=lambda header: bool(header.field)):
            self.combos[one.header] = combo = _combo(one, labels)
            combo.activated.connect(lambda _at, header=one.header: self._on_chosen(header))
            place = sentence("ui_register.header_place", column=one.column) if one.column else ""
            down.addWidget(Field(self._appearance, one.header, combo, place))
        down.addStretch(1)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)

    def _on_chosen(self, header: str) -> None:
        self.chosen.emit(header, str(self.combos[header].currentData()))


def _combo(header: HeaderLine, labels: dict[str, str]) -> Combo:
    combo = Combo(header.header)
    combo.addItem(sentence("ui_register.left_out"), "")
    for field, name in labels.items():
        combo.addItem(name, field)
    combo.setCurrentIndex(max(combo.findData(header.field), 0))
    combo.setMinimumContentsLength(8)
    combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return combo


def headers_key(review: ImportReview) -> str:
    """The same for every file with these headers, in whatever order, that is read as the same table."""
    told = "\n".join(sorted(one.header for one in review.headers))
    if review.kind is ImportKind.STEPS:
        told = f"{review.kind.value}\n{told}"
    return sha256(told.encode()).hexdigest()[:16]
