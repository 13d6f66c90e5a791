"""Pages of published reports, for every reader."""
