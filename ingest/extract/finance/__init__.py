"""Business cases and finance reports: savings, grants, commentary."""
