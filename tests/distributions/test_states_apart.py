"""A county of another state never passes for one of the agency's own: counties of the same name are told apart."""

from datetime import date
from uuid import uuid4

import pytest

from agencies.models import Jurisdiction, ZipCode
from distributions.by_place import places_of
from distributions.models import Correction, DailyCount, Sheet
from distributions.months import log_lines
from tests.distributions.asking import log_of, words

DAY = date(2026, 11, 20)


@pytest.fixture
def albany_in_vermont(agency):
    """A county of the same name as the agency's own, with one ZIP code that is counted under the county only."""
    other = Jurisdiction.objects.create(slug="vt-albany", state="VT", name="Albany", kind="county")
    ZipCode.objects.create(zip="05299", jurisdiction=other, kind=ZipCode.Kind.PO_BOX, name="Albany")
    return other


@pytest.fixture
def both_counties(run, tmp_path, albany_in_vermont):
    """One kit in Albany County, and two in that of Vermont, of neither of which the ZIP code is known."""
    file = tmp_path / "both.csv"
    file.write_text("Date,ZIP,County,Kits\n11/20/2026,,Albany,1\n11/20/2026,05299,,2\n")
    run(file)


@pytest.mark.usefixtures("both_counties")
def test_log_and_places_name_the_other_state(agency):
    lines = log_lines(agency, first=DAY, last=DAY)
    places = places_of(agency, first=date(2026, 11, 1), last=date(2026, 11, 1))

    expected = {"Albany County (ZIP not known)", "Albany County, VT (ZIP not known)"}
    assert {line.place for line in lines} == expected
    assert {place.place for place in places} == expected


@pytest.mark.usefixtures("both_counties")
@pytest.mark.parametrize("address", ["/2026/11/log.csv", "/log.csv", "/places/places.csv", "/2026/11/", "/places/"])
def test_pages_and_files_tell_them_apart(coordinator, url, address):
    answer = coordinator.get(url("months").rstrip("/") + address)

    said = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    assert "Albany County, VT" in said
    assert said.replace("Albany County, VT", "").count("Albany County")


@pytest.mark.usefixtures("both_counties")
def test_the_logs_own_file_comes_back_to_the_right_county(agency, coordinator, url, run, tmp_path):
    file = tmp_path / "log.csv"
    answer = coordinator.get(url("export"))
    file.write_bytes(b"".join(answer) if answer.streaming else answer.content)
    DailyCount.objects.all().delete()

    code, _said = run(file)

    assert code == 0
    assert sorted(DailyCount.objects.values_list("jurisdiction__slug", "items")) == [
        ("ny-albany", 1),
        ("vt-albany", 2),
    ]


@pytest.mark.usefixtures("both_counties")
def test_a_move_of_its_day_leaves_the_place(agency, coordinator, url, albany_in_vermont):
    count = DailyCount.objects.get(jurisdiction=albany_in_vermont)
    page = coordinator.get(url("move", count.pk)).context["form"]
    assert page.initial["place"] == "Albany County, VT"

    held = {name: page[name].value() for name in page.fields} | {"handed_out_on": "2026-11-19"}
    coordinator.post(url("move", count.pk), held)

    assert log_of(agency) == (2, 3, 0)
    moved = DailyCount.objects.get(handed_out_on="2026-11-19")
    assert (moved.jurisdiction, moved.items) == (albany_in_vermont, 2)
    assert "Albany County, VT" in words(coordinator.get(url("corrections")))
    assert Correction.objects.exists()


@pytest.mark.usefixtures("both_counties")
def test_the_import_names_the_state_too(run, tmp_path):
    file = tmp_path / "second.csv"
    file.write_text("Date,ZIP,Kits\n11/20/2026,05299,1\n")

    code, said = run(file)

    assert code == 2
    assert "2026-11-20 Albany County, VT: 1 kit in the sheet, 2 counted already" in said


@pytest.mark.usefixtures("both_counties")
def test_a_sheet_names_the_state_too(coordinator, url):
    page = words(coordinator.get(url("sheet", Sheet.objects.get().pk)))

    assert "Nov 20, Albany County (ZIP not known), Naloxone kit" in page
    assert "Nov 20, Albany County, VT (ZIP not known), Naloxone kit" in page


@pytest.mark.usefixtures("albany_in_vermont")
def test_a_doubt_names_the_state_too(coordinator, url):
    typed = {"day": "2026-11-20", "handouts": "2", "place": "05299", "items": "6", "uuid": uuid4()}

    asked = coordinator.post(url("event"), typed)

    assert asked.context["form"].doubts == ["Albany County, VT (ZIP not known) is outside your area."]
