"""People who act at the same moment, on a real database: a coordinator stays, and each thing happens once."""

import json

import pytest

from tests.distributions.station import PREPARED

AT_ONCE = """
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from django.db import connection
from agencies import clock
from agencies.actions.mail_limits import DAY_LIMITS, allow_mail
from agencies.actions.refusals import Refused
from agencies.actions.rescue import ask_for_coordinator, invite_due, stop_rescue
from agencies.actions.roles import remove_member, set_roles
from agencies.actions.team import accept_invitation, invite
from agencies.links import sign
from agencies.mail_kinds import MailKind
from agencies.models import Agency, Invitation, MailsOfADay, Membership, Rescue, User
from tests import cast

agency = Agency.objects.get(name__startswith="Albany")
alice = Membership.objects.get(agency=agency).user
TODAY, DUE = date(2026, 11, 20), date(2026, 11, 25)

def race(*acts):
    barrier = Barrier(len(acts))
    def run(act):
        try:
            barrier.wait()
            return str(act() or "done")
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()
    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(run, act) for act in acts]]
"""
LEAVE = """
bea = cast.user("Bea", role="coordinator", agency=agency)
mine, hers = Membership.objects.get(user=alice), Membership.objects.get(user=bea)
ends = race(
    lambda: remove_member(membership=mine, by=alice),
    lambda: set_roles(agency=agency, user=bea, roles=["sheet_clerk"], by=bea),
)
found = Membership.objects.filter(agency=agency, role="coordinator").count()
print(json.dumps({"ends": ends, "found": found}))
"""
JOIN = """
ask = {"owner": agency, "email": "bob@albany.example", "role": "coordinator", "by": alice, "at": clock.now()}
token = sign(invite(**ask))
ends = race(*[
    lambda: accept_invitation(token=token, now=clock.now(), name="Bob", password="seven kits on a shelf").role
] * 3)
found = [User.objects.filter(email="bob@albany.example").count(), Membership.objects.filter(agency=agency).count()]
print(json.dumps({"ends": ends, "found": found}))
"""
STOP = """
olga = cast.user("Olga", role="operator", program=agency.program)
rescue = ask_for_coordinator(agency=agency, email="nora@albany.example", by=olga, today=TODAY)
race(
    lambda: stop_rescue(rescue=rescue, by=None, today=DUE),
    lambda: invite_due(agency=agency, at=clock.now(), today=DUE),
    lambda: invite_due(agency=agency, at=clock.now(), today=DUE),
)
rescue.refresh_from_db()
stopped, invited = rescue.stopped_on is not None, rescue.invited_on is not None
found = Invitation.objects.count()
print(json.dumps({"ends": [], "found": [stopped != invited, found == int(invited)]}))
"""
MAILS = """
most = DAY_LIMITS[MailKind.INVITATION].to_address
ends = race(*[
    lambda number=number: allow_mail(
        kind=MailKind.INVITATION, sender=str(number), address="bob@albany.example", today=TODAY
    )
    for number in range(most + 3)
])
found = max(MailsOfADay.objects.values_list("mails", flat=True)) - most
print(json.dumps({"ends": ends, "found": [found, ends.count("done") - most]}))
"""


@pytest.fixture
def run(served):
    application = served(prepared=PREPARED, LBN_NOW="2026-11-20T15:00:00+00:00")

    def once(story):
        said = application.manage("shell", "--verbosity", "0", "--command", AT_ONCE + story).stdout
        found = json.loads(said.strip().splitlines()[-1])
        return sorted(found["ends"]), found["found"]

    return once


def test_of_two_last_coordinators_one_stays(run):
    ends, coordinators = run(LEAVE)

    assert ends == ["Your agency needs a coordinator. Hand over to a successor first.", "done"]
    assert coordinators == 1


def test_an_invitation_that_is_pressed_three_times_makes_one_member(run):
    ends, found = run(JOIN)

    assert ends == ["This invitation was used already: sign in."] * 2 + ["coordinator"]
    assert found == [1, 2]


def test_a_new_coordinator_is_stopped_or_invited_and_never_both(run):
    _ends, found = run(STOP)

    assert found == [True, True]


def test_a_limit_of_mails_holds_however_many_ask_at_once(run):
    ends, found = run(MAILS)

    assert found == [0, 0]
    assert ends.count("Too many mails were asked for today, so this one was not sent. Try again tomorrow.") == 3
