"""Published notices into records: the notice and its parts as they stand, and what they tell of a contract."""
