"""Rosters, courses, sessions and completions."""

from training.models.course import Course, Session
from training.models.person import Completion, Person

__all__ = ["Completion", "Course", "Person", "Session"]
