"""An agency under another one of its program: a county program over its companies. One level, and both sides agree.

The parent reads what its children's closed periods say and how their reports stand, and nothing else of them.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.mail import send
from agencies.actions.mail_limits import allow_mail
from agencies.actions.refusals import Refused
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Agency, AuditCode, EndedTie, ParentRequest
from agencies.querysets.team import addresses_of


class ParentRefused(Refused):
    """The other agency cannot be the parent, or nothing waits for this answer any more."""


def hold_agencies(*agencies):
    """Keep agencies from changing until the transaction ends, always in the same order; return them as given."""
    keys = [agency.pk for agency in agencies]
    held = Agency.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").in_bulk()
    return [held[key] for key in keys]


@transaction.atomic
def ask_for_parent(*, agency, name, county, by, day):
    """Ask the agency of this name in `county` to be the parent of `agency`, and mail its coordinators; return the
    `ParentRequest`.

    Raises `ParentRefused` where there is no such agency in the program, where it is under another one itself or is
    not running, and where `agency` has a parent, children or a question open already.
    """
    named = Agency.objects.running().in_program(agency.program).filter(jurisdiction=county, name__iexact=name)
    found = named.first()
    if found is None:
        words = _("No agency of this name is registered in %(county)s. Ask its coordinator how it is written here.")
        raise ParentRefused(words % {"county": county.label}, field="name")
    child, parent = hold_agencies(agency, found)
    judge_pair(child, parent)
    if child.parent_requests.exists():
        raise ParentRefused(_("Your agency has asked already: take that back first."))
    asked = ParentRequest.objects.create(agency=child, parent=parent, asked_on=day, asked_by=by)
    record_parent_step(child, parent, by, "asked")
    link = absolute("agencies:parent", parent.slug)
    for address in addresses_of(parent):
        allow_mail(kind=MailKind.PARENT_ASKED, sender=str(child.pk), address=address, today=day)
        send(kind=MailKind.PARENT_ASKED, to=address, asked=asked, link=link)
    return asked


def judge_pair(child, parent):
    """Return without a word where one agency may be under another; raise `ParentRefused` otherwise."""
    if not Agency.objects.running().filter(pk=parent.pk).exists():
        raise ParentRefused(_("%(parent)s does not take part any more.") % {"parent": parent}, field="name")
    if child == parent:
        raise ParentRefused(_("This is your own agency: enter the one that yours is under."), field="name")
    if child.under_id:
        raise ParentRefused(_("Your agency is under %(parent)s: end that first.") % {"parent": child.under})
    if parent.under_id:
        words = _("%(parent)s is under another agency itself, so no agency can be under it.")
        raise ParentRefused(words % {"parent": parent}, field="name")
    if child.children.exists():
        words = _("Other agencies are under %(agency)s, so it cannot be under another one itself.")
        raise ParentRefused(words % {"agency": child})


@transaction.atomic
def take_back_parent_request(*, agency, by):
    """Withdraw what `agency` asked. Raises `ParentRefused` where it asked nothing."""
    asked = agency.parent_requests.select_related("parent").first()
    if asked is None:
        raise ParentRefused(_("Nothing is waiting for an answer any more."))
    asked.delete()
    record_parent_step(agency, asked.parent, by, "taken_back")


@transaction.atomic
def answer_child(*, parent, child, accept, by, day):
    """Accept that the agency with the key `child` is under `parent`, or decline; return the child.

    `day` is today there: the parent reads of periods that end from then on. Raises `ParentRefused` where it does not
    ask any more, and where it cannot be under `parent` any more.
    """
    asked = ParentRequest.objects.filter(parent=parent, agency=child).select_related("agency").first()
    if asked is None:
        raise ParentRefused(_("Nothing is waiting for an answer any more."))
    held, over = hold_agencies(asked.agency, parent)
    if accept:
        judge_pair(held, over)
        put_under(held, over, day)
    else:
        asked.delete()
    record_parent_step(held, over, by, "accepted" if accept else "declined")
    return held


def put_under(child, parent, day):
    """Let a held agency be under another one from `day` on; what either of the two still asked the other is over."""
    child.under, child.under_since_on = parent, day
    child.save(update_fields=["under", "under_since_on"])
    child.parent_requests.all().delete()
    child.parent_invitations.filter(parent=parent).delete()


@transaction.atomic
def end_parent(*, agency, by):
    """Let `agency` be under no other one any more, whichever side ends it. Raises `ParentRefused` where it is not."""
    (held,) = hold_agencies(agency)
    if held.under is None:
        raise ParentRefused(_("This agency is under no other one: nothing was changed."))
    parent, held.under, held.under_since_on = held.under, None, None
    held.save(update_fields=["under", "under_since_on"])
    EndedTie.objects.create(agency=held, parent=parent)
    record_parent_step(held, parent, by, "ended")


def record_parent_step(child, parent, by, step):
    """Add one line to the trail of each of the two."""
    facts = {"step": step, "child": child.name, "parent": parent.name}
    for owner in (child, parent):
        record(what=AuditCode.AGENCY_PARENT, subject=child, by=by, agency=owner, **facts)
