"""Stores in servers: asked, and written, over HTTP."""
