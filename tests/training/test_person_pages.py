"""The pages of one person: added, changed, gone and back."""

from tests.training.pages import told, url
from training.models import Person


def test_a_person_is_added_and_changed(agency, courses, alice, at):
    browser = at(alice)

    added = browser.post(
        url("person_add", agency), {"last_name": "Ruiz", "first_name": "Kim", "employee_number": "17"}
    )
    person = Person.objects.get()
    changed = browser.post(
        url("person_change", agency, person=person.pk), {"last_name": "Hall", "first_name": "Kim", "unit": "EMS 2"}
    )

    assert (added.status_code, added.url) == (302, url("person", agency, person=person.pk))
    assert told(changed)[-1] == "Hall, Kim is saved."
    assert Person.objects.values_list("last_name", "unit", "employee_number").get() == ("Hall", "EMS 2", "")


def test_a_number_that_is_taken_is_told_at_its_field(agency, ruiz, alice, at):
    facts = {"last_name": "Stone", "first_name": "Lee", "employee_number": "17"}

    answer = at(alice).post(url("person_add", agency), facts)

    assert answer.context["form"].errors == {
        "employee_number": ["Somebody on your roster has this employee number already."]
    }
    assert Person.objects.count() == 1


def test_a_person_leaves_and_comes_back(agency, ruiz, alice, at, today):
    browser = at(alice)

    browser.post(url("person_left", agency, person=ruiz.pk))
    ruiz.refresh_from_db()
    left_on = ruiz.left_on
    page = browser.get(url("person", agency, person=ruiz.pk)).content.decode()
    browser.post(url("person_returned", agency, person=ruiz.pk))
    ruiz.refresh_from_db()

    assert left_on == today
    assert "Bring back" in page
    assert ruiz.left_on is None
