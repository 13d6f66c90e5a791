"""Everybody reads which agencies may take part in a program that reviews; each way in names its program."""

from django.urls import reverse

from tests.agencies.applicants import words


def page_of_program(client, program):
    return words(client.get(reverse("programs:program", args=[program.slug])))


def test_the_rules_say_what_an_agency_is_asked_who_approves_and_what_is_checked(client, program):
    page = page_of_program(client, program)

    for entry in ("eligibility", "approvers", "checklist"):
        for one in program.pack[entry]:
            assert one.get("text") or one["name"] in page
    assert "Does your agency provide advanced life support (ALS)?" in page
    assert "San Diego County EMS, medical authority" in page
    assert "Providers are trained before they leave kits" in page
    assert '<a href="#joining">Which agencies may take part</a>' in page
    assert "the agency says who that is" not in page


def test_an_approver_whom_the_agency_names_is_told_so(client, program):
    program.pack["approvers"][0]["email"] = ""
    program.save()

    assert "(the agency says who that is)" in page_of_program(client, program)


def test_a_program_that_judges_nothing_says_nothing_of_it(client, new_york):
    assert "Which agencies may take part" not in page_of_program(client, new_york)


def test_each_way_in_names_its_program(client, program, new_york):
    page = words(client.get(reverse("registration:begin")))

    for one, action in ((program, "Apply"), (new_york, "Register")):
        assert f'{action}<span class="visually-hidden">: {one.name}</span></a>' in page
