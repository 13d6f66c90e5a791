"""An agency with an accepted or a published report takes part, as if the program office had confirmed it; any other
waits. The counts of those that wait are moved at the next run of `seal_reports`."""

from django.db import migrations
from django.db.models.functions import Now, TruncDate


def admit_who_reports(apps, schema_editor):
    """Published is what a sealed period of the agency's scope held, whether or not it confirmed its report."""
    alias = schema_editor.connection.alias
    agencies = apps.get_model("agencies", "Agency").objects.using(alias)
    accepted = apps.get_model("reporting", "AgencyReport").objects.using(alias).filter(status="accepted")
    memberships = apps.get_model("agencies", "ScopeMembership").objects.using(alias)
    published = {
        membership.agency_id
        for membership in memberships.select_related("scope").order_by("from_on")
        if membership.scope.periods.using(alias)
        .filter(sealed_at__isnull=False, starts_on__gte=membership.from_on)
        .exists()
    }
    known = published | set(accepted.values_list("agency", flat=True))
    admitted = {"status": "admitted", "admitted_on": TruncDate(Now()), "admitted_by": "office"}
    agencies.filter(pk__in=known, status="waiting").update(**admitted)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_frozen_as_text"), ("agencies", "0006_rules_of_lives")]

    operations = [migrations.RunPython(admit_who_reports, migrations.RunPython.noop)]
