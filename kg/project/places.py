"""Finding the statement of the same paper that another one refers to: the minute of a decision, the report of a limb.

Where the paper refers to what it does not itself state (the minute 98 of an earlier meeting), a stub stands for it:
typed, numbered, with its meeting and the words that refer to it, without a title, which only the statement itself has.
"""

from __future__ import annotations

from collections import defaultdict

from kg import ids, names
from kg.evidence import Evidence
from kg.notice_records import Notice, NoticeAward, NoticeContract, NoticeLot, NoticeRecord
from kg.project.sheet import Sheet
from kg.records import AgendaItem, ContractEvent, Decision, Delegation, MeetingKey, Minute, Recommendation, Report
from kg.vocabulary import Has, Kind


class Places:
    """A paper's statements by what others call them by."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._minutes: dict[tuple[str, str], str] = {}
        self._items: dict[tuple[str, str], str] = {}
        self._reports: dict[str, list[tuple[int, MeetingKey | None, str]]] = defaultdict(list)
        self._awards: dict[tuple[str | None, str, str], str] = {}
        self._notices: dict[tuple[str, str], str] = {}
        self._parts: dict[tuple[str, str, type, str], str] = {}
        self.said: dict[str, Decision | Recommendation] = {}
        for record in sheet.reading.records:
            self._note(record)

    def _note(self, record: object) -> None:
        match record:
            case Minute(meeting=key, number=number):
                self._minutes.setdefault((self._sheet.meeting(key), number_form(number)), self._iri(record))
            case AgendaItem(meeting=key, number=str(number)):
                self._items.setdefault((self._sheet.meeting(key), number_form(number)), self._iri(record))
            case Report(title=title, meeting=meeting_key, evidence=evidence):
                start = evidence[0].start if evidence else 0
                self._reports[names.fold(title)].append((start, meeting_key, self._iri(record)))
            case Decision() | Recommendation():
                self.said[ids.statement_id(record)] = record
            case ContractEvent(step="delegate-award"):
                self._awards.setdefault(award_key(self._sheet, record), self._iri(record))
            case Notice(ocid=ocid, release=release):
                self._notices.setdefault((ocid, release), self._iri(record))
            case (
                NoticeLot(ocid=ocid, release=release, number=number)
                | NoticeAward(ocid=ocid, release=release, award=number)
            ):
                self._parts.setdefault((ocid, release, type(record), number), self._iri(record))

    def _iri(self, record: ids.Statement) -> str:
        return ids.statement(self._sheet.paper_iri, record)

    def minute(self, key: MeetingKey, number: str | None, evidence: tuple[Evidence, ...]) -> str | None:
        """The minute of that number, or a stub for it."""
        if number is None:
            return None
        meeting = self._sheet.meeting(key)
        found = self._minutes.get((meeting, number_form(number)))
        return found or self._stub(Kind.MINUTE, "minute", meeting, number, evidence)

    def agenda_item(self, key: MeetingKey | None, number: str | None, evidence: tuple[Evidence, ...]) -> str | None:
        """The agenda item of that number, or a stub for it."""
        if number is None or key is None:
            return None
        meeting = self._sheet.meeting(key)
        found = self._items.get((meeting, number_form(number)))
        return found or self._stub(Kind.AGENDA_ITEM, "agenda-item", meeting, number, evidence)

    def report(self, title: str, key: MeetingKey | None, evidence: tuple[Evidence, ...]) -> str:
        """The report of that title: of the same meeting, and of several the last one begun before these words."""
        same_title = self._reports.get(names.fold(title), [])
        found = [entry for entry in same_title if entry[1] == key] or same_title
        at = evidence[0].start if evidence else 0
        before = [entry for entry in found if entry[0] <= at]
        if before:
            return max(before, key=lambda entry: entry[0])[2]
        if found:
            return min(found, key=lambda entry: entry[0])[2]
        return self._report_stub(title, evidence)

    def award(self, delegation: Delegation) -> str | None:
        """The contract event that is the same node as a delegation of power to award."""
        return self._awards.get(award_key(self._sheet, delegation)) if delegation.contract else None

    def notice(self, part: NoticeRecord) -> str | None:
        """The notice that a lot, an award, a party, … is part of."""
        return self._notices.get((part.ocid, part.release))

    def lot(self, award: NoticeAward, number: str) -> str | None:
        """The lot of that number in an award's own notice, None where it lists none."""
        return self._parts.get((award.ocid, award.release, NoticeLot, number))

    def awarded(self, contract: NoticeContract) -> str | None:
        """The award that a contract was signed after, None where its own notice lists none."""
        return self._parts.get((contract.ocid, contract.release, NoticeAward, contract.award or ""))

    def _stub(self, kind: str, word: str, meeting: str, number: str, evidence: tuple[Evidence, ...]) -> str:
        iri = ids.stub(self._sheet.paper_iri, word, number, ids.last_part(meeting), meeting)
        self._sheet.statement(iri, kind, f"{word.replace('-', ' ')} {number}", evidence)
        self._sheet.link(iri, Has.MEETING, meeting)
        self._sheet.add(iri, Has.NUMBER, number)
        return iri

    def _report_stub(self, title: str, evidence: tuple[Evidence, ...]) -> str:
        """A report whose head the paper does not hold: its title alone."""
        iri = ids.stub(self._sheet.paper_iri, "report", title)
        self._sheet.add(iri, Has.TITLE, title)
        self._sheet.cite(iri, evidence)
        return iri


def number_form(number: str) -> str:
    """The form of an item's number: "98." and "98" are one."""
    return number.strip().rstrip(".").casefold()


def award_key(sheet: Sheet, record: ContractEvent | Delegation) -> tuple[str | None, str, str]:
    """What an event and a delegation share when they are one: the limb that says it, the contract, the status."""
    return record.says, sheet.names.contract(record.contract or ""), record.status
