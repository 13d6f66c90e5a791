"""Nothing that a pack says is kept to itself: it is on a page for those whom it concerns, or a rule asks for it."""

from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from agencies import program_page
from agencies.actions.programs import load_program
from agencies.forms.applications import ApplicationForm, ChecklistForm
from agencies.forms.suppliers import question_fields
from agencies.mail_texts import write_request_mail
from agencies.management.pack_command import SHIPPED
from agencies.models import Jurisdiction, Program
from agencies.packs import Pack, read_packs
from agencies.packs.schema import PACK
from agencies.packs.shapes import Many, Maybe, Table, Text
from agencies.querysets.registrations import counties_open_in
from lbn.reporting.published.compile.circles import departments_meant
from lbn.reporting.returns.forms.orders import OrderSizeForm
from lbn.reporting.returns.layouts import form_named
from lbn.reporting.returns.orders import OrderSize, is_asked_with, write_order_mail
from lbn.reporting.returns.recipients import Recipient, recipient_named
from tests.agencies.recording import Recorded
from tests.reporting.reading import page_of, rows_in
from training.actions import load_courses

TODAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def paths_of(shape, at=""):
    """Every key of a schema as a path, such as `courses.elements.name`."""
    match shape:
        case Maybe() | Many():
            return paths_of(shape.of, at)
        case Table():
            found = {f"{at}.{key}".lstrip("."): of for key, of in shape.keys.items()}
            return set(found).union(*(paths_of(of, path) for path, of in found.items()))
    return set()


def recorded_pack():
    """A pack that says everything that any shipped pack says, and what was read of it."""
    packs = {pack.slug: pack.content for pack in read_packs(SHIPPED)}
    in_order = [packs.pop("new_york"), *packs.values()]
    seen: set[str] = set()
    content = {key: next((one[key] for one in in_order if one[key]), in_order[0][key]) for key in PACK.keys}
    return Recorded(content, seen), seen


def ask_the_rules(program):
    """What actions and other pages ask of a pack, beside the page of the program."""
    rules, content = program.rules, program.pack
    for is_oopp in (True, False):
        rules.reporting_profiles_for(agency_is_oopp=is_oopp, counties=["Kings"])
        for kind in content["supplier_kinds"]:
            rules.supplier_refusal(kind["slug"], agency_is_oopp=is_oopp)
    for profile in content["reporting_profiles"]:
        rules.deadlines_for(profile["cadence"])
        form_named(profile["form"], rules)
        departments_meant(profile, [], program)
        recipient_named([Recipient(profile, "", "", None, TODAY)], "state")
    rules.pathway_for({"registered_oopp": "no"})
    rules.pathway("matters")
    for language in ("en", "es"):
        assert rules.card(language)
        assert rules.handout(language)
    rules.is_government_address("chief@albany.gov")
    question_fields(program, ask_all=True)
    counties_open_in(program, TODAY)
    load_courses(program=program)
    assert rules.documents_of_application(holds_authorization=True)
    assert rules.review_business_days
    assert rules.order_profile == "reorder"
    size = OrderSize(60, is_recurring=True)
    OrderSizeForm(order=rules.order)
    write_order_mail(rules.order, agency="", to="", size=size, figures="", attached=[])
    assert all(is_asked_with(one, size) for one in content["documents"])
    assert write_request_mail(rules.request_mail, "", [])
    assert [one.get("before_start") for one in rules.documents_of_application(holds_authorization=True)]
    assert rules.handout_contacts == []  # the links are New York's
    refused = {"is_als": "no"}
    assert ApplicationForm(refused, program=program, counties=Jurisdiction.objects.none()).other_way is None
    ApplicationForm(program=program, counties=Jurisdiction.objects.none())
    ChecklistForm(checklist=rules.checklist)
    render_to_string("agencies/applications/apply.html", {"program": program, "approvers": rules.approvers})


def read_everywhere():
    """The paths of a full pack that are read when it is loaded, asked and shown."""
    content, seen = recorded_pack()
    load_program(pack=Pack("full.toml", content), at=AT)
    program = Program.objects.get()
    program.pack = content
    ask_the_rules(program)
    render_to_string(
        "agencies/program/_rules.html", {"rules": program_page.for_anyone(program, TODAY), "program": program}
    )
    return seen


# Slugs by which nothing else of the pack calls its entry: they only tell entries apart.
NAMES_ALONE = {"kit_contents.slug", "courses.elements.slug", "links.slug", "law.slug", "documents.slug"}


@pytest.mark.django_db
def test_no_key_of_a_pack_is_without_a_page_or_a_rule_that_reads_it():
    assert paths_of(PACK) - read_everywhere() - NAMES_ALONE == set()


@pytest.mark.django_db
def test_a_key_that_nobody_reads_is_found(monkeypatch):
    monkeypatch.setitem(PACK.keys, "motto", Maybe(Text(), "Naloxone plus"))

    assert paths_of(PACK) - read_everywhere() - NAMES_ALONE == {"motto"}


@pytest.fixture
def shipped():
    for pack in read_packs(SHIPPED):
        load_program(pack=pack, at=AT)
    return {program.slug: program for program in Program.objects.all()}


@pytest.mark.django_db
def test_anyone_reads_what_san_diego_asks(client, shipped):
    page = page_of(client.get(reverse("programs:program", args=["san_diego"])))

    assert "Only after a patient has refused to be taken to hospital." in page
    assert "California Civil Code § 1714.22" in page
    assert client.get(reverse("registration:agency", args=["san_diego"]), follow=True).status_code == 200
    assert reverse("registration:apply", args=["san_diego"]) in page
    assert "Does the NDP want reports between orders?" in page
    assert "EMSNotification.HHSA@sdcounty.ca.gov" in page
    assert ["Reversals reported", "Kits that people said were used."] in rows_in(page, "form-ndp_order")


@pytest.mark.django_db
def test_a_course_has_its_credits_and_what_it_covers(client, shipped):
    page = page_of(client.get(reverse("programs:program", args=["maryland_ems"])))

    assert "Required, 0.25 credits" in page
    assert "Explaining it in a minute" in page


@pytest.mark.django_db
def test_each_program_is_on_the_list(client, shipped):
    page = page_of(client.get(reverse("programs:list")))

    assert all(reverse("programs:program", args=[slug]) in page for slug in shipped)


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "lets_in"), [("new_york", True), ("san_diego", False), ("maryland_ems", False)])
def test_no_address_lets_an_agency_in_where_the_office_reviews(client, shipped, slug, lets_in):
    page = page_of(client.get(reverse("programs:program", args=[slug])))

    assert ("let an agency in at once" in page) == lets_in


@pytest.mark.django_db
def test_a_program_that_is_not_there_has_no_page(client, shipped):
    assert client.get(reverse("programs:program", args=["vermont"])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_oopp", "counties", "strips", "recipient", "forms"),
    [
        (False, {"Albany"}, "separate", "Your supplier", []),
        (True, {"Albany"}, "required", "New York State Department of Health", ["form-nyoverdose"]),
        (True, {"Kings"}, "required", "New York City health department", ["form-nyc"]),
    ],
)
def test_an_agency_reads_the_rules_that_concern_it(agency, is_oopp, counties, strips, recipient, forms):
    agency.is_registered_oopp = is_oopp

    rules = program_page.for_agency(agency, TODAY, counties)

    of_strips = [one["rule"] for one in rules.contents if one["name"].startswith("Fentanyl")]
    assert of_strips == [strips]
    assert [one["recipient_name"] for one in rules.profiles] == [recipient]
    assert [form.name for form in rules.forms] == forms


@pytest.mark.django_db
def test_what_a_kit_held_before_is_gone_and_what_comes_is_told_to_everybody():
    program = Program(pack={"kit_contents": [kit(until_on="2026-11-20"), kit(from_on="2027-01-01")]})
    program.pack["reporting_profiles"] = []

    rules = program_page.for_anyone(program, TODAY)

    assert [one["from_on"] for one in rules.contents] == ["2027-01-01"]


def kit(**days):
    return {"who": "any", "from_on": None, "until_on": None} | days
