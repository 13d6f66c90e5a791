"""Fill an empty database with the demonstration."""

from io import StringIO

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from agencies import clock
from agencies.actions.mail import send_nothing
from agencies.management.day_option import add_day_option, read_day_option
from agencies.models import Program, ZipCode
from lbn.demo import access, story
from lbn.demo.applications import mail_again
from lbn.mails.files import keep_mails
from lbn.management.progress import Progress

SLUGS = {telling.cast.slug for telling in story.TELLINGS}
WEIGHT = 60  # About so many parts of 100 when a database is made, all of it.


class Command(BaseCommand):
    help = (
        "Fill an empty database with made-up organizations, two years of them in New York and some months in three "
        "other programs, and say who can sign in."
    )
    stealth_options = ("progress",)  # of `set_up`, whose last step this is

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="say who can sign in where it is loaded already")
        add_day_option(parser, meaning="the last day that is told")

    def handle(self, *, if_empty, on, progress=None, **options):
        is_empty = story.is_empty()
        if not (is_empty or if_empty):
            raise CommandError("This database is in use: load_demo fills an empty one only.", returncode=2)
        progress = progress or Progress(self.stdout, whole=WEIGHT)
        opened = self.load(on, progress) if is_empty else self.present()
        progress.finish()
        if opened:
            self.introduce(opened)
        else:
            self.stdout.write("This database has data of its own, so no demonstration was loaded.")

    def load(self, on, progress):
        """Load the demonstration and return what opens it. Nobody is mailed what lies in its past; the mails of its
        last day are kept as files."""
        self.prepare()
        zones = Program.objects.filter(slug__in=SLUGS).values_list("time_zone", flat=True)
        today = min(map(clock.today, zones))
        day = read_day_option(on, latest=today, because="the demonstration ends today or earlier") if on else today
        progress.begin("Loading the demonstration", weight=WEIGHT)
        password = access.first_password()
        with send_nothing():
            loaded = story.load(on=day, password=make_password(password), report_share=progress.report_share)
        with keep_mails():
            mail_again(day)
            call_command("send_digests", on=day.isoformat(), stdout=StringIO())
        opened = access.Access(password, access.key_in(loaded.link))
        access.keep(opened)
        return opened

    def present(self):
        """What opens the demonstration that is there already; None where there is other data."""
        return access.present_access() if story.loaded_on() else None

    def prepare(self):
        """Load the programs and the places where they are missing."""
        if Program.objects.filter(slug__in=SLUGS).count() < len(SLUGS):
            call_command("load_programs", stdout=StringIO())
        if not ZipCode.objects.exists():
            call_command("load_places", stdout=StringIO())

    def introduce(self, opened):
        for line in access.introduction(opened, on=story.loaded_on()):
            self.stdout.write(line)
