"""The documents that a program asks for: of an applicant first, of the agency once it takes part, and of a supplier
that holds the authorization under which agencies leave kits."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.application import Application
from agencies.models.program import Program
from agencies.models.supplier import Supplier
from agencies.models.user import User
from agencies.retention import Kept


class RequiredDocumentQuerySet(models.QuerySet["RequiredDocument"]):
    def of_participants(self, program: Program) -> RequiredDocumentQuerySet:
        """Those of a program's agencies and suppliers, and none of an application that was not approved."""
        theirs = Q(agency__isnull=False) | Q(supplier__isnull=False)
        return self.filter(theirs, program=program).select_related("agency", "supplier")

    def expiring_on(self, day: date) -> RequiredDocumentQuerySet:
        """Those whose valid version expires soon, seen from `day`, and that have no renewal waiting to be read."""
        until = day + RequiredDocument.WARNED_BEFORE
        warned = (RequiredDocument.Status.ACCEPTED, RequiredDocument.Status.REFUSED)
        return self.filter(status__in=warned, valid_until_on__range=(day, until - timedelta(days=1)))

    def over_on(self, day: date) -> RequiredDocumentQuerySet:
        """Those whose last valid day is before `day`, and that nobody has called expired."""
        return self.exclude(status=RequiredDocument.Status.EXPIRED).filter(valid_until_on__lt=day)

    def to_read(self, program: Program) -> RequiredDocumentQuerySet:
        """Those that agencies and suppliers of a program have uploaded and its office has not read."""
        waiting = self.of_participants(program).filter(status=RequiredDocument.Status.UPLOADED)
        return waiting.order_by("agency__name", "supplier__name", "slug", "id")


class RequiredDocument(models.Model):
    """One document of the pack (`slug`). `version` is the number of the newest upload, 0 before the first one;
    `valid_until_on` is the last valid day of the version that was accepted."""

    kept = Kept.after(
        "its application ended without an agency; others stay until their agency or supplier is deleted",
        days=30,
        removed_by="send_digests",
    )

    WARNED_BEFORE = timedelta(days=60)

    class Status(models.TextChoices):
        MISSING = "missing", _("Missing")
        UPLOADED = "uploaded", _("Waiting to be read")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Not accepted")
        EXPIRING = "expiring", _("Expires soon")
        EXPIRED = "expired", _("Expired")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, models.CASCADE, null=True, blank=True, related_name="required_documents"
    )
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="required_documents")
    supplier = models.ForeignKey(Supplier, models.CASCADE, null=True, blank=True, related_name="required_documents")
    slug = models.CharField(max_length=60)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.MISSING)
    version = models.PositiveIntegerField(default=0)
    valid_until_on = models.DateField(null=True, blank=True)

    objects = RequiredDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["slug", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=False) | Q(agency__isnull=False) | Q(supplier__isnull=False),
                name="required_document_is_somebodys",
                violation_error_message=_("A document belongs to an application, an agency or a supplier."),
            ),
            models.CheckConstraint(
                condition=Q(status="missing", version=0) | (~Q(status="missing") & Q(version__gt=0)),
                name="required_document_missing_has_no_version",
                violation_error_message=_("A document is missing as long as nobody has uploaded it."),
            ),
            models.UniqueConstraint(
                fields=["application", "slug"],
                name="required_document_once_per_application",
                violation_error_message=_("This document is asked for already."),
            ),
            models.UniqueConstraint(
                fields=["agency", "slug"],
                name="required_document_once_per_agency",
                violation_error_message=_("This document is asked for already."),
            ),
            models.UniqueConstraint(
                fields=["supplier", "slug"],
                name="required_document_once_per_supplier",
                violation_error_message=_("This document is asked for already."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def holder(self) -> Agency | Supplier | Application | None:
        """Whose document it is: an agency, a supplier, or as long as there is no agency an application."""
        return self.agency or self.supplier or self.application


class DocumentVersion(models.Model):
    """A file as it was uploaded: its key names it on the disk, and nothing of the name that it came with is kept."""

    kept = Kept.until(
        "the night after the day on which a newer one was accepted, the night on which an application that nobody "
        "confirmed is closed (30 days after its applicant's last step), or its document goes",
        removed_by="send_digests",
    )

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        DOCX = "docx", _("Word document")
        PNG = "png", _("Picture (PNG)")
        JPEG = "jpg", _("Picture (JPEG)")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    document = models.ForeignKey(RequiredDocument, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=4, choices=Kind.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    issued_on = models.DateField(null=True, blank=True)
    uploaded_on = models.DateField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="document_version_numbered_once",
                violation_error_message=_("A newer version was uploaded meanwhile."),
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0) & Q(size__gt=0),
                name="document_version_holds_something",
                violation_error_message=_("A version has a number and something in it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.number}"


class DocumentReview(models.Model):
    """The agency has gone over a document again: on which day, and who said so."""

    kept = Kept.until("its document goes", removed_by="what removes the document")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    document = models.ForeignKey(RequiredDocument, models.CASCADE, related_name="reviews")
    on = models.DateField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "on"],
                name="document_review_once_a_day",
                violation_error_message=_("This review is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.on}"


class DocumentVote(models.Model):
    """What a reviewer said of the version that they had read, at the application's `edition` of then. One decides."""

    kept = Kept.until("its version goes", removed_by="what removes the version")

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Not accepted")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.OneToOneField(DocumentVersion, models.CASCADE, related_name="vote")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    words = models.CharField(max_length=600, blank=True)
    edition = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-on", "id"]

    def __str__(self) -> str:
        return f"{self.version} · {self.get_verdict_display()}"
