"""What home says to suppliers, health departments, program offices, people with several hats and with none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from agencies.models import Membership, Registration
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import publish_roll_ups, seal
from lbn.reporting.returns.actions import submit
from tests import cast
from tests.roof.conftest import SCOPE

Q3 = date(2026, 7, 1)
SEALED = datetime(2026, 10, 20, 8, tzinfo=UTC)


@pytest.fixture
def partner(new_york, supplier):
    """Make another agency that gets its kits from the same supplier."""

    def make(name, **facts):
        return cast.agency(new_york, name=name, supplier=supplier, since=Q3, **facts)

    return make


@pytest.fixture
def sent():
    """Send an agency's report for the third quarter of 2026."""

    def send(agency, **facts):
        usual = {"comment": "", "no_kits": True, "by": None, "today": date(2026, 10, 6)}
        scope = agency.scope_memberships.get().scope
        return submit(agency=agency, scope=scope, starts_on=Q3, **usual | facts)

    return send


@pytest.fixture
def sealed(supplier, new_york):
    """Seal the third quarter and publish it, to the supplier and to health departments."""

    def close(agency):
        scope = agency.scope_memberships.get().scope
        seal(scope=scope, starts_on=Q3, at=SEALED, today=SEALED.date())
        return [one for one in publish_roll_ups(program=new_york, day=SEALED.date()) if one.department]

    return close


def register(program, name, **facts):
    county = program.agencies.first().jurisdiction if program.agencies.exists() else facts.pop("county")
    usual = {
        "jurisdiction": county,
        "kind": "law_enforcement",
        "coordinator_name": "Pat Doe",
        "coordinator_email": "pat@example.org",
        "submitted_at": datetime(2026, 11, 18, tzinfo=UTC),
    }
    return Registration.objects.create(program=program, agency_name=name, **usual | facts)


def home(client):
    answer = client.get(reverse("home"))
    assert answer.status_code == 200
    return answer


def test_a_supplier_sees_what_waits_who_reported_and_what_was_published(partner, sam, at, sent, sealed):
    cohoes, colonie = partner("Cohoes Fire Department"), partner("Colonie EMS")
    sealed(cohoes)
    report = sent(cohoes)

    answer = home(at(sam))

    found = answer.context["home"]
    assert [(one["report"], one["period"]) for one in found["waiting"]] == [(report, "July to September 2026")]
    assert [(one.period, one.reported, one.missing) for one in found["reporting"]] == [
        ("July to September 2026", 1, [colonie])
    ]
    assert found["newest"].period == "July to September 2026"
    assert found["agencies"] == 2
    assert "1 of 2 agencies have reported." in answer.text
    assert "Cohoes Fire Department sent its report for July to September 2026." in answer.text


def test_every_link_of_a_supplier_and_a_department_leads_to_a_page(partner, sam, dana, at, sent, sealed):
    cohoes = partner("Cohoes Fire Department")
    sealed(cohoes)
    sent(cohoes)

    for user in (sam, dana):
        client = at(user)
        found = home(client).context["home"]
        pages = [found["newest"].url, *(one["url"] for one in found.get("waiting", []))]
        assert pages
        assert {client.get(page).status_code for page in pages} == {200}


def test_a_report_that_came_late_says_so(partner, sam, at, sent):
    sent(partner("Cohoes Fire Department"), today=date(2026, 10, 14))

    assert "\nLate</span>" in home(at(sam)).text


def test_nothing_on_a_suppliers_home_moves_when_a_kit_is_logged(agency, sam, at, receive, leave):
    client = at(sam)
    before = home(client).context["home"]

    receive("A1", 20)
    leave(date(2026, 11, 20), 3)

    assert home(client).context["home"] == before


def test_nothing_on_a_program_offices_home_moves_when_a_kit_is_logged(agency, olga, at, receive, leave):
    client = at(olga)
    before = plain(shown(client))

    receive("A1", 20)
    leave(date(2026, 11, 20), 3)

    assert plain(shown(client)) == before


def test_a_program_office_reads_its_newest_report(partner, olga, at, sent, sealed):
    one = partner("Cohoes Fire Department")
    sent(one)
    sealed(one)

    page = home(at(olga)).content.decode()

    assert 'Newest report: <a href="/operator/reports/' in page
    assert "Kits left, period by period" in page or 'data-table="trend"' in page


def shown(client):
    return home(client).context["home"]


def plain(found):
    rows = {name: getattr(value, "rows", value) for name, value in found.items()}
    return {name: value if value is None or isinstance(value, int) else list(value) for name, value in rows.items()}


def test_a_department_sees_what_was_published_and_how_many_reported(partner, dana, at, sent, sealed):
    cohoes, _colonie = partner("Cohoes Fire Department"), partner("Colonie EMS")
    sent(cohoes)
    sealed(cohoes)

    answer = home(at(dana))

    found = answer.context["home"]
    assert found["newest"].period == "July to September 2026"
    assert "1 of 2 expected reports came (50%). 1 of these 2 were on time (50%)." in answer.text
    assert "Colonie" not in answer.text


def test_a_department_to_which_nothing_was_published_is_told_so(dana, at):
    answer = home(at(dana))

    assert "Nothing is published yet" in answer.text
    assert answer.context["home"] == {"newest": None}


def test_a_withdrawn_report_is_not_among_the_newest(partner, dana, at, sealed):
    sealed(partner("Cohoes Fire Department"))
    Issue.objects.update(status="withdrawn", withdrawn_because="Wrong county.")

    assert shown(at(dana)) == {"newest": None}


def test_a_report_whose_content_was_changed_gives_no_figure(partner, dana, at, sealed):
    sealed(partner("Cohoes Fire Department"))
    Issue.objects.filter(department__isnull=False).update(content='{"reporting": {"agencies": 7}}')

    assert "completeness" not in shown(at(dana))


def test_a_program_office_sees_registrations_and_where_its_agencies_are(new_york, partner, olga, at):
    partner("Cohoes Fire Department"), partner("Colonie EMS"), partner("Troy Fire Department", county="Rensselaer")
    partner("Closed Police Department").__class__.objects.filter(name__startswith="Closed").update(
        status="closed", closed_on="2026-11-01"
    )
    register(new_york, "Scotia Fire Department")
    register(new_york, "Hoosick Falls EMS", status="confirmed", confirmed_at=datetime(2026, 11, 1, tzinfo=UTC))
    register(new_york, "Long here", status="confirmed", confirmed_at=datetime(2026, 9, 1, tzinfo=UTC))

    found = shown(at(olga))

    assert [one.agency_name for one in found["waiting"]] == ["Scotia Fire Department"]
    assert [one.agency_name for one in found["confirmed"]] == ["Hoosick Falls EMS"]
    assert (found["waiting_count"], found["confirmed_count"], found["agencies"]) == (1, 1, 3)
    assert [(row.county.label, row.number) for row in found["counties"].rows] == [
        ("Albany County", 2),
        ("Rensselaer County", 1),
    ]


def test_a_county_leads_to_its_agencies(partner, olga, at):
    partner("Cohoes Fire Department")
    client = at(olga)

    page = reverse("operator:agencies") + "?county=ny-albany"

    assert f'href="{page}"' in home(client).text
    assert "Cohoes Fire Department" in client.get(page).text


def test_home_without_a_hat_says_what_to_do(db, at):
    answer = home(at(cast.user("Nora")))

    assert "Ask its program coordinator to invite you" in answer.text
    assert f'href="{reverse("registration:begin")}"' in answer.text


def test_home_asks_a_visitor_to_sign_in(client, db):
    answer = client.get(reverse("home"))

    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next={reverse('home')}")


def hat_in(answer):
    """The membership at whose organization the header says that one is."""
    (place,) = [place for place in answer.context["workplaces"] if place.is_current]
    return place.pk


def test_switching_puts_on_another_hat_and_stays_so(agency, supplier, alice, at):
    other = Membership.objects.create(user=alice, role="supplier_staff", supplier=supplier)
    client = at(alice)
    first = alice.memberships.get(role="coordinator")
    assert hat_in(home(client)) == first.pk

    answer = client.post(reverse("switch"), {"membership": other.pk}, follow=True)

    assert answer.context["supplier"] == supplier
    assert hat_in(home(client)) == other.pk


@pytest.mark.parametrize("membership", ["", "not an id", "of somebody else"])
def test_nobody_can_put_on_a_hat_that_is_not_theirs(agency, alice, stan, at, membership):
    client = at(alice)
    wanted = str(stan.memberships.get().pk) if membership == "of somebody else" else membership

    answer = client.post(reverse("switch"), {"membership": wanted}, follow=True)

    assert hat_in(answer) == alice.memberships.get().pk
    assert "membership" not in client.session


@pytest.mark.parametrize(("hat", "queries"), [("sam", 15), ("dana", 6), ("olga", 15)])
def test_home_costs_the_same_with_one_row_and_with_many(
    request, new_york, partner, sent, sealed, at, django_assert_num_queries, hat, queries
):
    client = at(request.getfixturevalue(hat))
    first = partner("Cohoes Fire Department")
    others = [
        partner(f"Agency {number}", county=county) for number, county in enumerate(["Rensselaer", "Schenectady"])
    ]
    sealed(first)
    sent(first)
    register(new_york, "Scotia Fire Department")
    register(new_york, "Hoosick EMS", status="confirmed", confirmed_at=datetime(2026, 11, 1, tzinfo=UTC))
    with django_assert_num_queries(queries + SCOPE):
        home(client)

    for number, agency in enumerate(others):
        sent(agency)
        at_instant = datetime(2026, 11, 2 + number, tzinfo=UTC)
        register(new_york, f"Waiting {number}")
        register(new_york, f"New {number}", status="confirmed", confirmed_at=at_instant + timedelta(hours=1))
    with django_assert_num_queries(queries + SCOPE):
        home(client)
