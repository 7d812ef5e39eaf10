"""设备与指纹: this device and all that were ever heard of, trusted, refused, or waiting for a decision."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.services.packages.devices import DeviceList, KnownDevice, OwnDevice
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.prompts import Question, TextQuestion
from inspector.ui.screens.merge.marked_row import MarkedRow, MarkedRowDelegate
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import RowList

_UNKNOWN, _TRUSTED = "unknown", "trusted"


class DevicesPage(QWidget):
    """`take_wanted` carries the packages of a device that wait for its being trusted."""

    take_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._known: tuple[KnownDevice, ...] = ()
        appearance = context.appearance
        self.own = plain_label("", "body", "ink2", wrap=True)
        self.list: RowList[MarkedRow] = RowList(sentence("ui_merge.devices"), MarkedRowDelegate(appearance))
        self.card = Card()
        self.name = plain_label("", "section", wrap=True)
        self.state = plain_label("", "body", "ink2", wrap=True)
        self.print = plain_label("", "title", wrap=True)
        self.print.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.how = plain_label(sentence("ui_merge.stranger_how"), "dense", "ink2", wrap=True)
        self.trust = Button(appearance, sentence("ui_merge.trust"), icon_name="check")
        self.refuse = Button(appearance, sentence("ui_merge.refuse"), ButtonKind.TEXT)
        self.take = Button(appearance, "", icon_name="import")
        self._lay_out()
        self.list.marked.connect(lambda _row: self._show_card())
        self.trust.clicked.connect(self._on_trust_clicked)
        self.refuse.clicked.connect(self._on_refuse_clicked)
        self.take.clicked.connect(self._on_take_clicked)

    def _lay_out(self) -> None:
        left = Card(sentence("ui_merge.devices"))
        left.body.setContentsMargins(0, 12, 0, 8)
        left.title_row.setContentsMargins(16, 0, 16, 0)
        self.own.setContentsMargins(16, 0, 16, 4)
        left.body.addWidget(self.own)
        left.body.addWidget(self.list, 1)
        for part in (self.name, self.state, plain_label(sentence("ui_merge.fingerprint_is"), "dense", "ink2")):
            self.card.body.addWidget(part)
        self.card.body.addWidget(self.print)
        self.card.body.addWidget(self.how)
        row = QHBoxLayout()
        row.addWidget(self.trust)
        row.addWidget(self.refuse)
        row.addStretch(1)
        self.card.body.addLayout(row)
        self.card.body.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        right = QVBoxLayout()
        right.addWidget(self.card)
        right.addStretch(1)
        page = QHBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(16)
        page.addWidget(left, 1)
        page.addLayout(right, 1)

    def refresh(self) -> None:
        """Read the devices."""
        self._context.work.read(self, lambda services: services.devices.listed(), self._show, key="devices")

    def _show(self, found: DeviceList) -> None:
        self._known = found.known
        if found.own is not None:
            self._show_own(found.own)
        else:
            self._make_keys()
        self.list.show_rows([_row(one) for one in found.known], marks_first=True)
        self._show_card()

    def _show_own(self, own: OwnDevice) -> None:
        self.own.setText(sentence("ui_merge.own_device", name=own.name, digits=own.fingerprint))

    def _make_keys(self) -> None:
        """A new device has a fingerprint as soon as somebody wants to read it out."""

        def job(services: Services) -> OwnDevice:
            return services.devices.make_own_keys()

        def failed(_error: InspectorError) -> None:
            self.own.setText(sentence("ui_merge.own_without_keys"))

        self._context.work.write(self, job, self._show_own, failed=failed)

    def _chosen(self) -> KnownDevice | None:
        row = self.list.marked_row
        return next((one for one in self._known if row is not None and one.device.key == row.row_id), None)

    def _show_card(self) -> None:
        one = self._chosen()
        self.card.setVisible(one is not None)
        if one is None:
            return
        state = one.device.state.value
        self.name.setText(one.device.name)
        self.state.setText(_state_text(one))
        self.print.setText(one.fingerprint)
        self.how.setVisible(state != _TRUSTED)
        self.trust.setVisible(state != _TRUSTED)
        self.refuse.setVisible(state in {_TRUSTED, _UNKNOWN})
        self.take.setVisible(bool(one.waiting) and state == _TRUSTED)
        self.take.say(sentence("ui_merge.take_waiting", count=len(one.waiting)))

    def _on_trust_clicked(self) -> None:
        one = self._chosen()
        if one is not None:
            self._context.prompts.ask_text(trust_question(one.device.name, self._context.author), self._trust)

    def _trust(self, decided_by: str) -> None:
        one = self._chosen()
        if one is None:
            return
        digits = one.fingerprint

        def job(services: Services) -> object:
            return services.devices.trust(digits, decided_by)

        self._context.work.write(self, job, lambda _done: self.refresh())

    def _on_refuse_clicked(self) -> None:
        one = self._chosen()
        if one is not None:
            self._context.prompts.confirm(refuse_question(one.device.name), self._refuse)

    def _refuse(self) -> None:
        one, author = self._chosen(), self._context.author
        if one is None:
            return
        digits = one.fingerprint

        def job(services: Services) -> object:
            return services.devices.revoke(digits, author)

        self._context.work.write(self, job, lambda _done: self.refresh())

    def _on_take_clicked(self) -> None:
        one = self._chosen()
        if one is not None:
            self.take_wanted.emit(one.waiting)


def trust_question(device: str, author: str) -> TextQuestion:
    """In whose name a device is trusted."""
    title = sentence("ui_merge.trust_title", device=device)
    return TextQuestion(title, sentence("ui_merge.trust_who"), sentence("ui_merge.trust"), text=author)


def refuse_question(device: str) -> Question:
    """Whether a device is refused for good."""
    title = sentence("ui_merge.refuse_title", device=device)
    return Question(title, sentence("ui_merge.refuse_text"), sentence("ui_merge.refuse"), dangerous=True)


def _row(one: KnownDevice) -> MarkedRow:
    marks = {_TRUSTED: ("check", "green"), _UNKNOWN: ("", "ink2")}
    mark, tone = marks.get(one.device.state.value, ("cross", "red"))
    badge = sentence("ui_merge.stranger") if one.device.state.value == _UNKNOWN else ""
    return MarkedRow(
        row_id=one.device.key,
        title=one.device.name,
        note=_state_text(one),
        icon="key",
        mark=mark,
        mark_tone=tone,
        badge=badge,
    )


def _state_text(one: KnownDevice) -> str:
    state, by = one.device.state.value, one.device.decided_by
    if state == _UNKNOWN:
        return sentence("ui_merge.device_unknown", count=len(one.waiting))
    if state == _TRUSTED:
        return sentence("ui_merge.device_trusted", by=by)
    return sentence("ui_merge.device_refused", by=by)
