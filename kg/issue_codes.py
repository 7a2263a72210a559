"""The closed list of what can go wrong in reading: each code with what it means and what a clerk can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class IssueCode:
    """One code, the sentence that explains it, and the next step."""

    code: str
    means: str
    do: str


_ALL: Final = (
    IssueCode(
        "exempt-part",
        "A part of the paper says that it is not for publication, so the whole paper is withheld from the public.",
        "Ingest the paper without that part; or with `--not-exempt`, if the part may be shown after all.",
    ),
    IssueCode(
        "ambiguous-person",
        "A name fits more than one person of this council, so it was joined to none of them.",
        "Look at the place; where `kg review` asks about it, answer there, or write a judgement in judgements.yaml.",
    ),
    IssueCode(
        "ambiguous-contract",
        "The words speak of a contract, and more than one of the paper's contracts fits.",
        "Open the place and see which is meant.",
    ),
    IssueCode(
        "unplaced-action",
        "A row of the action log has no meeting or no text that it could be placed by.",
        "Open the log at the place; the row's words are kept in the issue.",
    ),
    IssueCode(
        "unread-owner",
        "The cell for an action's owner or an item's lead officer names no person that could be read.",
        "Open the place; it may name a post or a team.",
    ),
    IssueCode(
        "unplaced-decision",
        "Words that resolve something stand under no item of the minutes.",
        "Open the minutes at the place and see to which item they belong.",
    ),
    IssueCode(
        "unplaced-recommendation",
        "A recommendation stands in no report whose title could be read.",
        "Open the paper at the place and see whose recommendation it is.",
    ),
    IssueCode(
        "unplaced-report",
        "A report's title could not be read, so that nothing of it could be placed.",
        "Open the paper at the place and see which report it is.",
    ),
    IssueCode(
        "unplaced-contract",
        "A recommendation or decision takes a step of a contract that it does not name.",
        "Open the place; the item's heading or the report may say which is meant.",
    ),
    IssueCode(
        "unnamed-contact",
        "A contact box has a post, an address or a number, but no name.",
        "See whether the report itself leaves the name out.",
    ),
    IssueCode(
        "unread-lead",
        "An item of the forward plan names who is to report in words that could not be read as a person.",
        "Open the plan at the place and read the name.",
    ),
    IssueCode(
        "unread-clearance",
        "A line of a clearance form asks what is not known.",
        "Tell the developers the line; its words can be searched.",
    ),
    IssueCode(
        "unplaced-event",
        "A step of a contract's life is told, but not of which contract.",
        "Open the place; if the contract is named elsewhere, nothing is lost.",
    ),
    IssueCode(
        "unplaced-dependency",
        "A business case says that it depends on something that names no other case.",
        "Open the case at the place; a task, a team or a board is no case, and nothing is lost.",
    ),
    IssueCode(
        "untitled-case",
        "A business case has no title that could be read, so nothing was taken from it.",
        "Open the paper at the place and see what the case is called.",
    ),
    IssueCode(
        "torn-table",
        "A table's cells were shifted, split or doubled, and could not be put back with certainty.",
        "Open the page itself; a better copy of the paper may read whole.",
    ),
    IssueCode(
        "torn-text",
        "Words were broken apart or run together, and could not be mended with certainty.",
        "Open the page itself; a better copy of the paper may read whole.",
    ),
    IssueCode(
        "date-mismatch",
        "A date contradicts the weekday printed with it, or another date for the same meeting.",
        "See which is right; the date as printed was kept.",
    ),
    IssueCode(
        "date-unread",
        "Words stand where a date should be, and no date could be read from them.",
        "Open the place and read the date.",
    ),
    IssueCode(
        "limb-gap",
        "The limbs of a decision or a recommendation leave out a letter or number.",
        "See whether the paper itself skips it, or whether a limb was lost.",
    ),
    IssueCode(
        "number-gap",
        "The numbers of agenda items or minutes leave one out.",
        "See whether the paper itself skips it, or whether an item was lost.",
    ),
    IssueCode(
        "unnumbered-minutes",
        "The items of these minutes bear no numbers, so none is a minute that others could cite.",
        "Open the minutes; what they decided is kept, under the meeting.",
    ),
    IssueCode(
        "value-unread",
        "A sum in a published notice is no sum of money that can be: it is no number, negative or far too large.",
        "Open the place; the notice on its portal may give it otherwise.",
    ),
    IssueCode(
        "value-not-in-pounds",
        "A published notice gives a sum in another currency, or in none: it is kept with the notice as published.",
        "Nothing, unless the portal says that pounds are meant; a sum in pounds alone counts as a contract's value.",
    ),
    IssueCode(
        "value-of-nothing",
        "A published notice gives a value of 0, which is kept with the notice and is no contract's value.",
        "Nothing; portals write 0 where a buyer gives no value.",
    ),
    IssueCode(
        "unnamed-supplier",
        "A published notice tells of an award and names no supplier, or has words that are no name in its place.",
        "Open the place; the notice's documents may say who was awarded it.",
    ),
    IssueCode(
        "period-reversed",
        "A period in a published notice ends before it begins; it is kept with the notice, and is no contract's term.",
        "Open the place; see which of the two days is wrong.",
    ),
    IssueCode(
        "untitled-notice",
        "A published notice has no title, so the contract that it tells of has no name and was not taken from it.",
        "Open the place; what the notice says is kept, under its contracting process.",
    ),
    IssueCode(
        "tender-changed",
        "A published notice changes a tender that was out already; the change is no step of the contract's life.",
        "Open the place; what the tender now says, and its estimate, stand with the notice.",
    ),
    IssueCode(
        "renewal-unread",
        "A published notice says something on renewal, and no length by which it may be extended could be read.",
        "Open the place and read by how long; the words themselves are kept with the lot.",
    ),
    IssueCode(
        "framework-value",
        "A published notice gives a framework's value: the most that may be bought under it, no contract's value.",
        "Nothing; the sum is kept with the notice. What is bought under it may have notices of its own.",
    ),
    IssueCode(
        "field-unread",
        "A field of a published notice has something else than the standard says should stand there; it was not read.",
        "Open the place and read it; what it says is on the page, and no fact was made of it.",
    ),
    IssueCode(
        "status-unread",
        "An award in a published notice has a status that the standard does not know, so it is no step of a contract.",
        "Open the place and see whether the award was made.",
    ),
    IssueCode(
        "release-without-ocid",
        "A file of published notices holds one without an ocid, the number of its process; it was not read.",
        "Get that notice again from its portal; the others of the file were read.",
    ),
    IssueCode(
        "several-buyers",
        "Published notices of councils that buy together, or were read together, so they meet no other paper's things.",
        "Where councils buy together, say with `--council` whose it is; else ingest the file again: it is taken apart.",
    ),
    IssueCode(
        "doubled-field",
        "A field stands twice in a published notice with different values; the last was read.",
        "Open the notice on its portal and see which is right.",
    ),
    IssueCode(
        "council-unknown",
        "The paper does not say which council it is of, so its things meet no other paper's.",
        "Nothing, if the paper stands alone; else ingest it with the pack that it came in.",
    ),
    IssueCode(
        "committee-unknown",
        "The paper does not say which committee it is for.",
        "Nothing, if the paper stands alone; else ingest it with the pack that it came in.",
    ),
    IssueCode(
        "meeting-unknown",
        "The paper does not say which meeting it is for, or gives no date.",
        "Nothing, if the paper stands alone; else ingest it with the pack that it came in.",
    ),
    IssueCode(
        "unread-section",
        "A section of the pack is of no kind that is read; its words can be searched.",
        "Open it; if it is of a kind that comes again, tell the developers.",
    ),
    IssueCode(
        "unknown-label",
        "A form has a label that the reader does not know; what stands beside it was left out.",
        "Tell the developers the label; its words can be searched.",
    ),
    IssueCode(
        "missing-report",
        "The agenda lists a report that the paper does not hold.",
        "See whether it was published to follow, or as a supplement.",
    ),
    IssueCode(
        "value-unread",
        "Words stand where a sum of money should be, and no sum could be read from them.",
        "Open the place and read the sum.",
    ),
    IssueCode(
        "vote-unread",
        "A vote is told in words that could not be read.",
        "Open the minutes at the place.",
    ),
    IssueCode(
        "no-text-layer",
        "Pages are pictures without words, or in letters that the file does not explain, and were not read.",
        "Install Tesseract (the package tesseract-ocr) and ingest the paper again, or ask for a copy with its text.",
    ),
    IssueCode(
        "ocr-page",
        "Pages are pictures; their words were told by Tesseract, and some of them may be wrong.",
        "Hold what matters against the page itself, the more so the lower the confidence.",
    ),
    IssueCode(
        "noise-page",
        "Pages are pictures in which Tesseract found nothing that reads as words; nothing was taken from them.",
        "Open the page: a photograph or a map has no words; of a poor scan ask for a better one.",
    ),
    IssueCode(
        "broken-page",
        "Pages are damaged in the file and could not be opened.",
        "Get the paper again from its source.",
    ),
    IssueCode(
        "off-page-words",
        "Words of the file run beyond the edge of its page, where nobody sees them; they were left out.",
        "Read them in the issue, and see in the minutes or another copy whether they count.",
    ),
    IssueCode(
        "decision-blank",
        "A form for a decision holds no decision: it is blank, or its words could not be told from the form's.",
        "Open the form at the place; if a decision stands there, tell the developers how the form prints it.",
    ),
    IssueCode(
        "decision-undated",
        "A record of a decision bears no date, so it may be an unsigned draft; it was not taken as decided.",
        "Look for the signed record; if this is it, the date is missing in the paper itself.",
    ),
)

ISSUE_CODES: Final = {code.code: code for code in _ALL}
