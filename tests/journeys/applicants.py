"""What applicants, program offices and approvers do again and again where a program reviews who comes in."""

from tests.house.dumps import dump
from tests.journeys.people import PASSWORD

PDF = b"%PDF-1.7\nA plan.\n%%EOF\n"
OFFICE = """
from agencies.models import Program
from tests import cast
cast.user("Olive", role="operator", program=Program.objects.get(slug="{program}"))
"""


def office_of(program):
    """The command that lets Olive work at a program's office."""
    return ("shell", "--verbosity", "0", "--command", OFFICE.format(program=program))


def open_link(person, link):
    """Open the link of a mail twice, as its reader and a mail program that looks at links do: no row changes."""
    address = person.application.database_url
    before = dump(address)
    person.go(link)
    person.go(link)
    assert dump(address) == before


def choose(person, name, words):
    """Press the link beside what has this name."""
    person.page.locator("main li").filter(has_text=name).get_by_role("link", name=words).first.click()


def upload(person, name, file, words="Upload"):
    choose(person, name, words)
    person.fill(file=file)
    person.press("Upload")
    person.reads(f"{name} is uploaded.")


def send_and_confirm(person, address):
    """Send the open application and confirm its address by the link that was mailed."""
    person.press("Send the application")
    person.reads("Almost done")
    open_link(person, person.mailed_link(address, "Confirm your application"))
    person.press("Confirm the application")


def approve_by_link(person, address, agency):
    """Open the link that an approver was mailed, and approve."""
    open_link(person, person.mailed_link(address, "leave naloxone kits"))
    person.reads(f"Do you approve {agency}?")
    person.press("I approve")
    person.reads(f"You approved {agency}.")


def finish_review(reviewer, agency):
    """Tick the program's checklist and approve the open application."""
    for box in reviewer.page.locator("main [name='ticked']").all():
        box.check()
    reviewer.press("Save the checklist")
    reviewer.press("Approve")
    reviewer.reads(f"{agency} takes part.")


def begin(person, address, agency):
    """Open the link that tells of the approval, and choose a password."""
    open_link(person, person.mailed_link(address, "Your application was approved"))
    person.fill(new_password1=PASSWORD, new_password2=PASSWORD)
    person.press("Begin")
    person.reads(f"Welcome: {agency} takes part.")
