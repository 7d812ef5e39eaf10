"""设置: declared once in `ui.preferences`, shown here with their names; every change holds at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_settings import Ui_Settings
from inspector.ui.preferences import Preferences
from inspector.ui.screen import Screen, ScreenKey, Target
from inspector.ui.screens.settings.about import AboutCard, WorkspaceFacts, workspace_facts
from inspector.ui.screens.settings.editors import ChoiceEditor, FolderEditor, TextEditor
from inspector.ui.screens.settings.passphrase_card import PassphraseCard
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.plain import plain_label


class SettingsScreen(Screen):
    """Looks and writing left, the workspace and the program right."""

    KEY = ScreenKey.SETTINGS

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._form = Ui_Settings()
        self._form.setupUi(self)
        self._make_editors()
        self.about = AboutCard(context.appearance)
        self.recovery = Button(context.appearance, sentence("ui.setting_open_recovery"), icon_name="history")
        self.recovery.clicked.connect(lambda: self.navigated.emit(Target(ScreenKey.RECOVERY)))
        self.passphrase = PassphraseCard(context)
        self.passphrase.wanted.connect(self.closed_work_wanted)
        self._lay_out()
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
        for editor in (self.density, self.author, self.watched):
            editor.changed.connect(lambda _value: self.preferences_changed.emit(False))  # noqa: FBT003 - a signal

    def _lay_out(self) -> None:
        looks = Card(sentence("ui.setting_looks"))
        self._add(looks, sentence("ui.setting_theme"), self.theme, sentence("ui.setting_theme_note"))
        self._add(looks, sentence("ui.setting_language"), self.language)
        self._add(looks, sentence("ui.setting_density"), self.density)
        work = Card(sentence("ui.setting_work"))
        self._add(work, sentence("ui.setting_author"), self.author, sentence("ui.setting_author_note"))
        self._add(work, sentence("ui.setting_watched"), self.watched, sentence("ui.setting_watched_note"))
        safety = Card(sentence("ui.setting_safety"))
        safety.body.addWidget(plain_label(sentence("ui.setting_safety_note"), "dense", "ink2", wrap=True))
        safety.body.addWidget(self.recovery, 0, Qt.AlignmentFlag.AlignLeft)
        for column, cards in (
            (self._form.left, (looks, work)),
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
        for editor in (self.theme, self.language, self.density):
            editor.show_value()
        self.context.work.read(self, workspace_facts, self._show_facts, key="facts")

    def _show_facts(self, facts: WorkspaceFacts) -> None:
        self.about.show_facts(facts)
        self.passphrase.show_state(is_encrypted=facts.is_encrypted)

    def flush(self) -> None:
        """Keep a name that is still being typed."""
        self.author.keep()
