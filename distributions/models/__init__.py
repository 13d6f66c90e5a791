"""The log of kits left."""

from distributions.models.count import DailyCount, Precision
from distributions.models.sheet import Correction, Sheet, SheetTotal
from distributions.models.submission import SubmissionKey
from distributions.models.tally import MonthlyTally
from distributions.models.usual import UsualDay

__all__ = [
    "Correction",
    "DailyCount",
    "MonthlyTally",
    "Precision",
    "Sheet",
    "SheetTotal",
    "SubmissionKey",
    "UsualDay",
]
