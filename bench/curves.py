"""Curves of bench/grow.py's figures as a picture: each cost over the number of papers, in powers of ten."""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape
from typing import Any, Final

WIDTH, HEIGHT, EDGE = 460, 300, 56
INKS: Final = ("#1d70b8", "#d4351c", "#00703c", "#f47738", "#4c2c92", "#0b0c0c", "#5694ca")
Series = dict[str, Callable[[dict[str, Any]], float]]


def curves(told: list[dict[str, Any]]) -> str:
    """Four small pictures side by side, two and two."""
    parts = ("in all", "reading", "names", "graph", "index", "derived", "publish")
    pictures: list[tuple[str, Series]] = [
        ("Ingest, ms a paper (marginal)", {part: _cost(part) for part in parts}),
        ("Questions, ms at the median", {name: _question(name) for name in ("search", "trail", "delegated")}),
        ("One more paper, s", {part: _one(part) for part in ("in all", "publish", "names", "derived")}),
        ("Memory and disk, MB", {
            "peak, ingest": lambda each: float(each["ingest"]["peak MB"]),
            "peak, reader": lambda each: float(each["questions"]["reader's peak MB"]),
            "disk": lambda each: float(each["disk MB"]),
        }),
    ]  # fmt: skip
    drawn = [
        f'<g transform="translate({at % 2 * WIDTH},{at // 2 * HEIGHT})">{_picture(title, series, told)}</g>'
        for at, (title, series) in enumerate(pictures)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {2 * HEIGHT}" font-family="sans-serif" '
        f'font-size="11" role="img"><title>What each step costs as a base grows</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(drawn)}</svg>\n'
    )


def _cost(part: str) -> Callable[[dict[str, Any]], float]:
    return lambda each: float(each["ms per paper"].get(part, 0.0))


def _question(name: str) -> Callable[[dict[str, Any]], float]:
    return lambda each: float(each["questions"][name])


def _one(part: str) -> Callable[[dict[str, Any]], float]:
    return lambda each: float(each["one more"].get(part, 0.0))


def _picture(title: str, series: Series, told: list[dict[str, Any]]) -> str:
    values = {name: [(each["papers"], max(of(each), 1e-3)) for each in told] for name, of in series.items()}
    every = [value for points in values.values() for _, value in points]
    low, high = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)) + 1e-9)
    first, last = (math.log10(told[at]["papers"]) for at in (0, -1))
    across, up = WIDTH - EDGE - 110, HEIGHT - 2 * 36

    def place(papers: float, value: float) -> tuple[float, float]:
        x = EDGE + (math.log10(papers) - first) / max(last - first, 1e-9) * across
        return round(x, 1), round(36 + up * (high - math.log10(value)) / max(high - low, 1), 1)

    out = [f'<text x="{EDGE}" y="20" font-weight="bold">{escape(title)}</text>']
    for power in range(low, high + 1):
        y = place(told[0]["papers"], 10.0**power)[1]
        out.append(
            f'<path d="M{EDGE} {y}h{across}" stroke="#b1b4b6"/>'
            f'<text x="{EDGE - 6}" y="{y + 4}" text-anchor="end">{10.0**power:g}</text>'
        )
    for each in told:
        out.append(
            f'<text x="{place(each["papers"], 10.0**low)[0]}" y="{HEIGHT - 20}" text-anchor="middle">'
            f"{each['papers']:,}</text>"
        )
    for at, (name, points) in enumerate(values.items()):
        ink = INKS[at % len(INKS)]
        path = " ".join(f"{x},{y}" for x, y in (place(*point) for point in points))
        out.append(f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="2"/>')
        out.append(
            f'<text x="{EDGE + across + 8}" y="{48 + at * 16}" fill="{ink}">{escape(name)} '
            f"{_number(points[-1][1])}</text>"
        )
    return "".join(out)


def _number(value: float) -> str:
    """A figure beside its curve: small ones with two digits after the point."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2f}"
