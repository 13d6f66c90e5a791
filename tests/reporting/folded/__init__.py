"""The fold under attack: made-up states, everything that is published of them, and who reads it."""
