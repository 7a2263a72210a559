"""Pages from templates: the Jinja environment, and what every template may use.

Everything is escaped. A template gets `edition` and `settings`, the functions of interfaces/web/addresses.py, and the
wording that the terminal has, so that both say things alike.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from interfaces import contract_words, wording
from interfaces.web import addresses
from interfaces.web.edition import edition_of, state_of
from interfaces.web.pages import search_words
from queries.answers import pounds

if TYPE_CHECKING:
    from starlette.requests import Request

HERE: Final = Path(__file__).parent
# Letters that turn the direction of what follows, or cannot be seen: a paper could disguise words with them. And those
# that XML cannot have: one of them would make a feed unreadable.
UNSEEN: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0x00, 0x09), 0x0B, 0x0C,
                               *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF])  # fmt: skip
MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                 "November", "December")  # fmt: skip


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from a template."""
    text = environment().get_template(template).render(
        edition=edition_of(request), settings=state_of(request).settings, request=request, **values
    )  # fmt: skip
    return HTMLResponse(text, status)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, and what they may use."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False, finalize=_shown,
    )  # fmt: skip
    found.filters.update(
        day=long_day, short_day=wording.day, money=wording.money, pounds=pounds, months=wording.months,
        shortened=wording.shortened, step=lambda step: wording.STEPS.get(step, step),
        state=lambda state: contract_words.STATES.get(state or "", "not known"), count=lambda number: f"{number:,}",
        capitalised=capitalised,
    )  # fmt: skip
    found.filters.update(search_words.FILTERS)
    found.globals.update({name: getattr(addresses, name) for name in ADDRESSES})
    found.globals.update(words=contract_words)
    return found


def read_templates() -> None:
    """Compile all templates now, so that the first page of each kind need not: 20 ms each, half a second in all."""
    for name in environment().list_templates():
        environment().get_template(name)


ADDRESSES: Final = (
    "page_of",
    "source_of",
    "source_page",
    "paper_of",
    "picture_of",
    "original_of",
    "graph_of",
    "dump",
    "changes",
    "search_for",
    "table",
    "with_query",
)


def _shown(value: Any) -> Any:
    """What a value looks like on a page: nothing for None, and no unseen letters."""
    if value is None:
        return ""
    if type(value) is not str or value.isprintable():  # what a macro made went through here piece by piece
        return value
    return value.translate(UNSEEN)


def capitalised(words: str) -> str:
    """Words with a capital at their beginning, and the rest as it is."""
    return words[:1].upper() + words[1:]


def long_day(iso: str | None) -> str:
    """`2018-03-08` as `8 March 2018`, as exact as it is; empty for none."""
    if not iso:
        return ""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= int((*parts, "1")[1] if len(parts) > 1 else 1) <= 12:
        return iso
    month = MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
    return " ".join(filter(None, [str(int(parts[2])) if len(parts) > 2 else "", month, parts[0]]))
