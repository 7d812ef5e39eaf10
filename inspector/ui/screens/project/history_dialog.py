"""F4: what happened to the fields of a project: what, from what to what, who, when, and on which device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from inspector.domain.project import Project
from inspector.services.actions import told_action
from inspector.services.bundle import Services
from inspector.texts import label, sentence
from inspector.ui.context import Context
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screens.project.rows import SignDelegate, SignRow
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import RowList

_PLACES = frozenset({"area_id", "park_id"})
_HEIGHT = 380


@dataclass(frozen=True)
class Told:
    """One change of one field, in words."""

    field: str
    row: SignRow


class HistoryDialog(FrameDialog):
    """All changes, the newest first, or those of one field."""

    def __init__(self, parent: QWidget, context: Context, project_id: str, name: str) -> None:
        super().__init__(parent, sentence("ui_projects.history_of", name=name), width=720)
        self._entries: tuple[Told, ...] = ()
        self.field = Combo(sentence("ui_projects.history_field"))
        self.field.addItem(sentence("ui_projects.all_fields"), "")
        self.field.activated.connect(self._show)
        self.list: RowList[SignRow] = RowList(sentence("ui_projects.history"), SignDelegate(context.appearance))
        self.list.setMinimumHeight(_HEIGHT)
        self.note = plain_label("", "dense", "ink2")
        for part in (self.field, self.list, self.note):
            self.body.addWidget(part)
        self.add_button(sentence("ui.close"), kind="primary", default=True).clicked.connect(self.accept)
        context.work.read(self, lambda services: _read(services, project_id), self._take)

    def _take(self, entries: tuple[Told, ...]) -> None:
        self._entries = entries
        for field in dict.fromkeys(one.field for one in entries):
            self.field.addItem(label("project", field), field)
        self._show()

    def _show(self) -> None:
        wanted = self.field.currentData()
        shown = [one.row for one in self._entries if wanted in {"", one.field}]
        self.list.show_rows(shown, marks_first=False)
        self.note.setText(sentence("ui_projects.change_count", count=len(shown)))


def _read(services: Services, project_id: str) -> tuple[Told, ...]:
    """The changes of all fields, the newest first; only those that changed something.

    A replica is told with the epoch of its clock (`replica:epoch`); the device is the same in all of them.
    """
    names = dict(services.map_points.areas())
    info = services.workspace.info
    devices = {one.device.replica: one.device.name for one in services.devices.listed().known}
    devices[info.replica] = info.device_name
    entries = []
    for at, one in enumerate(services.history.of(Project.KIND, project_id)):
        if one.before == one.after:
            continue
        before, after = (value_told(one.field, value, names) for value in (one.before, one.after))
        title = sentence("ui_projects.change", field=label("project", one.field), before=before, after=after)
        note = "　".join(
            part
            for part in (one.author, told_action(one.action), devices.get(one.replica.partition(":")[0], ""))
            if part
        )
        entries.append(Told(one.field, SignRow(str(at), title, note, None, _moment(one.at))))
    return tuple(reversed(entries))


def value_told(field: str, value: Any, places: Mapping[str, str]) -> str:  # noqa: ANN401 - any stored value
    """A value as people say it; nothing is 空."""
    if value is None or value == "":
        return sentence("ui_projects.no_value")
    if field in _PLACES:
        return places.get(str(value), str(value))
    if isinstance(value, StrEnum):
        return label("project", field, value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
