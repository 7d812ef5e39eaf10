"""The way to search everything, for those who do not know Ctrl+K."""

from __future__ import annotations

from PySide6.QtCore import Signal

from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.widgets.buttons import Button


class SearchButton(Button):
    """搜索项目、问题 Ctrl+K; `navigated` carries the `Target` that was found."""

    navigated = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context.appearance, sentence("ui_cockpit.search"), icon_name="search")
        self._context = context
        self.setToolTip(f"{sentence('ui.key_search')} Ctrl+K")
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        from inspector.ui.dialogs.search import SearchDialog  # noqa: PLC0415 - not needed to start

        found = SearchDialog(self.window(), self._context)
        found.navigated.connect(self.navigated)
        found.open()
