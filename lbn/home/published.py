"""The newest published reports, for suppliers and health departments."""

from django.urls import reverse

from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import Issue

SHOWN = 5


def newest_published(issues, *, page, slug):
    """Return the newest of `issues` that were not withdrawn, without their content: {"period", "on", "url"} each.

    `page` is the URL name of one of them, `slug` its reader's. One query.
    """
    newest = issues.filter(status=Issue.Status.ISSUED).defer("content")[:SHOWN]
    return [
        {
            "period": period_in_words(issue.starts_on, issue.ends_on),
            "on": issue.issued_on,
            "url": reverse(page, args=[slug, issue.pk]),
        }
        for issue in newest
    ]
