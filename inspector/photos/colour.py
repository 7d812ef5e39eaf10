"""Any picture's pixels as opaque sRGB: what a printer, a list and a screen expect.

Phones write Display P3, scanners CMYK and 16-bit grey, drawings carry transparency; a print copy that kept
them would look different in every viewer.
"""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageCms

_SIXTEEN_BITS = ("I;16", "I;16L", "I;16B", "I;16N")
_WITH_ALPHA = ("RGBA", "LA", "La", "RGBa")


def plain(image: Image.Image) -> Image.Image:
    """`image` in a mode that scales well: L, LA, RGB, RGBA or CMYK."""
    if image.mode in ("P", "PA") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in _SIXTEEN_BITS:
        # Converting alone would clip every grey above 255 to white.
        return image.point(_to_eight_bits).convert("L")
    if image.mode in ("1", "I", "F"):
        return image.convert("L")
    return image if image.mode in ("L", "RGB", "CMYK", *_WITH_ALPHA) else image.convert("RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> tuple[Image.Image, bool]:
    """The plain `image` as opaque sRGB, and whether its ICC `profile` could be followed."""
    opaque = _on_white(image)
    if not profile:
        return _rgb(opaque), True
    try:
        return _by_profile(opaque, profile), True
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return _rgb(opaque), False


def _to_eight_bits(level: Any) -> Any:  # noqa: ANN401 - Pillow's symbolic pixel
    return level * (1 / 256)


def _rgb(image: Image.Image) -> Image.Image:
    return image if image.mode == "RGB" else image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode not in _WITH_ALPHA:
        return image
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if "srgb" in ImageCms.getProfileDescription(source).lower():
        return _rgb(image)
    wanted = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}.get(source.profile.xcolor_space.strip(), "")
    if (image.mode == "CMYK") != (wanted == "CMYK"):
        raise ValueError(wanted)
    converted = ImageCms.profileToProfile(
        image.convert(wanted), source, ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    return _rgb(converted) if converted else _rgb(image)
