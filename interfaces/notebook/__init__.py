"""The door for Python, notebooks above all: open a base, ask a question, take records, a frame or the graph away.

    from interfaces.notebook import open_base

docs/python.md shows all of it.
"""

from interfaces.notebook.opened import OpenBase, open_base
from interfaces.notebook.tables import frame

__all__ = ["OpenBase", "frame", "open_base"]
