"""Published reports: frozen, and who took them."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import HealthDepartment, Program, ReportingScope, Supplier, User
from agencies.retention import Kept
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import Document, PublishedReport
from lbn.reporting.fold import Figures
from lbn.reporting.models.frozen import AnyDocument, ContentChanged, Frozen


class IssueQuerySet(models.QuerySet):
    def of_supplier(self, supplier):
        """What was published to a supplier, and to those that were merged into it."""
        return self.filter(scope__supplier__in=Supplier.objects.same_as(supplier))

    def of_department(self, department):
        """What was published to a health department, and to those that were merged into it."""
        return self.filter(Q(department=department) | Q(department__merged_into=department))

    def of_state(self, program):
        """The roll-ups over all scopes of a state program, from which departments and the public get their parts."""
        return self.filter(program=program, is_public=False)

    def public_of(self, program):
        return self.filter(program=program, is_public=True)

    def over(self, span):
        """Those for the days of `span` (first, last)."""
        return self.filter(starts_on=span[0], ends_on=span[1])

    def over_part_of(self, span):
        """Those for days inside `span` (first, last)."""
        return self.filter(starts_on__gte=span[0], ends_on__lte=span[1])

    def in_program(self, program):
        """Everything published in a state program, to whomever."""
        mine = Q(program=program) | Q(department__program=program) | Q(scope__supplier__program=program)
        return self.filter(mine)

    def not_withdrawn(self):
        return self.filter(status=Issue.Status.ISSUED)

    def spans(self):
        """Return the set of spans that they are for."""
        return {Span(*span) for span in self.values_list("starts_on", "ends_on")}

    def shortest_first(self):
        """Of those that end on one day, a part before the whole."""
        return self.order_by("ends_on", "-starts_on", "id")

    def without_content(self):
        """Each reads its content only when it is asked for."""
        return self.defer("content")


class Issue(Frozen):
    """A frozen published report of a scope, a health department, or a state program. Its content never changes.

    A state program has two: the roll-up over all its scopes, which its office reads, and the public one. The total of
    the content stands beside it, where it is shown, so that lists and lines over time need not read the content.
    """

    kept = Kept.for_good("what was published stays published")

    class Status(models.TextChoices):
        ISSUED = "issued", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    scope = models.ForeignKey(ReportingScope, models.PROTECT, null=True, blank=True, related_name="issues")
    department = models.ForeignKey(HealthDepartment, models.PROTECT, null=True, blank=True, related_name="issues")
    program = models.ForeignKey(Program, models.PROTECT, null=True, blank=True, related_name="issues")
    is_public = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    issued_on = models.DateField()
    handouts = models.PositiveIntegerField(null=True, editable=False)
    kits = models.PositiveIntegerField(null=True, editable=False)
    doses = models.PositiveIntegerField(null=True, editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ISSUED)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-ends_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__isnull=False, department=None, program=None)
                | Q(scope=None, department__isnull=False, program=None)
                | Q(scope=None, department=None, program__isnull=False),
                name="issue_has_one_reader",
                violation_error_message=_("A published report has one reader: a scope, department or state program."),
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(program__isnull=False),
                name="issue_public_is_of_a_program",
                violation_error_message=_("Only a state program's report can be public."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="issue_ends_after_it_begins",
                violation_error_message=_("A published report ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(handouts=None, kits=None, doses=None)
                | Q(handouts__isnull=False, kits__isnull=False, doses__isnull=False),
                name="issue_total_is_shown_or_not",
                violation_error_message=_("A total is shown with visits, kits and doses, or not at all."),
            ),
            models.UniqueConstraint(
                fields=["scope", "starts_on", "ends_on"],
                condition=Q(scope__isnull=False),
                name="issue_once_per_scope_and_period",
            ),
            models.UniqueConstraint(
                fields=["department", "starts_on", "ends_on"],
                condition=Q(department__isnull=False),
                name="issue_once_per_department_and_period",
            ),
            models.UniqueConstraint(
                fields=["program", "is_public", "starts_on", "ends_on"],
                condition=Q(program__isnull=False),
                name="issue_once_per_program_and_period",
            ),
        ]

    @staticmethod
    def freeze(document: Document) -> dict[str, Any]:
        """Return the fields that hold `document`, a published report, and those that hold its total."""
        total = document.report.total if isinstance(document, PublishedReport) else None
        shown = (None, None, None) if total is None else (total.handouts, total.kits, total.doses)
        return {**Frozen.freeze(document), **dict(zip(("handouts", "kits", "doses"), shown, strict=True))}

    @property
    def total(self) -> Figures | None:
        """What was left in the period; None where it is not shown."""
        if self.handouts is None or self.kits is None or self.doses is None:
            return None
        return Figures(self.handouts, self.kits, self.doses)

    def __str__(self):
        reader = self.scope or self.department or f"{self.program}{' (public)' if self.is_public else ''}"
        return f"{reader} · {self.starts_on} to {self.ends_on}"

    @property
    def reader_name(self):
        """Who reads it: a supplier, a health department, a program office, or anyone."""
        if self.program:
            return _("Anyone") if self.is_public else self.program.office_name
        if self.department:
            return self.department.name
        return self.scope.supplier.name if self.scope else ""

    @property
    def reader_kind(self) -> str:
        """What reads it: a "supplier", a "department", or the office of a "program"."""
        if self.program_id:
            return "program"
        return "department" if self.department_id else "supplier"

    @property
    def reader(self) -> Supplier | HealthDepartment | Program:
        """The organization whose people read it; where it was merged into another one, that one."""
        if self.program:
            return self.program
        if self.department:
            return self.department.successor
        assert self.scope
        return self.scope.supplier.successor

    @property
    def span(self):
        return Span(self.starts_on, self.ends_on)

    @property
    def is_withdrawn(self):
        return self.status == self.Status.WITHDRAWN

    def read(self) -> PublishedReport:
        """Return what was published; raises `ContentChanged` where what is stored is something else."""
        return self.read_as(PublishedReport)

    def read_as(self, kind: type[AnyDocument]) -> AnyDocument:
        """Return what was published, which is of `kind`; raises `ContentChanged` also where the total beside the text
        is another one."""
        document = super().read_as(kind)
        if isinstance(document, PublishedReport) and document.report.total != self.total:
            raise ContentChanged(self._accuse("has another total beside it"))
        return document


class Download(models.Model):
    """Who took which published report, in which format, on which day."""

    kept = Kept.for_good("it says who has read a published report")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="downloads")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    format = models.CharField(max_length=20)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "id"]

    def __str__(self):
        return f"{self.issue_id} {self.format} {self.on}"
