"""Contracts as OCDS releases, for whoever reads what authorities publish of their procurement; see docs/ocds.md."""
