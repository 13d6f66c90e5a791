"""The place buttons on an agency's terminals."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import Agency, AuditCode, PlacePreset, ZipCode
from agencies.places import PlaceRefused, clean_zip


class PresetRefused(Refused):
    """The ZIP code is none, is not known, is never named, has its button, or there are eight already."""


@transaction.atomic
def add_preset(*, agency, zip_code, by):
    """Add a button for the typed ZIP code and return it. Raises `PresetRefused` at `zip_code`."""
    place = _place_of(zip_code)
    held = _zip_codes_with_buttons(agency)
    if place.pk in held:
        raise PresetRefused(_("This ZIP code has a button already."), field="zip_code")
    return _add([place], beside=held, agency=agency, by=by)[0]


@transaction.atomic
def add_presets(*, agency, zip_codes, by):
    """Add a button for each of these ZIP codes (five digits), or none at all; return those that were added.

    One that has its button already keeps it, and what cannot be named is left out. Raises `PresetRefused` where more
    are asked for than fit.
    """
    held = _zip_codes_with_buttons(agency)
    places = ZipCode.objects.filter(pk__in=set(zip_codes) - held).order_by("pk")
    return _add([place for place in places if place.may_be_named], beside=held, agency=agency, by=by)


def _add(places, *, beside, agency, by):
    if len(beside) + len(places) > PlacePreset.MOST:
        raise PresetRefused(_("Eight place buttons are the most that fit: remove one first."), field="zip_code")
    added = PlacePreset.objects.bulk_create(PlacePreset(agency=agency, zip_code=place) for place in places)
    for place in places:
        record(what=AuditCode.PRESET_ADDED, subject=place, by=by, agency=agency)
    return added


@transaction.atomic
def remove_preset(*, preset, by):
    """Take the button off the agency's terminals."""
    record(what=AuditCode.PRESET_REMOVED, subject=preset.zip_code, by=by, agency=preset.agency)
    preset.delete()


def _zip_codes_with_buttons(agency):
    """Hold the agency's row, so that buttons added at once are counted one after the other; return its ZIP codes."""
    held = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    return set(PlacePreset.objects.filter(agency=held).values_list("zip_code", flat=True))


def _place_of(typed):
    try:
        number = clean_zip(typed)
    except PlaceRefused as refusal:
        raise PresetRefused(str(refusal), field="zip_code") from None
    place = ZipCode.objects.select_related("jurisdiction").filter(pk=number).first()
    if place is None:
        raise PresetRefused(_("This ZIP code is not in our list: check the five digits."), field="zip_code")
    if not place.may_be_named:
        raise PresetRefused(
            _("Kits left there are counted under %(county)s only, which is on every terminal anyway.")
            % {"county": place.jurisdiction.label},
            field="zip_code",
        )
    return place
