"""Totals from before the application: entered, put right, taken back, shown beside our figures and never in them."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.actions.programs import load_program
from agencies.models import Agency, AuditEvent, Program
from agencies.packs import read_pack
from lbn.reporting.models import EarlierFigure, EarlierYear, Issue, YearSpan
from lbn.reporting.published.actions import (
    EarlierRefused,
    EarlierSource,
    EarlierTotal,
    correct_earlier,
    enter_earlier,
    publish_roll_ups,
    show_public_figures,
    take_back_earlier,
)
from lbn.reporting.published.earlier import earlier_of
from tests import cast
from tests.reporting.conftest import SEAL_DAY, scope_of, seal_period
from tests.reporting.reading import page_of, rows_in

TODAY = date(2026, 11, 21)
MODEL_LINE = [
    EarlierTotal("counties", 13, False),
    EarlierTotal("doses", 7_844, False),
    EarlierTotal("people", 2_899, True),
]
TYPED = {
    "first_year": "2018",
    "last_year": "2021",
    "said_by": "State Health Department",
    "source": "Leave-behind fact sheet",
    "as_of_on": "2022-03-01",
    "counties": "13",
    "doses": "7844",
    "people": "2899",
    "estimated": ["people"],
}


def said(first=2018, last=2021, **changes):
    facts = {"said_by": "State Health Department", "source": "Fact sheet", "as_of_on": None} | changes
    return EarlierSource(YearSpan(first, last), **facts)


def office(name, *args):
    return reverse(f"office:{name}", args=args)


@pytest.fixture
def enter(new_york, olga):
    """Enter totals as Olga at the office: `enter(totals, said)`."""
    return lambda totals=MODEL_LINE, what=None: enter_earlier(
        program=new_york, said=what or said(), totals=totals, by=olga, today=TODAY
    )


def test_the_office_enters_the_model_line_in_one_form(agency, new_york, olga, browser):
    pages = browser(olga, "2026-11-21")

    answer = pages.post(office("earlier_add"), TYPED, follow=True)

    shown = [cells[:5] for cells in rows_in(page_of(answer), "earlier")]
    assert shown == [
        ["Counties and cities taking part", "2018 to 2021", "13", "A count", "State Health Department"],
        ["Doses", "2018 to 2021", "7,844", "A count", "State Health Department"],
        ["People given kits", "2018 to 2021", "about 2,899", "An estimate", "State Health Department"],
    ]
    assert "Leave-behind fact sheet (as of Mar 1, 2022)" in page_of(answer)
    assert "Entered: Counties and cities taking part, 2018 to 2021: 13; Doses, 2018 to 2021: 7,844;" in page_of(
        answer
    )
    assert AuditEvent.objects.filter(what="figures.before_entered", by=olga, program=new_york).count() == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_year": "2017"}, "The last year is before the first year."),
        ({"first_year": "18"}, "Enter a year with four digits, such as 2018."),
        ({"said_by": ""}, "Enter the organization that stated these totals."),
        ({"source": "Call 518-555-0100"}, "This looks like a phone number, date, time, or case number."),
        ({"people": "19"}, "Enter 20 or more: a smaller total could point at someone."),
        ({"doses": "7,844 doses"}, "Enter a whole number, such as 7,844."),
        ({"doses": "78,44"}, "Enter a whole number, such as 7,844."),
        ({"estimated": ["kits"]}, "You called this an estimate: enter the total."),
        ({"counties": "", "doses": "", "people": "", "estimated": []}, "Enter at least one total."),
        ({"last_year": "2026"}, "Enter years that are over."),
        ({"as_of_on": "March"}, "Enter a date, such as 2028-03-31."),
        ({"as_of_on": "2026-11-22"}, "This day is still to come."),
    ],
)
def test_what_cannot_be_so_is_explained_at_its_field_and_nothing_is_stored(agency, olga, browser, changes, sentence):
    page = page_of(browser(olga, "2026-11-21").post(office("earlier_add"), TYPED | changes))

    assert sentence in page
    assert 'value="Leave-behind fact sheet"' in page or "source" in changes
    assert (EarlierFigure.objects.count(), EarlierYear.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)


def test_a_year_that_was_partly_counted_here_is_not_entered(agency, olga, browser):
    page = page_of(browser(olga, "2027-03-01").post(office("earlier_add"), TYPED | {"last_year": "2026"}))

    assert "Kits have been counted here since" in page
    assert "enter years before 2026, each as a whole." in page
    assert not EarlierFigure.objects.exists()


def test_an_agency_that_nobody_vouched_for_closes_no_year(agency, olga, browser):
    Agency.objects.filter(pk=agency.pk).update(status="waiting", admitted_on=None, admitted_by="", vouched_by=None)

    browser(olga, "2027-03-01").post(office("earlier_add"), TYPED | {"last_year": "2026"})

    assert EarlierFigure.objects.filter(last_year=2026).count() == 3


def test_a_total_is_typed_as_its_source_prints_it(agency, olga, browser):
    browser(olga, "2026-11-21").post(office("earlier_add"), TYPED | {"doses": "7,844"})

    assert EarlierFigure.objects.get(measure="doses").number == 7_844


def test_two_who_stated_totals_are_both_named(enter, new_york):
    enter()
    enter([EarlierTotal("kits", 500, False)], said(said_by="Old Harbor Study"))

    assert earlier_of(new_york, []).said_by == "State Health Department and Old Harbor Study"


def test_another_program_shows_none_of_them(enter):
    enter()
    load_program(pack=read_pack(cast.NEW_YORK.with_name("san_diego.toml")), at=datetime(2026, 1, 1, tzinfo=UTC))

    assert earlier_of(Program.objects.get(slug="san_diego"), []) is None


def test_spans_of_one_measure_never_overlap(enter):
    enter()

    with pytest.raises(EarlierRefused) as refused:
        enter([EarlierTotal("kits", 500, False), EarlierTotal("doses", 900, False)], said(2021, 2023))

    assert refused.value.field == "first_year"
    assert str(refused.value) == (
        "Doses: there is a figure for 2018 to 2021 already, stated by State Health Department. "
        "Correct that one instead."
    )
    assert EarlierFigure.objects.count() == 3
    enter([EarlierTotal("doses", 900, False)], said(2022, 2023))
    assert EarlierFigure.objects.filter(measure="doses").count() == 2


def test_the_database_itself_refuses_a_year_stated_twice_a_small_total_and_years_in_disorder(new_york, enter):
    first = enter()[1]
    facts = {"program": new_york, "measure": "doses", "said_by": "A", "source": "B", "first_year": 2020}

    with pytest.raises(IntegrityError), transaction.atomic():
        EarlierYear.objects.create(figure=first, program=new_york, measure="doses", year=2020)
    for wrong in ({"number": 19, "last_year": 2020}, {"number": 900, "last_year": 2019}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EarlierFigure.objects.create(**facts, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        EarlierFigure.objects.create(**facts | {"source": ""}, number=900, last_year=2020)

    assert EarlierFigure.objects.count() == 3


def test_a_figure_is_put_right_with_what_it_said_in_the_trail(enter, olga, browser):
    doses = enter()[1]
    typed = {name: TYPED[name] for name in ("said_by", "source")} | {"first_year": "2019", "last_year": "2021"}

    page = page_of(
        browser(olga, "2026-11-21").post(
            office("earlier_correct", doses.pk), typed | {"doses": "7848", "estimated": ["doses"]}, follow=True
        )
    )

    doses.refresh_from_db()
    assert (doses.span, doses.number, doses.is_estimate) == (YearSpan(2019, 2021), 7_848, True)
    assert sorted(doses.in_years.values_list("year", flat=True)) == [2019, 2020, 2021]
    event = AuditEvent.objects.get(what="figures.before_corrected")
    assert (event.details["was"]["number"], event.details["now"]["number"], event.by) == (7_844, 7_848, olga)
    assert "“7,844” → “7,848”, “a count” → “an estimate”" in page


def test_the_same_said_again_leaves_no_line_in_the_trail(enter, olga):
    doses = enter()[1]

    correct_earlier(figure=doses, said=said(), total=MODEL_LINE[1], by=olga, today=TODAY)

    assert not AuditEvent.objects.filter(what="figures.before_corrected").exists()


def test_what_was_taken_back_is_gone_from_pages_and_told_in_the_trail(enter, olga, browser):
    doses = enter()[1]

    page = page_of(browser(olga).post(office("earlier_take_back", doses.pk), follow=True))

    assert [cells[0] for cells in rows_in(page, "earlier")] == [
        "Counties and cities taking part",
        "People given kits",
    ]
    event = AuditEvent.objects.get(what="figures.before_taken_back")
    assert (event.details["number"], event.details["said_by"]) == (7_844, "State Health Department")
    with pytest.raises(EarlierRefused):
        take_back_earlier(figure=doses, by=olga)
    assert enter([MODEL_LINE[1]])[0].number == 7_844


@pytest.fixture
def published(agency, stranger, department, new_york, olga, leave):
    """The last quarter of 2026, published to the office and to anyone: 100 visits of one kit each."""
    show_public_figures(program=new_york, shows=True, by=olga)
    new_york.refresh_from_db()
    leave("12207", times=60)
    leave("12180", times=40, of=stranger)
    for one in (agency, stranger):
        seal_period(scope_of(one))
    list(publish_roll_ups(program=new_york, day=SEAL_DAY))
    return new_york


def test_anyone_reads_them_beside_public_figures_under_who_stated_them(published, enter, olga, browser, client):
    before = page_of(client.get(reverse("figures:program", args=[published.slug])))
    enter()

    page = page_of(client.get(reverse("figures:program", args=[published.slug])))
    of_office = page_of(browser(olga, "2027-02-01").get(office("reports")))

    assert "Before kits were counted here" not in before
    for one in (page, of_office):
        assert "State Health Department stated them. We did not count them" in one
        assert rows_in(one, "earlier")[1][:4] == ["Doses", "2018 to 2021", "7,844", "A count"]
    start = page.index('<section aria-labelledby="before"')
    rest = page[:start] + page[page.index("</section>", start) + len("</section>") :]
    assert words_of(rest) == words_of(before)


def words_of(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).split()


def test_no_figure_of_a_published_report_changes_by_them(published, enter):
    was = list(Issue.objects.values_list("pk", "content_hash", "handouts", "kits", "doses"))

    enter()

    assert list(Issue.objects.values_list("pk", "content_hash", "handouts", "kits", "doses")) == was


def totals_of(program):
    issues = list(Issue.objects.public_of(program))
    return [tuple(one) for one in earlier_of(program, issues).totals]


def test_no_total_since_then_is_said_where_years_are_missing(published, enter):
    enter()
    assert totals_of(published) == [
        ("Doses since 2018", "", "No total: our published reports do not show every month from January 2022 on.")
    ]

    enter([EarlierTotal("doses", 900, False)], said(2024, 2025))
    assert totals_of(published) == [("Doses since 2018", "", "No total: 2022, 2023 missing.")]


def test_a_total_since_then_says_what_it_is_made_of(published, enter):
    enter([EarlierTotal("kits", 5_000, True)], said(2018, 2025))
    first = Issue.objects.public_of(published).get(starts_on=date(2026, 10, 1))
    for month in (1, 4, 7):
        quarter = {"starts_on": date(2026, month, 1), "ends_on": date(2026, month + 2, 31 if month == 1 else 30)}
        copy = Issue.objects.get(pk=first.pk)
        copy.pk, copy._state.adding = None, True
        for name, value in quarter.items():
            setattr(copy, name, value)
        copy.save()

    ours = first.kits * 4
    assert totals_of(published) == [
        (
            "Kits left since 2018",
            f"about {5_000 + ours:,}",
            "about 5,000 before this application (2018 to 2025, stated by State Health Department), "
            f"{ours} in our 4 published reports (2026)",
        )
    ]

    Issue.objects.public_of(published).filter(starts_on=date(2026, 4, 1)).update(
        status="withdrawn", withdrawn_because="Wrong."
    )
    assert totals_of(published)[0][1] == ""
