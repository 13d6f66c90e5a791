"""Recipients who ask at no fixed time, which New York's own pack has none of."""

from agencies.management.pack_command import SHIPPED
from agencies.models import Program
from agencies.packs import read_packs
from lbn.reporting.returns.layouts import form_named
from lbn.reporting.returns.recipients import recipients_of

PROFILE = {
    "slug": "reorder",
    "name": "Figures for a new order",
    "recipient": "supplier",
    "recipient_name": "Your supplier",
    "who": "any",
    "in_region": None,
    "outside_region": None,
    "cadence": "on_request",
    "form": "",
    "due_day": 10,
    "seal_day": 20,
    "sections": ["stock", "kits_left", "community_trained", "reported_used"],
    "how": "On the order.",
    "email": "",
}


def give(program, *changes, **of_pack):
    """Give a state program other reporting profiles, each what differs from `PROFILE`; the first has no change."""
    pack = program.pack | {"reporting_profiles": [PROFILE | change for change in changes]} | of_pack
    Program.objects.filter(pk=program.pk).update(pack=pack)


def shipped_form(name):
    """A form of the packs shipped here, by its name."""
    return next(form for form in (form_named(name, pack.rules) for pack in read_packs(SHIPPED)) if form)


def shipped_forms(*names):
    """The same as packs hold them, for `give(…, forms=…)`."""
    every = [form for pack in read_packs(SHIPPED) for form in pack.content["forms"]]
    return [form for form in every if form["slug"] in names]


def recipients(agency, day):
    """Who gets figures of the agency on a day, by what the database says now."""
    agency.program.refresh_from_db()
    agency.program.__dict__.pop("rules", None)
    return recipients_of(agency, day)
