"""恢复: what was saved before the last session ended, shown field by field, and what can be brought back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inspector.services.bundle import Services
from inspector.services.maintenance import make_backup, restore_backup, verify_backup
from inspector.services.recovery import RecoveryReport, Survived
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_recovery import Ui_Recovery
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.prompts import FileRequest, Notice, Question, TextQuestion
from inspector.ui.screen import Screen, ScreenKey, Target, Toast
from inspector.ui.screens.recovery import words
from inspector.ui.screens.recovery.cards import BackupsCard, ListCard, OrphansCard
from inspector.ui.slots import put
from inspector.ui.widgets.reflow import Reflow
from inspector.ui.widgets.told_strip import ToldStrip

_Then = Callable[[Path, str | None], None]


class RecoveryScreen(Screen):
    """Drafts and their fields left, photos and backups right."""

    KEY = ScreenKey.RECOVERY

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Recovery()
        self._form.setupUi(self)
        appearance = context.appearance
        self.last_end = ToldStrip(appearance)
        self.drafts = ListCard(
            appearance,
            sentence("ui_today.drafts"),
            sentence("ui_today.recovery_no_drafts"),
            sentence("ui_today.continue"),
        )
        self.fields = ListCard(
            appearance, sentence("ui_today.recovery_fields"), sentence("ui_today.recovery_no_fields")
        )
        self.orphans = OrphansCard(appearance)
        self.missing = ListCard(appearance, sentence("ui_today.recovery_missing"), "")
        self.backups = BackupsCard(appearance)
        self._report: RecoveryReport | None = None
        self._fill()
        self._connect()

    def _fill(self) -> None:
        form = self._form
        Reflow(self, form.columns, self.context.appearance, area=form.side)
        put(form.last_end_slot, self.last_end)
        put(form.drafts_slot, self.drafts)
        put(form.fields_slot, self.fields)
        put(form.backups_slot, self.backups)
        for slot, card in ((form.orphans_slot, self.orphans), (form.missing_slot, self.missing)):
            put(slot, card)
            slot.hide()
        form.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self.drafts.list)

    def _connect(self) -> None:
        self.drafts.list.picked.connect(lambda visit: self.navigated.emit(Target(ScreenKey.VISIT, visit, "draft")))
        self.drafts.list.marked.connect(self._on_draft_marked)
        self.orphans.adopted.connect(self._on_adopted)
        self.orphans.removed.connect(self._on_removed)
        self.backups.made.connect(self._on_backup_wanted)
        self.backups.verified.connect(partial(self._with_backup, self._verify))
        self.backups.restored.connect(partial(self._with_backup, self._restore))

    # -- reading ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the report anew."""
        self.context.work.read(self, lambda services: services.recovery.report(), self._show, key="report")

    def _show(self, report: RecoveryReport) -> None:
        today = self.context.today()
        self._report = report
        self.last_end.show_told(*words.last_end(report, today))
        self.drafts.show_rows([words.draft_row(one, today) for one in report.drafts], marks_first=True)
        self.missing.show_rows([words.missing_row(at, one) for at, one in enumerate(report.missing)])
        self.backups.show_rows([words.backup_row(one, today) for one in report.backups])
        photos = {one.sha256: words.orphan_in_words(one, today) for one in report.orphans}
        self.orphans.show_photos(photos, [(one.inspection.id, one.project) for one in report.drafts])
        self._form.orphans_slot.setVisible(bool(report.orphans))
        self._form.missing_slot.setVisible(bool(report.missing))
        for sha256 in self.orphans.boxes:
            self._read_thumbnail(sha256)

    def _read_thumbnail(self, sha256: str) -> None:
        def show(content: bytes) -> None:
            self.orphans.show_thumbnail(sha256, content)

        def leave(_error: object) -> None:
            """A photo without a picture is told by its time."""

        self.context.work.read(self, lambda services: services.store.thumbnail_bytes(sha256), show, failed=leave)

    def _on_draft_marked(self, visit: str) -> None:
        if not visit:
            self.fields.show_rows(())
            return
        self.context.work.read(
            self, lambda services: services.recovery.survived(visit), self._show_fields, key="fields"
        )

    def _show_fields(self, found: tuple[Survived, ...]) -> None:
        today = self.context.today()
        self.fields.show_rows([words.field_row(at, one, today) for at, one in enumerate(found)])

    # -- photos ----------------------------------------------------------------------------------------------------

    def _on_adopted(self) -> None:
        draft, chosen = self.orphans.target, self.orphans.chosen
        told = Toast(sentence("ui_today.recovery_adopted", count=len(chosen)))
        self.context.work.write(
            self, lambda services: services.recovery.adopt(draft, chosen), lambda _photos: self.told.emit(told)
        )

    def _on_removed(self) -> None:
        chosen = self.orphans.chosen
        question = Question(
            sentence("ui_today.recovery_remove"),
            sentence("ui_today.recovery_remove_sure", count=len(chosen)),
            sentence("ui_today.recovery_remove"),
            dangerous=True,
        )
        self.context.prompts.confirm(question, lambda: self._remove(chosen))

    def _remove(self, chosen: tuple[str, ...]) -> None:
        def removed(count: int) -> None:
            self.told.emit(Toast(sentence("ui_today.recovery_removed", count=count), undo=False))
            self.refresh()

        self.context.work.write(self, lambda services: services.recovery.remove_orphans(chosen), removed)

    # -- backups ---------------------------------------------------------------------------------------------------

    def _on_backup_wanted(self) -> None:
        task = LongTask(sentence("ui_today.recovery_backing_up"), "")

        def make(services: Services, _progress: Progress) -> Path:
            return make_backup(services.workspace).path

        def made(_path: Path) -> None:
            self.told.emit(Toast(sentence("ui_today.recovery_backed_up"), undo=False))
            self.refresh()

        self.context.work.long(self, task, make, made)

    def _with_backup(self, then: _Then) -> None:
        """Go on with the marked backup, after its passphrase where it has one."""
        row = self.backups.list.marked_row
        listed = self._report.backups if self._report else ()
        found = next((one for one in listed if row and str(one.path) == row.row_id), None)
        if found is None:
            return
        if not found.is_encrypted:
            then(found.path, None)
            return
        title = sentence("ui_today.recovery_passphrase")
        question = TextQuestion(title, sentence("ui_today.recovery_passphrase_of"), sentence("ui.open"), secret=True)
        self.context.prompts.ask_text(question, lambda passphrase: then(found.path, passphrase))

    def _verify(self, backup: Path, passphrase: str | None) -> None:
        task = LongTask(sentence("ui_today.recovery_verifying"), "")

        def verify(_services: Services, _progress: Progress) -> int:
            return len(verify_backup(backup, passphrase).photos)

        def verified(photos: int) -> None:
            self.told.emit(Toast(sentence("ui_today.recovery_verified", count=photos), undo=False))

        self.context.work.long(self, task, verify, verified, writes=False)

    def _restore(self, backup: Path, passphrase: str | None) -> None:
        request = FileRequest(sentence("ui_today.recovery_new_folder"))

        def chosen(folder: Path) -> None:
            target = _target(folder, backup)
            question = Question(
                sentence("ui_today.recovery_restore"),
                sentence("ui_today.recovery_restore_sure", folder=target),
                sentence("ui_today.recovery_restore_now"),
            )
            self.context.prompts.confirm(question, lambda: self._restore_into(target, backup, passphrase))

        self.context.prompts.choose_folder(request, chosen)

    def _restore_into(self, target: Path, backup: Path, passphrase: str | None) -> None:
        task = LongTask(sentence("ui_today.recovery_restoring"), "")

        def restore(_services: Services, _progress: Progress) -> Path:
            restore_backup(backup, target, passphrase)
            return target

        self.context.work.long(self, task, restore, self._on_restored, writes=False)

    def _on_restored(self, target: Path) -> None:
        preferences = self.context.preferences
        preferences.recent = [*preferences.recent, str(target.resolve())]
        self.context.prompts.tell(
            Notice(
                title=sentence("ui_today.recovery_restored"),
                happened=sentence("ui_today.recovery_restored_into", folder=target),
                kept=sentence("ui_today.recovery_restored_kept"),
                advice=sentence("ui_today.recovery_restored_how"),
            )
        )


def _target(folder: Path, backup: Path) -> Path:
    """The folder itself where it is empty, else a new one in it, named after the backup."""
    return folder if not any(folder.iterdir()) else folder / f"{backup.name}-restored"
