"""Every colour and size of the window, by name; nothing that paints holds a literal of its own.

It stands apart from the style sheet, because painters and delegates take the same values. No Qt in here: colours
are `#RRGGBB`, sizes are pixels at 100 % display scale.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache


class Theme(StrEnum):
    """What the user chooses: paper, night, or black on white with large letters for outdoors."""

    LIGHT = "light"
    DARK = "dark"
    LARGE = "large"


class Workplace(StrEnum):
    """编报端 works with a mouse at a desk, 巡查端 on a touch screen in the open: it gets larger targets."""

    OFFICE = "office"
    FIELD = "field"


class Density(StrEnum):
    """Row height of the register: 稠密, 标准, 宽松."""

    DENSE = "dense"
    STANDARD = "standard"
    ROOMY = "roomy"


@dataclass(frozen=True, kw_only=True)
class Colours:
    """One theme's colours. `on_x` is the colour of text on the fill `x`; `x_tint` the pale ground of a lamp colour."""

    canvas: str
    surface: str
    sunken: str
    head: str
    line: str
    line2: str
    grid: str
    zebra: str
    ink: str
    ink2: str
    ink3: str
    primary: str
    on_primary: str
    link: str
    hover: str
    pressed: str
    tint: str
    tint2: str
    green: str
    green_fill: str
    green_tint: str
    on_green: str
    amber: str
    amber_fill: str
    amber_edge: str
    amber_tint: str
    on_amber: str
    red: str
    red_fill: str
    red_tint: str
    on_red: str
    on_grey: str
    bar: str
    bar2: str
    track: str
    toast: str
    on_toast: str
    toast_link: str
    masthead: str = "#C8161D"


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """One scale's sizes in pixels: letters, controls, rows, and the fixed parts of the window."""

    caption: int
    dense: int
    body: int
    section: int
    title: int
    figure: int
    hero: int
    question: int
    control: int
    answer: int
    start: int
    target: int
    row: int
    row_matrix: int
    row_two: int
    border: int
    ring: int
    header: int
    toolbar: int
    status: int
    nav: int
    rail: int
    lamp: int
    lamp_small: int
    icon: int
    icon_small: int
    lamp_wall: int = 30
    radius: int = 4
    radius_card: int = 8
    margin: int = 24
    margin_top: int = 16
    gap: int = 16


@dataclass(frozen=True, kw_only=True)
class Tokens(Colours, Sizes):
    """All that a painter needs to know about the look; a theme change hands out another one."""

    theme: Theme
    workplace: Workplace

    def colour(self, name: str) -> str:
        """The colour of a token by its name, for what is told which colour to take."""
        return str(getattr(self, name))

    def row_height(self, density: Density) -> int:
        """Row height of the register at a density; large letters need the rows of their own scale."""
        return self.row if self.theme is Theme.LARGE else _DENSITIES[density]


_DENSITIES = {Density.DENSE: 28, Density.STANDARD: 32, Density.ROOMY: 40}

_LIGHT = Colours(
    canvas="#F3F5F8",
    surface="#FFFFFF",
    sunken="#E9EDF2",
    head="#F0F3F7",
    line="#D6DCE4",
    line2="#7B8797",
    grid="#E3E8EE",
    zebra="#F8FAFC",
    ink="#17202B",
    ink2="#434F5E",
    ink3="#5C6877",
    primary="#1B4F8F",
    on_primary="#FFFFFF",
    link="#1B4F8F",
    hover="#163F73",
    pressed="#102F57",
    tint="#E3ECF7",
    tint2="#CFDEF1",
    green="#17703D",
    green_fill="#1B7F45",
    green_tint="#E1F2E8",
    on_green="#FFFFFF",
    amber="#7A4F00",
    amber_fill="#F5B400",
    amber_edge="#8A5A00",
    amber_tint="#FFF2CC",
    on_amber="#3A2600",
    red="#B3231B",
    red_fill="#B3231B",
    red_tint="#FBE7E5",
    on_red="#FFFFFF",
    on_grey="#FFFFFF",
    bar="#2F67AB",
    bar2="#6F8FB8",
    track="#E1E7EE",
    toast="#17202B",
    on_toast="#FFFFFF",
    toast_link="#93BEF4",
)

_DARK = Colours(
    canvas="#11161D",
    surface="#1A212A",
    sunken="#0D1218",
    head="#212A35",
    line="#313C49",
    line2="#748396",
    grid="#2A3440",
    zebra="#1D252F",
    ink="#E8ECF1",
    ink2="#BAC4CF",
    ink3="#98A4B2",
    primary="#86B5F0",
    on_primary="#0A1A2D",
    link="#93BEF4",
    hover="#A5C9F6",
    pressed="#6EA2E3",
    tint="#20334B",
    tint2="#2C466A",
    green="#63CB8D",
    green_fill="#3FAE6F",
    green_tint="#163225",
    on_green="#06170D",
    amber="#F0C252",
    amber_fill="#EDB92E",
    amber_edge="#EDB92E",
    amber_tint="#382D12",
    on_amber="#1E1500",
    red="#FF9389",
    red_fill="#F0695E",
    red_tint="#42211F",
    on_red="#1F0503",
    on_grey="#11161D",
    bar="#6FA5E6",
    bar2="#5878A3",
    track="#2A3440",
    toast="#E8ECF1",
    on_toast="#17202B",
    toast_link="#1B4F8F",
)

_OUTDOORS = Colours(
    canvas="#FFFFFF",
    surface="#FFFFFF",
    sunken="#F0F0F0",
    head="#F0F0F0",
    line="#000000",
    line2="#000000",
    grid="#BFBFBF",
    zebra="#FFFFFF",
    ink="#000000",
    ink2="#1F1F1F",
    ink3="#3A3A3A",
    primary="#00357F",
    on_primary="#FFFFFF",
    link="#00357F",
    hover="#002A66",
    pressed="#001F4D",
    tint="#DCE7F8",
    tint2="#C3D6F2",
    green="#004D20",
    green_fill="#005A26",
    green_tint="#E3F3E8",
    on_green="#FFFFFF",
    amber="#553600",
    amber_fill="#FFC400",
    amber_edge="#000000",
    amber_tint="#FFF3CC",
    on_amber="#3A2600",
    red="#8B0000",
    red_fill="#960000",
    red_tint="#FCE6E6",
    on_red="#FFFFFF",
    on_grey="#FFFFFF",
    bar="#00357F",
    bar2="#7A8CA6",
    track="#D9D9D9",
    toast="#000000",
    on_toast="#FFFFFF",
    toast_link="#C3D6F2",
)

_OFFICE = Sizes(
    caption=12,
    dense=13,
    body=14,
    section=16,
    title=20,
    figure=28,
    hero=40,
    question=16,
    control=32,
    answer=40,
    start=40,
    target=24,
    row=32,
    row_matrix=36,
    row_two=52,
    border=1,
    ring=2,
    header=56,
    toolbar=48,
    status=32,
    nav=200,
    rail=56,
    lamp=14,
    lamp_small=11,
    icon=20,
    icon_small=16,
)

_FIELD = Sizes(
    caption=13,
    dense=14,
    body=16,
    section=18,
    title=22,
    figure=28,
    hero=40,
    question=18,
    control=40,
    answer=48,
    start=64,
    target=40,
    row=48,
    row_matrix=48,
    row_two=72,
    border=1,
    ring=2,
    header=64,
    toolbar=48,
    status=32,
    nav=200,
    rail=88,
    lamp=14,
    lamp_small=11,
    icon=20,
    icon_small=16,
)

_LARGE = Sizes(
    caption=18,
    dense=18,
    body=20,
    section=22,
    title=26,
    figure=32,
    hero=44,
    question=28,
    control=52,
    answer=88,
    start=64,
    target=48,
    row=72,
    row_matrix=72,
    row_two=72,
    border=2,
    ring=3,
    header=76,
    toolbar=68,
    status=36,
    nav=248,
    rail=88,
    lamp=20,
    lamp_small=16,
    icon=24,
    icon_small=20,
)

_COLOURS = {Theme.LIGHT: _LIGHT, Theme.DARK: _DARK, Theme.LARGE: _OUTDOORS}
_SIZES = {Workplace.OFFICE: _OFFICE, Workplace.FIELD: _FIELD}


@lru_cache
def tokens_of(theme: Theme, workplace: Workplace) -> Tokens:
    """The tokens of a theme at a workplace; LARGE has one scale for both."""
    sizes = _LARGE if theme is Theme.LARGE else _SIZES[workplace]
    return Tokens(theme=theme, workplace=workplace, **asdict(_COLOURS[theme]), **asdict(sizes))
