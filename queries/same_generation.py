"""The text index of the generation whose graph is asked: a page that cites one generation beside another is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import CommitteeError, OutOfReach, WrongUse

if TYPE_CHECKING:
    from index.engine import TextReader
    from kg.holdings import Holdings


def open_text(holdings: Holdings, public: bool) -> TextReader:
    """The text index, in the base's folder or in a server.

    OutOfReach where a server has another generation's, WrongUse where it has papers that the public may not read.
    """
    from index.engine import open_reader

    reader = open_reader(holdings.text)
    try:
        _check(reader, holdings, public)
    except CommitteeError:
        reader.close()
        raise
    return reader


def _check(reader: TextReader, holdings: Holdings, public: bool) -> None:
    about = reader.about
    if about is None:  # in a folder, which is its generation's
        return
    if about.exempt and public:
        raise WrongUse(
            f"The text index at {holdings.text} has papers that are not for publication: publish without --with-exempt,"
            " or serve them to staff with --with-exempt"
        )
    if (about.generation, about.made) != (holdings.number, holdings.manifest().made):
        raise OutOfReach(
            f"The text index at {holdings.text} is of generation {about.generation} of {about.made}, the graph of"
            f" {holdings.number} of {holdings.manifest().made}; `kg publish` brings both to the same"
        )
