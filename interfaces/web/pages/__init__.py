"""The pages, a module each, as people know them: search, a contract, a meeting, a table."""
