from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import product

import pytest

from inspector.ui.theme.contrast import ratio
from inspector.ui.theme.tokens import Density, Theme, Tokens, Workplace, tokens_of

LEAST = {Theme.LIGHT: 4.5, Theme.DARK: 4.5, Theme.LARGE: 7.0}
GROUNDS = ("canvas", "surface", "sunken", "head", "zebra", "tint")
TEXTS = ("ink", "ink2", "ink3")
PAIRS = (
    *product((*TEXTS, "link"), GROUNDS),
    *product(("green", "amber", "red"), ("canvas", "surface", "head")),
    ("green", "green_tint"),
    ("amber", "amber_tint"),
    ("red", "red_tint"),
    ("link", "tint2"),
    ("ink", "tint2"),
    ("on_primary", "primary"),
    ("on_primary", "hover"),
    ("on_primary", "pressed"),
    ("on_green", "green_fill"),
    ("on_red", "red_fill"),
    ("on_amber", "amber_fill"),
    ("on_grey", "ink3"),
    ("on_toast", "toast"),
    ("toast_link", "toast"),
    ("ink", "amber_tint"),
    ("ink", "red_tint"),
    ("ink2", "red_tint"),
)
EDGES = ("line2", "amber_edge", "bar", "bar2", "green_fill", "red_fill", "primary", "ink3")

PUBLISHED = (
    # token, ground, and the contrast that the visual language states for light, dark and large
    ("line2", "surface", 3.65, 4.19, 21),
    ("ink", "surface", 16.4, 13.7, 21),
    ("ink2", "surface", 8.3, 9.2, 16.5),
    ("ink3", "surface", 5.7, 6.4, 11.4),
    ("ink3", "tint", 4.76, 5.06, 9.1),
    ("on_primary", "primary", 8.2, 8.2, 11.6),
    ("link", "surface", 8.2, 8.4, 11.6),
    ("ink", "tint", 13.8, 10.8, 16.8),
    ("link", "tint2", 6.0, 5.0, 7.8),
    ("green", "surface", 6.1, 8.1, 10.1),
    ("green", "green_tint", 5.3, 6.9, 8.8),
    ("on_green", "green_fill", 5.0, 6.6, 8.4),
    ("amber", "surface", 7.1, 9.7, 11.0),
    ("amber", "amber_tint", 6.4, 8.1, 9.9),
    ("amber_edge", "surface", 5.9, 8.9, 21),
    ("red", "surface", 6.6, 7.6, 10.0),
    ("red", "red_tint", 5.6, 6.7, 8.4),
    ("on_red", "red_fill", 6.6, 6.4, 9.1),
    ("bar", "surface", 5.8, 6.3, 11.6),
    ("bar2", "surface", 3.3, 3.6, 3.4),
)


def of(theme: Theme) -> Tokens:
    return tokens_of(theme, Workplace.OFFICE)


def test_contrast_follows_wcag() -> None:
    assert ratio("#FFFFFF", "#000000") == pytest.approx(21)
    assert ratio("#777777", "#777777") == 1
    assert ratio("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", Theme)
def test_text_can_be_read(theme: Theme) -> None:
    tokens = of(theme)
    measured = {pair: ratio(tokens.colour(pair[0]), tokens.colour(pair[1])) for pair in PAIRS}
    assert {pair: value for pair, value in measured.items() if value < LEAST[theme]} == {}


@pytest.mark.parametrize("theme", Theme)
def test_edges_and_shapes_can_be_seen(theme: Theme) -> None:
    measured = {edge: ratio(of(theme).colour(edge), of(theme).surface) for edge in EDGES}
    assert {edge: value for edge, value in measured.items() if value < 3} == {}


def test_the_table_of_the_visual_language_holds() -> None:
    for text, ground, *stated in PUBLISHED:
        for theme, value in zip(Theme, stated, strict=True):
            tokens = of(theme)
            measured = ratio(tokens.colour(text), tokens.colour(ground))
            assert measured == pytest.approx(value, abs=0.06), (theme, text, ground)


def test_sizes_of_the_three_scales() -> None:
    office, field = tokens_of(Theme.DARK, Workplace.OFFICE), tokens_of(Theme.DARK, Workplace.FIELD)
    large = tokens_of(Theme.LARGE, Workplace.FIELD)

    def letters(tokens: Tokens) -> tuple[int, ...]:
        return tokens.caption, tokens.dense, tokens.body, tokens.section, tokens.title, tokens.figure, tokens.hero

    assert letters(office) == (12, 13, 14, 16, 20, 28, 40)
    assert letters(field) == (13, 14, 16, 18, 22, 28, 40)
    assert letters(large) == (18, 18, 20, 22, 26, 32, 44)
    assert [one.control for one in (office, field, large)] == [32, 40, 52]
    assert [one.answer for one in (office, field, large)] == [40, 48, 88]
    assert [one.header for one in (office, field, large)] == [56, 64, 76]
    assert [one.border for one in (office, field, large)] == [1, 1, 2]


@pytest.mark.parametrize(("theme", "workplace"), tuple(product(Theme, Workplace)))
def test_every_control_is_large_enough_to_hit(theme: Theme, workplace: Workplace) -> None:
    tokens = tokens_of(theme, workplace)
    assert min(tokens.control, tokens.answer, tokens.start, tokens.row) >= tokens.target


def test_large_letters_are_the_same_at_both_workplaces() -> None:
    office, field = (tokens_of(Theme.LARGE, one) for one in Workplace)
    assert (office.body, office.rail, office.ink) == (field.body, field.rail, field.ink)


def test_the_register_has_three_densities_and_large_rows_of_its_own() -> None:
    assert [of(Theme.LIGHT).row_height(one) for one in Density] == [28, 32, 40]
    assert {of(Theme.LARGE).row_height(one) for one in Density} == {72}


def test_nobody_changes_a_token() -> None:
    with pytest.raises(FrozenInstanceError):
        of(Theme.LIGHT).ink = "#000000"  # type: ignore[misc]
