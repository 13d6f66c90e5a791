"""Which agencies were in a reporting scope."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from agencies.models import Agency, ReportingScope, ScopeMembership


def members_on(scopes: Iterable[ReportingScope], day: date) -> QuerySet[Agency]:
    """Return the agencies that were in one of `scopes` on `day`, by name."""
    had = ScopeMembership.objects.filter(agency=OuterRef("pk"), from_on__lte=day).order_by("-from_on")
    then = Agency.objects.annotate(scope_then=Subquery(had.values("scope")[:1]))
    return then.filter(scope_then__in=[scope.pk for scope in scopes])


def members(scope: ReportingScope, ends_on: date, also: Iterable[UUID]) -> QuerySet[Agency]:
    """Return the agencies that were in `scope` when the period ended, and those whose ids are in `also`, by name."""
    then = members_on([scope], ends_on).values("pk")
    return Agency.objects.filter(Q(pk__in=then) | Q(pk__in=list(also)))
