"""Send every mail whose day has come, and forget the days that no digest asks about."""

from datetime import date

from django.core.management.base import BaseCommand

from agencies import clock
from agencies.access import tenant
from agencies.actions.application_endings import close_abandoned, forget_applications
from agencies.actions.asking import ask_who_knows
from agencies.actions.confirmation import ask_for_confirmation
from agencies.actions.required_documents import let_documents_expire, remove_replaced
from agencies.actions.rescue import invite_due
from agencies.document_files import remove_orphans
from agencies.management.day_option import add_day_option, read_day_option
from agencies.models import Agency, Program, Supplier
from distributions.actions.usual import forget_days
from lbn.digests import send_digest
from lbn.reporting.published.actions import announce_published
from lbn.reporting.returns.actions.missed import tell_missed
from lbn.reporting.returns.actions.reminders import remind


class Command(BaseCommand):
    help = (
        "Remind each agency's coordinators of reports to send, mail them once a week what waits, tell suppliers "
        "which reports did not come, and readers what was published; close applications with which nobody goes on, "
        "and delete their documents. Run it daily: nothing is sent twice."
    )

    def add_arguments(self, parser):
        add_day_option(parser, meaning="the day to act for")

    def handle(self, *, on, **options):
        for agency in Agency.objects.order_by("slug"):
            self.forget(agency)
        sent = sum(map(self.invite, Agency.objects.exclude(rescues=None).order_by("slug"))) if not on else 0
        receivers = [*Agency.objects.running().order_by("slug"), *Program.objects.order_by("slug")]
        todays = {receiver: clock.today(receiver.time_zone) for receiver in receivers}
        latest = max(todays.values(), default=date.max)
        day = read_day_option(on, latest=latest, because="mails tell of days that are over") if on else None
        for receiver, today in todays.items():
            if not day or day <= today:
                send = self.send_to_readers if isinstance(receiver, Program) else self.send
                sent += send(receiver, day or today)
        remove_orphans(now=clock.now())
        self.stdout.write(f"Mails sent: {sent}." if sent else "No mail to send.")

    def forget(self, agency):
        """Every agency, closed ones too, each time: a day of the log stands nowhere longer than it is of use."""
        with tenant(owner=agency):
            forget_days(agency=agency, today=clock.today(agency.time_zone))

    def invite(self, agency):
        """New coordinators whose day has come, at closed agencies and those left out too; return the number."""
        with tenant(owner=agency):
            return invite_due(agency=agency, at=clock.now(), today=clock.today(agency.time_zone))

    def send_to_readers(self, program, today):
        """What suppliers, health departments and the office of a state program are told; return the number."""
        sent = 0
        for supplier in Supplier.objects.filter(program=program).furnishing().order_by("slug"):
            with tenant(owner=supplier):
                sent += tell_missed(supplier=supplier, today=today)
        with tenant(owner=program):
            sent += announce_published(program=program, today=today)
        sent += close_abandoned(program=program, today=today) + let_documents_expire(program=program, today=today)
        remove_replaced(program=program, today=today)
        forget_applications(program=program, today=today)
        return sent

    def send(self, agency, today):
        """Reminders and questions every day, the digest once a week; return the number of mails."""
        with tenant(owner=agency):
            asked = ask_who_knows(agency=agency, today=today) + ask_for_confirmation(agency=agency, today=today)
            reminders = asked + remind(agency=agency, today=today)
        with tenant(owner=agency):
            return reminders + send_digest(agency=agency, today=today)
