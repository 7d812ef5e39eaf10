"""设置: declared once in `ui.preferences`, shown here with their names; every change holds at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_settings import Ui_Settings
from inspector.ui.preferences import Preferences
from inspector.ui.screen import Screen, ScreenKey, Target
from inspector.ui.screens.settings.about import AboutCard, WorkspaceFacts, workspace_facts
from inspector.ui.screens.settings.editors import ChoiceEditor, FolderEditor, SeveralEditor, TextEditor
from inspector.ui.screens.settings.passphrase_card import PassphraseCard
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.reflow import Reflow


class SettingsScreen(Screen):
    """Looks and writing left, the workspace and the program right."""

    KEY = ScreenKey.SETTINGS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Settings()
        self._form.setupUi(self)
        self._make_editors()
        self.about = AboutCard(context.appearance)
        self.recovery = Button(context.appearance, sentence("ui.setting_open_recovery"), icon_name="history")
        self.recovery.clicked.connect(lambda: self.navigated.emit(Target(ScreenKey.RECOVERY)))
        self.passphrase = PassphraseCard(context)
        self.passphrase.wanted.connect(self.closed_work_wanted)
        self._lay_out()
        Reflow(self, self._form.columns, context.appearance)
        self.setFocusProxy(self.theme.buttons[context.preferences.theme])

    def _make_editors(self) -> None:
        preferences = self.context.preferences
        themes = {
            "light": sentence("ui.theme_light"),
            "dark": sentence("ui.theme_dark"),
            "large": sentence("ui.theme_large"),
        }
        densities = {
            "dense": sentence("ui.setting_dense"),
            "standard": sentence("ui.setting_standard"),
            "roomy": sentence("ui.setting_roomy"),
        }
        self.theme = ChoiceEditor(preferences, Preferences.theme, themes)
        self.theme.changed.connect(lambda value: self.context.appearance.choose(Theme(value)))
        self.language = ChoiceEditor(preferences, Preferences.language, {"zh_CN": "中文", "en": "English"})
        self.language.changed.connect(lambda _value: self.preferences_changed.emit(True))  # noqa: FBT003 - a signal
        self.density = ChoiceEditor(preferences, Preferences.density, densities)
        self.author = TextEditor(preferences, Preferences.author, sentence("ui.setting_author_hint"))
        self.watched = FolderEditor(self.context, Preferences.watched_folder)
        self.watermark = ChoiceEditor(preferences, Preferences.watermark, _on_off())
        self.watermark_lines = SeveralEditor(preferences, Preferences.watermark_lines, _line_names())
        for editor in (self.density, self.author, self.watched, self.watermark, self.watermark_lines):
            editor.changed.connect(lambda _value: self.preferences_changed.emit(False))  # noqa: FBT003 - a signal

    def _lay_out(self) -> None:
        looks = Card(sentence("ui.setting_looks"))
        self._add(looks, sentence("ui.setting_theme"), self.theme, sentence("ui.setting_theme_note"))
        self._add(looks, sentence("ui.setting_language"), self.language)
        self._add(looks, sentence("ui.setting_density"), self.density)
        work = Card(sentence("ui.setting_work"))
        self._add(work, sentence("ui.setting_author"), self.author, sentence("ui.setting_author_note"))
        self._add(work, sentence("ui.setting_watched"), self.watched, sentence("ui.setting_watched_note"))
        photos = Card(sentence("ui.setting_watermark"))
        self._add(photos, sentence("ui.setting_watermark_use"), self.watermark, sentence("ui.setting_watermark_note"))
        lines_note = sentence("ui.setting_watermark_lines_note")
        self._add(photos, sentence("ui.setting_watermark_lines"), self.watermark_lines, lines_note)
        safety = Card(sentence("ui.setting_safety"))
        safety.body.addWidget(plain_label(sentence("ui.setting_safety_note"), "dense", "ink2", wrap=True))
        safety.body.addWidget(self.recovery, 0, Qt.AlignmentFlag.AlignLeft)
        for column, cards in (
            (self._form.left, (looks, work, photos)),
            (self._form.right, (safety, self.passphrase, self.about)),
        ):
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)

    def _add(self, card: Card, name: str, editor: QWidget, note: str = "") -> None:
        card.body.addWidget(Field(self.context.appearance, name, editor))
        if note:
            card.body.addWidget(plain_label(note, "dense", "ink3", wrap=True))

    def refresh(self) -> None:
        """Show what holds now: the theme may have been changed from the menu."""
        for editor in (self.theme, self.language, self.density, self.watermark):
            editor.show_value()
        self.context.work.read(self, workspace_facts, self._show_facts, key="facts")

    def _show_facts(self, facts: WorkspaceFacts) -> None:
        self.about.show_facts(facts)
        self.passphrase.show_state(is_encrypted=facts.is_encrypted)
        if not facts.fingerprint:
            self._make_keys(facts)

    def _make_keys(self, facts: WorkspaceFacts) -> None:
        """A new device has a fingerprint as soon as somebody wants to read it out."""
        self.context.work.write(
            self,
            lambda services: services.devices.make_own_keys(),
            lambda own: self.about.show_facts(replace(facts, fingerprint=own.fingerprint)),
            failed=lambda _error: None,  # the card says that there is none yet
        )

    def flush(self) -> None:
        """Keep a name that is still being typed."""
        self.author.keep()


def _on_off() -> dict[str, str]:
    return {"on": sentence("ui.setting_watermark_on"), "off": sentence("ui.setting_watermark_off")}


def _line_names() -> dict[str, str]:
    return {
        "project": sentence("ui.setting_line_project"),
        "time": sentence("ui.setting_line_time"),
        "place": sentence("ui.setting_line_place"),
        "inspector": sentence("ui.setting_line_inspector"),
    }
