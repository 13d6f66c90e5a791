"""The coordinator's pages of the log: who may, what they say, what they change."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from distributions.actions.correct import correct_day
from distributions.figures import Figures
from distributions.forms.imports import opened
from distributions.models import Correction, DailyCount, SheetTotal, SubmissionKey
from distributions.months import line_of
from tests import cast
from tests.distributions.asking import DATA, EXPECTED, log_of, on_hand

READING = ["months", "corrections", "export", "import_template"]
CHANGING = ["add", "import"]


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
def line(counties):
    return {
        "handed_out_on": "2026-11-20",
        "zip_code": "12207",
        "county": "",
        "items": "2",
        "people_trained": "1",
        "uuid": str(uuid4()),
    }


def words(response):
    """The text of a page without markup, each run of spaces as one."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def upload(client, url, content, name="2026.csv", **fields):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(url("import"), {"file": file, "sheet": "", "jurisdiction": "", **fields})


def decision_of(response, **chosen):
    return {"judged": response.context["decision"]["judged"].value(), **chosen}


# Who may


@pytest.mark.parametrize("name", READING + CHANGING)
def test_nobody_signed_in_is_sent_to_sign_in(client, url, name):
    answer = client.get(url(name))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", READING + CHANGING)
def test_stranger_is_told_nothing(client, url, stranger, name):
    client.force_login(stranger.memberships.get().user)

    assert client.get(url(name)).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"), [*((name, 200) for name in READING), *((name, 403) for name in CHANGING)]
)
def test_staff_read_the_log_and_change_nothing(staff, url, name, status):
    assert staff.get(url(name)).status_code == status


def test_staff_cannot_correct(staff, url, leave):
    leave(items=3)
    count = DailyCount.objects.get()
    form = {"handouts": 1, "items": 1, "people_trained": 0, "reason": "typed_wrong", "seen": "1-3-0"}

    assert staff.post(url("correct", count.pk), form).status_code == 403
    assert "correct/" not in staff.get(url("month", 2026, 11)).content.decode()
    assert DailyCount.objects.get().items == 3


def test_a_count_of_another_agency_is_not_found(coordinator, url, stranger, leave):
    leave(items=3, to=stranger)

    assert coordinator.get(url("correct", DailyCount.objects.get().pk)).status_code == 404


# Reading


def test_an_empty_log_says_how_to_begin(coordinator, url):
    said = words(coordinator.get(url("months")))

    assert "No kit logged yet" in said
    assert "on a terminal" in said


def test_months_are_exact_with_corrections_of_sealed_periods(coordinator, url, agency, leave, seal, alice, strips):
    leave(items=3, trained=1)
    leave(items=10, item=strips)
    leave(day=date(2026, 10, 5))
    seal(date(2026, 10, 1))
    count = DailyCount.objects.get(items=3)
    correct_day(
        count=count,
        seen=line_of(count),
        wanted=Figures(1, 1, 1),
        reason="typed_wrong",
        today=date(2027, 1, 25),
        by=alice,
    )

    months = coordinator.get(url("months")).context["months"]

    assert [(month.starts_on, *month.kits, month.other_items) for month in months] == [
        (date(2026, 11, 1), 1, 1, 1, 10),
        (date(2026, 10, 1), 1, 1, 0, 0),
    ]


def test_a_month_shows_day_and_place_and_its_total(coordinator, url, leave):
    leave("12207", items=3, trained=1)
    leave("", items=2)

    answer = coordinator.get(url("month", 2026, 11))

    said = words(answer)
    assert "Fri, Nov 20 12207 Albany County 3 1 1 Correct" in said
    assert answer.context["several_items"] is False
    assert "Albany County County only (ZIP not known) 2 1 0 Correct" in said
    assert "Whole month 5 2 1" in said


def test_the_item_shows_where_there_are_several(coordinator, url, leave, strips, kit):
    leave(items=3)
    leave(items=10, item=strips)

    answer = coordinator.get(url("month", 2026, 11))

    assert answer.context["totals"] == [(strips.name, (1, 10, 0)), (kit.name, (1, 3, 0))]
    assert f"12207 Albany County 10 1 0 {strips.name} Correct" in words(answer)


def test_a_month_that_is_none_is_not_found(coordinator, url):
    assert coordinator.get(url("month", 2026, 13)).status_code == 404


@pytest.mark.parametrize("page", ["months", "month", "corrections"])
def test_pages_cost_the_same_whatever_they_show(coordinator, url, agency, leave, alice, page, kit, today):
    def fill(*days):
        for day in days:
            leave(day=date(2026, 11, day), items=2)
            count = DailyCount.objects.get(handed_out_on=date(2026, 11, day))
            how = {"reason": "typed_wrong", "today": today, "by": alice}
            correct_day(count=count, seen=line_of(count), wanted=Figures(1, 1, 0), **how)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(url(page, 2026, 11) if page == "month" else url(page))
        return len(captured)

    fill(3)
    cost()
    one = cost()
    fill(4, 5, 6, 7)

    assert cost() == one


def test_the_export_is_the_whole_log_and_says_where_it_belongs(coordinator, url, leave):
    leave("12207", items=3, trained=1)
    leave("", day=date(2026, 10, 5))

    answer = coordinator.get(url("export"))

    assert answer["Content-Disposition"] == (
        'attachment; filename="inside-agency-only-log-albany-county-sheriffs-office-2026-11-21.csv"'
    )
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:3] + row[4:] for row in rows[1:]] == [
        ["2026-10-05", "", "Albany County", "1", "1", "0"],
        ["2026-11-20", "12207", "Albany County", "1", "3", "1"],
    ]


# A line from paper


def test_a_line_from_paper_is_counted_once(coordinator, url, stocked, line):
    first = coordinator.post(url("add"), line)
    again = coordinator.post(url("add"), line, follow=True)

    assert first.url == url("add") + "?day=2026-11-20"
    assert log_of(stocked) == (1, 2, 1)
    assert on_hand(stocked) == 38
    assert "That line was counted already." in again.content.decode()
    assert again.context["form"]["handed_out_on"].value() == "2026-11-20"


def test_county_only_is_counted_without_zip(coordinator, url, agency, line):
    coordinator.post(url("add"), line | {"zip_code": "", "county": agency.jurisdiction_id})

    counted = DailyCount.objects.get()
    assert (counted.jurisdiction_id, counted.zip_code) == (agency.jurisdiction_id, "")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("zip_code", "1220", "Enter the five digits of the ZIP code."),
        ("zip_code", "12207-1234", "Enter only the first five digits."),
        ("zip_code", "", "Enter the five digits of the ZIP code, or choose a county."),
        ("items", "0", "Log between 1 and 99 kits at a time."),
        ("items", "100", "Log between 1 and 99 kits at a time."),
        ("items", "two", "Enter a whole number."),
        ("people_trained", "3", "People trained is a number from 0 to the number of kits."),
        ("handed_out_on", "2026-11-22", "This date is in the future: check the year."),
        ("handed_out_on", "2025-11-20", "This date is more than 365 days back: check the year."),
        ("handed_out_on", "someday", "Enter a valid date."),
        ("uuid", "c232ab00-9414-11ec-b3c8-9f6bdeced846", "Open this page again and enter the line anew."),
    ],
)
def test_a_wrong_line_is_explained_and_nothing_changes(coordinator, url, agency, line, field, value, sentence):
    answer = coordinator.post(url("add"), line | {field: value})

    assert answer.status_code == 200
    assert answer.context["form"].errors[field] == [sentence]
    assert not DailyCount.objects.exists()
    assert not SubmissionKey.objects.exists()


# Correcting


def test_a_day_is_corrected_with_a_reason(coordinator, url, stocked, leave, alice):
    leave(items=3)
    count = DailyCount.objects.get()
    opened = coordinator.get(url("correct", count.pk))
    form = {name: opened.context["form"][name].value() for name in ("handouts", "people_trained", "seen")}

    answer = coordinator.post(url("correct", count.pk), form | {"items": 2, "reason": "counted_twice"}, follow=True)

    assert log_of(stocked) == (1, 2, 0)
    assert on_hand(stocked) == 38
    correction = Correction.objects.get()
    assert (correction.by, correction.reason, correction.items) == (alice, "counted_twice", -1)
    assert "The day is corrected, and so is the stock" in words(answer)
    assert "-1 +0 +0 Counted twice Alice" in words(coordinator.get(url("corrections")))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "sheet_changed"}, "reason"),
        ({"items": "-1"}, "items"),
        ({"items": "0"}, "__all__"),
        ({"seen": "x"}, "seen"),
        ({"seen": "1-4-0"}, "__all__"),
        ({"items": "3"}, "__all__"),
    ],
)
def test_a_wrong_correction_is_explained_and_nothing_changes(coordinator, url, agency, leave, change, field):
    leave(items=3)
    count = DailyCount.objects.get()
    form = {"handouts": 1, "items": 2, "people_trained": 0, "reason": "typed_wrong", "seen": "1-3-0"}

    answer = coordinator.post(url("correct", count.pk), form | change)

    assert list(answer.context["form"].errors) == [field]
    assert log_of(agency) == (1, 3, 0)
    assert not Correction.objects.exists()


def test_a_sealed_day_says_what_becomes_of_the_difference(coordinator, url, leave, seal):
    leave(items=3)
    seal(date(2026, 10, 1))

    said = words(coordinator.get(url("correct", DailyCount.objects.get().pk)))

    assert "is published and stays as it is: the difference is told in the next one" in said


# Importing


def test_a_dry_run_changes_nothing_and_one_button_imports(coordinator, url, agency):
    shown = upload(coordinator, url, (DATA / "tracking_sheet.csv").read_bytes(), name="tracking_sheet.csv")

    assert [(name, *figures) for name, _fate, figures, _days in shown.context["groups"]] == [
        ("New", EXPECTED["rows"], EXPECTED["kits"], EXPECTED["people_trained"])
    ]
    assert not DailyCount.objects.exists()

    done = coordinator.post(url("import_confirm"), decision_of(shown), follow=True)

    assert log_of(agency) == (EXPECTED["rows"], EXPECTED["kits"], EXPECTED["people_trained"])
    assert "“tracking_sheet” is imported: 999 kits more, left on 540 occasions." in words(done)


def test_confirming_twice_counts_once(coordinator, url, agency):
    shown = upload(coordinator, url, "Date,ZIP,Kits\n11/20/2026,12207,2\n")

    coordinator.post(url("import_confirm"), decision_of(shown))
    again = coordinator.post(url("import_confirm"), decision_of(shown), follow=True)

    assert log_of(agency) == (1, 2, 0)
    assert "changed nothing" in words(again)


def test_refused_lines_are_shown_and_the_others_imported(coordinator, url, agency):
    shown = upload(coordinator, url, (DATA / "tracking_sheet_messy.csv").read_bytes())

    said = words(shown)
    assert "6 ZIP code Enter only the first five digits." in said
    assert "12206-1234" not in said
    coordinator.post(url("import_confirm"), decision_of(shown))
    given = EXPECTED["messy_stored_without_jurisdiction"]
    assert log_of(agency) == (given["handouts"], given["kits"], given["people_trained"])


@pytest.mark.parametrize("name", ["tracking_sheet_personal.csv", "tracking_sheet_utf16.csv"])
def test_a_file_refused_as_a_whole_is_explained_at_the_field(coordinator, url, name):
    answer = upload(coordinator, url, (DATA / name).read_bytes(), name=name)

    assert list(answer.context["form"].errors) == ["file"]
    assert "not to be read" not in answer.content.decode()
    assert "26-000123" not in answer.content.decode()
    assert not SheetTotal.objects.exists()


@pytest.mark.parametrize(("chosen", "log"), [("add", (2, 4, 0)), ("skip", (1, 2, 0))])
def test_what_was_counted_otherwise_is_asked(coordinator, url, agency, leave, chosen, log):
    leave(items=2)
    shown = upload(coordinator, url, "Date,ZIP,Kits\n11/20/2026,12207,2\n")

    assert "Nov 20, 2026 you choose below 2 1 0" in words(shown)
    undecided = coordinator.post(url("import_confirm"), decision_of(shown))
    assert list(undecided.context["decision"].errors) == ["overlap"]
    assert log_of(agency) == (1, 2, 0)

    coordinator.post(url("import_confirm"), decision_of(undecided, overlap=chosen))
    assert log_of(agency) == log


def test_what_fell_is_lowered_only_if_ticked(coordinator, url, agency, alice):
    def upload_and_confirm(content, **chosen):
        coordinator.post(url("import_confirm"), decision_of(upload(coordinator, url, content), **chosen))

    upload_and_confirm("Date,ZIP,Kits\n11/20/2026,12207,3\n11/19/2026,12207,1\n")

    upload_and_confirm("Date,ZIP,Kits\n11/20/2026,12207,2\n")
    assert log_of(agency) == (2, 4, 0)

    upload_and_confirm("Date,ZIP,Kits\n11/20/2026,12207,2\n", replace="on")
    assert log_of(agency) == (1, 2, 0)
    assert set(Correction.objects.values_list("reason", "by")) == {("sheet_changed", alice.pk)}


@pytest.mark.parametrize(
    "spoil", [lambda token: token + "x", lambda token: "", lambda token: token.partition(":")[2]]
)
def test_totals_that_are_not_ours_are_not_imported(coordinator, url, spoil):
    shown = upload(coordinator, url, "Date,ZIP,Kits\n11/20/2026,12207,2\n")

    answer = coordinator.post(url("import_confirm"), {"judged": spoil(decision_of(shown)["judged"])}, follow=True)

    assert "This dry run is too old to be confirmed" in words(answer)
    assert not DailyCount.objects.exists()


def test_totals_of_another_agency_are_not_imported(coordinator, url, new_york, alice, agency):
    other = cast.agency(new_york, name="Cohoes Police Department")
    other.memberships.create(user=alice, role="coordinator")
    shown = upload(coordinator, url, "Date,ZIP,Kits\n11/20/2026,12207,2\n")

    coordinator.post(reverse("distributions:import_confirm", args=[other.slug]), decision_of(shown))

    assert not DailyCount.objects.exists()


def test_a_dry_run_is_good_for_an_hour(coordinator, url, monkeypatch):
    shown = upload(coordinator, url, "Date,ZIP,Kits\n11/20/2026,12207,2\n")
    monkeypatch.setattr("distributions.forms.imports.VALID_FOR", -1)

    coordinator.post(url("import_confirm"), decision_of(shown))

    assert not DailyCount.objects.exists()


def test_a_sheet_too_long_for_one_form_is_refused_with_the_way_out(coordinator, url, monkeypatch):
    monkeypatch.setattr("distributions.forms.imports.LONGEST_TOKEN", 100)

    answer = upload(coordinator, url, "Date,ZIP,Kits\n11/20/2026,12207,2\n")

    assert "Import fewer lines at a time." in answer.context["form"].errors["file"][0]


def test_the_hidden_totals_hold_no_line_of_the_file(coordinator, url):
    shown = upload(coordinator, url, "Date,ZIP,Kits\n11/20/2026,12207,2\n11/20/2026,12207,1\n")

    _sheet, plan = opened(decision_of(shown)["judged"], agency=shown.context["agency"])
    assert list(plan.added.values()) == [Figures(2, 3, 0)]


def test_the_template_is_a_sheet_that_is_taken(coordinator, url):
    header = coordinator.get(url("import_template")).content

    shown = upload(coordinator, url, header + b"11/20/2026,12207,,2,1\r\n")

    assert shown.context["groups"][0][2] == Figures(1, 2, 1)
    assert BytesIO(header).readline().startswith(b"\xef\xbb\xbf")
