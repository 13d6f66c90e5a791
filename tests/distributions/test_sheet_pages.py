"""The list of sheets, one sheet, and its label."""

from datetime import date

import pytest

from distributions.actions.take_back import take_sheet_back
from distributions.models import DailyCount, Sheet
from tests.distributions.asking import log_of, words
from training.models import Person


@pytest.fixture
def imported(run, sheet_of):
    run(sheet_of("11/05/2026,12207,2,1", "11/20/2026,12208,3,0", "11/20/2026,12208,1,0"))
    return Sheet.objects.get()


def test_a_sheet_is_listed_with_what_is_known_of_it(imported, coordinator, url):
    page = words(coordinator.get(url("sheets")))

    assert f"Sheet {imported.mark} Imported sheet Nov 21, 2026 3 6 Nov 5 to Nov 20, 2026 Counted" in page


def test_the_list_says_what_was_taken_back(imported, coordinator, url, agency, today, alice):
    take_sheet_back(sheet=imported, location=agency.main_location, today=today, by=alice)

    listed = words(coordinator.get(url("sheets")))
    page = words(coordinator.get(url("sheet", imported.pk)))

    assert "Taken back Nov 21, 2026" in listed
    assert "This sheet was taken back on Nov 21, 2026. Nothing of it is in the log any more." in page
    assert "Take it back" not in page


def test_a_sheet_shows_its_lines_and_each_leads_to_its_correction(imported, coordinator, url):
    answer = coordinator.get(url("sheet", imported.pk))

    page = words(answer)
    assert "Nov 5, 2026 12207 Albany Albany County Naloxone kit (two 4 mg doses) 2 1 1" in page
    assert "Nov 20, 2026 12208 Albany Albany County Naloxone kit (two 4 mg doses) 4 2 0" in page
    assert "Total 6 3 1" in page
    for count in DailyCount.objects.all():
        assert url("correct", count.pk) in answer.content.decode()


def test_whoever_manages_no_log_reads_and_changes_nothing(imported, staff, url):
    page = staff.get(url("sheet", imported.pk)).content.decode()

    assert url("sheet_take_back", imported.pk) not in page
    assert url("sheet_label", imported.pk) not in page
    assert "/log/correct/" not in page

    for name, sent in (("sheet_label", {"label": "Fall"}), ("sheet_take_back", {})):
        before = Sheet.objects.values().get(), log_of(imported.agency)
        assert staff.post(url(name, imported.pk), sent).status_code == 403
        assert (Sheet.objects.values().get(), log_of(imported.agency)) == before


@pytest.mark.parametrize(
    ("kind", "called"), [("paper", "Sheet"), ("import", "Sheet"), ("event", "Event"), ("month", "Month total")]
)
def test_a_sheet_without_a_label_is_called_by_what_it_is(kind, called):
    assert str(Sheet(kind=kind, mark="7F3A")) == f"{called} 7F3A"


def test_a_label_is_given_changed_and_taken_off(imported, coordinator, url):
    for label, title in (("Station 2, fall", "Station 2, fall"), ("", f"Sheet {imported.mark}")):
        done = coordinator.post(url("sheet_label", imported.pk), {"label": label}, follow=True)

        assert Sheet.objects.get().label == label
        assert f"The sheet is listed as {title}." in words(done)


def test_a_label_that_tells_of_somebody_is_refused_and_the_old_one_stays(imported, coordinator, url, agency):
    Person.objects.create(agency=agency, last_name="Rivera", first_name="Maria")
    Sheet.objects.update(label="Fall")

    for label in ("badge 4411", "Rivera's sheet", "x" * 31):
        answer = coordinator.post(url("sheet_label", imported.pk), {"label": label})

        assert list(answer.context["form"].errors) == ["label"]
        assert Sheet.objects.get().label == "Fall"


def test_a_grown_sheet_keeps_its_label(imported, run, sheet_of):
    Sheet.objects.update(label="Fall")

    _code, said = run(sheet_of("11/05/2026,12207,2,1", "11/21/2026,12208,3,0"))

    assert said.splitlines()[-1].startswith("Fall: 3 kits")
    assert Sheet.objects.get().on == date(2026, 11, 21)
