"""Sentences on what was entered at once, each with its way to the sheet."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from distributions.models import Sheet


def lead_to_sheet(agency, name, sentence):
    """A sentence on the sheet that is known by `name` (an `ImportedSheet`), and the way to it: there it is taken
    back."""
    found = Sheet.objects.of(agency).imported_as(name).first()
    if found is None:
        return sentence
    address = reverse("distributions:sheet", args=[agency.slug, found.pk])
    return format_html('{} <a href="{}">{}</a>', sentence, address, _("Look at this sheet"))


def tell_with_undo(request, sentence, sheet):
    """Say what was counted just now, with the way to take it back. Its address tells of no location."""
    address = reverse("distributions:sheet_take_back", args=[sheet.agency.slug, sheet.pk])
    link = format_html('<a href="{}">{}</a>', address, _("Take it back"))
    messages.success(request, format_html("{} {}", sentence, link))
