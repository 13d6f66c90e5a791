"""A valid form that asks once before it is counted, with everything typed kept."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from distributions.doubts import Named, doubts_about
from distributions.models import SubmissionKey

SURE = "sure"


class AskedFirst:
    """For a form (or formset) with `agency`, `today` and a `kind` of sheet. `doubts` are the sentences asked.

    Its `named_entries` are the entries, each with the words that name it on the page, "" where it is the only one.
    The answer is yes to exactly these sentences: what is changed afterwards is asked about anew.
    """

    kind: str
    agency: Any
    today: Any
    data: Any
    named_entries: Callable[[], Named]
    doubts: list[str] = []

    def may_be_counted(self):
        """Whether nothing of a valid form is in doubt, or somebody said yes to all of it."""
        lines = self.named_entries()
        uuids = [entry.uuid for _name, entry in lines]
        known = SubmissionKey.objects.claimed_among(uuids, agency=self.agency)
        new = [(name, entry) for name, entry in lines if entry.uuid not in known]
        self.doubts = doubts_about(new, agency=self.agency, kind=self.kind, today=self.today)
        return not self.doubts or self.data.get(SURE) == self.sure

    @property
    def sure(self):
        """What a yes to the `doubts` sends back."""
        return sha256("\n".join(self.doubts).encode()).hexdigest()[:16]
