"""项目为王 · 巡查与简报: offline field inspection and briefing for a city's key construction projects."""

__version__ = "0.1.0"
