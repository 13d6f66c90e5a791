from __future__ import annotations

from django.db import models


class ProgramQuerySet(models.QuerySet):
    def in_state(self, state: str) -> ProgramQuerySet:
        return self.filter(state=state)
