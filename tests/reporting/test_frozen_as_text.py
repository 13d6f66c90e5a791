"""What agencies sent before reports were kept as text comes out in its canonical form, with the same fingerprint."""

import json
import os

import pytest

from tests.documents import period_report, statement_figures
from tests.reporting import apart

DOCUMENTS = {
    "AgencyReport": period_report(left=3, handouts=2, other={"lost": -1, "damaged": -2}, typed={"refills": 4}),
    "Statement": statement_figures(agency="Sheriff's Office of Ville à côté", kits=5),
}
STORE = f"""
from datetime import date
from hashlib import sha256
import json
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from agencies.models import Agency, ReportingPeriod, ReportingScope
texts = json.loads({json.dumps({name: one.text for name, one in DOCUMENTS.items()})!r})
then = MigrationLoader(connection).project_state(("reporting", "0002_calendar_and_readers")).apps
agency = Agency.objects.order_by("name").first()
period = ReportingPeriod.objects.create(scope=ReportingScope.objects.first(), starts_on=date(2026, 7, 1))
about = {{
    "AgencyReport": {{"period_id": period.pk, "submitted_on": date(2026, 10, 5)}},
    "Statement": {{
        "profile": "reorder",
        "starts_on": date(2026, 7, 1),
        "ends_on": date(2026, 9, 30),
        "made_on": date(2026, 11, 21),
    }},
}}
for name, text in texts.items():
    content = json.loads(text, object_hook=lambda found: dict(reversed(found.items())))
    hashed = {{"content": content, "content_hash": sha256(text.encode()).hexdigest()}}
    then.get_model("reporting", name).objects.create(agency_id=agency.pk, **about[name], **hashed)
"""
LOOK = """
import json
from django.db import connection
with connection.cursor() as cursor:
    for table in ("reporting_agencyreport", "reporting_statement"):
        cursor.execute(f"SELECT content, content_hash FROM {table}")
        print(*(json.dumps([str(one) for one in row]) for row in cursor.fetchall()), sep="\\n")
"""
READ = """
from lbn.reporting.models import AgencyReport, Statement
print(*(row.read().sha256 for model in (AgencyReport, Statement) for row in model.objects.all()), sep="\\n")
"""


def stored(environment):
    """Text and fingerprint of each row, as the database has them."""
    return [tuple(json.loads(line)) for line in apart.shell(environment, LOOK)]


@pytest.mark.server
@pytest.mark.slow
def test_reports_stored_as_json_become_their_canonical_text_and_go_back(databases):
    here = os.environ | {"DATABASE_URL": databases.new(), "LBN_NOW": "2026-11-21T17:00"}
    canonical = [(one.text, one.sha256) for one in DOCUMENTS.values()]
    apart.shell(here, apart.PREPARE)
    apart.manage(here, "migrate", "reporting", "0002")
    apart.shell(here, STORE)
    before = stored(here)

    apart.manage(here, "migrate", "reporting")
    forwards, read = stored(here), apart.shell(here, READ)
    apart.manage(here, "migrate", "reporting", "0002")
    back = stored(here)
    apart.manage(here, "migrate", "reporting")

    assert [text for text, _ in before] != [text for text, _ in canonical]
    assert [same(*row) for row in before] == [same(*row) for row in canonical]
    assert forwards == canonical
    assert read == [sha256 for _, sha256 in canonical]
    assert [same(*row) for row in back] == [same(*row) for row in canonical]
    assert stored(here) == canonical
    databases.drop(here["DATABASE_URL"])


def same(text, sha256):
    """What a row says, however it is written down."""
    return json.loads(text), sha256
