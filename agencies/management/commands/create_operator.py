"""Let somebody sign in for a program office."""

import sys
from getpass import getpass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from agencies.actions.team import add_member
from agencies.links import absolute
from agencies.models import Program, Role, User


class Command(BaseCommand):
    help = (
        "Make an account for the program office. At a terminal it asks for a password; otherwise, or with an empty "
        "password, it prints a link to set one, valid for three days."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--program", metavar="SLUG", help="needed where there are several state programs")

    def handle(self, *args, **options):
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{options['email']} is not an e-mail address.", returncode=2) from None
        program = self.program_of(options["program"])
        user = User.objects.filter(email=email).first()
        has_password = user is not None and user.has_usable_password()
        password = None if has_password else self.ask(email)
        user = self.appoint(email, program, password)
        self.stdout.write(f"{email} works for {program.office_name} ({program.name}).")
        if has_password:
            self.stdout.write("The account was there before and keeps its password.")
        elif password is None:
            self.stdout.write(f"Set the password here within three days: {link_for(user)}")

    @transaction.atomic
    def appoint(self, email, program, password):
        user = add_member(email=email, role=Role.OPERATOR, owner=program, by=None).user
        if password:
            user.set_password(password)
            user.save(update_fields=["password"])
        return user

    def program_of(self, slug):
        """Return the program of this slug, or the only one there is; stop with a sentence otherwise."""
        programs = {program.slug: program for program in Program.objects.order_by("slug")}
        if not programs:
            raise CommandError("There is no state program yet: run load_programs first.", returncode=2)
        if slug is None and len(programs) == 1:
            return next(iter(programs.values()))
        if slug not in programs:
            raise CommandError(f"Name the state program with --program: {', '.join(programs)}.", returncode=2)
        return programs[slug]

    def ask(self, email):
        """Return the password typed twice, or None where nobody can type or nothing was typed."""
        if not sys.stdin.isatty():
            return None
        password = getpass("Password (empty for a link to set it): ")
        if not password:
            return None
        try:
            validate_password(password, User(email=email))
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages), returncode=2) from None
        if getpass("The same password again: ") != password:
            raise CommandError("The two passwords differ; nothing was changed.", returncode=2)
        return password


def link_for(user):
    """Return the address at which an account's first password is set."""
    key = default_token_generator.make_token(user)
    return absolute("account_reset_password_from_key", uidb36=user_pk_to_url_str(user), key=key)
