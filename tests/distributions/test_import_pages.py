"""A tracking sheet in the browser: a dry run, a decision, one button."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from distributions.counts import Counts
from distributions.forms.imports import read_plan
from distributions.models import Correction, DailyCount, Sheet, SheetTotal
from tests import cast
from tests.distributions.asking import DATA, EXPECTED, log_of, words


def upload(client, url, content, name="2026.csv", **fields):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(url("import"), {"file": file, "label": "", "jurisdiction": "", **fields})


def decision_of(response, **chosen):
    return {"judged": response.context["decision"]["judged"].value(), **chosen}


def test_a_dry_run_changes_nothing_and_one_button_imports(coordinator, url, agency):
    shown = upload(coordinator, url, (DATA / "tracking_sheet.csv").read_bytes(), name="tracking_sheet.csv")

    assert [(group.name, *group.total) for group in shown.context["groups"]] == [
        ("New", EXPECTED["rows"], EXPECTED["kits"], EXPECTED["people_trained"])
    ]
    assert not DailyCount.objects.exists()

    done = coordinator.post(url("import_confirm"), decision_of(shown), follow=True)

    assert log_of(agency) == (EXPECTED["rows"], EXPECTED["kits"], EXPECTED["people_trained"])
    assert f"{Sheet.objects.get()} was imported. Added: 999 kits, left on 540 occasions." in words(done)


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

    assert "Same day and place already counted otherwise you choose below 1 2 1 0" in words(shown)
    assert "Nov 20, 2026 12207 Albany 2 2 same place and time" in words(shown)
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


def test_what_one_coordinator_was_shown_is_not_for_another_to_confirm(coordinator, url, agency):
    shown = upload(coordinator, url, "Date,ZIP,Kits\n11/20/2026,12207,2\n")
    coordinator.force_login(cast.user("Bob", role="coordinator", agency=agency))

    answer = coordinator.post(url("import_confirm"), decision_of(shown), follow=True)

    assert "This dry run is too old to be confirmed" in words(answer)
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


def test_the_hidden_totals_hold_no_line_of_the_file(coordinator, url, alice):
    shown = upload(coordinator, url, "Date,ZIP,Kits\n11/20/2026,12207,2\n11/20/2026,12207,1\n")

    _sheet, plan, _location = read_plan(decision_of(shown)["judged"], agency=shown.context["agency"], user=alice)
    assert list(plan.added.values()) == [Counts(2, 3, 0)]


def test_the_template_is_a_sheet_that_is_taken(coordinator, url):
    header = coordinator.get(url("import_template")).content

    shown = upload(coordinator, url, header + b"11/20/2026,12207,,2,1,\r\n")

    assert shown.context["groups"][0].total == Counts(1, 2, 1)
    assert BytesIO(header).readline().startswith(b"\xef\xbb\xbf")


def test_the_hint_names_exactly_the_columns_that_may_be_there(coordinator, url):
    page = coordinator.get(url("import"))
    header = coordinator.get(url("import_template")).content.decode("utf-8-sig").strip()

    assert header == "Date,ZIP code,County,Kits,People trained,Item"
    assert "Date (required), ZIP code , County , Kits (required), People trained , Item ." in words(page)


def test_a_total_line_is_said_not_to_be_read(coordinator, url):
    shown = upload(coordinator, url, "Date,ZIP,Kits\n11/20/2026,12207,2\nTotal,,2\n")

    assert "1 line with a total is not read." in words(shown)


def test_a_changed_sheet_is_shown_in_its_groups(coordinator, url, leave):
    first = "Date,ZIP,Kits\n11/15/2026,12207,1\n11/16/2026,12207,1\n11/17/2026,12207,3\n11/18/2026,12207,4\n"
    coordinator.post(url("import_confirm"), decision_of(upload(coordinator, url, first)))
    leave("12208", day=date(2026, 11, 19))

    shown = upload(
        coordinator,
        url,
        "Date,ZIP,Kits\n11/15/2026,12207,1\n11/16/2026,12207,1\n11/16/2026,12207,1\n11/17/2026,12207,2\n"
        "11/19/2026,12208,1\n11/20/2026,12207,5\n11/20/2026,12207-1234,1\n",
    )

    assert [(group.name, group.size, *group.total) for group in shown.context["groups"]] == [
        ("New", 1, 1, 5, 0),
        ("Imported before and grown", 1, 1, 1, 0),
        ("Same day and place already counted otherwise", 1, 1, 1, 0),
        ("Fallen since the last import", 1, 0, -1, 0),
        ("Vanished since the last import", 1, -1, -4, 0),
        ("Imported already", 1, 1, 1, 0),
    ]
    assert "Nov 16, 2026 12207 Albany 1 → 2 1 → 2 0 → 0" in words(shown)
    assert "Nov 17, 2026 12207 Albany 3 → 2 1 → 1 0 → 0" in words(shown)
    assert "Nov 18, 2026 12207 Albany 4 → 0 1 → 0 0 → 0" in words(shown)
    assert "8 ZIP code Enter only the first five digits." in words(shown)


def test_a_long_group_says_how_many_more_there_are(coordinator, url, monkeypatch):
    monkeypatch.setattr("distributions.preview.LINES_SHOWN", 2)

    shown = upload(coordinator, url, "Date,ZIP,Kits\n" + "".join(f"11/{day}/2026,12207,2\n" for day in range(1, 6)))

    assert "New: 5 days and places" in words(shown)
    assert [line.key.handed_out_on.day for line in shown.context["groups"][0].lines] == [1, 2]
    assert "and 3 more" in words(shown)
