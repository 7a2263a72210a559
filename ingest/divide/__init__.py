"""Pages to sections: what a pack binds together."""
