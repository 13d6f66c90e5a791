"""Making an account for the program office: at a terminal somebody types a password."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Program, User

OLGA = "olga@example.org"


@pytest.fixture
def typed(monkeypatch):
    """Somebody sits at a terminal and types these passwords: `typed("first", "again")`."""

    def typed(*passwords):
        waiting = iter(passwords)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("agencies.management.commands.create_operator.getpass", lambda prompt: next(waiting))

    return typed


def create(*arguments):
    said = StringIO()
    call_command("create_operator", OLGA, *arguments, stdout=said)
    return said.getvalue()


def test_a_password_typed_twice_is_the_accounts(new_york, typed):
    typed("a loud day in Troy", "a loud day in Troy")

    said = create()

    assert said == f"olga@example.org works for {new_york.office_name} ({new_york.name}).\n"
    assert User.objects.get(email=OLGA).check_password("a loud day in Troy")


def test_an_empty_password_gives_a_link(new_york, typed):
    typed("")

    said = create()

    assert "Set the password here within three days: http://127.0.0.1:8000/accounts/" in said
    assert not User.objects.get(email=OLGA).has_usable_password()


@pytest.mark.parametrize(
    ("passwords", "sentence"),
    [
        (["a loud day in Troy", "a loud day in Tory"], "The two passwords differ; nothing was changed."),
        (["short"], "This password is too short. It must contain at least 12 characters."),
    ],
    ids=["differ", "weak"],
)
def test_passwords_that_cannot_be_change_nothing(new_york, typed, passwords, sentence):
    typed(*passwords)

    with pytest.raises(CommandError) as refusal:
        create()

    assert (str(refusal.value), refusal.value.returncode) == (sentence, 2)
    assert not User.objects.exists()


def test_without_a_state_program_nobody_is_appointed(empty):
    with pytest.raises(CommandError, match="There is no state program yet: run load_programs first"):
        create()

    assert not User.objects.exists()


def test_with_two_state_programs_one_is_named(new_york):
    other = Program.objects.get(pk=new_york.pk)
    other.pk, other.slug = None, "ohio"
    other.save()

    with pytest.raises(CommandError, match="Name the state program with --program: new_york, ohio"):
        create()

    assert not User.objects.exists()
