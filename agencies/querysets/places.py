from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr

if TYPE_CHECKING:
    from agencies.models import Jurisdiction


class JurisdictionQuerySet(models.QuerySet["Jurisdiction"]):
    def in_state(self, state: str) -> JurisdictionQuerySet:
        return self.filter(state=state)

    def real_places(self) -> JurisdictionQuerySet:
        """Counties and independent cities, without the rows for what is not known."""
        return self.filter(kind__in=[self.model.Kind.COUNTY, self.model.Kind.CITY])

    def open_to_registrations_on(self, day: date) -> JurisdictionQuerySet:
        """Real places that have not opted out by `day`: opting out stops new registrations only."""
        return self.real_places().filter(Q(opted_out_on=None) | Q(opted_out_on__gt=day))


class ZipCodeQuerySet(models.QuerySet):
    def with_prefix_among(self, prefixes: Iterable[str]) -> set[str]:
        """Those of the three-digit `prefixes` that at least one ZIP code has."""
        found = self.annotate(prefix=Substr("zip", 1, 3)).filter(prefix__in=set(prefixes))
        return set(found.values_list("prefix", flat=True).distinct().order_by())
