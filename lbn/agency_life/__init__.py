"""An agency's own decisions that need several floors: closing, opening again, the yearly confirmation."""
