"""Pictures of answers as SVG: black on white, with text alternatives, the same answer always the same bytes."""
