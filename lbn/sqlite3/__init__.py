"""SQLite as Django's own backend has it, except that a database whose file is gone is a fault (`base`)."""
