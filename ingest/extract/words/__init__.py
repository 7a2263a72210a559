"""What the extractors share: rules as data, tables put together, names and posts in lists."""
