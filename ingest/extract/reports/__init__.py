"""Reports: head, recommendations, contacts, clearances, implications, source documents."""
