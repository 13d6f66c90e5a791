"""How SQLite is opened: readers beside one writer, and an acknowledged transaction is on the disk."""

ON_CONNECT = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
