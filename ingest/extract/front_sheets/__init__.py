"""Front sheets: the meeting, its members, its agenda."""
