"""Links to published reports, made and opened as people do it."""

import re

from django.test import Client

from agencies.links import absolute
from lbn.reporting.models import ReportLink
from tests.reporting.reading import at_department, at_supplier

FORM = {"for_whom": "County Board of Health", "email": "", "days": "30"}
CLOSED = "This link does not work"


def share(pages, issue, **changes):
    """The answer to somebody who asks for a link on the page of a report."""
    return pages.post(at_reader("share", issue), FORM | changes)


def path_in(answer):
    """The path of the link that a page shows, this once."""
    return re.search(r'value="([^"]*/shared/[^"]*)"', answer.content.decode())[1].removeprefix(absolute("start")[:-1])


def at_reader(name, issue, *rest):
    """The address of a page of a report at its reader."""
    if issue.scope:
        return at_supplier(name, issue.reader, issue.pk, *rest)
    return at_department(name, issue.reader, issue.pk, *rest)


def end(pages, issue):
    """Press the button that ends the link of a report."""
    return pages.post(at_reader("end_link", issue, ReportLink.objects.get().pk), follow=True)


def open_link(path, **headers):
    """The answer to somebody who has no account and opens a link."""
    return Client().get(path, **headers)
