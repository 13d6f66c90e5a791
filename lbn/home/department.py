"""Home of a health department: what was published for it, and how many agencies had reported."""

import json

from lbn.home.supplier import published
from lbn.reporting.models import Issue
from lbn.reporting.words import period_in_words


def home_of(department):
    """Return what the home of `department` shows: its newest published reports and the completeness of the newest."""
    issues = Issue.objects.filter(department=department)
    return {"published": published(issues), **completeness(issues)}


def completeness(issues):
    """Return, from the newest of `issues`, how many agencies had reported by then, and of which period; or {}."""
    newest = issues.filter(status=Issue.Status.ISSUED).first()
    if newest is None:
        return {}
    reporting = json.loads(newest.content)["reporting"]
    return {
        "agencies": reporting["agencies"],
        "reported": reporting["agencies"] - reporting["not_confirmed"],
        "period": period_in_words(newest.starts_on, newest.ends_on),
        "as_of": newest.issued_on,
    }
