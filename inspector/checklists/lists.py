"""The choices of a filled form: lists and tables as documents that expressions walk, and labels to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inspector.checklists.expressions import Node
from inspector.checklists.formula_order import stem
from inspector.checklists.model import Choice, Form, Question, Texts, text_in
from inspector.checklists.surroundings import Surroundings


class Lists:
    """Built once a session; a document only when an expression asks for it."""

    def __init__(self, form: Form, surroundings: Surroundings) -> None:
        self._form = form
        self._surroundings = surroundings
        self._documents: dict[str, Node] = {}
        self._choices: dict[Node, Choice] = {}

    def text(self, texts: Texts) -> str:
        """A text in the language of the session."""
        return text_in(texts, self._surroundings.language, self._form.default_language)

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """All choices of a question, filters aside; of a file as its columns `name` and `label` say."""
        if not question.from_file:
            return self._form.lists.get(question.source, ())
        self.document(stem(question.source))
        value = question.parameters.get("value", "name")
        label = question.parameters.get("label", "label")
        rows = self._surroundings.tables.get(stem(question.source), ())
        return tuple(Choice(row.get(value, ""), {"": row.get(label, "")}, columns=row) for row in rows)

    def label(self, question: Question, value: str) -> str:
        """The label of the choice `value`, "" where the question has no such choice."""
        return next((self.text(one.label) for one in self.choices(question) if one.name == value), "")

    def document(self, name: str) -> Node | None:
        """`root/item/<column>` of a list or a table."""
        if name not in self._documents:
            if name in self._form.lists:
                self._documents[name] = self._document(self._cells(one) for one in self._form.lists[name])
            elif name in self._surroundings.tables:
                self._documents[name] = self._document(self._surroundings.tables[name])
        return self._documents.get(name)

    def _cells(self, choice: Choice) -> Mapping[str, str]:
        return {"name": choice.name, "label": self.text(choice.label), **choice.columns}

    @staticmethod
    def _document(rows: Iterable[Mapping[str, str]]) -> Node:
        document = Node("")
        root = document.add("root")
        for row in rows:
            item = root.add("item")
            for column, text in row.items():
                item.add(column, text)
        return document
