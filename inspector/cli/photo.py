"""`photo add | credit | watermark | pair | side-by-side`: photos of a visit and the views made of them."""

from __future__ import annotations

from pathlib import Path

import click

from inspector.cli.answers import photo_answer
from inspector.cli.opening import open_services
from inspector.cli.output import answer, as_json_option, progress, say
from inspector.cli.parameters import EXISTING_FILE, FILE, author_option, workspace_argument
from inspector.texts import sentence


@click.group()
def photo() -> None:
    """照片：补充、说明、水印、整改前后配对。"""


@photo.command("add")
@workspace_argument
@click.option("--visit", "visit_id", required=True, help="巡查的 ID。")
@click.argument("files", metavar="F...", type=EXISTING_FILE, nargs=-1, required=True)
@as_json_option
def add(workspace: Path, visit_id: str, files: tuple[Path, ...], *, as_json: bool) -> None:
    """给未签字的巡查补充照片。"""
    with open_services(workspace) as services, progress(sentence("cli.storing_photos")) as advance:
        before = {one.id for one in services.visits.show(visit_id).photos}
        photos = services.visits.add_photos(visit_id, files, advance)
    if as_json:
        answer({"visit_id": visit_id, "photos": [photo_answer(one) for one in photos]})
        return
    count = sum(one.id not in before for one in photos)
    say(sentence("cli.photos_added" if count else "cli.photos_known", count=count))


@photo.command("credit")
@workspace_argument
@click.argument("photo_id", metavar="ID")
@click.option("--caption", help="图片说明。")
@click.option("--credit", help="供图或摄影（角色或单位）。")
@as_json_option
def credit(workspace: Path, photo_id: str, caption: str | None, credit: str | None, *, as_json: bool) -> None:
    """填写说明和供图；没有供图的照片不上简报。"""
    if caption is None and credit is None:
        raise click.UsageError(sentence("cli.credit_nothing"))
    with open_services(workspace) as services:
        made = services.photos.credit(photo_id, caption=caption, credit=credit)
    if as_json:
        answer(photo_answer(made))
    else:
        say(sentence("cli.photo_credited", id=made.id))


@photo.command("watermark")
@workspace_argument
@click.argument("photo_id", metavar="ID")
@click.argument("out", metavar="OUT.jpg", type=FILE)
@as_json_option
def watermark(workspace: Path, photo_id: str, out: Path, *, as_json: bool) -> None:
    """写出带水印的照片；原片不动，可随时重做。"""
    with open_services(workspace, read_only=True) as services:
        code = services.photos.watermark(photo_id, out)
    if as_json:
        answer({"path": str(out), "verification_code": code})
    else:
        say(sentence("cli.watermarked", path=out, code=code))


@photo.command("pair")
@workspace_argument
@click.argument("before_id", metavar="BEFORE_ID")
@click.argument("after_id", metavar="AFTER_ID")
@author_option
@as_json_option
def pair(workspace: Path, before_id: str, after_id: str, author: str, *, as_json: bool) -> None:
    """把两张照片配成整改前、整改后一对；原来的配对随之解除。"""
    with open_services(workspace) as services:
        before, after = services.photos.pair(before_id, after_id, author)
    if as_json:
        answer({"pair_id": before.pair_id, "before": photo_answer(before), "after": photo_answer(after)})
    else:
        say(sentence("cli.photos_paired", pair=before.pair_id))


@photo.command("side-by-side")
@workspace_argument
@click.argument("pair_id", metavar="PAIR_ID")
@click.argument("out", metavar="OUT.jpg", type=FILE)
@as_json_option
def side_by_side(workspace: Path, pair_id: str, out: Path, *, as_json: bool) -> None:
    """写出整改前后并排的一张图；原片不动。"""
    with open_services(workspace, read_only=True) as services:
        services.photos.side_by_side(pair_id, out)
    if as_json:
        answer({"path": str(out)})
    else:
        say(sentence("cli.side_by_side_made", path=out))
