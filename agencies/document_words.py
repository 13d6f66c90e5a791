"""What a pack asks of documents and courses, in words."""

from django.utils.translation import gettext as _

from agencies.packs.rules import Entry
from agencies.wording import say


def say_months(months: int | None) -> str:
    return say(_("%(months)s months"), months=months) if months else ""


def rule_of_document(entry: Entry) -> str:
    """What the pack says of a document: whether it is asked for, when, and how often it is gone over again."""
    said = [say_required(entry)]
    if entry["asked_for"] == "order":
        said.append(_("with an order"))
    if entry["above_units"]:
        said.append(say(_("above %(units)s units"), units=entry["above_units"]))
    if entry["if_recurring"]:
        said.append(_("for shipments that come again"))
    if entry["before_start"]:
        said.append(_("before the agency begins"))
    if entry["review_months"]:
        said.append(_("gone over again every %(time)s") % {"time": say_months(entry["review_months"])})
    return ", ".join(said)


def say_required(entry: Entry) -> str:
    return _("Required") if entry["required"] else _("Optional")


def say_validity(entry: Entry) -> str:
    """For how long a document of a pack is valid."""
    return say_months(entry["validity_months"])
