"""Telling readers that a report was published for them."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Model

from agencies.actions.mail import send
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Program, SentOnce, name_of_owner
from agencies.querysets.team import addresses_at
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import Issue

NEWS_FOR = timedelta(days=7)


class PublishedNews(NamedTuple):
    """A published report in a mail: when it was published, and its page."""

    issue: Issue
    on: date
    link: str

    @property
    def period(self) -> str:
        return period_in_words(self.issue.starts_on, self.issue.ends_on)


@transaction.atomic
def announce_published(*, program: Program, today: date) -> int:
    """Mail everybody who signs in for a supplier, a health department or the office of `program` what was published
    for them in the last seven days and they were not told of, in one mail, or do nothing at all.

    Reports that were withdrawn meanwhile are left out, and so are public ones. Returns the number of mails.
    """
    Program.objects.select_for_update(no_key=True).only("pk").get(pk=program.pk)
    return sum(_tell(reader, issues, today) for reader, issues in find_news(program, today).items())


def find_news(program: Program, today: date) -> dict[Model, list[Issue]]:
    """Return {reader: its published reports of the last seven days that nobody was told of}, oldest period first."""
    told = SentOnce.objects.filter(what=SentOnce.What.PUBLISHED).values_list("about", flat=True)
    fresh = Issue.objects.in_program(program).not_withdrawn().without_content()
    fresh = fresh.filter(is_public=False, issued_on__gt=today - NEWS_FOR, issued_on__lte=today)
    found: dict[Model, list[Issue]] = {}
    gone = set(told.filter(on__gt=today - 2 * NEWS_FOR))
    for issue in fresh.select_related(
        "scope__supplier__merged_into", "department__merged_into", "program"
    ).shortest_first():
        if str(issue.pk) not in gone:
            found.setdefault(issue.reader, []).append(issue)
    return found


def link_of_issue(issue: Issue) -> str:
    """Return the full address of a published report at its reader."""
    if issue.program:
        return absolute("office:issue", issue.pk)
    return absolute(f"{issue.reader_kind}:issue", issue.reader.slug, issue.pk)


def _tell(reader, issues, today):
    addresses = addresses_at(reader)
    if not addresses:
        return 0
    SentOnce.objects.bulk_create(
        SentOnce(what=SentOnce.What.PUBLISHED, about=str(issue.pk), on=today) for issue in issues
    )
    news = [PublishedNews(issue, issue.issued_on, link_of_issue(issue)) for issue in issues]
    said = {"reader": name_of_owner(reader), "news": news}
    return sum(send(kind=MailKind.PUBLISHED, to=address, **said) for address in addresses)
