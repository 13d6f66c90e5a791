"""The directory of local services: a file is all of it, or nothing of it is loaded; anyone reads it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.models import LocalService

HEADER = "County,Kind,Name,Address,Town,Phone,Website,Hours,Note,Checked on\n"
LINES = (
    "Albany County,Refills naloxone,County Health,175 Green St,Albany,518-555-0142,,Mon to Fri 9 to 5,,11/02/2026\n"
    "Rensselaer,harm reduction,River Access,2 Dock St,Troy,,river.example.org,,Walk in,\n"
    "Statewide,Crisis line,Never Use Alone,,,800-555-0199,,Day and night,,\n"
)


@pytest.fixture
def load(new_york, tmp_path):
    def load(lines=LINES, header=HEADER, program="new_york"):
        file = tmp_path / "services.csv"
        file.write_text(header + lines)
        out = StringIO()
        try:
            call_command("load_services", str(file), program=program, stdout=out)
        except CommandError as error:
            return error.returncode, out.getvalue(), str(error)
        return 0, out.getvalue(), ""

    return load


def stored():
    return sorted(
        LocalService.objects.values_list("jurisdiction__name", "kind", "name", "website", "checked_on"), key=str
    )


def test_a_file_is_the_whole_directory(load):
    told = [load(), load(LINES.partition("\n")[0] + "\n")]

    assert [code for code, _out, _error in told] == [0, 0]
    assert told[1][1] == "New York leave-behind naloxone: services in the directory: 1, before: 3.\n"
    assert stored() == [("Albany", "refill", "County Health", "", date(2026, 11, 2))]


def test_each_line_says_where_what_and_how(load):
    load()

    assert stored() == [
        ("Albany", "refill", "County Health", "", date(2026, 11, 2)),
        ("Rensselaer", "harm_reduction", "River Access", "https://river.example.org", None),
        (None, "crisis_line", "Never Use Alone", "", None),
    ]


def test_all_faults_are_named_and_nothing_is_loaded(load):
    load()
    before = stored()

    code, out, error = load(
        "Alpany,refill,A,1 St,,,,,,\n"
        "Albany,pizza,B,1 St,,,,,,\n"
        "Albany,refill,,1 St,,,,,,\n"
        "Albany,refill,C,,,,,,,\n"
        "Albany,refill,D,1 St,,,not a site,,,\n"
        "Albany,refill,E,1 St,,,,,,12/31/2099\n"
        "Albany,refill,F,1 St,,,,,,\n"
        "albany county,Refills naloxone,F,1 St,,,,,,\n"
    )

    assert (code, error) == (2, "Nothing was loaded: correct these lines.")
    assert out.splitlines() == [
        "Row 2, County: No county of this program has this name. Check the spelling, or write Statewide.",
        "Row 3, Kind: Write one of: Refills naloxone, Harm reduction, Treatment, Someone to call, Other help.",
        "Row 4, Name: Write the name.",
        "Row 5, Phone: Give an address, a phone or a website.",
        "Row 6, Website: Write a website as in https://www.example.org.",
        "Row 7, Checked on: Write a day that is not in the future, as in 01/31/2026.",
        "Row 9, Name: This service is in row 8 too. Keep one of the two.",
    ]
    assert stored() == before


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"header": "County,Kind,Label\n", "lines": "Albany,refill,A\n"}, "no column Name"),
        ({"header": "", "lines": "no sheet at all\n"}, "No header line was found"),
        ({"program": "atlantis"}, 'There is no program "atlantis".'),
    ],
)
def test_a_file_of_another_kind_is_refused_as_a_whole(load, given, sentence):
    load()
    code, _out, error = load(**given)

    assert (code, sentence in error) == (2, True)
    assert len(stored()) == 3


def test_anyone_reads_what_is_near(client, new_york, load):
    load()
    page = reverse("programs:services", args=[new_york.slug])

    names = {
        query: [
            row.name
            for row in client.get(page, dict([part.split("=") for part in query.split("&") if part]))
            .context["table"]
            .shown_rows
        ]
        for query in ("", "county=ny-albany", "kind=refill", "county=ny-rensselaer&kind=refill")
    }

    assert names == {
        "": ["County Health", "River Access", "Never Use Alone"],
        "county=ny-albany": ["County Health", "Never Use Alone"],
        "kind=refill": ["County Health"],
        "county=ny-rensselaer&kind=refill": [],
    }
    assert page in client.get(reverse("programs:program", args=[new_york.slug])).content.decode()


@pytest.mark.parametrize(
    "facts", [{"phone": ""}, {"phone": "1", "jurisdiction": None}], ids=["not to be reached", "twice"]
)
def test_the_database_keeps_what_cannot_be_out(new_york, facts):
    LocalService.objects.create(program=new_york, kind="refill", name="A", phone="1")

    with pytest.raises(IntegrityError), transaction.atomic():
        LocalService.objects.create(**{"program": new_york, "kind": "refill", "name": "A"} | facts)
