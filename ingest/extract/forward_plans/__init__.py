"""Forward plans: what is planned for which meeting."""
