"""What was published stays byte for byte: through later edits, migrations, and a restore elsewhere."""

import os

import pytest

from tests.reporting import apart

EDIT = """
from datetime import date
from agencies.models import Agency, HealthDepartment, Jurisdiction, Program, Supplier, ZipCode
from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount
from inventory.models import Item
from tests.reporting import apart
for count in DailyCount.objects.all():
    correct(count=count, difference=Counts(-5, -5, 0), reason="counted_twice", today=date(2027, 1, 25))
apart.leave(Agency.objects.first(), "12207", 9, on=date(2026, 12, 20), today=date(2027, 1, 25))
for model in (Agency, HealthDepartment, Jurisdiction, Supplier):
    for row in model.objects.all():
        row.name = f"New {row.name}"
        row.save()
ZipCode.objects.update(name="Elsewhere", jurisdiction=Jurisdiction.objects.get(slug="ny-rensselaer"))
Item.objects.filter(kind="naloxone_kit").update(doses_per_item=9)
Program.objects.update(state="NY", office_name="Another office")
"""
MIGRATE = """
from django.db import connection, models
from lbn.reporting.models import Issue
planted = models.CharField(max_length=5, default="")
planted.set_attributes_from_name("planted")
planted.model = Issue
with connection.schema_editor() as editor:
    editor.add_field(Issue, planted)
with connection.schema_editor() as editor:
    editor.remove_field(Issue, planted)
"""
ROWS = "from lbn.reporting.models import Issue; print(*Issue.objects.order_by('id').values(), sep='\\n')"
READ = "from lbn.reporting.models import Issue; print(sum(1 for issue in Issue.objects.all() if issue.read()))"


def rows(environment):
    """Every column of every published report, as the application reads it."""
    return apart.shell(environment, ROWS)


@pytest.mark.server
@pytest.mark.slow
def test_what_was_published_survives_edits_migrations_and_a_restore(databases):
    here = os.environ | {"DATABASE_URL": databases.new(), "LBN_NOW": "2027-01-21T17:00"}
    apart.shell(here, apart.PREPARE)
    apart.manage(here, "seal_reports")
    published = rows(here)

    apart.shell(here, EDIT)
    edited = rows(here)
    apart.shell(here, MIGRATE)
    apart.manage(here, "migrate", "distributions", "0002")
    apart.manage(here, "migrate")
    migrated = rows(here)
    there = here | {"DATABASE_URL": databases.copies.copy(here["DATABASE_URL"])}
    apart.manage(there, "seal_reports")

    assert len(published) == 4
    assert edited == published
    assert migrated == published
    assert rows(there) == published
    assert apart.shell(there, READ) == ["4"]
    databases.drop(there["DATABASE_URL"])
    databases.drop(here["DATABASE_URL"])
