"""Seal every period whose day has come, and publish its report."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from agencies import clock
from agencies.models import Program
from lbn.reporting.actions import due_periods, publish_for_departments, seal


class Command(BaseCommand):
    help = "Seal the periods whose seal day has come and publish them. Run it daily; a second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="DATE", help="the day to act for, as 2027-01-21; today if left out")

    def handle(self, *, on, **options):
        published = 0
        for program in Program.objects.all():
            today = clock.today(program.time_zone)
            day = self.day(on, today) if on else today
            for due in due_periods(program=program, day=day):
                for issue in seal(scope=due.scope, starts_on=due.starts_on, at=clock.now(), today=day):
                    published += self.say(issue)
            for issue in publish_for_departments(program=program, day=day):
                published += self.say(issue)
        self.stdout.write(f"{published} reports published." if published else "Nothing to seal.")

    def day(self, on, today):
        """The day to act for: never one that is still to come, for a seal cannot be undone."""
        try:
            day = date.fromisoformat(on)
        except ValueError:
            raise CommandError(f"{on} is not a day: write it as 2027-01-21.", returncode=2) from None
        if day > today:
            raise CommandError(f"{on} is still to come: a period can be sealed from its seal day on.", returncode=2)
        return day

    def say(self, issue):
        self.stdout.write(f"{issue.id} {issue}")
        return 1
