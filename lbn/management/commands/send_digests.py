"""Send the weekly digests to the coordinators of every agency, and forget the days that no digest asks about."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from agencies import clock
from agencies.access import scope
from agencies.models import Agency
from distributions.actions.usual import forget_days
from lbn.digests import is_due, send_digest


class Command(BaseCommand):
    help = "Send each agency's weekly digest to its coordinators. Run it daily: it sends on Mondays, and never twice."

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="DATE", help="the day to act for, as 2026-11-23; today if left out")

    def handle(self, *, on, **options):
        for agency in Agency.objects.order_by("slug"):
            self.forget(agency)
        todays = {agency: clock.today(agency.time_zone) for agency in Agency.objects.running().order_by("slug")}
        day = self.day(on, max(todays.values(), default=date.max)) if on else None
        if day and not is_due(day):
            self.stdout.write(f"Nothing sent: digests go out on Mondays, and {day} is none.")
            return
        sent = sum(self.send(agency, day or today) for agency, today in todays.items() if not day or day <= today)
        self.stdout.write(f"Mails sent: {sent}." if sent else "No mail to send.")

    def forget(self, agency):
        """Every agency, closed ones too, each time: a day of the log stands nowhere longer than it is of use."""
        with scope(owner=agency):
            forget_days(agency=agency, today=clock.today(agency.time_zone))

    def send(self, agency, today):
        if not is_due(today):
            return 0
        with scope(owner=agency):
            return send_digest(agency=agency, today=today)

    def day(self, on, latest):
        """The day to act for: never one that is still to come everywhere, for its week is not over."""
        try:
            day = date.fromisoformat(on)
        except ValueError:
            raise CommandError(f"{on} is not a day: write it as 2026-11-23.", returncode=2) from None
        if day > latest:
            raise CommandError(f"{on} is still to come: a digest tells of a week that is over.", returncode=2)
        return day
