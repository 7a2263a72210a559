"""Action logs: what was to be done, by whom, and what became of it."""
