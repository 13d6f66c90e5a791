"""What ended is remembered for reports, and opens nothing."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.actions.parents import ParentRefused, end_parent
from agencies.actions.roles import remove_member, set_roles
from agencies.actions.team import TeamRefused
from agencies.models import Coalition, EndedTie, Membership
from tests import cast

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parent.parent.parent
KNOW_OF_THEM = {
    "agencies/actions/coalitions.py": "writes one as an agency leaves a coalition",
    "agencies/actions/parents.py": "writes one as an agency leaves its parent",
    "agencies/models/__init__.py": "names it",
    "agencies/models/tie.py": "is it",
    "agencies/models/user.py": "writes one as a membership ends",
    "lbn/reporting/management/commands/seal_reports.py": "dates and forgets them",
    "lbn/reporting/published/compile/circles.py": "who was one with whom",
    "lbn/reporting/published/compile/insiders.py": "reads them, for the fold",
}


def remembered():
    return {(tie.user and tie.user.name, tie.agency, tie.parent, tie.ended_on) for tie in EndedTie.objects.all()}


def test_who_left_has_no_way_in_and_is_remembered(agency, alice, client):
    stan = cast.user("Stan", role="coordinator", agency=agency)
    home = reverse("agencies:team", args=[agency.slug])
    client.force_login(stan)
    assert client.get(home).status_code == 200

    remove_member(membership=stan.memberships.get(), by=alice)

    assert client.get(home).status_code in (403, 404)
    assert remembered() == {("Stan", agency, None, None)}


def test_a_role_that_is_dropped_is_remembered_and_the_other_one_stays(agency, alice):
    stan = cast.user("Stan", role="agency_staff", agency=agency)
    Membership.objects.create(user=stan, role="sheet_clerk", agency=agency)

    set_roles(agency=agency, user=stan, roles=["sheet_clerk"], by=alice)

    assert [hat.role for hat in stan.memberships.all()] == ["sheet_clerk"]
    assert remembered() == {("Stan", agency, None, None)}


def test_what_is_refused_is_not_remembered(agency, alice):
    with pytest.raises(TeamRefused):
        remove_member(membership=alice.memberships.get(), by=alice)
    with pytest.raises(ParentRefused):
        end_parent(agency=agency, by=alice)

    assert remembered() == set()
    assert alice.memberships.count() == 1


def test_a_tie_is_of_one_person_at_one_organization_or_of_a_parent(agency, alice, new_york):
    coalition = Coalition.objects.create(name="Capital", started_by=agency, started_on=date(2026, 10, 1))
    both = {"agency": agency, "parent": agency, "coalition": coalition}
    nowhere = {"user": alice, "coalition": coalition}
    for nonsense in (
        {},
        both,
        nowhere,
        {"user": alice},
        {"agency": agency},
        {"user": alice, "agency": agency, "program": new_york},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            EndedTie.objects.create(**nonsense)


def test_nobody_asks_for_them_but_the_fold():
    found = {
        str(path.relative_to(ROOT))
        for room in ("agencies", "inventory", "training", "distributions", "lbn")
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts and "EndedTie" in path.read_text()
    }

    assert found == KNOW_OF_THEM.keys()
