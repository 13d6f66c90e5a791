"""A sheet that was entered by mistake is taken back as a whole, or not at all."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Location
from distributions.actions.take_back import take_sheet_back
from distributions.models import Correction, DailyCount, Sheet, SheetTotal
from inventory.actions import move_stock
from inventory.models import StockLevel, StockUse
from tests import cast
from tests.distributions.asking import ledger_closes, log_of, on_hand, words


@pytest.fixture
def type_in(coordinator, url):
    """Type a sheet of (day, place, kits), saying yes to what is asked; return what the page says."""

    def type_in(*lines, client=coordinator, **fields):
        sent = {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0} | fields
        for number, (day, place, items) in enumerate(lines):
            typed = {"day": day, "place": place, "items": items, "uuid": uuid4()}
            sent |= {f"lines-{number}-{name}": value for name, value in typed.items()}
        answer = client.post(url("add"), sent, follow=True)
        form = answer.context["form"]
        return client.post(url("add"), sent | {"sure": form.sure}, follow=True) if form.doubts else answer

    return type_in


@pytest.fixture
def station(stocked, today, alice):
    """A station with ten of the agency's forty kits."""
    made = Location.objects.create(agency=stocked, name="Station 2", kind="station")
    lot = StockLevel.objects.get().lot
    where = {"agency": stocked, "lot": lot, "source": stocked.main_location, "target": made}
    move_stock(**where, quantity=10, on=date(2026, 11, 1), today=today, by=alice)
    return made


def levels(agency):
    return dict(StockLevel.objects.filter(agency=agency).values_list("location__name", "quantity"))


def alive():
    """Each count that says anything."""
    names = ("handed_out_on", "posted_month", "zip_code", "handouts", "items", "people_trained")
    return sorted(DailyCount.objects.exclude(items=0).values_list(*names))


def test_a_sheet_is_taken_back_with_its_stock(stocked, type_in, coordinator, url, leave, alice):
    leave("12207", items=2)
    type_in(("12/05", "12207", "3"), ("11/20", "12207", "4"), ("11/20", "12208", "1"))
    sheet = Sheet.objects.get()
    assert (sheet.kind, sheet.lines, sheet.by, sheet.totals.count()) == ("paper", 3, alice, 3)

    page = coordinator.get(url("sheet_take_back", sheet.pk))
    done = coordinator.post(url("sheet_take_back", sheet.pk), follow=True)

    assert "Take 8 kits, left from Dec 5, 2025 to Nov 20, 2026, out of the log again?" in words(page)
    assert (
        f"Sheet {sheet.mark} was taken back. The log has 8 kits fewer, and stock was corrected at Storeroom."
        in words(done)
    )
    assert log_of(stocked) == (1, 2, 0)
    assert on_hand(stocked) == 38
    assert not SheetTotal.objects.exists()
    assert set(Correction.objects.values_list("reason", "by")) == {("sheet_taken_back", alice.pk)}
    assert ledger_closes()


def test_stock_is_named_only_where_it_changed(stocked, type_in, coordinator, url):
    type_in(("12/05", "12207", "3"))
    sheet = Sheet.objects.get()

    done = coordinator.post(url("sheet_take_back", sheet.pk), follow=True)

    assert f"Sheet {sheet.mark} was taken back. The log has 3 kits fewer. " in words(done) + " "
    assert "stock was corrected" not in words(done)
    assert (log_of(stocked), on_hand(stocked)) == ((0, 0, 0), 40)


def test_taking_back_twice_does_nothing(stocked, type_in, coordinator, url):
    type_in(("11/20", "12207", "4"))
    sheet = Sheet.objects.get()
    coordinator.post(url("sheet_take_back", sheet.pk))

    again = coordinator.post(url("sheet_take_back", sheet.pk), follow=True)

    assert f"Sheet {sheet.mark} was taken back before. Nothing was changed." in words(again)
    assert (log_of(stocked), on_hand(stocked), Correction.objects.count()) == ((0, 0, 0), 40, 1)


def test_a_day_that_was_corrected_by_hand_keeps_the_whole_sheet(stocked, type_in, coordinator, url):
    type_in(("11/18", "12208", "5"), ("11/20", "12207", "4"))
    count = DailyCount.objects.get(zip_code="12207")
    figures = {"items": 3, "handouts": 1, "people_trained": 0, "seen": "1,4,0", "reason": "typed_wrong"}
    form = coordinator.get(url("correct", count.pk)).context["form"]
    coordinator.post(url("correct", count.pk), figures | {"seen": form["seen"].value()})
    assert log_of(stocked) == (2, 8, 0)
    sheet = Sheet.objects.get()

    answer = coordinator.post(url("sheet_take_back", sheet.pk))

    assert (
        "Nothing was changed: somebody corrected the log of Nov 20, 2026 by hand on Nov 21, 2026. "
        "Correct the lines of this sheet one by one."
    ) in words(answer)
    assert (log_of(stocked), on_hand(stocked), sheet.totals.count()) == ((2, 8, 0), 32, 2)
    assert Sheet.objects.get().taken_back_on is None


def test_what_is_published_stays_and_the_next_report_tells_the_difference(stocked, type_in, seal, alice):
    type_in(("11/20", "12207", "4"))
    seal(date(2026, 10, 1))

    take_sheet_back(sheet=Sheet.objects.get(), location=stocked.main_location, today=date(2027, 1, 25), by=alice)

    assert alive() == [(date(2026, 11, 20), date(2026, 11, 1), "12207", 1, 4, 0)]
    correction = Correction.objects.get()
    assert (correction.to_net_line, correction.posted_month, correction.items) == (True, date(2027, 1, 1), -4)
    assert on_hand(stocked) == 40
    assert ledger_closes()


def test_the_way_back_stands_in_the_sentence_and_tells_nothing_of_the_location(station, type_in, coordinator, url):
    answer = type_in(("11/20", "12207", "4"), location=station.pk)
    assert levels(station.agency) == {"Storeroom": 30, "Station 2": 6}
    message = next(iter(answer.context["messages"]))

    undo = str(message).partition('href="')[2].partition('"')[0]
    asked = coordinator.get(undo).context["form"]
    coordinator.post(undo, {"location": asked["location"].value()})

    assert undo == url("sheet_take_back", Sheet.objects.get().pk)
    assert asked["location"].value() == station.pk
    assert levels(station.agency) == {"Storeroom": 30, "Station 2": 10}
    assert (log_of(station.agency), ledger_closes()) == ((0, 0, 0), True)


def test_a_location_from_which_they_were_not_taken_is_not_offered(station, type_in, coordinator, url):
    type_in(("11/20", "12207", "4"), location=station.pk)
    sheet = Sheet.objects.get()
    main = station.agency.main_location

    form = coordinator.get(url("sheet_take_back", sheet.pk)).context["form"]
    answer = coordinator.post(url("sheet_take_back", sheet.pk), {"location": main.pk})

    assert list(form.fields["location"].queryset) == [station]
    assert "These kits were not taken from there. Choose a location from the list." in words(answer)
    assert levels(station.agency) == {"Storeroom": 30, "Station 2": 6}
    assert log_of(station.agency) == (1, 4, 0)


def test_where_several_have_them_taken_the_main_location_is_asked_first(station, type_in, coordinator, url):
    main = station.agency.main_location
    type_in(("11/19", "12207", "5"), location=main.pk)
    type_in(("11/20", "12208", "4"), location=station.pk)
    sheet = Sheet.objects.get(totals__zip_code="12208")

    form = coordinator.get(url("sheet_take_back", sheet.pk)).context["form"]

    assert set(form.fields["location"].queryset) == {main, station}
    assert form["location"].value() == main.pk


def test_what_has_room_nowhere_is_taken_back_and_said(station, type_in, coordinator, url):
    type_in(("11/20", "12207", "4"), location=station.pk)
    StockUse.objects.update(quantity=3)
    sheet = Sheet.objects.get()

    page = coordinator.get(url("sheet_take_back", sheet.pk))
    done = coordinator.post(url("sheet_take_back", sheet.pk), {"location": station.pk}, follow=True)

    assert (
        "Not all of these kits came out of the stock of one location. "
        "Count the stock of the one you choose afterwards." in words(page)
    )
    assert "1 of them was not taken out of the stock of Station 2 and did not go back. Count it." in words(done)
    assert levels(station.agency) == {"Storeroom": 30, "Station 2": 9}


def test_without_stock_nothing_is_said_to_follow(agency, type_in, coordinator, url):
    type_in(("11/20", "12207", "4"))

    done = coordinator.post(url("sheet_take_back", Sheet.objects.get().pk), follow=True)

    assert "The log has 4 kits fewer." in words(done)


def test_another_agencys_location_is_not_chosen(station, type_in, coordinator, url, stranger):
    theirs = stranger.main_location

    typed = type_in(("11/20", "12207", "4"), location=theirs.pk)

    assert "Choose a location from the list." in words(typed)
    assert not DailyCount.objects.exists()


@pytest.mark.parametrize(
    ("page", "typed"), [("event", {"day": "2026-11-20", "handouts": "2"}), ("month_total", {"month": "2026-10"})]
)
def test_an_event_and_a_months_total_are_listed_and_taken_back(stocked, coordinator, url, page, typed):
    coordinator.post(url(page), typed | {"place": "12207", "items": "6", "uuid": uuid4()})
    sheet = Sheet.objects.get()
    assert sheet.kind == page.removesuffix("_total")

    coordinator.post(url("sheet_take_back", sheet.pk))

    assert (log_of(stocked), on_hand(stocked), ledger_closes()) == ((0, 0, 0), 40, True)


def test_a_page_sent_twice_is_listed_once(stocked, coordinator, url):
    typed = {"day": "2026-11-20", "handouts": "2", "place": "12207", "items": "6", "uuid": uuid4()}
    for _time in range(2):
        coordinator.post(url("event"), typed)

    assert (Sheet.objects.count(), SheetTotal.objects.get().items) == (1, 6)


def test_a_clerk_takes_back_a_paper_sheet_and_nothing_else(stocked, type_in, coordinator, client, url, agency):
    coordinator.post(
        url("event"), {"day": "2026-11-20", "handouts": "2", "place": "12207", "items": "6", "uuid": uuid4()}
    )
    event = Sheet.objects.get()
    client.force_login(cast.user("Clark", role="sheet_clerk", agency=agency))
    type_in(("11/20", "12208", "4"), client=client)
    paper = Sheet.objects.get(kind="paper")

    assert client.post(url("sheet_take_back", event.pk)).status_code == 403
    assert client.post(url("sheet_take_back", paper.pk)).status_code == 302
    assert log_of(agency) == (2, 6, 0)


def test_a_long_sheet_says_how_far_it_has_come(stocked, type_in, coordinator, url, monkeypatch):
    monkeypatch.setattr("distributions.actions.take_back.AT_ONCE", 1)
    type_in(("11/18", "12207", "4"), ("11/19", "12207", "2"), ("11/20", "12207", "1"))
    sheet = Sheet.objects.get()

    answer = coordinator.post(url("sheet_take_back", sheet.pk))
    page = b"".join(answer.streaming_content).decode()

    assert page.count("<progress") == 4
    assert (
        f"Sheet {sheet.mark} was taken back. The log has 7 kits fewer, and stock was corrected at Storeroom." in page
    )
    assert (log_of(stocked), on_hand(stocked), ledger_closes()) == ((0, 0, 0), 40, True)
    assert Sheet.objects.get().taken_back_on == date(2026, 11, 21)


def test_a_sheet_that_is_gone_counts_again_when_it_is_imported_again(agency, run, sheet_of, today, alice):
    file = sheet_of("11/20/2026,12207,2,1")
    run(file)
    take_sheet_back(sheet=Sheet.objects.get(), location=agency.main_location, today=today, by=alice)
    assert (log_of(agency), Sheet.objects.get().taken_back_on) == ((0, 0, 0), today)

    run(file)

    assert (log_of(agency), Sheet.objects.get().taken_back_on) == ((1, 2, 1), None)


LINE = st.tuples(st.sampled_from(["11/18/2026", "11/20/2026", "10/05/2026"]), st.sampled_from(["12207", "12208"]))
LINES = st.lists(st.tuples(LINE, st.integers(1, 6), st.integers(1, 6)), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_a_wrong_column_taken_back_equals_having_imported_it_right(stocked, run, tmp_path, lines):
    """The second column is kits; somebody took the third for it."""

    def write(column):
        file = tmp_path / "2026.csv"
        rows = [f"{day},{place},{figures[column]}" for (day, place), *figures in lines]
        file.write_text("\n".join(["Date,ZIP,Kits", *rows]))
        return file

    def bring_in(column):
        run(write(column))
        return (
            alive(),
            levels(stocked),
            sorted(StockUse.objects.exclude(quantity=0).values_list("posted_month", "quantity")),
        )

    with transaction.atomic():
        right = bring_in(0)
        transaction.set_rollback(True)
    with transaction.atomic():
        bring_in(1)
        take_sheet_back(sheet=Sheet.objects.get(), location=stocked.main_location, today=date(2026, 11, 21))
        assert (log_of(stocked), on_hand(stocked)) == ((0, 0, 0), 40)
        assert bring_in(0) == right
        assert ledger_closes()
        transaction.set_rollback(True)
