"""Sections to records: one extractor a kind of section."""
