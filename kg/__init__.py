"""What we know: records, their evidence and normal forms, the graph, and the base on disk. Imports none of the others."""
