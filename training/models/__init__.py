"""Rosters, courses, sessions and completions."""

from training.models.completion import Completion
from training.models.course import Course, Session
from training.models.person import Person, TrainedCount

__all__ = ["Completion", "Course", "Person", "Session", "TrainedCount"]
