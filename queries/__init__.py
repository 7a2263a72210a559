"""The read side: questions people ask, each a function whose answers cite papers and pages."""
