"""The command line, `kg`."""
