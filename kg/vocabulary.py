"""Every IRI that the program knows, spelled once: a typo elsewhere fails at import, not in an answer.

Plain strings, so that importing this costs nothing; kg/terms.py turns them into graph nodes. `vocabulary.ttl` says what
each word of ours means, and a test holds the two against each other.
"""

from __future__ import annotations

from typing import Final

CK: Final = "https://w3id.org/committee-kg/ns#"
DCT: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
ORG: Final = "http://www.w3.org/ns/org#"
PROV: Final = "http://www.w3.org/ns/prov#"
SCHEMA: Final = "http://schema.org/"
OA: Final = "http://www.w3.org/ns/oa#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
# Not words of the graph: properties that a query may ask for and a text search answers (queries/text_patterns.py).
SEARCH: Final = "https://w3id.org/committee-kg/search#"

PREFIXES: Final = {
    "ck": CK,
    "dct": DCT,
    "foaf": FOAF,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "org": ORG,
    "prov": PROV,
    "schema": SCHEMA,
    "oa": OA,
    "xsd": XSD,
    "kg": SEARCH,
}

ID_BASE: Final = "https://w3id.org/committee-kg/id/"
IDENTITY_GRAPH: Final = "https://w3id.org/committee-kg/graph/identity"
DERIVED_GRAPH: Final = "https://w3id.org/committee-kg/graph/derived"
REDIRECTS_GRAPH: Final = "https://w3id.org/committee-kg/graph/redirects"
# Only in what everybody may read: that there are papers not for publication.
WITHHELD_GRAPH: Final = "https://w3id.org/committee-kg/graph/withheld"
# What `kg publish` has a store say of itself, beside the graph: no part of it, and in words that are none of it.
PUBLISHED_GRAPH: Final = "https://w3id.org/committee-kg/graph/published"
PUBLISHED_WORDS: Final = "https://w3id.org/committee-kg/published#"
# With which all of these begin, and the graphs of papers.
OURS: Final = "https://w3id.org/committee-kg/"
# The graphs that are no paper's.
CONCLUDED_GRAPHS: Final = (IDENTITY_GRAPH, DERIVED_GRAPH, REDIRECTS_GRAPH, WITHHELD_GRAPH)


class Kind:
    """Our classes: the things, then the statements about them, then places in papers."""

    PAPER: Final = CK + "Paper"
    BODY: Final = CK + "Body"
    COUNCIL: Final = CK + "Council"
    COMMITTEE: Final = CK + "Committee"
    MEETING: Final = CK + "Meeting"
    PERSON: Final = CK + "Person"
    MEMBER: Final = CK + "Member"
    OFFICER: Final = CK + "Officer"
    POST: Final = CK + "Post"
    PROVIDER: Final = CK + "Provider"
    SCHEME: Final = CK + "Scheme"
    CONTRACT: Final = CK + "Contract"
    PROCESS: Final = CK + "Process"

    STATEMENT: Final = CK + "Statement"
    ATTENDANCE: Final = CK + "Attendance"
    MEMBERSHIP: Final = CK + "Membership"
    AGENDA_ITEM: Final = CK + "AgendaItem"
    MINUTE: Final = CK + "Minute"
    DECISION: Final = CK + "Decision"
    REPORT: Final = CK + "Report"
    RECOMMENDATION: Final = CK + "Recommendation"
    CONTACT: Final = CK + "Contact"
    CLEARANCE: Final = CK + "Clearance"
    IMPLICATION: Final = CK + "Implication"
    SOURCE_DOCUMENT: Final = CK + "SourceDocument"
    ACTION: Final = CK + "Action"
    PLANNED_ITEM: Final = CK + "PlannedItem"
    SAVING: Final = CK + "Saving"
    SCHEME_DEPENDENCY: Final = CK + "SchemeDependency"
    BUSINESS_CASE: Final = CK + "BusinessCase"
    GRANT: Final = CK + "Grant"
    COMMENTARY: Final = CK + "Commentary"
    CONTRACT_EVENT: Final = CK + "ContractEvent"
    DELEGATION: Final = CK + "Delegation"
    NOTICE: Final = CK + "Notice"
    NOTICE_LOT: Final = CK + "NoticeLot"
    NOTICE_AWARD: Final = CK + "NoticeAward"
    NOTICE_CONTRACT: Final = CK + "NoticeContract"
    NOTICE_PARTY: Final = CK + "NoticeParty"
    NOTICE_AMENDMENT: Final = CK + "NoticeAmendment"
    NOTICE_DOCUMENT: Final = CK + "NoticeDocument"
    TENURE: Final = CK + "Tenure"
    ISSUE: Final = CK + "Issue"
    SECTION: Final = CK + "Section"

    CONTRADICTION: Final = CK + "Contradiction"
    WORK: Final = CK + "Work"
    EVIDENCE: Final = CK + "Evidence"
    PASSAGE: Final = CK + "Passage"
    VALUE: Final = CK + "Value"
    WITHHELD_PAPER: Final = CK + "WithheldPaper"


class Has:
    """The properties that we write, ours and others'."""

    TYPE: Final = RDF + "type"
    LABEL: Final = RDFS + "label"
    ALT_LABEL: Final = SKOS + "altLabel"
    TITLE: Final = DCT + "title"
    DATE: Final = DCT + "date"
    SOURCE: Final = DCT + "source"
    IS_VERSION_OF: Final = DCT + "isVersionOf"
    IS_REPLACED_BY: Final = DCT + "isReplacedBy"
    STANDING: Final = SCHEMA + "creativeWorkStatus"
    NAME: Final = FOAF + "name"
    EMAIL: Final = SCHEMA + "email"
    TELEPHONE: Final = SCHEMA + "telephone"

    ABOUT: Final = CK + "about"
    ABSTENTIONS: Final = CK + "abstentions"
    ACTION_STATE: Final = CK + "actionState"
    ACTION_STATUS: Final = CK + "actionStatus"
    AGENDA_ITEM: Final = CK + "agendaItem"
    AMENDED_PART: Final = CK + "amendedPart"
    AMOUNT: Final = CK + "amount"
    ANNUAL_VALUE: Final = CK + "annualValue"
    APPENDED: Final = CK + "appended"
    AS_OF: Final = CK + "asOf"
    ASPECT: Final = CK + "aspect"
    AWARDING_BODY: Final = CK + "awardingBody"
    BASIS: Final = CK + "basis"
    BODY: Final = CK + "body"
    BRIEF: Final = CK + "brief"
    BUDGET: Final = CK + "budget"
    BUYER: Final = CK + "buyer"
    CALL_IN_DATE: Final = CK + "callInDate"
    CATEGORY: Final = CK + "category"
    CHANGED_WORDS: Final = CK + "changedWords"
    CLASSIFICATION: Final = CK + "classification"
    CLEARED: Final = CK + "cleared"
    CODE: Final = CK + "code"
    COMMENT: Final = CK + "comment"
    COMMITTEE: Final = CK + "committee"
    COMPARED_WITH_RECOMMENDATION: Final = CK + "comparedWithRecommendation"
    COMPUTED_END_DATE: Final = CK + "computedEndDate"
    CONTACT_KIND: Final = CK + "contactKind"
    CONTRACT: Final = CK + "contract"
    COUNCIL: Final = CK + "council"
    CURRENCY: Final = CK + "currency"
    DECIDES: Final = CK + "decides"
    DECISION: Final = CK + "decision"
    DECISION_TAKER: Final = CK + "decisionTaker"
    DELEGATED_TO: Final = CK + "delegatedTo"
    DELEGATION_STATE: Final = CK + "delegationState"
    DEPENDS_ON: Final = CK + "dependsOn"
    DERIVED_FROM: Final = CK + "derivedFrom"
    DIVISIONS: Final = CK + "divisions"
    DOCUMENT_KIND: Final = CK + "documentKind"
    END: Final = CK + "end"
    END_DATE: Final = CK + "endDate"
    END_TIME: Final = CK + "endTime"
    EVENT_STATUS: Final = CK + "eventStatus"
    EVIDENCE: Final = CK + "evidence"
    EXEMPT: Final = CK + "exempt"
    EXEMPT_UNDER: Final = CK + "exemptUnder"
    EXTENSION_MONTHS: Final = CK + "extensionMonths"
    FILE_NAME: Final = CK + "fileName"
    FIRST_PAGE: Final = CK + "firstPage"
    FIRST_PUBLISHED: Final = CK + "firstPublished"
    FORWARD_PLAN_REF: Final = CK + "forwardPlanRef"
    FIRST_PLANNED_FOR: Final = CK + "firstPlannedFor"
    FRAMEWORK: Final = CK + "framework"
    FROM: Final = CK + "from"
    HEADING: Final = CK + "heading"
    HOLDER: Final = CK + "holder"
    IDENTIFIER: Final = CK + "identifier"
    IN_CONSULTATION_WITH: Final = CK + "inConsultationWith"
    IN_FORCE_DATE: Final = CK + "inForceDate"
    IN_TERM: Final = CK + "inTerm"
    KEY_DECISION: Final = CK + "keyDecision"
    LACKS: Final = CK + "lacks"
    LAST_PAGE: Final = CK + "lastPage"
    LEAD_OFFICER: Final = CK + "leadOfficer"
    LEGAL_NAME: Final = CK + "legalName"
    LIMB: Final = CK + "limb"
    LIMIT: Final = CK + "limit"
    LOCAL_ID: Final = CK + "localId"
    LOCATION: Final = CK + "location"
    MEDIA_TYPE: Final = CK + "mediaType"
    MEETING: Final = CK + "meeting"
    MENTIONS: Final = CK + "mentions"
    MESSAGE: Final = CK + "message"
    MINUTE: Final = CK + "minute"
    MOVED_TIMES: Final = CK + "movedTimes"
    NEVER_PLANNED: Final = CK + "neverPlanned"
    NONE: Final = CK + "none"
    NOTE: Final = CK + "note"
    NOTICE: Final = CK + "notice"
    NOTICE_STATUS: Final = CK + "noticeStatus"
    NOTICE_TAG: Final = CK + "noticeTag"
    NOTICE_VALUE: Final = CK + "noticeValue"
    NUMBER: Final = CK + "number"
    OCID: Final = CK + "ocid"
    OFFICER: Final = CK + "officer"
    OF_AWARD: Final = CK + "ofAward"
    OF_LOT: Final = CK + "ofLot"
    ON_SERVICE: Final = CK + "onService"
    OUTCOME: Final = CK + "outcome"
    OWNER: Final = CK + "owner"
    PAGE: Final = CK + "page"
    PAGE_COUNT: Final = CK + "pageCount"
    PAPER: Final = CK + "paper"
    PAPER_KIND: Final = CK + "paperKind"
    PERSON: Final = CK + "person"
    PLANNED_FOR: Final = CK + "plannedFor"
    POST: Final = CK + "post"
    POWER: Final = CK + "power"
    PRECEDED_BY: Final = CK + "precededBy"
    PRINTED_PAGE: Final = CK + "printedPage"
    PROCEDURE: Final = CK + "procedure"
    PROCESS: Final = CK + "process"
    PROVIDER: Final = CK + "provider"
    PUBLISHED_ON: Final = CK + "publishedOn"
    PURPOSE: Final = CK + "purpose"
    QUOTE: Final = CK + "quote"
    REASONS: Final = CK + "reasons"
    RECOMMENDATION: Final = CK + "recommendation"
    REFERENCE: Final = CK + "reference"
    RELEASE: Final = CK + "release"
    RENEWAL: Final = CK + "renewal"
    REPORT: Final = CK + "report"
    RESPONSIBLE: Final = CK + "responsible"
    REVIEW_DATE: Final = CK + "reviewDate"
    ROLE: Final = CK + "role"
    SCHEME: Final = CK + "scheme"
    SCHEME_KIND: Final = CK + "schemeKind"
    SECTION: Final = CK + "section"
    SECTION_KIND: Final = CK + "sectionKind"
    SHA256: Final = CK + "sha256"
    SIGNED_ON: Final = CK + "signedOn"
    START: Final = CK + "start"
    START_DATE: Final = CK + "startDate"
    START_TIME: Final = CK + "startTime"
    STATE: Final = CK + "state"
    STATE_SINCE: Final = CK + "stateSince"
    STATUS: Final = CK + "status"
    STEP: Final = CK + "step"
    SUBSTITUTE_FOR: Final = CK + "substituteFor"
    TAKEN_BY: Final = CK + "takenBy"
    TENDER_CLOSES: Final = CK + "tenderCloses"
    TENDER_OPENS: Final = CK + "tenderOpens"
    TENURE_OF: Final = CK + "tenureOf"
    TERM_MONTHS: Final = CK + "termMonths"
    TEXT: Final = CK + "text"
    TOLD_VALUE: Final = CK + "toldValue"
    TOTAL_VALUE: Final = CK + "totalValue"
    USED_FOR: Final = CK + "usedFor"
    VALUE: Final = CK + "value"
    VARIANCE: Final = CK + "variance"
    VENUE: Final = CK + "venue"
    VOTE: Final = CK + "vote"
    VOTES_AGAINST: Final = CK + "votesAgainst"
    VOTES_FOR: Final = CK + "votesFor"
    YEAR: Final = CK + "year"


class Is:
    """The closed lists: words that a property may have as its value. `Is.STEP["award"]` is the IRI of that step."""

    BASIS: Final = {word: CK + word for word in ("stated", "derived")}
    ATTENDANCE: Final = {word: CK + word for word in ("present", "apologies")}
    VOTE: Final = {word: CK + word for word in ("unanimous", "majority")}
    CONTACT_KIND: Final = {word: CK + word for word in ("officer", "member")}
    SCHEME_KIND: Final = {word: CK + word for word in ("extra-care", "savings", "capital", "programme", "service")}
    STEP: Final = {
        word: CK + word
        for word in (
            "procure",
            "delegate-award",
            "award",
            "direct-award",
            "extend",
            "vary",
            "start",
            "end",
            "pause",
            "terminate",
        )
    }
    EVENT_STATUS: Final = {word: CK + word for word in ("recommended", "resolved", "reported", "planned")}
    CONTRACT_STATE: Final = {
        word: CK + word
        for word in (
            "proposed",
            "out-to-tender",
            "award-delegated",
            "awarded",
            "running",
            "extended",
            "ending",
            "should-have-ended",
            "ended",
            "retendered",
            "paused",
            "terminated",
            "abandoned",
        )
    }
    DELEGATION_STATE: Final = {
        word: CK + word for word in ("asked-for", "granted", "used", "unused", "expired", "never-reported")
    }
    ACTION_STATE: Final = {word: CK + word for word in ("open", "completed", "reopened", "vanished")}
    LACKS: Final = {word: CK + word for word in ("minutes", "papers")}
    COMPARED: Final = {
        "as-recommended": CK + "asRecommended",
        "amended": CK + "amended",
        "rejected": CK + "rejected",
        "deferred": CK + "deferred",
        "added": CK + "added",
    }


def short(iri: str) -> str:
    """An IRI as people write it, `ck:Contract`; as it stands where no prefix of ours fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def words_of(namespace: type) -> tuple[str, ...]:
    """The IRIs that `Kind`, `Has` or `Is` spells, in their order."""
    found: list[str] = []
    for name, value in vars(namespace).items():
        if not name.startswith("_"):
            found.extend([value] if isinstance(value, str) else value.values())
    return tuple(dict.fromkeys(found))
