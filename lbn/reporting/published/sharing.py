"""Links to one published report: which there are, and whether one opens it now.

A link is worth no more than whoever made it. It opens its report while they work for the organization that reads it,
until its last day, unless somebody there ended it, and never once the report was withdrawn. When they have left it
stops at once, and the next run of `seal_reports` ends it: who comes back before that finds it as it was, later not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from agencies.keys import hash_of
from agencies.tables import ListColumn, ListTable, StatusWord
from lbn.reporting.models import Issue, ReportLink

READERS = ("issue__scope__supplier__merged_into__program", "issue__scope__supplier__program")
OTHER_READERS = ("issue__department__merged_into__program", "issue__department__program", "issue__program")
END = "reporting/_end_link.html"


class WhyClosed(StrEnum):
    """Why a link opens nothing."""

    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    EXPIRED = "expired"
    MAKER_LEFT = "maker_left"


@dataclass(frozen=True)
class KnownLink:
    """A link as it is on a day: None for `why_closed` where it opens its report."""

    link: ReportLink
    why_closed: WhyClosed | None

    @property
    def status(self) -> StatusWord:
        """What its line says to whoever made it."""
        if self.why_closed is None:
            return StatusWord("ok", _("Works"))
        if self.why_closed == WhyClosed.MAKER_LEFT:
            return StatusWord("attention", _("Stopped: its maker no longer works here"))
        words = {
            WhyClosed.WITHDRAWN: _("Stopped: the report was withdrawn"),
            WhyClosed.ENDED: _("Ended"),
            WhyClosed.EXPIRED: _("Expired"),
        }
        return StatusWord("quiet", words[self.why_closed])

    @property
    def can_be_ended(self) -> bool:
        """Tell whether it opens its report, or might do so again."""
        return self.why_closed is None or self.why_closed == WhyClosed.MAKER_LEFT

    @property
    def last_on(self) -> date:
        return self.link.ended_on or self.link.ends_on


def judge_link(link: ReportLink, *, today: date, members: Collection[object]) -> KnownLink:
    """Say whether a link opens its report on `today`; `members` are the keys of the people who may read it."""
    if link.issue.is_withdrawn:
        return KnownLink(link, WhyClosed.WITHDRAWN)
    if link.ended_on:
        return KnownLink(link, WhyClosed.ENDED)
    if link.ends_on < today:
        return KnownLink(link, WhyClosed.EXPIRED)
    return KnownLink(link, None if link.made_by_id in members else WhyClosed.MAKER_LEFT)


def find_link(key: str) -> ReportLink | None:
    """Return the link of a key with its report and who reads that, or None for a key that is none."""
    links = ReportLink.objects.select_related(*READERS, *OTHER_READERS)
    return links.filter(key_hash=hash_of(key)).first()


def members_who_read(issue: Issue) -> set[object]:
    """Return the keys of everybody who may read a report where they work, of those who can still sign in."""
    people = issue.reader.memberships.filter(user__is_active=True).order_by()
    return set(people.values_list("user", flat=True))


def links_of_issue(issue: Issue, *, today: date) -> list[KnownLink]:
    """Return every link of a report, those that work first, then the newest. Two queries."""
    links = list(issue.links.select_related("made_by"))
    members = members_who_read(issue) if links else ()
    for link in links:
        link.issue = issue
    known = [judge_link(link, today=today, members=members) for link in links]
    return sorted(known, key=lambda one: one.why_closed is not None)


def say_what_others_learn(issue: Issue) -> str:
    """Say what whoever gives a report away has to think of: its fold knows its readers, and not who else gets it."""
    if issue.scope_id:
        return _(
            "The report names your agencies with their totals. Small counts of places are added together already, "
            "but someone who has other reports of the same area may be able to work out more. Give it only to those "
            "who need it."
        )
    return _(
        "Small counts are added together already. An agency or a supplier that compares the report with its own "
        "counts may work out small counts of others. Do not give it to an agency. Give it to a supplier only if the "
        "program office shares the state's report with suppliers."
    )


def list_links(links: list[KnownLink], *, end_url: Callable[[ReportLink], str]) -> ListTable:
    """Return the table of a report's links; `end_url` gives the address of the button that ends one."""
    return ListTable(
        name="links",
        caption=_("Links to this report"),
        columns=[
            ListColumn("for_whom", _("For"), value="link.for_whom"),
            ListColumn("status", _("Status"), kind="status"),
            ListColumn("made_by", _("Made by"), value=lambda one: str(one.link.made_by)),
            ListColumn("made_on", _("Made on"), kind="day", value="link.made_on"),
            ListColumn("last_on", _("Last day"), kind="day"),
            ListColumn("opened", _("Last opened"), kind="day", value="link.last_opened_on", nothing=_("not yet")),
            ListColumn("end", _("End"), kind="actions", value=lambda one: end_url(one.link), template=END),
        ],
        rows=links,
    )
