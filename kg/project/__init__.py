"""From one paper's records to the quads of its graph; kg/quads.py is the door."""
