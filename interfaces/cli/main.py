"""The `kg` command: finds the base, hands the words to a command's module, and turns errors into sentences and codes.

Exit codes: 0 done, 1 some of it failed (and what failed is named), 2 wrong use.
"""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from interfaces.cli.stores import asking
from kg.base import Base
from kg.errors import BadQuery, CommitteeError, UnknownName, WrongUse

INTERRUPTED: Final = 130  # what shells give to a program that Ctrl-C ended
DEFAULT_BASE: Final = "records"


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives, under its own name; the module is imported when the command runs, and not before."""

    module: str
    help: str


# In the order in which they are listed: papers in, then questions, then the base itself.
COMMANDS: Final = {
    "fetch": Command("fetch", "Bring a committee's papers from a council's portal into a folder."),
    "ingest": Command("ingest", "Read papers into the base, and publish them."),
    "withdraw": Command("ingest", "Take a paper out of the base."),
    "search": Command("search", "Search the words of all papers."),
    "trail": Command("contracts", "Where a contract stands, what happened to it, and what is open."),
    "delegated": Command("contracts", "Which powers were delegated, to which post, and what became of each."),
    "contracts": Command("contracts", "Contracts with where they stand, their terms, providers and ends."),
    "renewals": Command("contracts", "Contracts that end, and extensions that must be taken, within some months."),
    "notices": Command("notices", "Awards without a published notice, and notices without a committee's decision."),
    "decisions": Command("meetings", "What was decided, limb by limb."),
    "compared": Command("outcomes", "What was recommended against what was resolved, limb by limb."),
    "meeting": Command("meetings", "One meeting: agenda, attendance, decisions, actions, papers."),
    "actions": Command("meetings", "What was to be done, by whom, and what became of it."),
    "plan": Command("meetings", "What is planned for which meeting, and what became of it."),
    "provider": Command("contracts", "One provider: its contracts and what happened to them."),
    "scheme": Command("contracts", "One scheme: its contracts, savings and dependencies."),
    "savings": Command("outcomes", "What business cases offer to save, and what finance reports tell of it."),
    "officer": Command("people", "One officer: posts, reports, actions, clearances."),
    "member": Command("people", "One member: attendance, roles, substitutions."),
    "between": Command("graph", "How two things are connected, and by which papers."),
    "network": Command("pictures", "What is around a thing: a table, a picture, or a file for other programs."),
    "review": Command("identity", "Names that may be one thing: questions for a person."),
    "why": Command("identity", "Why two names are, or are not, one thing."),
    "issues": Command("base", "What could not be read or placed, and what to do about it."),
    "gaps": Command("outcomes", "What is missing: minutes, papers of planned meetings, where references lead, names."),
    "status": Command("base", "Which papers are in the base, which are not and why; versions of papers."),
    "sparql": Command("graph", "Ask the graph in SPARQL."),
    "show": Command("graph", "Everything that papers state about one thing."),
    "serve": Command("serve", "Open the base to people: pages, a SPARQL endpoint, an API."),
    "publish": Command("publish", "Bring what is published here into a SPARQL store and a text index."),
    "export": Command("graph", "Write the whole graph to a file."),
    "check": Command("base", "Hold graph, archive, ledger and index against each other."),
    "repair": Command("upkeep", "Make graph, index and generation anew from archive and ledger."),
    "backup": Command("upkeep", "Copy what a base cannot make anew, also while papers are ingested."),
    "restore": Command("upkeep", "Make a base from a backup."),
    "completion": Command("completion", "Print the script that completes kg's words in a shell."),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and lists the others without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f"interfaces.cli.{COMMANDS[cmd_name].module}"), cmd_name)
        if not isinstance(found, click.Command):
            raise TypeError(f"{cmd_name} of interfaces.cli.{COMMANDS[cmd_name].module} is no command")
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that leaves early (`kg search … | head`) has had enough, and that is no failure."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
            if ctx.invoked_subcommand != "serve" and isinstance(ctx.obj, Base) and not ctx.obj.stores.settled():
                say("The store was written while it was asked, so this may be of two generations: ask again.")
                return 1
        except BrokenPipeError:
            _hush()
            return 0
        return answer

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands for `kg --help`."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help) for name, command in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but a slip of the pen is answered with the command that was meant."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            ctx.fail(f"There is no command “{name}”{_meant(name)}; `kg --help` lists them.")
        return super().resolve_command(ctx, args)


def _meant(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, COMMANDS, n=1)
    return f" (did you mean “{near[0]}”?)" if near else ""


@click.group(
    "kg",
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: kg ingest papers/ && kg trail 'Meadow Court'",
)
@click.option(
    "--base",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT_BASE,
    envvar="KG_BASE",
    show_default=True,
    show_envvar=True,
    help="The folder of the base.",
)
@click.option(
    "--graph", metavar="URL", envvar="KG_GRAPH", show_envvar=True,
    help="Ask the SPARQL store to which `kg publish` brought the graph.",
)  # fmt: skip
@click.option(
    "--text", metavar="URL", envvar="KG_TEXT", show_envvar=True,
    help="Ask the text index on a cluster to which `kg publish` brought the passages.",
)  # fmt: skip
@click.version_option(package_name="committee-kg", prog_name="kg")
@click.pass_context
def cli(ctx: click.Context, base: Path, graph: str | None, text: str | None) -> None:
    """Reads the papers that council committees publish, and answers questions about them.

    Answers go to standard output: a table on a terminal, JSON lines when piped, or as --format says.
    """
    ctx.obj = asking(Base(base), graph, text)


def main() -> None:
    """Run `kg` and leave with its exit code."""
    # A question lives for a moment. Python's default threshold of 700 costs 20 of its 300 ms, and sorting out garbage
    # when all is done 35 after networkx was used (bench/questions.py, 2026-11-22).
    gc.set_threshold(50_000)
    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


def run(words: list[str]) -> int:
    """Run `kg` with these words; the exit code."""
    try:
        code = cli.main(words, prog_name="kg", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return 2 if isinstance(error, click.UsageError) else error.exit_code
    except CommitteeError as error:
        say(*sentences(error))
        return 2 if isinstance(error, WrongUse) else 1
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED


def sentences(error: CommitteeError) -> list[str]:
    """What to tell a person of an error: its words, its place or its choices."""
    match error:
        case UnknownName(choices=(_, *_) as choices):
            return [str(error), "Choices:", *(f"  {choice}" for choice in choices)]
        case BadQuery(line=int(line), column=int(column)) if "column" not in str(error):
            return [f"{error} (line {line}, column {column})"]
        case _:
            return [str(error)]


def say(*lines: str) -> None:
    """Talk to the person, beside the data."""
    for line in lines:
        click.echo(line, err=True)


def _hush() -> None:
    """Let Python close what is left of a pipe that nobody reads, without complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
