"""Check your e-mail: the address is on the page, can be changed with everything typed, and gets the mail again."""

from datetime import UTC, datetime

import pytest

from agencies import clock
from agencies.models import Agency, Registration
from tests import cast
from tests.agencies.test_registration import AGENCY, NOT_YET, PASSWORD, SUPPLIER, about

SENT, AGAIN = "/register/new_york/sent/", "/register/new_york/sent/again/"


@pytest.fixture
def register(client, new_york, mailed):
    """Send both pages and return the mails: `register(supplier, agency_name="...")`."""

    def submit(supplier=NOT_YET, **changes):
        client.post(AGENCY, about(**changes))
        return mailed(lambda: client.post(SUPPLIER, supplier))

    return submit


@pytest.fixture
def at_instant(monkeypatch):
    """Let the clock stand: `at_instant(15, 1)` is a minute past three in the afternoon."""

    def stand(hour, minute):
        monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, hour, minute, 30, tzinfo=UTC))

    return stand


def test_the_page_shows_the_address(client, register):
    register()

    assert "<strong>carol@cohoes.example</strong>" in client.get(SENT).content.decode()


def test_the_address_is_changed_with_everything_that_was_typed(client, register):
    register({"choice": "another", "supplier_name": "Hudson OOPP", "supplier_kind": "oopp"})

    form = client.get(AGENCY).context["form"]
    supplier = client.get(SUPPLIER).context["form"]

    assert form["agency_name"].value() == "Cohoes Police Department"
    assert form["coordinator_email"].value() == "Carol@cohoes.example"
    assert [supplier[name].value() for name in ("choice", "supplier_name")] == ["another", "Hudson OOPP"]


def test_the_mail_to_the_wrong_address_leads_nowhere_any_more(client, register, path_in):
    wrong = path_in(register(coordinator_email="carl@cohoes.example")[0])

    right = path_in(register()[0])

    assert Registration.objects.get().coordinator_email == "carol@cohoes.example"
    assert client.post(wrong, PASSWORD).status_code == 410
    assert not Agency.objects.exists()
    client.post(right, PASSWORD)
    assert Agency.objects.get().name == "Cohoes Police Department"


def test_another_agency_from_the_same_browser_ends_nothing(register):
    register()

    register(agency_name="Watervliet Police Department")

    assert Registration.objects.filter(status="submitted").count() == 2


def test_somebody_elses_registration_is_never_ended(client, register):
    register(coordinator_email="carl@cohoes.example")
    client.logout()

    register()

    assert Registration.objects.filter(status="submitted").count() == 2


def test_the_mail_goes_out_again_after_a_minute(client, register, mailed, at_instant, told):
    at_instant(15, 0)
    (first,) = register()
    at_instant(15, 2)

    (again,) = mailed(lambda: client.post(AGAIN))

    assert (again.to, again.subject) == (first.to, first.subject)
    assert told(client.get(SENT)) == ["We sent the mail to carol@cohoes.example again."]
    assert Registration.objects.get().submitted_at == datetime(2026, 11, 21, 15, 2, 30, tzinfo=UTC)


def test_within_a_minute_no_second_mail_goes_out(client, register, mailed, at_instant, told):
    at_instant(15, 0)
    register()
    before = Registration.objects.get().submitted_at
    answers = []

    assert mailed(lambda: answers.append(client.post(AGAIN))) == []

    assert told(answers[0]) == ["The link was mailed less than a minute ago: wait a moment."]
    assert Registration.objects.get().submitted_at == before


def test_six_mails_an_hour_are_too_many(client, register, mailed, at_instant, told):
    at_instant(15, 0)
    register()
    for minute in range(2, 10, 2):
        at_instant(15, minute)
        assert len(mailed(lambda: client.post(AGAIN))) == 1
    at_instant(15, 12)
    answers = []

    assert mailed(lambda: answers.append(client.post(AGAIN))) == []

    assert told(answers[0])[-1] == "We have sent too many mails to this address. Try again in an hour."


def test_a_browser_that_registered_nothing_sends_nothing(client, new_york, register, mailed):
    register()
    client.logout()

    assert mailed(lambda: client.post(AGAIN)) == []


def test_after_it_is_confirmed_nothing_is_mailed_and_nothing_is_remembered(client, register, path_in, mailed):
    client.post(path_in(register()[0]), PASSWORD)

    assert mailed(lambda: client.post(AGAIN)) == []
    assert [name for name in dict(client.session) if name.startswith("registration")] == []


def test_registering_begins_empty_once_one_is_sent(client, register):
    register()

    client.get("/register/")

    assert client.get(AGENCY).context["form"]["agency_name"].value() is None


@pytest.fixture
def nearby(client, new_york):
    """The suppliers that the page lists, by name, for an agency in Albany County."""

    def look(**changes):
        client.post(AGENCY, about(**changes))
        return [line["sentence"] for line in client.get(SUPPLIER).context["nearby"]]

    return look


def test_who_furnishes_agencies_in_the_county_is_listed_with_contacts(client, agency, supplier, nearby):
    supplier.email, supplier.phone = "kits@capital.example", "518-555-0199"
    supplier.save()

    assert nearby() == ["Capital Harm Reduction"]
    page = client.get(SUPPLIER).content.decode()
    assert "Who furnishes agencies in Albany County" in page
    assert "kits@capital.example" in page
    assert "518-555-0199" in page


def test_a_county_that_is_also_served_counts(agency, counties, nearby):
    agency.also_serves.add(counties["Schenectady"])

    assert nearby(jurisdiction=counties["Schenectady"].pk) == ["Capital Harm Reduction"]
    assert nearby(jurisdiction=counties["Rensselaer"].pk) == []


@pytest.mark.parametrize("change", ["ended", "typed in", "waiting", "not allowed"])
def test_who_does_not_furnish_there_or_may_not_is_not_listed(agency, supplier, nearby, change):
    if change == "ended":
        agency.agreements.update(status="ended", until_on="2026-11-01")
    elif change == "typed in":
        supplier.listed_on, supplier.typed_in_by = None, agency
        supplier.save()
    elif change == "waiting":
        Agency.objects.filter(pk=agency.pk).update(status="waiting", admitted_on=None, admitted_by="")
    else:
        supplier.kind = "health_department"
        supplier.save()

    assert nearby() == []


def test_one_press_registers_with_a_supplier_of_the_county(client, agency, supplier, nearby, mailed):
    nearby()

    mails = mailed(lambda: client.post(SUPPLIER, {"picked": supplier.pk}))

    assert len(mails) == 1
    assert Registration.objects.get().supplier == supplier


def test_a_supplier_that_is_not_on_the_list_is_not_picked(client, agency, new_york, nearby, mailed):
    hidden = cast.supplier(new_york, name="Hidden", listed_on=None)
    nearby()
    answers = []

    assert mailed(lambda: answers.append(client.post(SUPPLIER, {"picked": hidden.pk}))) == []

    assert list(answers[0].context["form"].errors) == ["supplier"]
    assert not Registration.objects.exists()
