"""Mail: to whom it goes, in which language, and its HTML, which says what the text says."""

import pytest

from agencies import clock
from agencies.actions.mail import KIND_HEADER, send
from agencies.actions.team import invite
from agencies.letters import LetterPart, split_letter, write_letter
from agencies.mail_kinds import MAIL_RULES, MailKind, kinds_to_choose
from agencies.models import Role, UnwantedMail

HERE = "http://127.0.0.1:8000"
TEXT = f"""
Kits run low.
Two lines are one paragraph.

See the stock:
{HERE}/agencies/a/stock/

- Ten are recalled
- Three expire
1. Count
2. Write off

See the log:
{HERE}/agencies/a/log/
"""


@pytest.fixture
def post(mailoutbox, agency, django_capture_on_commit_callbacks):
    """Send a mail of a kind; return whether it goes, and the mails that went: `post(MailKind.DIGEST)`."""

    def post(kind, to="alice@example.org", **given):
        said = {"agency": agency, "digest": {"kits": 4}, "links": {"log": f"{HERE}/log/", "home": f"{HERE}/home/"}}
        with django_capture_on_commit_callbacks(execute=True):
            goes = send(kind=kind, to=to, **said, **given)
        return goes, list(mailoutbox)

    return post


def html_of(mail):
    ((html, kind),) = mail.alternatives
    assert kind == "text/html"
    return html


def test_every_kind_has_its_rule_and_fits_its_column():
    assert set(MAIL_RULES) == set(MailKind)
    assert max(map(len, MailKind.values)) <= UnwantedMail._meta.get_field("kind").max_length


def test_one_chooses_among_what_one_gets_and_can_do_without():
    assert MailKind.DIGEST in kinds_to_choose([Role.COORDINATOR])
    assert MailKind.REMINDER not in kinds_to_choose([Role.COORDINATOR])
    assert MailKind.DIGEST not in kinds_to_choose([Role.SUPPLIER_STAFF, Role.OPERATOR])
    assert kinds_to_choose([]) == []


def test_a_mail_is_text_and_html_and_asks_for_no_answer(alice, post):
    goes, (mail,) = post(MailKind.DIGEST)

    assert goes is True
    assert "Kits left last week: 4." in mail.body
    assert "<p" in html_of(mail)
    assert "Kits left last week: 4." in html_of(mail)
    assert mail.extra_headers == {"Auto-Submitted": "auto-generated", "Content-Language": "en", KIND_HEADER: "digest"}


def test_whoever_has_turned_a_kind_off_gets_none_of_it(alice, post):
    UnwantedMail.objects.create(user=alice, kind=MailKind.DIGEST)

    assert post(MailKind.DIGEST) == (False, [])
    assert post(MailKind.DIGEST, to="ALICE@example.org") == (False, [])
    assert len(post(MailKind.DIGEST, to="bob@example.org")[1]) == 1


def test_a_mail_that_can_be_turned_off_leads_to_where_one_does_so(alice, agency, post):
    turned_off, always = (
        post(kind, report={"agency": agency})[1][-1] for kind in (MailKind.DIGEST, MailKind.AGENCY_REPORT)
    )

    assert turned_off.body.endswith(f"Choose which mails you get:\n{HERE}/accounts/")
    assert f'<a href="{HERE}/accounts/" style="color: inherit">Choose which mails you get</a>' in html_of(turned_off)
    assert "/accounts/" not in always.body


def test_what_cannot_be_turned_off_comes_all_the_same(alice, agency, mailoutbox, today, post):
    UnwantedMail.objects.create(user=alice, kind=MailKind.AGENCY_REPORT)

    goes, mails = post(MailKind.AGENCY_REPORT, report={"agency": agency}, period="May 2026")

    assert (goes, len(mails)) == (True, 1)


def test_a_mail_to_a_page_open_to_all_speaks_its_readers_language(alice, agency, mailed):
    asked = {"owner": agency, "role": Role.AGENCY_STAFF, "by": alice, "at": clock.now()}
    sofia = agency._meta.apps.get_model("agencies", "User").objects.create_user("sofia@example.org", language="es")

    spanish, english = (mailed(lambda to=to: invite(email=to, **asked))[0] for to in (sofia.email, "bob@example.org"))

    assert spanish.extra_headers["Content-Language"] == "es"
    assert '<html lang="es">' in html_of(spanish)
    assert english.extra_headers["Content-Language"] == "en"


@pytest.mark.parametrize("language", ["es", "fr", ""])
def test_a_mail_to_a_page_behind_the_sign_in_is_in_english(alice, post, language):
    alice.language = language
    alice.save()

    mail = post(MailKind.DIGEST, language=language)[1][0]

    assert mail.extra_headers["Content-Language"] == "en"


def test_a_subject_is_cut_where_phones_would_cut_it(alice, agency, post):
    agency.name = "Joint Narcotics and Overdose Response Task Force of the Counties of Albany and Rensselaer"

    subject = post(MailKind.DIGEST)[1][0].subject

    assert len(subject) == 70
    assert subject.startswith("Last week at Joint Narcotics")
    assert subject.endswith("…")


def test_a_letter_is_paragraphs_lists_and_links():
    assert list(split_letter(TEXT)) == [
        LetterPart("text", ["Kits run low.", "Two lines are one paragraph."]),
        LetterPart("link", ["See the stock"], f"{HERE}/agencies/a/stock/", True),
        LetterPart("bullet", ["Ten are recalled", "Three expire"]),
        LetterPart("number", ["Count", "Write off"]),
        LetterPart("link", ["See the log"], f"{HERE}/agencies/a/log/", False),
    ]


def test_only_our_own_links_become_links_and_what_people_typed_is_text():
    html = write_letter(
        f"Comment: <b>Look at https://evil.example/x</b>\n\nhttps://evil.example/\n\nOpen it:\n{HERE}/home/",
        subject="<i>",
        language="en",
    )

    assert html.count("<a ") == 1
    assert f'href="{HERE}/home/"' in html
    assert "&lt;b&gt;Look at https://evil.example/x&lt;/b&gt;" in html
    assert "<title>&lt;i&gt;</title>" in html


def test_nothing_is_loaded_by_a_letter():
    html = write_letter(TEXT, subject="Low", language="en")

    assert not [word for word in ("<img", "<link", "<script", "url(", "@import", "src=") if word in html]


def test_the_link_for_a_new_password_leads_to_the_address_that_people_know(client, alice, mailoutbox):
    client.post("/accounts/password/reset/", {"email": alice.email}, headers={"host": "localhost"})

    (mail,) = mailoutbox
    link = next(line for line in mail.body.splitlines() if line.startswith("http"))
    assert link.startswith(f"{HERE}/accounts/password/reset/key/")
    assert f'<a href="{link}"' in html_of(mail)
    assert client.get(link.removeprefix(HERE), follow=True).status_code == 200
