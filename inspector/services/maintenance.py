"""备份与恢复, and the check of a workspace."""

from __future__ import annotations

from pathlib import Path

from inspector.domain.errors import NotFoundError
from inspector.storage import backup, check
from inspector.storage.backup_folder import MANIFEST
from inspector.storage.workspace import Workspace, WorkspaceInfo


def check_workspace(workspace: Workspace) -> check.CheckResult:
    """Everything that is damaged, awaited or left by a merge."""
    return check.check(workspace)


def renew_copies(workspace: Workspace) -> None:
    """Make the narrow copies of the records anew, which the check has found to differ."""
    workspace.renew_copies()


def copies_differ(result: check.CheckResult) -> bool:
    """Whether the check has found that."""
    return any(one.key == check.COPIES for one in result.findings)


def make_backup(workspace: Workspace, destination: Path | None = None) -> backup.Backup:
    """A verified backup, at `destination` or in the workspace's own folder."""
    return backup.make_backup(workspace, destination)


def back_up_if_due(workspace: Workspace) -> backup.Backup | None:
    """The automatic backup, where something changed since the one of the last hour; it only reads the database."""
    return backup.backup_if_due(workspace)


def restore_backup(path: Path, target: Path, passphrase: str | None = None) -> tuple[Path, WorkspaceInfo]:
    """Restore the backup at `path`, or the newest one in a folder of backups, into the new folder `target`.

    Returns the backup taken; an encrypted one asks for its passphrase.

    Raises NotFoundError where there is none and StorageError where it is damaged.
    """
    source = backup_in(path)
    return source, backup.restore(source, target, passphrase)


def verify_backup(path: Path, passphrase: str | None = None) -> backup.Backup:
    """Read everything in a backup. Raises StorageError: damaged or incomplete, or its passphrase is needed."""
    return backup.verify_backup(path, passphrase)


def backup_in(path: Path) -> Path:
    """The backup at `path`, or the newest one in a folder of backups. Raises NotFoundError."""
    if (path / MANIFEST).is_file():
        return path
    found = backup.list_backups(path)
    if not found:
        raise NotFoundError("services.no_backup", path=path)
    return found[0].path
