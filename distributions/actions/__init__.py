"""What changes the log."""

from distributions.actions.log import LogBusy, LogEntry, Logged, log_batch, log_kits, raise_if_busy

__all__ = ["LogBusy", "LogEntry", "Logged", "log_batch", "log_kits", "raise_if_busy"]
