"""What the tests of the log share."""

from datetime import UTC, date, datetime
from io import StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from agencies.models import Jurisdiction, ReportingPeriod, ReportingScope
from distributions.actions import LogEntry, log_kits
from inventory.actions import OpeningLine, opening_count

HEADER = "Date,ZIP code,Kits,People trained\n"


@pytest.fixture
def leave(agency, kit, today):
    """Log kits left: `leave("12207", items=2)`; an empty ZIP code is Albany County only."""

    def leave(
        zip_code="12207", *, day=date(2026, 11, 20), items=1, trained=0, item=kit, on=today, to=agency, at=None
    ):
        county = Jurisdiction.objects.get(slug="ny-albany")
        entry = LogEntry(uuid4(), day, county.pk, zip_code, item.pk, items, trained)
        log_kits(agency=to, location=at or to.main_location, entries=[entry], today=on)

    return leave


@pytest.fixture
def seal(agency):
    """Seal the quarter that begins on a day, as far as the log can tell."""

    def seal(starts_on):
        scope = ReportingScope.objects.get(memberships__agency=agency)
        ReportingPeriod.objects.create(scope=scope, starts_on=starts_on, sealed_at=datetime(2027, 1, 20, tzinfo=UTC))

    return seal


@pytest.fixture
def stocked(agency, kit, today, alice):
    """The agency after an opening count of 40 kits on the first of November."""
    opening_count(
        agency=agency,
        location=agency.main_location,
        lines=[OpeningLine(kit, "A1", date(2028, 1, 31), 40)],
        on=date(2026, 11, 1),
        today=today,
        by=alice,
    )
    return agency


@pytest.fixture
def url(agency):
    def url(name, *more):
        return reverse(f"distributions:{name}", args=[agency.slug, *more])

    return url


@pytest.fixture
def coordinator(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def staff(client, stan):
    client.force_login(stan)
    return client


@pytest.fixture
def run(agency):
    """Run the command; return (exit code, everything it said)."""

    def run(file, **options):
        said = StringIO()
        try:
            call_command("import_counts", str(file), agency=agency.slug, stdout=said, stderr=said, **options)
        except CommandError as error:
            return error.returncode, said.getvalue() + str(error)
        return 0, said.getvalue()

    return run


@pytest.fixture
def sheet_of(tmp_path):
    def sheet_of(*lines, name="2026.csv"):
        file = tmp_path / name
        file.write_text(HEADER + "".join(f"{line}\n" for line in lines))
        return file

    return sheet_of


@pytest.fixture
def upload(coordinator, url):
    """Send a file to the import; return what comes next."""

    def upload(content, name="2026.csv", **fields):
        file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
        return coordinator.post(url("import"), {"file": file, "label": "", "jurisdiction": "", **fields})

    return upload


@pytest.fixture
def confirm(coordinator, url):
    """Send the choices made on a page; return the next one."""

    def confirm(shown, **chosen):
        held = {"judged": shown.context["decision"]["judged"].value(), **chosen}
        return coordinator.post(url("import_confirm"), held, follow=True)

    return confirm
