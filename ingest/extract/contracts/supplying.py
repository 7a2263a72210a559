"""Wordings by which a paper shows an outside organisation supplying something, or bidding to: rules as data."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.words.wordings import Wording

# What stands before a provider's name. A council is one only where it is the other side of a contract.
UNDER_CONTRACT = Wording(
    r"\b(?:contracts?|(?:management|section \d+|grant|service level|lease|partnership)\s+agreements?"
    r"|agreements?|leases?|frameworks?)(?:\s+\([^)]*\))?\s+(?:\(?with|held by"
    r"|between the Council and)\s+(?=(?-i:the\s+[A-Z]|[A-Z]|[a-z][A-Z]))"
    r"|\b(?:contracts?|agreements?|leases?)\s+between\s+(?=(?-i:(?:[A-Z][\w&’'-]*\s)+and\s+[A-Z][a-z]))"
    r"|\b(?:contracts?|agreements?|leases?)\s+(?:for|of)\s+[^.;,]{3,60}?\s+with\s+(?=(?-i:[A-Z]))"
    r"|\b(?:by|with)\s+(?=(?-i:[A-Z])[^.;,]{2,50}?\s+under\s+(?:an?|the|its)\s[^.;]{0,30}?\b(?:contract|agreement)\b)"
    r"|\bcontracts?\b[^.;]{0,80},\s+with\s+(?=(?-i:[A-Z]))"
    r"|\bcontracts?\s+\((?=(?-i:[A-Z])[\w&’'-]+\s+(?-i:[A-Z&])[^;,()]{0,40}[;,]\s+£)",
    reads=[
        "the lamps contract (Moss Electric; £9,000 a year)",
        "a management agreement with the Harbour Trust",
        "both contracts (with Harle and Moss)",
    ],
    leaves=["a contract with a provider"],
    needs=["contract", "agreement", "lease", "framework"],
)
SUPPLIED_BY = Wording(
    r"\b(?:awarded|let|issued|granted|leased|the award)\s+(?:(?:separately|directly|again|jointly)\s+)?"
    r"(?:by\s+(?-i:[A-Z])[^.;,]{2,40}?\s+)?to\s+"
    r"(?:(?:[\w-]+\s+){0,2}?(?:firms|providers|contractors|suppliers|organisations|operators|bidders|companies)\b[^.:;]*:\s+)?"
    r"(?=(?-i:the\s+[A-Z]|[A-Z]))"
    r"|\b(?:bid|tender|quotation)\s+(?:from|by)\s+(?=(?-i:[A-Z]))"
    r"|\bawarded\s+(?:the|an?|its)\s[^.;]{3,90}?\bcontracts?\b[^.;]{0,60}?\s+to\s+(?=(?-i:[A-Z]))"
    r"|\b(?:companies|firms|contractors|suppliers|bidders|tenderers)\s+(?:had\s+|have\s+)?"
    r"(?:tendered|bid|quoted|responded|made bids|submitted (?:tenders|bids))[^.;:]{0,40}?:\s+(?=(?-i:[A-Z]))"
    r"|\b(?:two|three|four|five|six|seven|all|\d+)\s+(?:had|have)\s+(?:tendered|bid|quoted):\s+(?=(?-i:[A-Z]))"
    r"|\bmade (?:bids|tenders|offers):\s+(?=(?-i:[A-Z]))"
    r"|\b(?:tenders|bids|quotations|submissions)\b[^.;]{0,40}?\b(?:from|by):?\s+(?=(?-i:[A-Z]))"
    r"|\b(?:held|run|provided|delivered"
    r"|developed|built|supplied|operated|managed|posted"
    r"|carried out)\s+(?:jointly\s+)?by\s+(?=(?-i:the\s+[A-Z]|[A-Z]|\d+\s[A-Z]))|\b(?:successful|preferred"
    r"|winning|highest[- ]scoring)\s+(?:bidder|tenderer|provider)[^.;]{0,30}?\b(?:is|was)\s+(?=[A-Z])"
    r"|\b(?:delivered|commissioned|teaming up|teamed up|programme|contracted|working in partnership"
    r"|co-?produced)\s+with\s+(?=(?-i:the\s+[A-Z]|[A-Z]|[a-z][A-Z]))"
    r"|\bdelegat\w+\b[^.;]{0,60}?\bto\s+(?=(?-i:(?:the\s+)?(?:[A-Z]\w+\s(?:and\s|&\s)?){1,6}Trust\b))"
    r"|\b(?:provider|bidder|tenderer)\s+(?-i:[A-Z]|\d)\s+(?:is|was)\s+(?=[A-Z])|\bconsorti(?:um"
    r"|a) of\s+(?=(?-i:[A-Z]|[a-z][A-Z]))|\b(?:commissioned|appointed|engaged)\s+(?=(?-i:[A-Z][A-Z]"
    r"|[A-Z]\w+ [A-Z])\S[^.;]{0,60}\sto\s)",
    reads=[
        "three firms had tendered: Harle Ltd, Moss Ltd",
        "being built by Harle Homes",
        "the successful bidder was H4",
        "a consortium of Harle, Moss and Tolley",
    ],
    leaves=["it was provided by the end of March", "run by officers"],
    needs=[
        *("award", "let", "issued", "granted", "leased", "bid", "tender", "quotation", "submission", "held", "run"),
        *("provide", "delivered", "developed", "built", "supplied", "operated", "managed", "posted", "carried out"),
        *("team", "programme", "contracted", "partnership", "produced", "delegat", "consorti", "commissioned"),
        *("appointed", "engaged", "quoted", "responded", "offers"),
    ],
)
TAKEN_ON = Wording(
    r"\s(?:was|were|has been|have been)\s+(?:re-?)?(?:commissioned|appointed|contracted|selected)\b",
    reads=["Harle Ltd was appointed"],
    leaves=["Harle Ltd was pleased"],
    needs=["commissioned", "appointed", "contracted", "selected"],
)
MAIN_PROVIDER = Wording(
    r"(?:\scontract)?,?\s+(?:which|who)\s+(?:is|are|was|were)\s+(?:the\s+|our\s+|its\s+)?"
    r"(?:main\s+|sole\s+|present\s+|current\s+|largest\s+)?(?:provider|supplier|contractor|operator)s?\b",
    reads=["Harle Ferries, who are the sole operator of the crossing"],
    leaves=["the contract which is ending"],
    needs=["provider", "supplier", "contractor", "operator"],
)


# A firm by its form, at work: "Harle Consulting's review".
WORK_OF = Wording(
    r"(?:(?<=Consulting)|(?<=Consultants)|(?<=Associates)|(?<=Chambers)|(?<=Limited)|(?<=University)"
    r"|(?<=Ltd)|(?<=LLP)|(?<=Partners))(?:['’]s?)\s+(?:review|evaluation|research|report|study|survey|work"
    r"|analysis|findings)\b",
    reads=["Harle Consulting's review of day care"],
    leaves=["the Council's review of day care"],
    needs=["consult", "associates", "chambers", "limited", "university", "ltd", "llp", "partners"],
)
CONSORTIUM: Final = re.compile(r"\bconsorti(?:um|a) of\s+$", re.IGNORECASE)

# The firm set behind what it is: "the incumbent, Harle Weather Limited, owned the sensors".
APPOSED = Wording(
    r"\b(?:suppliers?|contractors?|operators?|providers?|landlords?|incumbents?|tenderers?|consultants?|franchisee"
    r"|concessionaire|bidders?)(?:(?<!s),|:|\s+\(|,?\s+namely|,?\s+being|\s+(?:is|was|are|were)|\s+called)\s*"
    r"(?=(?-i:[A-Z][\w&'’-]+\s+(?:[A-Z&]|and\s+[A-Z])|[A-Z]\w+,))",
    reads=["the supplier, Vane Energy, had confirmed", "The landlord is Dell Estates"],
    leaves=[
        "work with local providers, Day Care, Night Care and others",
        "the contractor, however, agreed",
        "the provider is content",
    ],
    needs=[
        *("supplier", "contractor", "operator", "provider", "landlord", "incumbent", "tenderer", "consultant"),
        *("franchisee", "concessionaire", "bidder"),
    ],
)
BOUGHT_FROM = Wording(
    r"\b(?:(?:buy|purchase)\s+(?:[\w’'&-]+\s+){1,8}?from|polic(?:y|ies)\s+with)\s+(?:the\s+)?"
    r"(?=(?-i:[A-Z][\w&’'-]+\s+(?:[A-Z&]|and\s+[A-Z])))"
    r"|\b(?:arranged|placed)\s+with\s+(?=(?-i:[A-Z][\w&'’-]+\s+[A-Z&]))"
    r"|\b(?:inspection|survey|audit|valuation|works?|repairs?)\s+by\s+(?:the\s+)?"
    r"(?=(?-i:(?:[A-Z][\w&’'-]*\s+){1,4}(?:Ltd|Limited|LLP|plc|CIC)\b))"
    r"|\b(?:buy|purchase|bought|purchased|procured|sourced|leased|rented|hired|supplied)\s+(?:in\s+)?(?:from|through|via)\s+(?:the\s+)?"
    r"(?=(?-i:[A-Z][\w&'’-]+\s+(?:[A-Z&]|and\s+[A-Z])))",
    reads=[
        "buy a new swing from Moss Play",
        "the inspection by Harle Surveys Ltd",
        "the policy with Dell Mutual",
        "bought through the Eastern Purchasing Organisation's framework",
        "leased from Dell Estates",
    ],
    leaves=["bought through a framework", "purchased from reserves"],
    needs=[
        *("buy", "purchase", "polic", "inspection", "survey", "audit", "valuation", "work", "repair", "bought"),
        *("procured", "sourced", "leased", "rented", "hired", "supplied", "arranged", "placed"),
    ],
)
# A firm by what it does; people are "who", and one of them "was", so that "who were" is a firm.
AT_WORK = Wording(
    r",\s+(?:who\s+(?:were|have been|had been)\s+(?:appointed|commissioned|engaged|contracted|selected|retained)"
    r"|which\s+(?:currently\s+|now\s+|also\s+)?(?:runs|operates|provides|supplies|delivers|holds|maintains"
    r"|(?:was|were|has been|is)\s+(?:appointed|commissioned|engaged|contracted|selected)))\b"
    r"|\s+(?:gave|served|(?:had|has|have) (?:given|served))\s+(?:[\w’'-]+\s+){0,4}?notice\b(?=[^.;]{0,200}\bcontract)"
    r"|\s+(?:went|has gone|had gone|entered) into (?:administration|liquidation"
    r"|receivership)\b(?=[^.;]{0,80}\bcontract)"
    r"|,\s+whose\s+(?:(?:current|present|existing|own)\s+)?(?:contract|agreement)\b"
    r"|\s+(?:has|have|had)\s+been\s+(?:carrying out|building|running|providing|delivering|maintaining|operating"
    r"|supplying|managing)\b(?=[^.;]{0,160}\bcontract)"
    r"|\s+(?:has\s+held|holds)\s+(?:the|an?|its)\s[^.;]{0,50}?\bcontracts?\b"
    r"|\s+(?:handed\s+back|has\s+handed\s+back|won|surrendered)\s+(?:its|the|their)\s+(?:\w+\s+){0,3}?contracts?\b"
    r"|\s+(?:has|have|had)\s+(?:provided|run|delivered|supplied|operated|managed|maintained)\b[^.;]{0,80}?\bsince\b"
    r"|\s+(?:currently\s+|now\s+)?(?:runs|operates|supplies|delivers|provides|maintains)\b(?=[^.;]{0,120}?\bunder\b[^.;]{0,60}?"
    r"\b(?:contracts?|agreements?)\b)",
    reads=["Harle Travel, which currently runs two routes", "Harle Cars runs six routes under contracts"],
    leaves=["the routes which run late", "Jane Moss, who was appointed to the chair"],
    needs=["since", "who", "which", "notice", "administration", "liquidation", "receivership", "contract", "agreement"],
)
ITS_CONTRACT = Wording(
    r"(?:['’]s|(?<=s)['’])\s+(?:(?:current|existing|own|new|present)\s+)?(?:contracts?|tender|bid)\b",
    reads=["Harle Travel's contract ends in May", "Moss Cars' bid"],
    leaves=["the contract's end"],
    needs=["contract", "tender", "bid"],
)
# Words behind which several firms stand.
LISTING = Wording(
    r"consorti|\(with\s*$|:\s*$|\b(?:tenders|bids|quotations|submissions|tenderers|bidders|firms|suppliers|providers"
    r"|contractors|operators|between)\b",
    reads=["tenders were received from ", "between "],
    leaves=["the contract was let to "],
)
