"""What judges what people type into the log."""
