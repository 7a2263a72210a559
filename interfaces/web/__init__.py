"""The web: pages for members, an endpoint for officers, linked data; the same questions as the terminal asks."""
