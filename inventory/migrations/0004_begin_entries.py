"""Every movement belongs to an entry: what was entered at once, as far as can be told, is one."""

from collections import Counter

from django.db import migrations

WRITTEN_OFF = ("expired", "damaged", "lost", "returned", "training")
ORDER = ("opening", "received", "moved", *WRITTEN_OFF, "counted")


def name_entry(movement):
    """What movements of one entry have in common."""
    who = (movement.agency_id, movement.on, movement.stated_on, str(movement.by_id))
    if movement.reason == "opening":
        return (*who, "opening", movement.location_id)
    if movement.reason == "counted":
        return (*who, "counted", movement.location_id, movement.lot.item_id)
    if movement.reason == "moved":
        return (*who, "moved", movement.lot_id, abs(movement.quantity))
    return (*who, "written_off" if movement.reason in WRITTEN_OFF else movement.reason, movement.pk)


def begin_entries(apps, schema_editor):
    movement_model = apps.get_model("inventory", "StockMovement")
    entry_model = apps.get_model("inventory", "LedgerEntry")
    numbers = Counter()
    entries = {}
    halves = Counter()
    rows = movement_model.objects.select_related("lot").order_by("agency_id", "on", "id")
    for movement in sorted(rows, key=lambda row: (str(row.agency_id), row.on, ORDER.index(row.reason), str(row.pk))):
        name = name_entry(movement)
        if movement.reason == "moved":
            way = "in" if movement.quantity > 0 else "out"
            halves[name, way] += 1
            name = (*name, halves[name, way])
        if name not in entries:
            numbers[movement.agency_id] += 1
            counted = {"location_id": name[5], "item_id": name[6]} if name[4] == "counted" else {}
            entries[name] = entry_model.objects.create(
                agency_id=movement.agency_id,
                number=numbers[movement.agency_id],
                position=numbers[movement.agency_id],
                kind=name[4],
                on=movement.on,
                stated_on=movement.stated_on,
                by_id=movement.by_id,
                **counted,
            )
        movement.entry = entries[name]
        movement.save(update_fields=["entry"])


def recall_counts(apps, schema_editor):
    level_model = apps.get_model("inventory", "StockLevel")
    counts = apps.get_model("inventory", "LedgerEntry").objects.filter(kind="counted")
    for agency, location, item, day in counts.order_by("stated_on").values_list(
        "agency", "location", "item", "stated_on"
    ):
        level_model.objects.filter(agency=agency, location=location, lot__item=item).update(counted_on=day)


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0003_ledger_entries"),
    ]

    operations = [
        migrations.RunPython(begin_entries, migrations.RunPython.noop),
        migrations.RunPython(recall_counts, migrations.RunPython.noop),
    ]
