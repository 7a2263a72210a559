"""Child processes for what may run away: a query, a picture of a page. Killed without others noticing."""
