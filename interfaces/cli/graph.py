"""`kg sparql`, `kg show`, `kg between` and `kg export`."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Final

import click

from interfaces.cli.output import Column, Form, Section, answers, put
from interfaces.wording import lines, shortened, told
from kg.base import Base

if TYPE_CHECKING:
    from queries.between import Link
    from queries.library import Library
    from queries.show import Property

EXPORTS: Final = ("nquads", "trig", "turtle", "jsonld", "graphml", "csv", "ocds")


@click.command("sparql", epilog="Example: kg sparql --example contract-values --format csv")
@click.argument("query", required=False)
@click.option(
    "-f", "--file", "file", type=click.File(encoding="utf-8"), help="Read the query from a file; - for standard input."
)
@click.option("--example", metavar="NAME", help="Run a saved query.")
@click.option(
    "--examples", "list_them", is_flag=True, help="List the saved queries, and the questions that they answer."
)
@click.option("--print", "print_it", is_flag=True, help="Print the query of --example, and do not run it.")
@answers
@click.pass_obj
def sparql(
    base: Base,
    query: str | None,
    file: IO[str] | None,
    example: str | None,
    list_them: bool,
    print_it: bool,
    form: Form | None,
) -> None:
    """Ask the graph in SPARQL.

    The default graph is the union of all papers' graphs. The prefixes ck, dct, foaf, rdf, rdfs, skos, org, prov,
    schema, oa, xsd and kg need no PREFIX line. ?passage kg:matches "respite charges" searches the text of papers.
    """
    from queries import sparql as questions

    if list_them:
        listed = questions.examples()
        put(listed, [Section("examples", listed, EXAMPLE_COLUMNS)], form)
        return
    words = _query(query, file, questions.example(example) if example else None)
    if print_it:
        click.echo(words, nl=False)
        return
    from queries.library import Library

    asked = questions.asked(Library(base), words)
    rows = questions.rows(asked.answer)
    for note in asked.notes:
        click.echo(note, err=True)
    columns = [_column(name) for name in rows[0]] if rows else []
    put(rows, [Section("rows", rows, columns)], form, "The query has no answer in these papers.")


def _query(query: str | None, file: IO[str] | None, example: str | None) -> str:
    given = [words for words in (query, file.read() if file else None, example) if words is not None]
    if len(given) != 1:
        raise click.UsageError("Give one query: as words, with -f FILE, or with --example NAME.")
    return given[0]


def _column(name: str) -> Column:
    return Column(name, lambda row: _cell(row[name]), share=1)


def _cell(value: object) -> str:
    from kg.vocabulary import short

    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() if value.startswith("http"):
            return short(value)
        case _:
            return str(value)


@click.command("show", epilog="Example: kg show contract/wexmere-county-council/meadow-court-contract")
@click.argument("iri")
@answers
@click.pass_obj
def show(base: Base, iri: str, form: Form | None) -> None:
    """Everything that papers state about one thing or statement, and what refers to it.

    IRI is whole, or begins with a prefix such as ck:, or with what follows …/id/.
    """
    from queries.library import Library
    from queries.show import show as ask

    answer = ask(Library(base), iri)
    title = f"{answer.thing.label} ({', '.join(answer.kinds)})\n{answer.thing.iri}"
    if answer.asked:
        title = f"{title}\nbefore: {answer.asked}"
    sections = [
        Section("properties", answer.properties, PROPERTY_COLUMNS, title),
        Section("referred to by", answer.referred_to_by, INVERSE_COLUMNS, "\nWhat refers to it"),
        Section("places", answer.citations, CITATION_COLUMNS, "\nWhere papers say so"),
    ]
    put(answer, sections, form)


@click.command("between", epilog="Example: kg between 'Fern Homecare' 'A Member'")
@click.argument("one")
@click.argument("other")
@click.option("--most", default=3, show_default=True, type=click.IntRange(1, 20), help="How many ways to show.")
@answers
@click.pass_obj
def between(base: Base, one: str, other: str, most: int, form: Form | None) -> None:
    """How two things are connected, and by which papers.

    ONE and OTHER are names of contracts, schemes, providers, people, posts or committees.
    """
    from queries.between import between as ask
    from queries.library import Library

    ways = ask(Library(base), one, other, most)
    links = [link for way in ways for link in way.links]
    put(ways, [Section("ways", links, LINK_COLUMNS)], form, "Nothing in these papers ties the two.")


@click.command("export", epilog="Example: kg export --format nquads -o graph.nq")
@click.option(
    "--format", "form", default="nquads", show_default=True, type=click.Choice(EXPORTS), help="The file's format."
)
@click.option(
    "-o", "--output", type=click.File("wb", lazy=True), help="The file to write; standard output unless said."
)
@click.option("--public", is_flag=True, help="What everybody may read: without papers that are not for publication.")
@click.option(
    "--ocid-prefix",
    metavar="PREFIX",
    envvar="KG_OCID_PREFIX",
    help="For ocds: what contracts' identifiers begin with; a registered prefix is yours, committee-kg is not one.",
)
@click.option(
    "--publisher", metavar="NAME", envvar="KG_PUBLISHER", help="For ocds: who publishes it; committee-kg unless said."
)
@click.option("--uri", metavar="URL", help="For ocds: the address at which the file will be found.")
@click.pass_obj
def export(
    base: Base,
    form: Any,
    output: Any,
    public: bool,
    ocid_prefix: str | None,
    publisher: str | None,
    uri: str | None,
) -> None:
    """Write the whole graph to a file, for other programs.

    nquads (sorted), trig and jsonld keep which paper says what; csv keeps it as a column; turtle is the union of all
    papers; graphml is the network of things, for Gephi, yEd and Cytoscape. ocds is every contract as a release of the
    Open Contracting Data Standard 1.1.
    """
    from queries.library import Library

    library = Library(base, public)
    out: BinaryIO = output or sys.stdout.buffer
    if form == "ocds":
        _export_contracts(library, out, {"prefix": ocid_prefix, "publisher": publisher, "uri": uri})
    else:
        from queries.export import export as write

        write(library, form, out)
    out.flush()


def _export_contracts(library: Library, out: BinaryIO, said: dict[str, str | None]) -> None:
    from queries.ocds.package import Publishing, write_package

    if not library.public and library.holdings.own and library.holdings.own.whole_manifest().variants:
        click.echo("Papers that are not for publication are in this file, too; --public leaves them out.", err=True)
    write_package(library, out, Publishing(**{name: value for name, value in said.items() if value is not None}))


def _value(row: Property) -> str:
    return f"{row.label} <{row.value}>" if row.label else row.value


def _papers(row: Property) -> str:
    return "\n".join(row.papers)


def _stated(row: Link) -> str:
    return told(row.citations, quoted=False) or "\n".join(row.papers)


EXAMPLE_COLUMNS: Final = (Column("Name", lambda row: row.name), Column("Question", lambda row: row.question, share=1))
PROPERTY_COLUMNS: Final = (
    Column("Property", lambda row: row.property),
    Column("Value", lambda row: shortened(_value(row)), share=3),
    Column("Stated by", _papers, share=2),
)
INVERSE_COLUMNS: Final = (
    Column("Is the", lambda row: row.property),
    Column("Of", lambda row: shortened(_value(row)), share=3),
    Column("Stated by", _papers, share=2),
)
CITATION_COLUMNS: Final = (Column("Words", lambda row: told([row]), share=1),)
LINK_COLUMNS: Final = (
    Column("Way", lambda row: str(row.way)),
    Column("Thing", lambda row: lines(shortened(row.subject.label, 120), _stated(row)), share=3),
    Column("Tie", lambda row: row.property),
    Column("Thing", lambda row: shortened(row.object.label, 120), share=2),
)
