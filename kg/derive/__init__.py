"""What follows from the papers together: worked out anew from the graph, never stored as if a paper said it."""
