"""Linked data: every IRI of a base answers, as a page or as RDF."""
