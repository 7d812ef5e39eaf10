"""口令: with one set, all the work goes on as before, and nothing of it can be read in the folder."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from inspector.app import open_services
from inspector.domain.errors import RuleError, StorageError
from inspector.domain.project import Project
from inspector.exchange.manifest import PackageKind, PhotoChoice
from inspector.services.bundle import Services
from inspector.services.maintenance import check_workspace, make_backup, restore_backup
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.report import FileStatus
from inspector.services.passphrases import PassphraseService, is_encrypted, new_recovery_key
from inspector.storage.state_hash import state_hash
from inspector.vault import wrapping
from tests.services.kit import PERIOD, TODAY, a_project, new_folder, opened, picture, visit
from tests.services.packages_kit import exported, pass_on, trust
from tests.storage.kit import HandClock
from tests.storage.test_encryption import readable

PASSPHRASE, OTHER = "葫芦岛项目为王二〇二二", "丹东项目为王二〇二二"
RECIPIENT = new_recovery_key()[1]
SITE = "沿海经济带滨海公路改扩建工程"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


@contextmanager
def unlocked(path: Path, passphrase: str = PASSPHRASE, *, read_only: bool = False) -> Iterator[Services]:
    with open_services(path, clock=HandClock(), passphrase=passphrase, read_only=read_only) as services:
        yield services


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office whose passphrase is set before any work."""
    path = new_folder(tmp_path / "office")
    PassphraseService(path, HandClock()).set(PASSPHRASE, RECIPIENT)
    return path


def plain_packages(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*.xmw") if not one.read_bytes().startswith(b"age-encryption")]


def test_photos_are_taken_shown_and_printed(folder: Path, tmp_path: Path) -> None:
    shot = picture(tmp_path / "现场.jpg")
    with unlocked(folder) as office:
        place = a_project(office, SITE)
        given = visit(photos=[{"file": "现场.jpg", "credit": "巡查组摄"}])
        saved = office.visits.record(place.id, given, [shot])
        sha = saved.photos[0].sha256
        assert office.store.original_file(sha).read_bytes() == shot.read_bytes()
        assert office.store.size(sha) == shot.stat().st_size
        for jpeg in (office.store.thumbnail_bytes(sha), office.store.print_bytes(sha)):
            with Image.open(io.BytesIO(jpeg)) as view:
                view.load()
                assert view.format == "JPEG"
        office.photos.watermark(saved.photos[0].id, tmp_path / "水印.jpg")
        with Image.open(tmp_path / "水印.jpg") as marked:
            marked.load()
        made = office.bulletins.compile(PERIOD, tmp_path / "简报.pdf", on=TODAY)
        assert made.report.warnings == ()
        assert list(pictures(tmp_path / "简报.pdf"))
        assert readable(folder) == []
    with unlocked(folder) as office:
        again = office.bulletins.compile(PERIOD, tmp_path / "重印.pdf")
        assert again.report.sha256 == made.report.sha256
        assert check_workspace(office.workspace).findings == ()
    assert readable(folder) == []
    assert not any(shot.read_bytes()[600:800] in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def pictures(pdf: Path) -> Iterator[object]:
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield from page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])


def test_lost_views_are_made_again_sealed(folder: Path, tmp_path: Path) -> None:
    with unlocked(folder) as office:
        sha = office.store.attach(picture(tmp_path / "a.png")).sha256
        before = office.store.print_bytes(sha)
        for view in (office.store.print_copy(sha), office.store.thumbnail(sha)):
            view.unlink()
        assert office.store.print_bytes(sha) == before
        assert office.store.thumbnail_bytes(sha)
    assert readable(folder) == []


@pytest.mark.parametrize("photos", [PhotoChoice.ORIGINAL, PhotoChoice.PRINT])
def test_packages_go_both_ways_between_an_encrypted_and_a_plain_workspace(
    folder: Path, tmp_path: Path, seven: Services, stick: Path, photos: PhotoChoice
) -> None:
    shot = picture(tmp_path / "现场.jpg")
    with unlocked(folder) as office:
        saved = office.visits.record(a_project(office, SITE).id, visit(), [shot])
        sha = saved.photos[0].sha256
        pass_on(office, seven, stick, ExportWish(kind=PackageKind.SNAPSHOT, photos=photos))
        if photos is PhotoChoice.ORIGINAL:
            assert seven.store.original(sha).read_bytes() == shot.read_bytes()
        else:
            assert seven.store.print_copy(sha).read_bytes() == office.store.print_bytes(sha)
        back = picture(tmp_path / "回来.jpg", (20, 90, 200))
        taken = seven.visits.record(SITE, visit(), [back]).photos[0].sha256
        report = pass_on(seven, office, stick)
        assert [one.photos.stored for one in report.files] == [1]
        assert office.store.original_file(taken).read_bytes() == back.read_bytes()
        assert state_hash(office.workspace) == state_hash(seven.workspace)
        assert readable(folder) == []
    assert readable(folder) == []


def test_a_photo_in_volumes_is_put_together_under_the_seal(
    folder: Path, tmp_path: Path, seven: Services, stick: Path
) -> None:
    large = tmp_path / "大图.jpg"
    Image.effect_noise((900, 700), 90).convert("RGB").save(large, quality=92)
    with unlocked(folder) as office:
        pass_on(office, seven, stick)
        pass_on(seven, office, stick)
        sha = seven.visits.record(a_project(seven, SITE).id, visit(), [large]).photos[0].sha256
        files = exported(seven, stick, ExportWish(to="编报端", max_size=150_000, encrypt=False))
        assert len(files) > 2
        for file in reversed(files[1:]):
            office.incoming.take([file])
        assert list((folder / "photos" / "parts").rglob("*-*"))
        assert readable(folder) == []
    with unlocked(folder) as office:
        office.incoming.take(files[:1])
        assert office.store.original_file(sha).read_bytes() == large.read_bytes()
        cut = exported(office, stick / "cut", ExportWish(kind=PackageKind.SNAPSHOT, max_size=150_000, encrypt=False))
        assert len(cut) > 2
    assert readable(folder) == []


def test_packages_of_strangers_wait_encrypted_and_come_in_all_the_same(
    folder: Path, seven: Services, stick: Path
) -> None:
    a_project(seven, SITE)
    with unlocked(folder) as office:
        office.incoming.take(exported(seven, stick, ExportWish(kind=PackageKind.SNAPSHOT)))
        waiting = list((folder / "quarantine").rglob("*.xmw"))
        assert len(waiting) == 1
        assert plain_packages(folder) == []
        report = office.incoming.take(trust(office, seven))
        assert sum(one.fresh for one in report.files) > 0
        assert not list((folder / "quarantine").rglob("*.xmw"))


def test_packages_that_wait_already_are_encrypted_with_the_rest(tmp_path: Path, seven: Services, stick: Path) -> None:
    path = new_folder(tmp_path / "office")
    a_project(seven, SITE)
    with opened(path) as office:
        office.incoming.take(exported(seven, stick, ExportWish(kind=PackageKind.SNAPSHOT)))
    assert len(plain_packages(path)) == 1
    PassphraseService(path, HandClock()).set(PASSPHRASE, RECIPIENT)
    assert plain_packages(path) == []
    with unlocked(path) as office:
        report = office.incoming.take(trust(office, seven))
        assert sum(one.fresh for one in report.files) > 0


def test_what_is_unpacked_on_the_way_in_is_sealed_too(
    folder: Path, tmp_path: Path, seven: Services, stick: Path
) -> None:
    """A kill in the middle of an import leaves its staging until the next opening."""
    seen: list[tuple[int, list[Path]]] = []

    def look(_done: int, _total: int) -> None:
        staged = [path for path in (folder / "staging").rglob("*") if path.is_file()]
        seen.append((len(staged), [path for path in readable(folder) if path.is_file()]))

    with unlocked(folder) as office:
        pass_on(office, seven, stick)
        pass_on(seven, office, stick)
        seven.visits.record(a_project(seven, SITE).id, visit(), [picture(tmp_path / "a.jpg")])
        for encrypt in (True, False):
            files = exported(seven, stick, ExportWish(to="编报端", encrypt=encrypt))
            office.incoming.take(files, progress=look)
        assert office.workspace.reader.find(Project, name=SITE)
    assert [found for _, found in seen] == [[], []]
    assert all(count for count, _ in seen)


def test_a_disk_that_refuses_the_encrypted_copy_leaves_no_half(
    folder: Path, seven: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unlocked(folder) as office:
        files = exported(seven, stick, ExportWish(kind=PackageKind.SNAPSHOT))

        def full(*_given: object) -> None:
            raise OSError(errno.ENOSPC, "disk full")

        monkeypatch.setattr("inspector.exchange.sealing.sync_file", full)
        report = office.incoming.take(files)
        assert [one.status for one in report.files] == [FileStatus.REFUSED]
        assert not [path for path in (folder / "quarantine").rglob("*") if path.is_file()]


def test_a_backup_is_restored_with_the_passphrase(folder: Path, tmp_path: Path) -> None:
    with unlocked(folder) as office:
        office.visits.record(a_project(office, SITE).id, visit(), [picture(tmp_path / "a.jpg")])
        state = state_hash(office.workspace)
        saved = make_backup(office.workspace, tmp_path / "U盘")
    assert readable(tmp_path / "U盘") == []
    for wrong in (None, OTHER):
        with pytest.raises(StorageError):
            restore_backup(saved.path, tmp_path / "again", wrong)
    restore_backup(tmp_path / "U盘", tmp_path / "again", PASSPHRASE)
    with unlocked(tmp_path / "again") as again:
        assert state_hash(again.workspace) == state
        assert check_workspace(again.workspace).sound


def test_the_passphrase_is_changed_recovered_and_taken_away(tmp_path: Path) -> None:
    path = new_folder(tmp_path / "office")
    identity, recipient = new_recovery_key()
    service = PassphraseService(path)
    service.set(PASSPHRASE, recipient)
    service.change(PASSPHRASE, OTHER)
    with pytest.raises(StorageError):
        service.change(PASSPHRASE, OTHER)
    with unlocked(path, OTHER, read_only=True) as office:
        assert office.workspace.key
    service.recover(identity, PASSPHRASE)
    with pytest.raises(StorageError):
        service.set(OTHER, recipient)
    service.remove(PASSPHRASE)
    assert not is_encrypted(path)
    with opened(path) as office:
        assert office.workspace.key is None


def test_short_passphrases_and_wrong_recipients_change_nothing(tmp_path: Path) -> None:
    path = new_folder(tmp_path / "office")
    service = PassphraseService(path)
    short: list[Callable[[], None]] = [
        lambda: service.set("1234567", RECIPIENT),
        lambda: service.change(PASSPHRASE, ""),
        lambda: service.recover("x", ""),
    ]
    for call in short:
        with pytest.raises(RuleError):
            call()
    with pytest.raises(StorageError) as raised:
        service.set(PASSPHRASE, "age1nobody")
    assert raised.value.key == "storage.recovery_recipient"
    assert not is_encrypted(path)
    with opened(path):
        pass
