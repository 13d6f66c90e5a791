"""The items that every agency can keep."""

from django.db import transaction
from django.utils.translation import gettext_noop

from inventory.models import Item

STANDARD = {
    Item.STANDARD_KIT: (gettext_noop("Naloxone kit (two 4 mg doses)"), Item.Kind.NALOXONE_KIT, 2, 48),
    "fentanyl-strips": (gettext_noop("Fentanyl test strips"), Item.Kind.FENTANYL_STRIPS, 0, 12),
    "xylazine-strips": (gettext_noop("Xylazine test strips"), Item.Kind.XYLAZINE_STRIPS, 0, 12),
    "face-shield": (gettext_noop("Face shield"), Item.Kind.SUPPLY, 0, None),
}


@transaction.atomic
def load_catalogue():
    """Add the standard items that are missing, or do nothing at all; return how many were added.

    Items that are there stay as they are, so that names and shelf lives may be changed. The shelf life in months
    is a hint only: what counts is the date on the label.
    """
    known = set(Item.objects.filter(slug__in=STANDARD).values_list("slug", flat=True))
    missing = [
        Item(slug=slug, name=name, kind=kind, doses_per_item=doses, shelf_life_months=months)
        for slug, (name, kind, doses, months) in STANDARD.items()
        if slug not in known
    ]
    Item.objects.bulk_create(missing)
    return len(missing)
