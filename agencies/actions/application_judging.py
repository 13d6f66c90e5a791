"""Whether an agency may apply, who may coordinate it, and how often one person applies for it."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.actions.agency import judge_agency
from agencies.application_life import ApplicationRefused
from agencies.querysets.registrations import counties_open_in
from agencies.querysets.team import is_of_office


def judge_county(*, program, jurisdiction, day):
    """Return without a word where agencies of a county may apply to a program on `day`; raise `ApplicationRefused`
    at `jurisdiction` otherwise. This is where a county's own opting in is asked."""
    if not counties_open_in(program, day).filter(pk=jurisdiction.pk).exists():
        sentence = _("Agencies in %(county)s cannot apply now. Ask the %(office)s when they can.")
        facts = {"county": jurisdiction.label, "office": program.office_name}
        raise ApplicationRefused(sentence % facts, field="jurisdiction")


def judge_address(*, program, email):
    """Return without a word where whoever has this address may coordinate an agency that the program office lets in;
    raise `ApplicationRefused` at `coordinator_email` for its own people and anybody at its mail domain."""
    if is_of_office(email, program):
        sentence = _("Nobody at the program office can coordinate an agency that it lets in.")
        raise ApplicationRefused(sentence, field="coordinator_email")


def judge_agency_of_application(*, program, agency_name, jurisdiction, day, **_facts):
    judge_agency(program=program, name=agency_name, jurisdiction=jurisdiction)
    judge_county(program=program, jurisdiction=jurisdiction, day=day)


@contextmanager
def refuse_a_second_one(*, tells_the_office=False):
    """Refuse what would give one person two open applications for one agency: they have that address themselves.

    The sentence is for the applicant, or for the office where it opens one again.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        sentence = _("You have another application for this agency: open the link in our mail about that one.")
        if tells_the_office:
            sentence = _("The applicant has another application for this agency, which is open: review that one.")
        raise ApplicationRefused(sentence, field="agency_name") from None
