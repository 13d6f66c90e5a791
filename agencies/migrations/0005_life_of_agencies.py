"""What agencies, registrations and suppliers were, in the words of their lives.

An agency that was active waits until somebody vouches for it (reporting's next migration lets those in that have
reported); one that was suspended is left out, for the reason that its registration was closed for. A supplier that
somebody of the program office added, or that has people, is on the list; any other was typed in by its first agency.
"""

from django.db import migrations
from django.db.models.functions import Now, TruncDate

TODAY = TruncDate(Now())

OFFICE = "operator"


def read_lives(apps, schema_editor):
    alias = schema_editor.connection.alias
    agencies = apps.get_model("agencies", "Agency").objects.using(alias)
    agencies.filter(status__in=["active", "provisional"]).update(status="waiting")
    for agency in agencies.filter(status="closed"):
        last = agency.agreements.using(alias).order_by("-from_on").first()
        agency.closed_on = (last and last.until_on) or agency.active_since_on
        agency.save(update_fields=["closed_on"])
    registrations = apps.get_model("agencies", "Registration").objects.using(alias)
    marked = dict(registrations.exclude(agency=None).values_list("agency", "status"))
    for agency in agencies.filter(status="suspended"):
        status = marked.get(agency.pk)
        because = status if status in ("duplicate", "not_an_agency") else "withdrawn"
        left_out = {"status": "left_out", "left_out_on": TODAY, "left_out_because": because}
        agencies.filter(pk=agency.pk).update(**left_out)


def read_suppliers(apps, schema_editor):
    alias = schema_editor.connection.alias
    events = apps.get_model("agencies", "AuditEvent").objects.using(alias).filter(what="supplier.added")
    operators = set(
        apps.get_model("agencies", "Membership")
        .objects.using(alias)
        .filter(role=OFFICE)
        .values_list("user", flat=True)
    )
    added_by = dict(events.exclude(supplier=None).values_list("supplier", "by"))
    for supplier in apps.get_model("agencies", "Supplier").objects.using(alias).exclude(kind__in=["none", "waiting"]):
        first = supplier.agreements.using(alias).order_by("from_on", "id").first()
        has_people = supplier.memberships.using(alias).exists() or supplier.invitations.using(alias).exists()
        if has_people or first is None or added_by.get(supplier.pk) in operators:
            supplier.listed_on = TODAY
        else:
            supplier.typed_in_by_id = first.agency_id
        supplier.save(update_fields=["listed_on", "typed_in_by"])


def remember_what_went_out(apps, schema_editor):
    """What was sent once had stood in the trail of changes, where it does not belong."""
    alias = schema_editor.connection.alias
    events = apps.get_model("agencies", "AuditEvent").objects.using(alias)
    remembered = apps.get_model("agencies", "SentOnce").objects.using(alias)
    for event in events.filter(what="digest.sent").exclude(agency=None):
        day = event.details["on"]
        remembered.get_or_create(what="digest", about=f"{event.agency_id} {day}", defaults={"on": day})
    for event in events.filter(what="demonstration.loaded"):
        remembered.get_or_create(what="demonstration", about="loaded", defaults={"on": event.subject})
    events.filter(what__in=["digest.sent", "demonstration.loaded"]).delete()


def leave_as_it_is(apps, schema_editor):
    """Going back, everybody who is in any state but closed or left out is active again."""
    agencies = apps.get_model("agencies", "Agency").objects.using(schema_editor.connection.alias)
    agencies.filter(status="left_out").update(status="suspended")
    agencies.exclude(status__in=["suspended", "closed"]).update(status="active")


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_lives")]

    operations = [
        migrations.RunPython(read_lives, leave_as_it_is),
        migrations.RunPython(read_suppliers, migrations.RunPython.noop),
        migrations.RunPython(remember_what_went_out, migrations.RunPython.noop),
    ]
