"""`package export|import|show`: what travels between laptops and office."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from inspector.cli.answers_exchange import export_answer, import_answer, package_answer, restored_answer
from inspector.cli.opening import open_services, open_workspace, passphrase_option
from inspector.cli.output import REFUSED, answer, as_json_option, note, progress, say, table
from inspector.cli.parameters import EXISTING, EXISTING_FILE, FOLDER, author_option, workspace_argument
from inspector.domain.errors import NotFoundError
from inspector.exchange.manifest import PackageKind, PhotoChoice
from inspector.exchange.reading import looks_like_package
from inspector.exchange.writing import is_draft
from inspector.services.packages.exporting import MAIL, WECHAT, ExportWish
from inspector.services.packages.importing import ImportWish
from inspector.services.packages.report import FileReport, FileStatus, ImportReport
from inspector.services.packages.showing import ShownPackage, show_package
from inspector.texts import explain, sentence

_UNITS = {"KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
_NAMED = {"mail": MAIL, "wechat": WECHAT, "none": None}
_SMALLEST = 200_000
TAKEN = (FileStatus.ACCEPTED, FileStatus.KNOWN)
SHOWN = 50
"""Projects listed on the terminal."""
_MARKS = {FileStatus.ACCEPTED: "✓", FileStatus.KNOWN: "=", FileStatus.QUARANTINED: "?", FileStatus.REFUSED: "✗"}


class SizeType(click.ParamType[int]):
    """`20MB`, `1.5GB`, or where it goes: `mail`, `wechat`, `none`; 0 stands for no limit."""

    name = "SIZE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401
        """Bytes; a usage error for anything else."""
        if isinstance(value, int):
            return value
        text = str(value).strip()
        if text.lower() in _NAMED:
            return _NAMED[text.lower()] or 0
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(KB|MB|GB)", text.upper())
        size = int(float(found[1]) * _UNITS[found[2]]) if found else 0
        if size < _SMALLEST:
            self.fail(f"“{value}”不是可用的大小，应写作 20MB、1.5GB（至少 200KB），或 mail、wechat、none。", param, ctx)
        return size


@click.group()
def package() -> None:
    """数据包：导出、导入、查看。"""


@package.command("export")
@workspace_argument
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option(
    "--to", metavar="PEER", help="发给哪台设备（名称或编号开头）；缺省：成果包发编报端，其余发全部已信任设备。"
)
@click.option("--kind", type=click.Choice([one.value for one in PackageKind]), help="任务包、成果包、快照包或名册。")
@click.option("--max-size", type=SizeType(), help="每个文件最大多少：20MB、100MB、mail、wechat、none。")
@click.option("--photos", type=click.Choice([one.value for one in PhotoChoice]), help="照片：原图、打印尺寸或不带。")
@click.option("--encrypt/--no-encrypt", default=None, help="加密给收件设备；按邮件或微信大小分卷时缺省加密。")
@as_json_option
def export(
    workspace: Path,
    folder: Path,
    to: str | None,
    kind: str | None,
    max_size: int | None,
    photos: str | None,
    *,
    encrypt: bool | None,
    as_json: bool,
) -> None:
    """导出对方尚未确认收到的内容；写完读回校验才算数。"""
    wish = ExportWish(
        kind=PackageKind(kind) if kind else None,
        to=to,
        max_size=max_size or None,
        photos=PhotoChoice(photos) if photos else None,
        encrypt=encrypt,
    )
    with open_services(workspace) as services, progress(sentence("cli.exporting")) as advance:
        made = services.outgoing.export(folder, wish, advance)
    data = export_answer(made)
    if as_json:
        answer(data)
        return
    say(sentence("cli.package_exported", to=made.to or sentence("services.everybody"), **_counts(data)))
    for one in data["files"]:
        locked = sentence("cli.package_encrypted") if one["encrypted"] else ""
        say(f"{one['path']}  {_size(one['bytes'])}  {locked}".rstrip())
    if made.absent:
        note(sentence("cli.package_photos_absent", count=made.absent))


def _counts(data: dict[str, Any]) -> dict[str, int]:
    return {"operations": data["operations"], "photos": data["photos"], "files": len(data["files"])}


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= _UNITS["MB"] else f"{count / 1_000:.0f} KB"


@package.command("import")
@workspace_argument
@click.argument("files", metavar="FILE...", type=EXISTING, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="只预览，什么也不写入。")
@click.option("--yes", is_flag=True, help="已确认：即使会删除很多记录也导入。")
@author_option
@as_json_option
def import_(workspace: Path, files: tuple[Path, ...], author: str, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """导入数据包，可一次多个，次序不限；整次导入为一步，可以撤销。源文件只读。

    FILE 写文件夹时，导入其中全部数据包（按内容识别，不看文件名）。
    """
    with open_services(workspace) as services, progress(sentence("cli.importing")) as advance:
        report = services.incoming.take(_packages(files), ImportWish(author, yes, dry_run), advance)
    if as_json:
        answer(import_answer(report))
    else:
        _tell_report(report)
    if any(one.status not in TAKEN for one in report.files):
        raise SystemExit(REFUSED)


@package.command("restore")
@workspace_argument
@click.argument("files", metavar="FILE...", type=EXISTING, nargs=-1, required=True)
@author_option
@as_json_option
def restore(workspace: Path, files: tuple[Path, ...], author: str, *, as_json: bool) -> None:
    """恢复撤销过的导入：FILE 是那次导入的数据包。撤销以后没有改过的地方恢复，改过的列成冲突；算一步，可以撤销。"""
    with open_services(workspace) as services:
        packages = [show_package(one, services.workspace).package_id for one in _packages(files)]
        data = restored_answer(services.office.merge_history.restore_with(packages, author))
    if as_json:
        answer(data)
        return
    say(sentence("cli.package_restored", imports=data["imports"]))
    if data["conflicts"]:
        say(sentence("cli.package_restored_conflicts", count=data["conflicts"]))


def _packages(places: tuple[Path, ...]) -> list[Path]:
    """The files named, and of each folder its packages by name. Raises NotFoundError for a folder without any."""
    found = []
    for place in places:
        if not place.is_dir():
            found.append(place)
            continue
        inside = sorted(one for one in place.iterdir() if not is_draft(one) and looks_like_package(one))
        if not inside:
            raise NotFoundError("cli.no_packages", folder=place)
        found += inside
    return found


def _tell_report(report: ImportReport) -> None:
    for one in report.files:
        _tell_file(one)
    data = import_answer(report)
    if report.projects:
        header = sentence("cli.package_project_columns").split("|")
        table(header, [_project_row(one) for one in data["projects"][:SHOWN]])
    if len(report.projects) > SHOWN:
        say(sentence("cli.import_more_projects", count=len(report.projects) - SHOWN))
    totals = {name: data[name] for name in ("new", "changed", "deleted")}
    say(sentence(_outcome(report), projects=len([one for one in report.projects if one.project_id]), **totals))
    if report.conflicts:
        say(sentence("cli.import_conflicts", count=len(report.conflicts), keys=[one.key for one in report.conflicts]))
    for gap in report.missing:
        shown = [f"{first}–{last}" for first, last in gap.intervals]
        say(sentence("cli.import_missing", device=gap.device, intervals=shown))
    if report.photos_missing:
        say(sentence("cli.import_photos_missing", count=report.photos_missing))


def _outcome(report: ImportReport) -> str:
    """Which sentence tells what became of the whole import."""
    found = {one.status for one in report.files}
    if report.dry_run:
        return "cli.import_preview"
    if FileStatus.ACCEPTED in found:
        return "cli.packages_taken" if report.changes.change_id else "cli.packages_without_records"
    return "cli.packages_known" if FileStatus.KNOWN in found else "cli.packages_refused"


def _tell_file(one: FileReport) -> None:
    told = {"file": one.file.name, "mark": _MARKS[one.status]}
    if one.error is not None:
        say(sentence("cli.import_file_refused", reason=explain(one.error), **told))
    elif one.manifest is not None:
        manifest = one.manifest
        told |= {"kind": sentence(f"services.package_{manifest.kind.value}"), "device": manifest.sender.device_name}
        counts = {"operations": one.operations, "fresh": one.fresh, "photos": one.photos.stored + one.photos.prints}
        say(sentence("cli.import_file", volume=manifest.volume, volumes=manifest.volumes, **counts, **told))
    for remark in one.notes:
        say(f"  · {explain(remark)}")


def _project_row(one: dict[str, Any]) -> list[str]:
    name = one["name"] or sentence("cli.import_no_project" if one["project_id"] is None else "cli.import_unnamed")
    counts = [str(sum(one[mark].values())) for mark in ("new", "changed", "deleted")]
    return [name, *counts, str(one["conflicts"])]


@package.command("show")
@click.argument("file", metavar="FILE", type=EXISTING_FILE)
@click.option("--workspace", metavar="WS", type=FOLDER, help="用这个工作区的密钥解密，并说明是否信任签名者。")
@passphrase_option
@as_json_option
def show(file: Path, workspace: Path | None, *, as_json: bool) -> None:
    """查看并完整校验一个数据包，不导入。"""
    if workspace is None:
        shown = show_package(file)
    else:
        with open_workspace(workspace, read_only=True) as opened:
            shown = show_package(file, opened)
    data = package_answer(file, shown)
    if as_json:
        answer(data)
        return
    _tell_package(shown, data)


def _tell_package(shown: ShownPackage, data: dict[str, Any]) -> None:
    manifest = shown.manifest
    told = {"kind": sentence(f"services.package_{manifest.kind.value}"), "device": manifest.sender.device_name}
    made_at = manifest.made_at[:16].replace("T", " ")
    numbers = {"number": manifest.number, "volume": manifest.volume, "volumes": manifest.volumes}
    say(sentence("cli.package_shown", made_at=made_at, **numbers, **told))
    say(sentence("cli.package_fingerprint", fingerprint=data["sender"]["fingerprint"]))
    if shown.signer:
        say(sentence(f"cli.package_signer_{shown.signer}"))
    size = _size(shown.photo_bytes)
    say(sentence("cli.package_contents", operations=shown.operations, photos=shown.photos, size=size))
    table(sentence("cli.package_columns").split("|"), [_member_row(one) for one in data["members"]])


def _member_row(one: dict[str, Any]) -> list[str]:
    return [one["name"], str(one["bytes"]), one["sha256"][:16]]
