"""Columns as Excel names them: registers and checklists tell their users places in a sheet by these letters."""

from __future__ import annotations


def column_letter(column: int) -> str:
    """`A` for 0, `AA` for 26: how the user finds the column in Excel."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """0 for `A`, 26 for `AA`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
