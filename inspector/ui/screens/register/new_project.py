"""新建项目: a name and an area, everything else in the grid afterwards."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from inspector.domain.errors import InspectorError
from inspector.services.new_project import Area, areas_of, register_project
from inspector.texts import explain, label, sentence
from inspector.ui.context import Context
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo


class NewProjectDialog(FrameDialog):
    """`made` carries the id of the project; a refusal stands below the name, and the dialog stays."""

    made = Signal(str)

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, sentence("ui_register.new_title"), width=520)
        self._context = context
        self.name = QLineEdit()
        self.area = Combo(label("project", "area_id"))
        self._field = Field(context.appearance, label("project", "name"), self.name)
        self.body.addWidget(self._field)
        self.body.addWidget(Field(context.appearance, label("project", "area_id"), self.area))
        self.add_button(sentence("ui.cancel")).clicked.connect(self.reject)
        self.making = self.add_button(sentence("ui_register.new_make"), kind="primary", default=True)
        self.making.clicked.connect(self._on_making_clicked)
        context.work.read(self, lambda services: areas_of(services.workspace), self._show_areas)
        self.name.setFocus()

    def _show_areas(self, areas: tuple[Area, ...]) -> None:
        for one in areas:
            self.area.addItem(one.name, one.id)

    def _on_making_clicked(self) -> None:
        name, area = self.name.text(), self.area.currentData()
        author = self._context.author
        self.making.setEnabled(False)
        self._context.work.write(
            self,
            lambda services: register_project(services.workspace, name, area, author=author),
            self._on_made,
            failed=self._on_refused,
        )

    def _on_made(self, project_id: str) -> None:
        self.made.emit(project_id)
        self.accept()

    def _on_refused(self, error: InspectorError) -> None:
        self.making.setEnabled(True)
        self._field.show_error(explain(error))
        self.name.setFocus()
