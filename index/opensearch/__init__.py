"""The text index kept by an OpenSearch cluster: in generations of its own, behind an alias that readers follow."""
