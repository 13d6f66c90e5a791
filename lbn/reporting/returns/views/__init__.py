"""Pages of agencies and suppliers about the reports that agencies send."""
