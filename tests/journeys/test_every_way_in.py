"""Pages on the way into a program, each program's own and those that only mails lead to: open to all, and no wider
than their window."""

import pytest

from tests.journeys.test_every_page import NARROWEST, WINDOWS, faults_in, sideways

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]
PROGRAMS = ("new_york", "maryland_ems", "san_diego", "los_angeles_county")
OF_EACH = ("/programs/{}/", "/programs/{}/services/", "/register/{}/", "/figures/{}/")
BY_MAIL = """
from django.urls import reverse
from agencies.actions.applications import SEALED
from agencies.links import sign
from agencies.models import Application

for application in Application.objects.all():
    token = sign(application, sealed=SEALED)
    print(reverse("registration:application", args=[token]))
    for approval in application.approvals.filter(status="waiting"):
        print(reverse("registration:approval", args=[sign(approval)]))
    if application.status == "changes_requested":
        print(reverse("registration:application_change", args=[token]))
        for document in application.required_documents.all()[:1]:
            print(reverse("registration:application_upload", args=[token, document.pk]))
        for change in application.asked_changes.all():
            print(reverse("registration:application_answer", args=[token, change.pk]))
"""


def look_at(somebody, addresses):
    """The faults of some pages, in words."""
    faults = []
    for address in addresses:
        somebody.go(address)
        faults += [(address, *window, *fault) for window in WINDOWS for fault in faults_in(somebody.page, *window)]
        for width in (1280, NARROWEST):
            faults += [(address, *fault) for fault in sideways(somebody.page, width)]
    return faults


def test_what_each_program_tells_everybody_is_open_to_all(somebody):
    pages = [page.format(program) for program in PROGRAMS for page in OF_EACH]

    assert look_at(somebody, [*pages, "/register/maryland_ems/counties/"]) == []


def test_what_the_links_of_mails_open_is_open_to_all(somebody, demonstration):
    said = demonstration.manage("shell", "--verbosity", "0", "--command", BY_MAIL).stdout.split()

    assert len(said) > 12
    assert look_at(somebody, said) == []
