"""Frozen reports as typed values: one canonical form, one fingerprint, one reader."""
