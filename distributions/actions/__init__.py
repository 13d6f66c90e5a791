"""What changes the log."""

from distributions.actions.log import Entry, LogBusy, Logged, log_batch, log_kits, raise_if_busy

__all__ = ["Entry", "LogBusy", "Logged", "log_batch", "log_kits", "raise_if_busy"]
