"""What we know: records, their evidence and normal forms, the graph, the base on disk. Imports none of the others."""
