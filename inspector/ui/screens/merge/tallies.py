"""What all packages bring together, as figures that open what they count."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.services.merge_view import MergeView
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.figure_link import FigureLink
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label


class Tallies(QWidget):
    """新增 变更 删除 冲突 重复 拒收; what is none and no matter of course is left out."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._parts: dict[FigureLink, tuple[QWidget, str]] = {}
        self.new = self._figure(sentence("ui_merge.new"))
        self.changed = self._figure(sentence("ui_merge.changed"))
        self.deleted = self._figure(sentence("ui_merge.deleted"))
        self.conflicts = self._figure(sentence("ui_merge.conflicts"), ("warning", "amber"))
        self.repeated = self._figure(sentence("ui_merge.repeated"))
        self.refused = self._figure(sentence("ui_merge.refused"), ("cross", "red"))

    def _figure(self, name: str, sign: tuple[str, str] | None = None) -> FigureLink:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if sign is not None:
            row.addWidget(IconLabel(self._appearance, *sign))
        row.addWidget(plain_label(name, "dense", "ink2"))
        figure = FigureLink(self._appearance, "0", "section", "ink")
        row.addWidget(figure)
        self._row.addWidget(part)
        self._parts[figure] = (part, name)
        return figure

    def show_view(self, view: MergeView | None) -> None:
        """The figures of a merge; without one none."""
        self.setVisible(view is not None)
        if view is None:
            return
        tally = view.tally
        always = {self.new: tally.new, self.changed: tally.changed, self.conflicts: tally.conflicts}
        sometimes = {self.deleted: tally.deleted, self.repeated: view.repeated, self.refused: view.refused}
        for figure, count in {**always, **sometimes}.items():
            part, name = self._parts[figure]
            figure.say(str(count))
            figure.setAccessibleName(f"{name} {count}")
            part.setVisible(figure in always or count > 0)
