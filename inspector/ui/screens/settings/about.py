"""关于: the version, which workspace this is and what it holds, and the licences of what comes along."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit

from inspector import __version__, paths
from inspector.services.bundle import Services
from inspector.services.passphrases import is_encrypted
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.plain import plain_label

_LICENCES_HEIGHT = 220


@dataclass(frozen=True)
class WorkspaceFacts:
    """What a workspace says of itself; `city` is the name of its city, `role` and `tier` the values of the services."""

    folder: Path
    device: str
    role: str
    city: str
    tier: str
    is_encrypted: bool
    fingerprint: str = ""
    """Of the device's key: read out when another device meets it first; empty as long as no key could be written."""


def workspace_facts(services: Services) -> WorkspaceFacts:
    """The facts of the open workspace."""
    info, folder, own = services.workspace.info, services.workspace.path, services.devices.listed().own
    return WorkspaceFacts(
        folder=folder,
        device=info.device_name,
        role=info.role.value,
        city=services.profile.name,
        tier=info.tier.value,
        is_encrypted=is_encrypted(folder),
        fingerprint=own.fingerprint if own else "",
    )


class AboutCard(Card):
    """Facts as label and value; the licences fold out."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui.setting_about"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._values: dict[str, ElidedLabel] = {}
        for row, name in enumerate(self._names().values()):
            self._grid.addWidget(plain_label(name, "dense", "ink2"), row, 0)
        for row, key in enumerate(self._names()):
            self._values[key] = ElidedLabel()
            self._grid.addWidget(self._values[key], row, 1)
        self._values["version"].set_text(__version__)
        self.licences = QPlainTextEdit()
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        self.licences.setAccessibleName(sentence("ui.setting_licences"))
        self.licences.setMinimumHeight(_LICENCES_HEIGHT)
        self.licences.hide()
        self.fold = Button(appearance, sentence("ui.setting_licences"), ButtonKind.TEXT, "chevron-down")
        self.fold.clicked.connect(self._on_fold_clicked)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.licences)

    @staticmethod
    def _names() -> dict[str, str]:
        return {
            "version": sentence("ui.setting_version"),
            "role": sentence("ui.setting_role"),
            "device": sentence("ui.setting_device"),
            "fingerprint": sentence("ui_merge.own_fingerprint"),
            "city": sentence("ui.setting_city"),
            "tier": sentence("ui.setting_tier"),
            "folder": sentence("ui.setting_folder"),
        }

    def show_facts(self, facts: WorkspaceFacts) -> None:
        """Show which workspace this is."""
        tiers = {
            "empty": sentence("ui.setting_tier_empty"),
            "real": sentence("ui.widget_tier_real"),
            "demo": sentence("ui.widget_tier_demonstration"),
            "synthetic": sentence("ui.widget_tier_synthetic"),
        }
        roles = {"field": sentence("ui.setting_role_field"), "office": sentence("ui.setting_role_office")}
        told = {
            "role": roles[facts.role],
            "device": facts.device,
            "fingerprint": facts.fingerprint or sentence("ui_merge.no_fingerprint"),
            "city": facts.city,
            "tier": tiers[facts.tier],
            "folder": str(facts.folder),
        }
        for key, text in told.items():
            self._values[key].set_text(text)

    def value(self, key: str) -> str:
        """What stands beside a name."""
        return self._values[key].full_text

    def _on_fold_clicked(self) -> None:
        folded = self.licences.isHidden()
        if folded and not self.licences.toPlainText():
            self.licences.setPlainText(_licence_texts())
        self.licences.setVisible(folded)
        self.fold.show_icon("chevron-up" if folded else "chevron-down")


def _licence_texts() -> str:
    """The licences of the fonts that come along, one after the other."""
    files = sorted(paths.resources("fonts", "licences").glob("*.txt"))
    return "\n\n".join(f"—— {one.stem} ——\n\n{one.read_text('utf-8', errors='replace')}" for one in files)
