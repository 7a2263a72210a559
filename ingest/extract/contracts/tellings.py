"""Wordings by which prose tells that something happened to a contract, is happening or will: rules as data."""

from __future__ import annotations

from typing import Final

from ingest.extract.contracts.tellings_of_buying import BUYING, Telling
from ingest.extract.words.wordings import Wording

__all__ = ["BUYING_BEGINS", "REQUEST", "SUPPOSED", "TELLINGS", "Telling"]

_DEAL: Final = r"(?:contracts?|agreements?|frameworks?|leases?|services?)"

TELLINGS: Final = (
    *BUYING,
    Telling("direct-award", "reported", Wording(
        r"\bdirect(?:ly)? award(?:ed|s)? (?:was|were|has been|have been|had been) made\b|\b(?:was"
        r"|were) directly awarded\b|\bsubject to directly awarded\b",
        reads=["a direct award was made to Harle Ltd in 2021"],
        leaves=["a direct award would be possible"],
        needs=["award"])),
    Telling("direct-award", "reported", Wording(
        r"\b[Dd]ecision\b[^.;]{0,40}?\b(?:was|were) (?:taken|made)\b[^.;]{0,60}?\bto (?:direct(?:ly)?[- ]award"
        r"|make a direct award)\b",
        reads=["The decision was made on 2 May 2021 to direct-award the ferry contract"],
        leaves=["The decision was made to award a grant"],
        needs=["decision"])),
    Telling("direct-award", "reported", Wording(
        r"\b(?:was|were|had been|has been)\s+(?:let|made|awarded|placed|arranged)\b[^.;]{0,60}?\b"
        r"(?:by direct award|directly\s+to|without (?:a )?competition)\b",
        reads=["That contract was let by direct award on 25 June 2021"],
        leaves=["It was let to Harle Ltd in May 2021"],
        needs=["by direct award", "directly", "without"]),
        dated=True),
    Telling("direct-award", "reported", Wording(
        r"\b(?:Council|Cabinet|Committee|Board|Authority|Executive|we)\s+(?:has |have |had )?directly awarded\s+"
        r"(?=an?\b|the\b)",
        reads=["In May 2018 the Council directly awarded an emergency contract to Harle Ltd"],
        leaves=["the Council may award it directly"],
        needs=["directly awarded"]),
        dated=True),
    Telling("award", "recommended", Wording(
        r"\b(?:Board|Panel|Group|Committee)\s+(?:has |have )?recommended\s+(?:that )?(?=[^.;]*\b(?:provider"
        r"|bidder|tenderer|contractor|award)\b)",
        reads=["the Joint Board recommended bidder C to the Committee for approval"],
        leaves=["the Board recommended a review of fees"],
        needs=["recommended"]),
        when="none"),
    Telling("award", "reported", Wording(
        r"\b(?:was|were|has been|have been|had been) (?:\w+ and )?awarded\b(?!\s+(?:£|funding|a grant|grant|additional"
        r"|to the council))|\bnew (?:\w+ )?contracts? (?:were|was) (?:issued|let|signed|awarded)\b"
        r"|\bnew provider has been appointed\b",
        reads=["It was awarded to Harle Ltd on 3 May 2023", "new contracts were let in May 2017"],
        leaves=["the Council was awarded £3m", "the contract is due to be awarded"],
        needs=["awarded", "new "]),
        when="after"),
    Telling("award", "reported", Wording(
        r"\b(?:approved|agreed)\s+the\s+award\b(?!s|\s+of\s+(?:a\s+)?(?:grant|funding))",
        reads=["The Committee had approved the award to Harle Ltd on 3 June 2024"],
        leaves=["approved the award of a grant", "agreed the awards criteria"],
        needs=["award"]),
        when="after", dated=True),
    Telling("award", "planned", Wording(
        r"\bcontract award (?:is |will be |planned |expected |scheduled |due )*(?:in|by|on|for)\b",
        reads=["with contract award planned for May 2031"],
        leaves=["the contract award was delayed"],
        needs=["contract award"]),
        when="after", dated=True),
    Telling("award", "planned", Wording(
        r"\b(?:due|expected|planned|likely|hoped) to be awarded\b|\b(?:will|would|to) be awarded\b",
        reads=["It is due to be awarded in May 2031"],
        leaves=["it was awarded"],
        needs=["awarded"]),
        when="after", dated=True),
    Telling("award", "reported", Wording(
        r"\b(?:agreed|signed|entered into|took out)\s+an?\s+(?:new\s+)?(?:\w+[\s-]year\s+)?(?:lease"
        r"|contract|agreement)\s+with\b",
        reads=["the Board signed a ten year lease with Harle Housing"],
        leaves=["agreed a plan with partners"],
        needs=["agreed", "entered into", "signed", "took out"])),
    Telling("award", "reported", Wording(
        r"\b(?:contracts?(?! notices?\b)|agreements?|frameworks?|leases?|lots?|it|they|which)\b[^.;]{0,60}?\b"
        r"(?:was|were|has been|have been|had been)\s+(?:\w+ly\s+|first\s+|last\s+)?"
        r"(?:let|made|granted|signed|placed|entered into)\b",
        reads=["It was let to Harle Roads in May 2013", "The agreements had been made for two years in May 2016"],
        leaves=["Harle Roads let the office", "the decision was made in May", "A contract notice was placed in May"],
        needs=["entered into", "granted", "let", "made", "placed", "signed"]),
        when="past", dated=True),
    Telling("award", "reported", Wording(
        r"\bentered into\s+(?:an?|the|its)\s+(?:[\w-]+\s+){0,6}?(?:lease|contract|agreement|framework)\b",
        reads=["On 2 May 2011 the Council entered into a 20 year waste contract with Harle"],
        leaves=["The Council entered into talks"],
        needs=["entered into"]),
        dated=True),
    Telling("award", "reported", Wording(
        r"\b(?:Cabinet|Council|Committee|Board|Authority|Executive|we)\s+(?:has\s+|have\s+|had\s+)?awarded\s+"
        r"(?=(?:the|an?|its|both|all)\b[^.;]*\b(?:contracts?|agreements?|frameworks?|leases?|lots?)\b)",
        reads=["In May 2017 Cabinet awarded the depot works contract to Harle Ltd"],
        leaves=["the Council awarded the grant to a club"],
        needs=["awarded"]),
        dated=True),
    Telling("award", "reported", Wording(
        r"(?<=,)\s+who (?:were|have been) (?:appointed|commissioned|engaged|contracted|selected|retained)\b",
        reads=["Harle Consulting, who were appointed in May 2018"],
        leaves=["those who were appointed in May"],
        needs=["who"]),
        when="past", dated=True),
    Telling("start", "reported", Wording(
        r"(?<=,)\s+(?:which (?:was|were) )?let to\s+[^.;,]{3,60}?\s+(?=from\b)",
        reads=["The retendering of two routes, let to Harle Cars from May 2018, has saved"],
        leaves=["a hall, let to a club"],
        needs=["let to"]),
        when="past", dated=True),
    Telling("extend", "reported", Wording(
        r"\b(?:contracts?|agreements?|frameworks?|leases?)\b[^.;]{0,120}?\b(?:has|have|was|were|had)\s+(?:been\s+)?"
        r"(?:\w+ly\s+)?(?:extended|renewed)(?=\s+(?:in|on|last)\b)",
        reads=["The contract for tyres, with Harle, was extended in May for a year"],
        leaves=["the contract may be extended in May"],
        needs=["extended", "renewed"]),
        when="past", dated=True),
    Telling("extend", "reported", Wording(
        rf"\b{_DEAL}\b[^.;]{{0,40}}\b(?:has|have|was|were)\s+(?:been\s+)?(?:extended|renewed)\b"
        rf"|\bagreed\s+(?:the|an|to)\s+exten(?:sion|d)\b(?=[^.;]*\b{_DEAL}\b)|\b(?:has|have) (?:just "
        rf"|recently )?(?:renewed|extended)\b(?=[^.;]*\b{_DEAL}\b)",
        reads=["the contracts were extended until May", "agreed the extension of a lease", "have renewed an agreement"],
        leaves=["an option to extend the contract"],
        needs=["agreed", "extended", "renewed"])),
    Telling("extend", "reported", Wording(
        r"\b(?:facilitated|allowed|enabled|granted|approved|provided|secured|gave|agreed)\s+(?:for\s+)?(?:an?|the)\s+"
        r"(?:[\w-]+\s+){1,4}?extension\b",
        reads=["Members then granted a second nine month extension"],
        leaves=["approved an extension to the hall"],
        needs=["extension"]),
        when="opening"),
    Telling("extend", "reported", Wording(
        r"\bhaving (?:already )?been (?:\w+ly )?(?:extended|renewed)\b",
        reads=["could not be extended again, having been extended in May 2024"],
        leaves=["having been told"],
        needs=["having"]),
        when="past"),
    Telling("vary", "reported", Wording(
        rf"\bre-?negotiated\b[^.;]{{0,25}}\b{_DEAL}\b|\bdue to (?:a|the) revised contract\b"
        rf"|\bcontract (?:length|value|price|sum|scope)\b[^.;]{{0,25}}\b(?:increased?|reduced|changed|varied"
        rf"|risen)\b|\b(?:contract|agreement|lease|it)\b[^.;]{{0,60}}\b(?:was|were|has been"
        rf"|have been|had been) (?:re-?negotiated|varied|amended|revised|novated)\b",
        reads=["We have re-negotiated our contract with Harle", "The contract sum was reduced from £13 to £11"],
        leaves=["the contract may be renegotiated"],
        needs=["amended", "been", "contract", "negotiated", "novated", "revised", "varied"])),
    Telling("vary", "planned", Wording(
        r"\b(?:variation|deed of variation|change notice)\b[^.;]{0,30}?\b(?:will|would|is to|due to|expected to) be"
        r" (?:signed|made|completed|agreed|sealed)\b",
        reads=["the variation would be signed in May 2031"],
        leaves=["the variation was signed in May 2021"],
        needs=["change notice", "variation"]),
        when="after", dated=True),
    Telling("end", "planned", Wording(
        r"\bnotice\s+(?:to end|to terminate|terminating|ending)\s[^.;]{3,60}?\b(?:contract|agreement|lease"
        r"|concession)\b(?=\s+(?:on|from|with effect from|at)\b)",
        reads=["Moss Ltd had given notice to end its lease on 31 May 2031"],
        leaves=["notice of the meeting"],
        needs=["notice"]),
        when="after", dated=True),
    Telling("terminate", "reported", Wording(
        r"\b(?:gave|given|served)\s+(?:[\w’'-]+\s+){0,4}?notice\s+(?:to end|to terminate|terminating|ending)\s"
        r"(?=[^.;]{3,60}?\b(?:contract|agreement|lease|concession)\b)",
        reads=["Moss Ltd had given notice to end its lease on 31 May 2031"],
        leaves=["gave notice of the meeting"],
        needs=["notice"]),
        when="none"),
    Telling("terminate", "reported", Wording(
        r"\b(?:agreed|decided|resolved)\b[^.;]{0,40}?\bto (?:terminate|end|bring to an end) (?:the|its|their)\b"
        r"(?=[^.;]{0,60}?\b(?:contract|agreement|lease)\b)",
        reads=["the Cabinet agreed on 3 June 2025 to terminate its contract"],
        leaves=["agreed to end the meeting"],
        needs=["agreed", "decided", "resolved"]),
        dated=True),
    Telling("terminate", "reported", Wording(
        r"\bterminated\s+(?=(?:the|its|their|both|an?|all)\b[^.;]{0,80}?\b(?:contracts?|agreements?|leases?)\b)",
        reads=["Officers terminated the cleaning contract in May 2018"],
        leaves=["the meeting terminated"],
        needs=["terminated"]),
        when="past"),
    Telling("terminate", "reported", Wording(
        r"\b(?:contracts?|agreements?|leases?|it|they)\b[^.;]{0,90}?\b(?:was|were|has been|have been"
        r"|had been)\s+(?:\w+ly\s+)?"
        r"(?:terminated|ended early|handed back|brought to an end|cut short|surrendered)\b",
        reads=["two contracts with Harle Cars were terminated in May", "The contract was ended early, in June 2018"],
        leaves=["the contract would be terminated"],
        needs=["brought to an end", "cut short", "ended early", "handed back", "surrendered", "terminated"]),
        when="past", dated=True),
    Telling("terminate", "reported", Wording(
        r"\bcontract\b[^.;]{0,40}\b(?:was|were|has been|have been|had been) terminated\b|\bhanded back (?:the|its"
        r"|their) contract\b",
        reads=["the contract was terminated in May"],
        leaves=["fixed term contracts would be terminated"],
        needs=["handed back", "terminated"])),
    Telling("terminate", "reported", Wording(
        r"\bnotice\b(?=[^.;]*\b(?:contracts?|agreements?|leases?)\b)[^.;]{0,60}?\b(?:was|were|has been|have been"
        r"|had been"
        r"|had been)\s+"
        r"(?:\w+ly\s+)?(?:given|served|issued)\b|\b(?:gave|served|(?:had|has|have) (?:given"
        r"|served))\s+(?:[\w’'-]+\s+){0,4}?notice\b"
        r"(?=[^.;]*\b(?:contracts?|agreements?|leases?)\b)",
        reads=["Notice on both leases was served in May", "Harle gave six months’ notice on the contract"],
        leaves=["notice of the meeting was given"],
        needs=["notice"])),
    Telling("terminate", "reported", Wording(
        r"\b(?:tender|procurement|ITT|it)\b(?:\s+(?:exercise|process))?\s+(?:was|were|has been"
        r"|had been)\s+(?:\w+ly\s+)?"
        r"(?:withdrawn|abandoned|cancelled|discontinued)\b",
        reads=["It was withdrawn in May 2031", "the tender was abandoned in May"],
        leaves=["the motion was withdrawn"],
        needs=["abandoned", "cancelled", "discontinued", "withdrawn"]),
        when="past", dated=True),
    Telling("end", "planned", Wording(
        r"\b(?<!came to an )(?:expires?|ends?|ceases|comes? to (?:an|its) end|came to its end|coming to an end"
        r"|finish(?:es)?"
        r"|terminates)\s+(?:on|in|at the end of|by)\b|\b(?:due|set) to (?:end|expire|finish)\b(?:\s+(?:on|in))?"
        r"|\b(?:runs?|ran"
        r"|lasts?) (?:to|until|till)\b|\bwill (?:end|expire|finish)\s+(?:on|in)\b",
        reads=["The lease expires on 2 May 2031.", "is due to end 2 May 2031", "now runs to 2 May 2031"],
        leaves=["the meeting ended at 4pm", "it came to an end on 2 May 2021"],
        needs=["ceases", "end", "expire", "finish", "last", "ran ", "run", "terminates"]),
        when="after"),
    Telling("end", "planned", Wording(
        r"\b(?:will|would|is due to|are due to)\s+(?:otherwise\s+|then\s+|now\s+)?(?:end|expire|finish|lapse|cease"
        r"|run out|come to an end)\s+(?:on|in|at the end of)\b|\blapses?\s+(?:on|in)\b|\bruns? out\s+(?:on|in)\b",
        reads=["The agreements would lapse on 2 May 2031", "which runs out in May 2031"],
        leaves=["the scheme would end poverty"],
        needs=["cease", "end", "expire", "finish", "lapse", "run"]),
        when="after", dated=True),
    Telling("end", "planned", Wording(
        r"\b(?:framework|dynamic purchasing system|DPS)\s+(?:closes|will close|is due to close)\s+(?:on|in)\b",
        reads=["The framework closes in May 2031"],
        leaves=["The framework closes a gap"],
        needs=["close"]),
        when="after", dated=True),
    Telling("end", "planned", Wording(
        r"\b(?:will|would|is to|are to)\s+hand\s+back\b",
        reads=["it would hand back the management of the pool on 2 May 2031"],
        leaves=["will hand over the keys"],
        needs=["hand"]),
        when="after", dated=True),
    Telling("end", "reported", Wording(
        r"\b(?:ended|expired|came to an end|lapsed)\s+(?:on|in)\b",
        reads=["The lease expired on 2 May 2021"],
        leaves=["the lease expires on 2 May 2031"],
        needs=["came to an end", "ended", "expired", "lapsed"]),
        when="after", dated=True),
    Telling("start", "planned", Wording(
        r"\b(?:contracts?|agreements?|leases?|frameworks?|services?)\s+(?:starting|commencing|beginning|to start"
        r"|to commence)\b",
        reads=["with the contract starting in May 2031"],
        leaves=["the service began in May"],
        needs=["beginning", "commencing", "start", "to commence"]),
        when="after", dated=True),
    Telling("start", "planned", Wording(
        r"\b(?:contract|service|agreement|framework|lease)?\s*start date (?:of|is|will be)\b|\b(?:will"
        r"|would|to|expected to|due to)\s+(?:start|begin|commence|come into (?:operation|force|effect)"
        r"|go live)(?:\s+on site)?(?:\s+now)?(?:\s+being)?\b(?:\s+(?:on|in|from))?|\bmobilisation on\b"
        r"|\bin place from\b|\bbeing drawn up for\b",
        reads=["a start date of 2 May 2031", "It would start on 2 May.", "expected to come into operation in May 2031"],
        leaves=["the review started in May"],
        needs=[
            *("begin", "being drawn up for", "come into", "commence", "go live", "in place from"),
            *("mobilisation on", "start"),
        ]),
        when="after", dated=True),
    Telling("start", "planned", Wording(
        r"\bin operation (?:by|from|on)\b",
        reads=["to have it in operation by 2 May 2031"],
        leaves=["in operation at night"],
        needs=["in operation"]),
        when="after", dated=True),
    Telling("start", "reported", Wording(
        r"\b(?:runs?|ran|lasts?|lasted)\s+(?:for\s+(?:[\w()-]+\s+){1,4}?(?:years?|months?|weeks?)\s+)?(?:from|starting|commencing)\b",
        reads=["the framework runs for four years from 2 May 2016", "They are to run for two years from 3 May 2031"],
        leaves=["trains run to the town"],
        needs=["commencing", "from", "starting"]),
        when="after", dated=True),
    Telling("start", "reported", Wording(
        r"\b(?:contracts?|agreements?|leases?|frameworks?)\s+(?:dating|dated|in (?:place|force) since|which dates?"
        r"|running)(?:\s+(?:back\s+)?(?:from|to))?\b",
        reads=["under contracts dating from May 2015"],
        leaves=["contracts for dating agencies"],
        needs=["dated", "dating", "running", "since", "which date"]),
        when="past", dated=True),
    Telling("start", "reported", Wording(
        r"\b(?:contracts?|agreements?|leases?|frameworks?|it|they)\b[^.;]{0,60}?\b(?:has|have|had)\s+(?:run"
        r"|operated|been in place)\s+since\b",
        reads=["The contract with Harle Ltd had run since 1 April 2019"],
        leaves=["it has run well"],
        needs=["since"]),
        when="past", dated=True),
    Telling("start", "reported", Wording(
        r"\b(?:took effect|began|(?:had|has|have) begun|started|commenced|came into (?:force|effect|operation)"
        r"|went live)\s+(?:on"
        r"|from|in)\b|\b[Ss]ince (?=[A-Z]\w+ \d{4}\b)(?=[^.;]*\b(?:agreement|contract|lease)\b)",
        reads=["which took effect from 2 May 2021", "Since May 2016 the Council has had an agreement with a bus firm"],
        leaves=["is expected to begin on Monday"],
        needs=["began", "begun", "came into", "commenced", "since", "started", "took effect", "went live"]),
        when="after", dated=True),
)  # fmt: skip

# What begins here is the buying, or the talk before it, and no contract.
BUYING_BEGINS: Final = Wording(
    r"\b(?:tender|procurement|re-?commissioning|consultation|evaluation)(?:\s+(?:exercise|process|period))?\b[^.;,]{0,60}$",
    reads=["A procurement exercise for meals "],
    leaves=["After the tender, the contract "],
)

# The report's own requests: what they ask for is read from its Recommendation box, once.
REQUEST: Final = Wording(
    r"\b(?:is|are|was)\s+(?:therefore\s+|being\s+|now\s+)?(?:asked|requested|recommended|invited"
    r"|sought)\s+to\b|\bit is (?:therefore )?(?:recommended|proposed) that\b|\b(?:seeks?|sought|requests?"
    r"|requesting|requested|request) (?:the Committee['’]s )?(?:approval|agreement|permission)\b"
    r"|\brequirement to\b|(?<!bidders )(?<!firms )(?<!suppliers )(?<!companies )\basked (?:for|that|whether)\b",
    reads=["The Committee is asked to approve the award", "It is recommended that the Council tenders a contract"],
    leaves=["The Committee agreed to tender"],
)
# What is said of what might be, or of the rules.
SUPPOSED: Final = Wording(
    r"\b(?:usually|generally|normally|typically|in general|as a rule)\b"
    r"|\b(?:if|whether|when|where|should) (?:we|the|a|any|contracts?|award|it|this|they)\b[^.;]*$"
    r"|^\W*(?:[\d.]+\s+)?Option \w{1,2}\b|\bCouncil, whose (?:own )?(?:contract|agreement)\b"
    r"|\bwould (?:be|have been) (?:re-?tendered|awarded|terminated)\b|\b(?:fixed"
    r"|temporary)[- ]term contracts?\b|\bstaff\b[^.;]*\bcontracts?\b",
    reads=[
        "Contracts usually last three years",
        "whether the contract was awarded",
        "Option 1 is to let the contract end in May",
        "with Dell District Council, whose own contract ends in May",
        "The fixed term contracts are ending",
    ],
    leaves=["The contract was awarded in May"],
)
