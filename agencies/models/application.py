"""The application of an agency in a program that reviews before it lets in. Listed programs have `Registration`."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency, AgencyKind
from agencies.models.place import Jurisdiction
from agencies.models.program import Program
from agencies.models.user import User
from agencies.retention import Kept


class ApplicationQuerySet(models.QuerySet["Application"]):
    def in_program(self, program: Program) -> ApplicationQuerySet:
        return self.filter(program=program)

    def sent(self) -> ApplicationQuerySet:
        """Those that the office may see: whoever sent them has confirmed the address."""
        return self.exclude(confirmed_at=None)

    def links_sent_to(self, email: str) -> ApplicationQuerySet:
        """Those of a person whose link has gone to them: by now, or when they began."""
        return self.filter(is_readdressed=False, coordinator_email=email.strip().lower())

    def at_the_office(self) -> ApplicationQuerySet:
        """Those with which it is the office's turn, the one due first before the others."""
        return self.filter(status__in=AT_THE_OFFICE).order_by("due_on", "submitted_at", "id")

    def in_turn(self) -> ApplicationQuerySet:
        """Those at the office first, the one due first on top; then those that wait for others; then the rest."""
        turn = models.Case(
            models.When(status__in=AT_THE_OFFICE, then=0),
            models.When(status__in=(Application.Status.CHANGES_REQUESTED, Application.Status.PROVISIONAL), then=1),
            default=2,
        )
        return self.order_by(turn, "due_on", "id")

    def unfinished_on(self, day: date) -> ApplicationQuerySet:
        """Those with which it was the applicant's turn until before `day`."""
        return self.filter(status__in=(*BEFORE_THE_OFFICE, Application.Status.CHANGES_REQUESTED), due_on__lt=day)

    def ended_before(self, day: date) -> ApplicationQuerySet:
        """Those that ended without an agency before `day`."""
        return self.filter(status__in=ENDED, ended_on__lt=day)


class Application(models.Model):
    """It is the applicant's turn, or the office's, until `due_on`; `checklist` are the slugs that the office ticked;
    on `mailed_on` the applicant sent the program's own request mail. `approved_on` and `approved_by` say who let the
    agency take part last, for the time being or for good.

    `holds_authorization` says that the agency itself holds the papers that its supplier holds elsewhere. `edition`
    counts how often the applicant has changed what it says of the agency since the office has it: what was judged in
    an earlier one was judged before the change. `is_readdressed` says that a draft got another address than the one
    to which its link went: whoever has that address has not seen it until they confirm it, and begins anew.
    `has_reached_office` says that its address was confirmed at some time: from then on the address stays, only links
    that went to it work, and what the applicant changes is told, also in what they withdrew and opened again.
    """

    kept = Kept.after("it ended without an agency", months=12, removed_by="send_digests")

    LASTS = timedelta(days=30)

    class Status(models.TextChoices):
        DRAFT = "draft", _("Not sent yet")
        SUBMITTED = "submitted", _("Waiting for e-mail confirmation")
        CONFIRMED = "confirmed", _("Waiting for a reviewer")
        IN_REVIEW = "in_review", _("In review")
        CHANGES_REQUESTED = "changes_requested", _("Changes asked for")
        PROVISIONAL = "provisional", _("Provisionally approved")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        ABANDONED = "abandoned", _("Closed: no activity")

    class DeclinedBecause(models.TextChoices):
        NOT_ELIGIBLE = "not_eligible", _("The agency may not take part in this program")
        DOCUMENTS = "documents", _("The documents do not meet what the program asks for")
        NO_APPROVAL = "no_approval", _("Somebody who has to approve did not")
        DUPLICATE = "duplicate", _("The agency has applied or takes part already")
        NOT_AN_AGENCY = "not_an_agency", _("This is not an agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, models.PROTECT, related_name="applications")
    agency_name = models.CharField(_("name of your agency"), max_length=160)
    kind = models.CharField(_("kind of agency"), max_length=20, choices=AgencyKind.choices)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name=_("county"))
    holds_authorization = models.BooleanField(default=False)
    coordinator_name = models.CharField(_("your name"), max_length=120)
    coordinator_email = models.EmailField(_("your work e-mail address"))
    coordinator_phone = models.CharField(_("your work phone"), max_length=40, blank=True)
    language = models.CharField(max_length=10, blank=True)
    is_readdressed = models.BooleanField(default=False)
    has_reached_office = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=17, choices=Status.choices, default=Status.DRAFT)
    due_on = models.DateField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    reviewer = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    mailed_on = models.DateField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    checklist = models.JSONField(default=list, blank=True)
    declined_because = models.CharField(max_length=14, choices=DeclinedBecause.choices, blank=True)
    reply = models.CharField(max_length=600, blank=True)
    agency = models.OneToOneField(Agency, models.CASCADE, null=True, blank=True, related_name="application")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(submitted_at__isnull=False)
                | Q(status__in=["withdrawn", "abandoned"]),
                name="application_sent_has_its_instant",
                violation_error_message=_("An application that was sent has its instant."),
            ),
            models.CheckConstraint(
                condition=~Q(
                    status__in=["confirmed", "in_review", "changes_requested", "provisional", "approved", "declined"],
                    confirmed_at=None,
                ),
                name="application_at_the_office_is_confirmed",
                violation_error_message=_("Only an application with a confirmed address is at the office."),
            ),
            models.CheckConstraint(
                condition=Q(status="declined", declined_because__gt="")
                | (~Q(status="declined") & Q(declined_because="")),
                name="application_declined_has_its_reason",
                violation_error_message=_("A declined application, and no other, has its reason."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["declined", "withdrawn", "abandoned"], ended_on__isnull=False)
                | (~Q(status__in=["declined", "withdrawn", "abandoned"]) & Q(ended_on=None)),
                name="application_ended_has_its_day",
                violation_error_message=_("An application that ended, and no other, has its last day."),
            ),
            models.UniqueConstraint(
                Lower("agency_name"),
                "program",
                "jurisdiction",
                "coordinator_email",
                condition=Q(status__in=["confirmed", "in_review", "changes_requested"])
                | Q(status__in=["draft", "submitted"], is_readdressed=False),
                name="application_is_open_once_per_person",
                violation_error_message=_("You have an application for this agency already: check your e-mail."),
            ),
        ]

    def __str__(self) -> str:
        return self.agency_name

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def can_be_changed(self) -> bool:
        """Whether the applicant may change it now."""
        return self.status in CAN_BE_CHANGED

    @property
    def is_at_the_office(self) -> bool:
        return self.status in AT_THE_OFFICE

    @property
    def asks_approvers(self) -> bool:
        """Whether the office may ask those now who have to approve."""
        return self.is_at_the_office or self.status == self.Status.PROVISIONAL


_S = Application.Status
BEFORE_THE_OFFICE = (_S.DRAFT, _S.SUBMITTED)
AT_THE_OFFICE = (_S.CONFIRMED, _S.IN_REVIEW)
OPEN = (*BEFORE_THE_OFFICE, *AT_THE_OFFICE, _S.CHANGES_REQUESTED)
CAN_BE_CHANGED = (_S.DRAFT, _S.CHANGES_REQUESTED)
ENDED = (_S.DECLINED, _S.WITHDRAWN, _S.ABANDONED)


class AskedChange(models.Model):
    """What the office asks an applicant to change: of a document (`about` is its slug), or of the agency's own data
    ("agency"). `version` is the document's version that the office had read."""

    kept = Kept.with_its("application")

    AGENCY = "agency"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="asked_changes")
    about = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=0)
    words = models.CharField(_("what to change"), max_length=600)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_on = models.DateField()
    answer = models.CharField(_("your answer"), max_length=600, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(answered_on__isnull=False),
                name="asked_change_is_answered_before_it_is_sent",
                violation_error_message=_("Only an answer can be sent."),
            ),
            models.UniqueConstraint(
                fields=["application", "about"],
                condition=Q(sent_on=None),
                name="asked_change_waits_once",
                violation_error_message=_("A change is asked for here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.about}"


class Approval(models.Model):
    """Somebody without an account who has to approve, as the pack asks (`approver` is its slug there). An answer is
    to the application's `edition` of then."""

    kept = Kept.with_its("application")

    LASTS = timedelta(days=30)

    class Status(models.TextChoices):
        WAITING = "waiting", _("Has not answered")
        GIVEN = "given", _("Approves")
        REFUSED = "refused", _("Does not approve")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="approvals")
    approver = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.WAITING)
    asked_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    reply = models.CharField(max_length=600, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["approver", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "approver"],
                name="approval_once_per_approver",
                violation_error_message=_("This person is asked already."),
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", answered_on=None)
                | (~Q(status="waiting") & Q(answered_on__isnull=False)),
                name="approval_answered_has_its_day",
                violation_error_message=_("An answer, and nothing else, has its day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.name}"
