"""The doors: parse, ask, print; nothing else."""
