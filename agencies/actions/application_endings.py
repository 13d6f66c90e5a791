"""Each night: applications with which nobody went on are closed, and what ended without an agency is forgotten."""

from datetime import timedelta

from django.db import transaction

from agencies.actions.application_review import mail_end
from agencies.application_life import APPLICATION
from agencies.document_files import remove_versions
from agencies.models import Application, DocumentVersion, RequiredDocument

DOCUMENTS_STAY = timedelta(days=RequiredDocument.kept.days)
APPLICATIONS_STAY = timedelta(days=365)
Status = Application.Status


@transaction.atomic
def close_abandoned(*, program, today):
    """Close the applications of a program whose applicants did nothing for 30 days, and mail those whose address was
    confirmed; the documents of others go at once. Returns the number of mails."""
    mails = 0
    for application in Application.objects.in_program(program).unfinished_on(today):
        closed = APPLICATION.move(application, to=Status.ABANDONED, by=None, on=today, changes={"ended_on": today})
        if closed.confirmed_at:
            mail_end(closed)
            mails += 1
        else:
            remove_versions(DocumentVersion.objects.filter(document__application=closed))
    return mails


@transaction.atomic
def forget_applications(*, program, today):
    """Delete the documents of applications that ended 30 days ago without an agency, and the applications themselves
    a year after their end. Returns how many documents that were; their files go once this is stored."""
    ended = Application.objects.in_program(program).ended_before(today - DOCUMENTS_STAY)
    removed = remove_versions(DocumentVersion.objects.filter(document__application__in=ended, document__agency=None))
    RequiredDocument.objects.filter(application__in=ended, agency=None).delete()
    Application.objects.in_program(program).ended_before(today - APPLICATIONS_STAY).delete()
    return removed
