"""Minutes: who was there, items, what was resolved and how it was voted."""
