"""What homes say of published reports: the newest of them, its figures, and the line of all periods."""

from django.urls import reverse

from lbn.reporting.published.headlines import newest_of


def newest_published(issues, *, page, slug=None):
    """Return the newest of `issues`, all of one reader (`headlines.Newest`), or None before anything was published.

    `page` is the URL name of one report, `slug` its reader's; a program office has none. One query.
    """
    reader = [slug] if slug else []
    return newest_of(issues.without_content(), lambda issue: reverse(page, args=[*reader, issue.pk]))
