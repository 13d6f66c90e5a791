"""The mail to whoever has just registered an agency."""

import pytest

from agencies.actions.greetings import welcome_coordinator
from agencies.models import Membership


@pytest.mark.parametrize("waits", [True, False])
def test_whoever_registered_reads_what_to_do_first(agency, alice, mailed, waits):
    if waits:
        agency.admitted_on, agency.status = None, "waiting"
    membership = Membership.objects.get(user=alice)
    membership.agency = agency

    (mail,) = mailed(lambda: welcome_coordinator(membership))

    assert mail.to == ["alice@example.org"]
    assert "1. Count the kits that you have, or enter your first delivery." in mail.body
    assert "\nhttp://127.0.0.1:8000/home/\n" in mail.body
    assert ("still has to confirm that your agency takes part" in mail.body) == waits
