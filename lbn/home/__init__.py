"""What home says to each hat, as plain data for its page."""
