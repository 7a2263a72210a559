"""Paper to pages: text with places, free of page furniture."""
