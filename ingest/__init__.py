"""The write side: from a paper file to records, then into the graph and the index."""
