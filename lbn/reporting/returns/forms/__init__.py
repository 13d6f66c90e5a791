"""What people type for a report."""
