"""What was entered about people and their completions is put right where it was entered."""

from datetime import date

import pytest

from agencies.models import AuditEvent
from agencies.trail import what_happened_in
from tests.training.pages import told, url
from training import actions
from training.actions import CompletionRefused, MergeRefused, PersonKept
from training.models import Completion, Person, Session

JAN, FEB = date(2026, 1, 5), date(2026, 2, 6)


@pytest.fixture
def certify(alice, courses, today):
    """Record a certificate: `certify(person, day)`, of naloxone administration unless said otherwise."""

    def record(person, day, *, course="naloxone_administration", issued_by="state"):
        facts = {"course": courses[course], "completed_on": day, "issued_by": issued_by}
        return actions.record_certificate(person=person, by=alice, today=today, **facts)

    return record


def last_of_trail():
    return what_happened_in(AuditEvent.objects.latest("at"))


def everything():
    people = Person.objects.order_by("pk").values_list("pk", "last_name", "employee_number", "unit", "left_on")
    return [
        list(people),
        list(Completion.objects.order_by("pk").values_list("pk", "person", "completed_on", "issued_by")),
        AuditEvent.objects.count(),
    ]


def test_two_entries_of_one_person_become_one(hire, hold, certify, alice):
    kept, duplicate = hire("Dolan", "Maeve", unit="Patrol A"), hire("Dolan", "Maeve R.", employee_number="42")
    hold(FEB, [kept, duplicate])
    certify(duplicate, JAN)

    one = actions.merge_people(kept=kept, duplicate=duplicate, by=alice)

    assert [(person.pk, person.unit, person.employee_number) for person in Person.objects.all()] == [
        (one.pk, "Patrol A", "42")
    ]
    assert sorted(one.completions.values_list("completed_on", flat=True)) == [JAN, FEB, FEB]
    assert Session.objects.with_people().get().people == 1
    assert last_of_trail() == "Roster entry changed: two entries merged"


def test_who_works_here_in_one_entry_works_here(hire, alice, today):
    kept, duplicate = hire("Dolan"), hire("Dolan", "Maeve")
    actions.mark_left(person=kept, by=alice, today=today)
    kept.refresh_from_db()

    assert actions.merge_people(kept=kept, duplicate=duplicate, by=alice).left_on is None


@pytest.mark.parametrize("other", ["the same", "of another agency"])
def test_what_is_no_second_entry_of_the_roster_is_not_merged(hire, alice, stranger, other):
    kept = hire("Dolan")
    theirs = actions.add_person(agency=stranger, by=None, last_name="Dolan", first_name="Kim")
    before = everything()

    with pytest.raises(MergeRefused):
        actions.merge_people(kept=kept, duplicate=kept if other == "the same" else theirs, by=alice)

    assert everything() == before


def test_an_entry_made_by_mistake_goes(hire, alice, at, agency, courses):
    person = hire("Dolan", "Maeve")

    page = at(alice).get(url("person", agency, person=person.pk)).content.decode()
    done = at(alice).post(url("person_delete", agency, person=person.pk))

    assert "Added by mistake" in page
    assert (done.url, told(done)) == (url("matrix", agency), ["Dolan, Maeve is deleted from your roster."])
    assert not Person.objects.exists()
    assert last_of_trail() == "Roster entry changed: deleted as a mistake"


def test_whoever_completed_something_is_not_deleted(ruiz, alice, at, agency):
    before = everything()

    with pytest.raises(PersonKept):
        actions.delete_person(person=ruiz, by=alice)
    answer = at(alice).post(url("person_delete", agency, person=ruiz.pk))

    assert told(answer) == ["This person completed courses. Choose “No longer works here”, or merge two entries."]
    assert "Added by mistake" not in at(alice).get(url("person", agency, person=ruiz.pk)).content.decode()
    assert everything() == before


def test_a_certificate_is_no_session(agency, hire, alice, at, courses, today):
    person = hire("Dolan", "Maeve")
    course = courses["lbn_program"]
    facts = {"course": course.pk, "completed_on": "2026-01-05", "issued_by": "academy"}

    answer = at(alice).post(url("certificate_add", agency, person=person.pk), facts)

    assert told(answer) == ["Dolan, Maeve: LBN program training on Jan 5, 2026 is recorded."]
    assert [(one.course, one.source) for one in person.completions.all()] == [
        (course, "Certificate: Academy or college")
    ]
    assert not Session.objects.exists()
    assert last_of_trail() == "Roster entry changed: certificate recorded"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 11, 22), "Nov 22, 2026 is in the future: check the year."),
        (date(1926, 1, 5), "Jan 5, 1926 is more than 60 years back: check the year."),
        (FEB, "This course is recorded on this day already."),
    ],
)
def test_a_day_that_cannot_be_is_refused(hire, certify, alice, today, day, sentence):
    person = hire("Dolan")
    certify(person, FEB)
    wrong = certify(person, JAN)
    before = everything()

    for refused in (
        lambda: certify(person, day),
        lambda: actions.correct_completion(completion=wrong, completed_on=day, by=alice, today=today),
    ):
        with pytest.raises(CompletionRefused, match=sentence):
            refused()

    assert everything() == before


def test_a_wrong_day_is_corrected_on_its_page(agency, hire, certify, alice, at):
    person = hire("Dolan")
    wrong = certify(person, FEB)

    answer = at(alice).post(
        url("completion_change", agency, person=person.pk, completion=wrong.pk), {"completed_on": "2026-01-05"}
    )

    assert told(answer) == ["Naloxone administration is corrected: Feb 6, 2026 → Jan 5, 2026."]
    assert person.completions.get().completed_on == JAN
    assert last_of_trail() == "Roster entry changed: day of a completion corrected"


def test_what_a_roster_brought_by_mistake_is_deleted_and_undone(agency, bring, alice, at):
    bring("Dolan,Maeve,,,7,2026-01-05,2026-02-06\n")
    person, wrong = Person.objects.get(), Completion.objects.get(completed_on=FEB)
    browser = at(alice)

    deleted = browser.post(url("completion_delete", agency, person=person.pk, completion=wrong.pk))
    left = list(person.completions.values_list("completed_on", flat=True))
    page = browser.get(deleted.url)
    undo = str(next(iter(page.context["messages"])).extra_tags)
    undone = browser.post(undo)

    assert left == [JAN]
    assert f'<form method="post" action="{undo}">' in page.content.decode()
    assert told(undone)[-1] == "LBN program training of Feb 6, 2026 is back."
    assert sorted(person.completions.values_list("completed_on", flat=True)) == [JAN, FEB]


def test_an_undo_made_up_by_somebody_adds_nothing(agency, hire, alice, at, courses):
    person = hire("Dolan")

    answer = at(alice).post(url("completion_restore", agency, person=person.pk, signed="nonsense"))

    assert told(answer) == ["It is too late to undo this. Record the completion again."]
    assert not Completion.objects.exists()


def test_what_a_session_holds_is_corrected_there(agency, ruiz, alice, at, today):
    part = ruiz.completions.first()
    before = everything()

    page = at(alice).get(url("completion_change", agency, person=ruiz.pk, completion=part.pk)).content.decode()
    for refused in (
        lambda: actions.correct_completion(completion=part, completed_on=JAN, by=alice, today=today),
        lambda: actions.delete_completion(completion=part, by=alice),
    ):
        with pytest.raises(CompletionRefused, match="Correct the session"):
            refused()

    assert url("session", agency, session=part.session_id) in page
    assert everything() == before
