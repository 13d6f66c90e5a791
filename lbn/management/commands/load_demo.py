"""Fill an empty database with the demonstration."""

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from agencies import clock
from agencies.management.day_option import add_day_option, read_day_option
from agencies.models import Program, ZipCode
from lbn.demo import access, story

PROGRAM = "new_york"


class Command(BaseCommand):
    help = "Fill an empty database with two years of made-up organizations in New York, and say who can sign in."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="say who can sign in where it is loaded already")
        add_day_option(parser, meaning="the last day that is told")

    def handle(self, *, if_empty, on, **options):
        if story.is_empty():
            self.introduce(self.load(on))
        elif not if_empty:
            raise CommandError("This database is in use: load_demo fills an empty one only.", returncode=2)
        elif story.loaded_on():
            self.introduce(access.present_access())
        else:
            self.stdout.write("This database has data of its own, so no demonstration was loaded.")

    def load(self, on):
        """Load the demonstration and return what opens it."""
        program = self.program()
        today = clock.today(program.time_zone)
        day = read_day_option(on, latest=today, because="the demonstration ends today or earlier") if on else today
        self.stdout.write(f"Loading the demonstration, two years up to {day} …")
        password = access.first_password()
        loaded = story.load(program=program, on=day, password=make_password(password), tell=self.stdout.write)
        opened = access.Access(password, access.key_in(loaded.link))
        access.keep(opened)
        return opened

    def program(self):
        """Return New York's program; it and the places are loaded where they are missing."""
        if not Program.objects.filter(slug=PROGRAM).exists():
            call_command("load_programs", stdout=self.stdout)
        if not ZipCode.objects.exists():
            self.stdout.write("Loading places …")
            call_command("load_places", stdout=self.stdout)
        return Program.objects.get(slug=PROGRAM)

    def introduce(self, opened):
        for line in access.introduction(opened):
            self.stdout.write(line)
