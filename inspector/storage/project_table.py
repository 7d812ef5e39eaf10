"""Finding projects: by code, by name, by any text, page by page."""

from __future__ import annotations

from inspector.domain.project import Project
from inspector.storage.reader import Reader
from inspector.storage.shape import shape

_SEARCHED = ("name", "project_code", "province_platform_code", "owner_organization", "address")


def project_names(reader: Reader) -> dict[str, str]:
    """The name of every project by its id."""
    return dict(reader.fetch("SELECT id, name FROM project"))


def withdrawn_projects(reader: Reader) -> frozenset[str]:
    """The ids of the projects that were withdrawn."""
    return frozenset(row_id for (row_id,) in reader.fetch("SELECT id FROM project WHERE stage = 'withdrawn'"))


class ProjectTable:
    """Queries over projects."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def by_code(self, code: str) -> tuple[Project, ...]:
        """Projects with this 投资项目统一代码 or code of the province's platform; a merge may leave two."""
        return self._select("WHERE project_code = ? OR province_platform_code = ? ORDER BY id", code, code)

    def by_name(self, name: str) -> tuple[Project, ...]:
        """Projects of exactly this name."""
        return self._select("WHERE name = ? ORDER BY id", name)

    def search(self, text: str, *, limit: int = 100) -> tuple[Project, ...]:
        """Projects that hold the text in name, codes, owner or address, by name."""
        pattern = "%" + text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
        where = " OR ".join(f"{name} LIKE ? ESCAPE '\\'" for name in _SEARCHED)
        return self._select(f"WHERE {where} ORDER BY name, id LIMIT ?", *[pattern] * len(_SEARCHED), limit)

    def page(self, *, after: str = "", size: int = 100) -> tuple[Project, ...]:
        """The next projects in the order of their ids, after the last id of the page before."""
        return self._select("WHERE id > ? ORDER BY id LIMIT ?", after, size)

    def _select(self, rest: str, *values: str | int) -> tuple[Project, ...]:
        made = shape(Project)
        return tuple(map(made.record, self._reader.rows(f"{made.select} {rest}", values)))
