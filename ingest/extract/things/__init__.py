"""What a whole paper speaks of: its schemes and its people."""
