"""What every request goes through: a note in the log, limits, the edition that answers it, headers."""
