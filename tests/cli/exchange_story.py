"""An office and two laptops that met through package files, for the tests of everything that the exchange answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.kit import PROJECT, ask, picture, run, visit_file

COMPARED = ("--compared", "--by", "编报组长")


@dataclass(frozen=True)
class Story:
    """The workspaces, and the folders in which packages went to and fro."""

    folder: Path

    @property
    def office(self) -> Path:
        return self.folder / "office"

    @property
    def first(self) -> Path:
        """The laptop 7号机."""
        return self.folder / "7"

    @property
    def second(self) -> Path:
        """The laptop 8号机."""
        return self.folder / "8"

    @property
    def tasks(self) -> Path:
        return self.folder / "任务包"

    @property
    def results(self) -> Path:
        return self.folder / "成果包"


def tell(folder: Path) -> Story:
    """Tasks out, both laptops assign one problem and the first makes a visit, results lie ready; nothing is merged."""
    story = Story(folder)
    ask("new", story.office, "--role", "office", "--name", "市项目办")
    ask("sample", story.office, "--city-only")
    problem = {"description": "围挡破损", "owner_department": "施工单位", "due_on": "2022-06-20"}
    file = visit_file(folder / "visit.json", problems=[problem])
    ask("visit", "add", story.office, "--project", PROJECT, "--file", file)
    ask("package", "export", story.office, story.tasks)
    for laptop, name in ((story.first, "7号机"), (story.second, "8号机")):
        ask("new", laptop, "--role", "field", "--name", name)
        assert run("package", "import", laptop, story.tasks).code == 1, "nobody knows the office yet"
        ask("device", "trust", laptop, fingerprint(story.office), "--by", "巡查组长")
        ask("package", "import", laptop, story.tasks)
    disagree(story)
    photo = picture(folder / "现场.jpg", 3)
    ask("visit", "add", story.first, "--project", PROJECT, "--file", file, "--photo", photo)
    for laptop in (story.first, story.second):
        ask("package", "export", laptop, story.results, "--max-size", "mail")
    return story


def disagree(story: Story) -> None:
    """Both laptops assign the same problem without knowing of each other."""
    due = {story.first: ("市住建局", "2022-06-25"), story.second: ("区自然资源局", "2022-06-30")}
    for laptop, (department, day) in due.items():
        ask("problem", "assign", laptop, "ZD-00001", "--to", department, "--due", day)


def introduce(story: Story) -> None:
    """The office hears of both laptops and trusts them."""
    run("package", "import", story.office, story.results)
    for name in ("7号机", "8号机"):
        ask("device", "trust", story.office, name, *COMPARED)


def merge(story: Story) -> Any:
    """The office takes the results of both laptops in; two conflicts stay."""
    introduce(story)
    return ask("package", "import", story.office, story.results)


def fingerprint(workspace: Path) -> str:
    return str(ask("device", "show", workspace)["own"]["fingerprint"])


def only(folder: Path, *words: str) -> Path:
    """The one file of a folder whose name holds all of `words`."""
    (found,) = (one for one in folder.iterdir() if all(word in one.name for word in words))
    return found
