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
}

ID_BASE: Final = "https://w3id.org/committee-kg/id/"
IDENTITY_GRAPH: Final = "https://w3id.org/committee-kg/graph/identity"
DERIVED_GRAPH: Final = "https://w3id.org/committee-kg/graph/derived"
