"""Seal every period whose day has come, and publish its report."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from agencies import clock
from agencies.actions.zip_codes import turn_marks
from agencies.management.day_option import add_day_option, read_day_option
from agencies.models import Program
from lbn.reporting.models import ContentChanged
from lbn.reporting.published.actions import due_periods, publish_roll_ups, seal
from lbn.reporting.returns.actions.admission import settle_scopes


class Command(BaseCommand):
    help = "Seal the periods whose seal day has come and publish them. Run it daily; a second run changes nothing."

    def add_arguments(self, parser):
        add_day_option(parser, meaning="the day to act for")

    def handle(self, *, on, **options):
        todays = {program: clock.today(program.time_zone) for program in Program.objects.all()}
        # Never a day that is still to come everywhere, for a seal cannot be undone.
        early = "a period can be sealed from its seal day on"
        latest = max(todays.values(), default=date.max)
        until = read_day_option(on, latest=latest, because=early) if on else date.max
        self.refusals = {}
        published = 0
        for program, today in todays.items():
            published += self.seal_program(program, min(until, today), today)
        self.stdout.write(f"Reports published: {published}." if published else "Nothing to seal.")
        if self.refusals:
            raise CommandError(" ".join(map(str, self.refusals.values())))

    def seal_program(self, program, day, today):
        """Seal what `day` has made due and publish it; return how many reports that were."""
        turn_marks(state=program.state, day=day)
        settle_scopes(program=program)
        published = 0
        for due in due_periods(program=program, day=day):
            published += self.seal_period(due, today)
        return published + self.publish_roll_ups(program, today)

    def publish_roll_ups(self, program, today):
        """Publish what the seals allow; a program that cannot go on is told at the end like a scope."""
        published = 0
        try:
            for issue in publish_roll_ups(program=program, day=today):
                published += self.say(issue)
        except ContentChanged as refusal:
            self.refusals[program] = refusal
        return published

    def seal_period(self, due, today):
        """Seal one period; a scope that cannot be sealed is told at the end and keeps nobody else waiting."""
        if due.scope in self.refusals:
            return 0
        try:
            return sum(map(self.say, seal(scope=due.scope, starts_on=due.starts_on, at=clock.now(), today=today)))
        except ContentChanged as refusal:
            self.refusals[due.scope] = refusal
            return 0

    def say(self, issue):
        self.stdout.write(f"{issue.id} {issue}")
        return 1
