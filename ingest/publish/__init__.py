"""A generation brought to servers that others read it from."""
