"""In which report an agency's counts are published, and up to when that report is open."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.cadence import Cadence
from agencies.models.supplier import Supplier
from agencies.retention import Kept


class ReportingScopeQuerySet(models.QuerySet):
    def with_reports(self):
        """Those of which reports are published: every one but where agencies wait to be confirmed."""
        return self.exclude(supplier__kind=Supplier.WAITING)


class ReportingScope(models.Model):
    """The agencies of one supplier (or of what stands for none, or for waiting) in one state at one cadence."""

    kept = Kept.for_good("published reports are made for it")

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="scopes")
    state = models.CharField(max_length=2)
    cadence = models.CharField(max_length=10, choices=Cadence.choices)

    objects = ReportingScopeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "state", "cadence"],
                name="scope_once_per_supplier_state_cadence",
                violation_error_message=_("This supplier has this reporting scope already."),
            ),
        ]

    def __str__(self):
        return f"{self.supplier} · {self.state} · {self.get_cadence_display()}"


class ScopeMembership(models.Model):
    """From this day on the agency's counts are published in this scope, until a later row says otherwise."""

    kept = Kept.with_its("agency")

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="scope_memberships")
    scope = models.ForeignKey(ReportingScope, models.PROTECT, related_name="memberships")
    from_on = models.DateField()

    class Meta:
        ordering = ["agency", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "from_on"],
                name="scope_membership_one_per_day",
                violation_error_message=_("An agency is in one reporting scope at a time."),
            )
        ]

    def __str__(self):
        return f"{self.agency} · {self.scope} · {self.from_on}"


class ReportingPeriod(models.Model):
    """A month or quarter of a scope. A period without a row, or without `sealed_at`, is open."""

    kept = Kept.for_good("what is sealed stays sealed")

    scope = models.ForeignKey(ReportingScope, models.PROTECT, related_name="periods")
    starts_on = models.DateField()
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["scope", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "starts_on"],
                name="period_once_per_scope",
                violation_error_message=_("This period exists already."),
            )
        ]

    def __str__(self):
        return f"{self.scope} · {self.starts_on}"
