"""The standard items that every program starts with."""

from inventory.models import Item

STANDARD = [
    {"slug": Item.STANDARD_KIT, "name": "Naloxone kit (two 4 mg doses)", "kind": "naloxone_kit", "doses_per_item": 2},
    {"slug": "fentanyl-strips", "name": "Fentanyl test strips", "kind": "fentanyl_strips", "shelf_life_months": 12},
    {"slug": "xylazine-strips", "name": "Xylazine test strips", "kind": "xylazine_strips", "shelf_life_months": 12},
    {"slug": "face-shield", "name": "Face shield", "kind": "supply"},
]


def load_catalogue():
    """Add each standard item that is missing; what somebody changed since stays changed. Returns how many came."""
    made = [Item.objects.get_or_create(slug=item["slug"], defaults=item)[1] for item in STANDARD]
    return sum(made)
