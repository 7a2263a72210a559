"""Every question that can be asked as JSON: one table, from which addresses, checks, the page and OpenAPI are made."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from index.analysis import FACETS
from interfaces.contract_words import STATES
from interfaces.web.api.parameters import Parameter
from kg.errors import WrongUse
from queries import (
    actions,
    between,
    changes,
    compared,
    contracts,
    decisions,
    delegated,
    gaps,
    issues,
    meeting,
    network,
    person,
    plan,
    post,
    provider,
    renewals,
    savings,
    scheme,
    search,
    status,
    thing_card,
    trail,
    unmet,
    versions,
    why,
)  # fmt: skip
from queries.library import Library
from queries.show import expanded

Values = Mapping[str, Any]  # as their parameters say; read() saw to it
Paging = Literal["rows", "inside", ""]
MOST: Final = 1000  # rows of one page
OUTCOMES: Final = ("as-recommended", "amended", "rejected", "deferred", "added", "not-found")
SORTS: Final = ("relevance", "date", "date-asc")


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its name in the address, what it asks, with what, and what answers it.

    answer   the type of its answer, of which the schema is made
    paged    rows: the answer is a list, given page by page; inside: the question itself takes limit and offset
    """

    name: str
    title: str
    about: str
    ask: Callable[[Library, Values], Any]
    answer: Any
    parameters: tuple[Parameter, ...] = ()
    paged: Paging = ""

    @property
    def every_parameter(self) -> tuple[Parameter, ...]:
        """Its own parameters and those of its pages."""
        return (*self.parameters, LIMIT, OFFSET) if self.paged == "rows" else self.parameters


LIMIT: Final = Parameter("limit", "How many rows to give.", "whole", default=100, least=1, most=MOST)
OFFSET: Final = Parameter("offset", "How many of the first to pass over.", "whole", default=0, most=1_000_000)
AS_OF: Final = Parameter("as_of", "Where things stood on this day; without it, as the newest papers tell.", "day")
COMMITTEE: Final = Parameter("committee", "Only this committee.", named="committee")
SINCE: Final = Parameter("since", "Only of this date or later.", "date")
BEFORE: Final = Parameter("before", "Only before this date.", "date")


def _name(kind: str, about: str, name: str = "name") -> Parameter:
    return Parameter(name, about, required=True, named=kind)


def _by_name(ask: Callable[..., Any]) -> Callable[[Library, Values], Any]:
    """A question that takes its parameters by their own names."""
    return lambda library, values: ask(library, **values)


def _search(library: Library, values: Values) -> search.SearchAnswer:
    only = {name: values[name] for name in FACETS if values[name]}
    facets = values["facet"] or ()
    return search.search(library, values["q"], values["limit"], values["offset"], values["sort"], facets, only)


def _delegated(library: Library, values: Values) -> Any:
    since, before, as_of = (values[name] for name in ("since", "before", "as_of"))
    return delegated.delegated(library, values["to"], values["open"], since, before, as_of)


def _actions(library: Library, values: Values) -> Any:
    return actions.actions(library, values["open"], values["owner"], values["since"])


def _renewals(library: Library, values: Values) -> Any:
    return renewals.renewals(library, values["within"], values["of"] or datetime.date.today().isoformat())


def _compared(library: Library, values: Values) -> Any:
    if values["date"] and not values["committee"]:
        raise WrongUse("“date” is of a meeting: give its “committee”, too.")
    only = tuple(compared.NOT_FOUND if each == "not-found" else each for each in values["only"] or ())
    return compared.compared(library, values["committee"], values["date"], only)


def _status(library: Library, values: Values) -> status.StatusAnswer:
    """Without what a server's disk looks like, and without the lists, which have questions of their own."""
    told = status.status(library)
    return replace(told, base=library.base.path.name, listed=(), printed=())


QUESTIONS: Final = (
    Question(
        "search", "Search the words of papers", "Passages that have the words, best first, with where they stand.",
        _search, search.SearchAnswer, (
            Parameter("q", "What to look for, in the language of the search box.", required=True, example="care",
                      longest=1000),
            Parameter("sort", "Best, newest or oldest first.", "choice", default="relevance", choices=SORTS),
            *(Parameter(name, f"Only passages with this {name.replace('_', ' ')}, whole, as a facet gives it.")
              for name in FACETS),
            Parameter("facet", "Also count the passages by this.", "choice", choices=FACETS, many=True),
            Parameter("limit", "How many passages to give.", "whole", default=10, most=MOST),
            Parameter("offset", "How many of the first to pass over.", "whole", default=0, most=10_000),
        ), "inside",
    ),
    Question(
        "trail", "The trail of a contract", "Where a contract or scheme stands, what happened to it, and what is open.",
        _by_name(trail.trail),
        trail.Trail, (_name("contract", "The name of a contract or scheme."), AS_OF),
    ),
    Question(
        "delegated", "Delegated powers", "Which powers were delegated, to which post, and what became of each.",
        _delegated, tuple[delegated.Delegated, ...], (
            Parameter("to", "Only what was delegated to this post.", named="post"),
            Parameter("open", "Only those of which no use is told.", "truth", default=False),
            SINCE, BEFORE, AS_OF,
        ), "rows",
    ),
    Question(
        "contracts", "Contracts", "Contracts with where they stand, their terms, providers and ends.",
        _by_name(contracts.contracts), tuple[contracts.ContractRow, ...], (
            Parameter("ending_before", "Only contracts known to end before this date, the soonest first.", "date"),
            Parameter("provider", "Only this provider's contracts.", named="provider"),
            Parameter("state", "Only contracts in this state.", "choice", choices=tuple(STATES)),
            AS_OF,
        ), "rows",
    ),
    Question(
        "renewals", "Contracts that end", "Contracts that end, and extensions that must be taken, within some months.",
        _renewals, tuple[renewals.Renewal, ...], (
            Parameter("within", "How many months to look ahead.", "whole", default=12, least=1, most=600),
            Parameter("of", "From which day on; today unless given.", "day"),
        ), "rows",
    ),
    Question(
        "notices", "Notices and decisions that lack each other",
        "Awards of which no published notice is held, and notices on which no committee's decision is.",
        _by_name(unmet.unmet), tuple[unmet.Unmet, ...], (
            Parameter("kind", "Only awards without a notice, or only notices without a decision.", "choice",
                      choices=unmet.KINDS),
        ), "rows",
    ),
    Question(
        "decisions", "Decisions", "What was decided, limb by limb, in the order of dates.",
        _by_name(decisions.decisions), tuple[decisions.DecisionRow, ...], (
            COMMITTEE, SINCE, BEFORE,
            Parameter("about", "Only decisions that have these words, in any of their forms.", example="care"),
        ), "rows",
    ),
    Question(
        "compared", "Recommended against resolved", "What was recommended against what was resolved, limb by limb.",
        _compared, tuple[compared.ComparedRow, ...], (
            COMMITTEE,
            Parameter("date", "Only the committee's meeting of this date, or of this month or year.", "date"),
            Parameter("only", "Only limbs of which this became.", "choice", choices=OUTCOMES, many=True),
        ), "rows",
    ),
    Question(
        "meeting", "One meeting", "A meeting's agenda, attendance, decisions, actions and papers.",
        _by_name(meeting.meeting), meeting.MeetingAnswer, (
            _name("committee", "The name of a committee.", "committee"),
            Parameter("date", "The day of the meeting; a month or a year where it had one meeting in it.", "date",
                      required=True, named="meeting"),
        ),
    ),
    Question(
        "actions", "Actions", "What was to be done, by whom, and what became of it.",
        _actions, tuple[actions.ActionRow, ...], (
            Parameter("open", "Only those that no log calls complete.", "truth", default=False),
            Parameter("owner", "Only this officer's.", named="officer"),
            SINCE,
        ), "rows",
    ),
    Question(
        "plan", "The forward plan", "What is planned for which meeting, and what became of it.",
        _by_name(plan.plan), tuple[plan.PlannedRow, ...], (
            COMMITTEE, SINCE,
            Parameter("slipped", "Only items that moved, were dropped, or were not taken on their day.", "truth",
                      default=False),
        ), "rows",
    ),
    Question(
        "unplanned", "Reports that no plan listed", "Reports of meetings that a plan covers, which it does not list.",
        _by_name(plan.unplanned), tuple[plan.UnplannedRow, ...], (COMMITTEE, SINCE), "rows",
    ),
    Question(
        "provider", "One provider", "A provider's contracts and what happened to them.",
        _by_name(provider.provider), provider.ProviderAnswer, (_name("provider", "The name of a provider."),),
    ),
    Question(
        "scheme", "One scheme", "A scheme's contracts, savings and dependencies.",
        _by_name(scheme.scheme), scheme.SchemeAnswer, (_name("scheme", "The name or reference of a scheme."),),
    ),
    Question(
        "savings", "Savings", "What business cases offer to save, and what finance reports tell of it.",
        _by_name(savings.savings), tuple[savings.SavingsRow, ...],
        (Parameter("name", "Only the scheme of this name or reference."),), "rows",
    ),
    Question(
        "officer", "One officer", "An officer's posts, reports, actions and clearances.",
        _by_name(person.officer), person.PersonAnswer, (_name("officer", "The name of an officer."),),
    ),
    Question(
        "member", "One member", "A member's attendance, roles and substitutions.",
        _by_name(person.member), person.PersonAnswer, (_name("member", "The name of a member."),),
    ),
    Question(
        "post", "One post", "Who held a post, and when papers say so.",
        _by_name(post.post), post.PostAnswer, (_name("post", "The title of a post."),),
    ),
    Question(
        "between", "How two things are connected", "The shortest ways between two things, and which papers tie them.",
        _by_name(between.between), tuple[between.Way, ...], (
            _name("contract", "A contract, scheme, provider, person, post or committee.", "one"),
            _name("provider", "The other one.", "other"),
            Parameter("most", "How many ways to give.", "whole", default=3, least=1, most=20),
        ), "rows",
    ),
    Question(
        "network", "What is around a thing", "What lies within so many ties of a thing.",
        _by_name(network.network), network.Network, (
            _name("contract", "A contract, scheme, provider, person, post or meeting."),
            Parameter("steps", "How many ties away to look.", "whole", default=1, least=1, most=4),
            Parameter("most", "How many things to give.", "whole", default=60, least=2, most=500),
        ),
    ),
    Question(
        "why", "Why two names are one", "Why two names are, or are not, taken for one thing.",
        _by_name(why.why), why.WhyAnswer,
        (_name("member", "A name.", "first"), _name("officer", "The other name.", "second")),
    ),
    Question(
        "issues", "What could not be read", "Every kind of issue: how often, what it means, what to do, and where.",
        _by_name(issues.issue_counts), tuple[issues.IssueCount, ...], (), "rows",
    ),
    Question(
        "issue", "Issues of one kind", "Every issue of a code, with its place and words.",
        _by_name(issues.issues), tuple[issues.IssueRow, ...],
        (Parameter("code", "A code that `issues` lists.", required=True, example="torn-table"),), "rows",
    ),
    Question(
        "gaps", "What is missing", "Minutes, papers of planned meetings, where references lead, names.",
        _by_name(gaps.gaps), tuple[gaps.GapRow, ...],
        (Parameter("kind", "Only gaps of this kind.", "choice", choices=gaps.KINDS), COMMITTEE), "rows",
    ),
    Question(
        "status", "How the base stands", "Which generation is served, when it was made, and what it holds.",
        _status, status.StatusAnswer,
    ),
    Question(
        "papers", "Papers", "Every file that was offered: read, or refused and why.",
        lambda library, values: status.status(library).listed, tuple[status.PaperRow, ...], (), "rows",
    ),
    Question(
        "versions", "Versions", "Reports and minutes that more than one paper prints, and which took whose place.",
        _by_name(versions.versions), tuple[versions.VersionRow, ...], (), "rows",
    ),
    Question(
        "changes", "What changed", "Papers that came, changed and went between generations, the newest first.",
        _by_name(changes.changes_since), changes.ChangesAnswer,
        (Parameter("since", "Only what is newer than this generation.", "whole", default=0, most=999_999_999),),
    ),
    Question(
        "show", "Anything by its address", "What papers state about a thing or statement, and what refers to it.",
        lambda library, values: thing_card.thing_card(library, expanded(str(values["iri"]))), thing_card.ThingCard,
        (Parameter("iri", "Its whole address, or what follows /id/ in it.", required=True, named="iri"),),
    ),
)  # fmt: skip
BY_NAME: Final = {question.name: question for question in QUESTIONS}
