"""Seal every period whose day has come, and publish its report."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from agencies import clock
from agencies.actions.zip_codes import turn_marks
from agencies.management.day_option import add_day_option, read_day_option
from agencies.models import EndedTie, Program
from lbn.reporting.models import ReportLink
from lbn.reporting.published.actions import (
    CANNOT_GO_ON,
    due_periods,
    end_links_of_those_who_left,
    publish_roll_ups,
    seal,
)
from lbn.reporting.published.catching_up import (
    explain_jump,
    explain_several_due,
    last_run_before_jump,
    note_seal_run,
    scopes_with_several_due,
)
from lbn.reporting.returns.actions.admission import settle_scopes


class Command(BaseCommand):
    help = "Seal the periods whose seal day has come and publish them. Run it daily; a second run changes nothing."

    def add_arguments(self, parser):
        add_day_option(parser, meaning="the day to act for")
        parser.add_argument(
            "--catch-up",
            action="store_true",
            help="the day is right: go on after more than 40 days, and with several periods of a scope at once",
        )

    def handle(self, *, on, catch_up, **options):
        todays = {program: clock.today(program.time_zone) for program in Program.objects.all()}
        # Never a day that is still to come everywhere, for a seal cannot be undone.
        early = "a period can be sealed from its seal day on"
        latest = max(todays.values(), default=date.max)
        until = read_day_option(on, latest=latest, because=early) if on else date.max
        self.catches_up = catch_up
        self.refusals = {}
        published = 0
        EndedTie.objects.date_and_forget(max(todays.values(), default=until))
        ReportLink.objects.forget(min(todays.values(), default=until))
        for program, today in todays.items():
            end_links_of_those_who_left(program=program, today=today)
            published += self.seal_program(program, min(until, today), today)
        if published or not self.refusals:
            self.stdout.write(f"Reports published: {published}." if published else "Nothing to seal.")
        if self.refusals:
            raise CommandError(" ".join(dict.fromkeys(map(str, self.refusals.values()))))

    def seal_program(self, program, day, today):
        """Seal what `day` has made due and publish it; return how many reports that were."""
        last = None if self.catches_up else last_run_before_jump(program, day)
        if last:
            self.refusals[program] = explain_jump(program, last=last, day=day)
            return 0
        turn_marks(state=program.state, day=day)
        settle_scopes(program=program)
        published = sum(self.seal_period(due, today) for due in self.due_by_itself(program, day))
        published += self.publish_roll_ups(program, today)
        note_seal_run(program=program, day=day)
        return published

    def due_by_itself(self, program, day):
        """What is due; a scope with several periods at once is told at the end, unless they are caught up."""
        due = list(due_periods(program=program, day=day))
        if not self.catches_up:
            for scope, number in scopes_with_several_due(due).items():
                self.refusals[scope] = explain_several_due(scope, number)
        return due

    def publish_roll_ups(self, program, today):
        """Publish what the seals allow; a program that cannot go on is told at the end like a scope."""
        published = 0
        try:
            for issue in publish_roll_ups(program=program, day=today):
                published += self.say(issue)
        except CANNOT_GO_ON as refusal:
            self.refusals[program] = refusal
        return published

    def seal_period(self, due, today):
        """Seal one period; a scope that cannot be sealed is told at the end and keeps nobody else waiting."""
        if due.scope in self.refusals:
            return 0
        try:
            return sum(map(self.say, seal(scope=due.scope, starts_on=due.starts_on, at=clock.now(), today=today)))
        except CANNOT_GO_ON as refusal:
            self.refusals[due.scope] = refusal
            return 0

    def say(self, issue):
        self.stdout.write(f"{issue.id} {issue}")
        return 1
