"""The log of kits left."""

from distributions.models.count import DailyCount, Precision, SubmissionKey
from distributions.models.sheet import Correction, SheetTotal

__all__ = ["Correction", "DailyCount", "Precision", "SheetTotal", "SubmissionKey"]
