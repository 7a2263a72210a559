"""Saved web pages: their tree, their lines, and what the portals of councils print."""
