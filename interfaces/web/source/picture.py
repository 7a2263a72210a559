"""A page of a PDF as a picture. For a worker process: papers are hostile."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, NamedTuple

from interfaces.web.source.words import opened
from kg.errors import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots of a picture at most, in all and from top to bottom, and dots a point: maps are large, and labels small.
MOST_DOTS, TALLEST, FINEST = 8_000_000, 6000, 12.0
# What is drawn of a page in colours: so many of them do; greys need fewer.
COLOURS, GREYS = 64, 16
# Colours that differ by no more than this, of 255, from grey are grey; a share of such dots of a small copy is noise.
NEARLY_GREY, SPECKS, SMALL = 24, 0.002, 200


class Size(NamedTuple):
    """How wide and high a page is, in points, as one looks at it."""

    width: float
    height: float


def picture(path: str, page: int, width: int) -> bytes:
    """A page, counted from 1, as a PNG so many dots wide; narrower where it would be too large.

    Raises Unreadable for a file or page that cannot be opened.
    """
    with opened(path, page) as (_pdf, leaf):
        bitmap = leaf.render(scale=_scale(Size(*leaf.get_size()), width))
        try:
            return _png(bitmap.to_pil().convert("RGB"))
        finally:
            bitmap.close()


def _scale(size: Size, width: int) -> float:
    """Dots a point."""
    if size.width <= 0 or size.height <= 0:
        raise Unreadable("the page has no size")
    room = math.sqrt(MOST_DOTS / (size.width * size.height))
    return min(width / size.width, TALLEST / size.height, room, FINEST)


def _png(drawn: Image) -> bytes:
    """A picture in few colours: a page of text takes a fifth of the room, and looks the same.

    Of grey pages the greys are given; of others colours are chosen by octree: 25 ms a page, and 190 ms by median cut
    and Pillow's own `optimize` (22 November 2026).
    """
    from PIL.Image import Quantize

    few = _in_greys(drawn) if _is_grey(drawn) else drawn.quantize(COLOURS, Quantize.FASTOCTREE)
    out = io.BytesIO()
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _in_greys(drawn: Image) -> Image:
    step = 255 // (GREYS - 1)
    few = drawn.convert("L").point([round(grey / step) for grey in range(256)])
    few.putpalette([grey * step for grey in range(GREYS) for _ in range(3)])
    return few


def _is_grey(drawn: Image) -> bool:
    """Whether a page has no colour that matters."""
    from PIL.Image import Resampling

    small = drawn.resize((min(SMALL, drawn.width), min(SMALL, drawn.height)), Resampling.NEAREST)
    dots = small.tobytes()
    coloured = sum(max(dots[at : at + 3]) - min(dots[at : at + 3]) > NEARLY_GREY for at in range(0, len(dots), 3))
    return coloured <= SPECKS * small.width * small.height
