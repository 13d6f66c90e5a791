"""What a program office narrows the table of its agencies to, and why it leaves one out."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.operators import CountyFilter
from agencies.life import RUNNING
from agencies.models import Agency, AgencyKind
from lbn.reporting.returns.office import OfficeLine
from lbn.reporting.returns.states import ReportStatus

TAKES_PART = "takes_part"
PARTS = (
    ("", _("All")),
    (Agency.Status.WAITING.value, Agency.Status.WAITING.label),
    (TAKES_PART, _("Taking part")),
    (Agency.Status.LEFT_OUT.value, Agency.Status.LEFT_OUT.label),
    (Agency.Status.CLOSED.value, Agency.Status.CLOSED.label),
)
CLOSED_ONES = (
    ReportStatus.MISSED,
    ReportStatus.SUBMITTED,
    ReportStatus.RETURNED,
    ReportStatus.ACCEPTED,
    ReportStatus.WAIVED,
    ReportStatus.NOT_EXPECTED,
)
ACTIVE, SILENT = "active", "silent"


class AgencyFilter(CountyFilter):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *AgencyKind.choices])
    part = forms.ChoiceField(label=_("Takes part"), required=False, choices=PARTS)
    report = forms.ChoiceField(
        label=_("Last closed period"),
        required=False,
        choices=[("", _("All reports")), *((status.value, status.label) for status in CLOSED_ONES)],
    )
    kits = forms.ChoiceField(
        label=_("Kits in it"),
        required=False,
        choices=[("", _("All")), (ACTIVE, _("Active")), (SILENT, _("Silent"))],
    )

    def narrow(self, agencies):
        """Return the agencies (a queryset) of the county and kind that are asked for, where they stand as asked."""
        asked = self.answers()
        if asked.get("county"):
            agencies = agencies.filter(jurisdiction=asked["county"])
        if asked.get("kind"):
            agencies = agencies.filter(kind=asked["kind"])
        if asked.get("part"):
            statuses = RUNNING if asked["part"] == TAKES_PART else [asked["part"]]
            agencies = agencies.filter(status__in=statuses)
        return agencies

    def wants(self, line: OfficeLine):
        """Tell whether a line's last closed period is as asked."""
        asked = self.answers()
        if asked.get("report") and (line.state is None or line.state.status != asked["report"]):
            return False
        return not asked.get("kits") or line.was_active is (asked["kits"] == ACTIVE)

    def answers(self):
        return self.cleaned_data if self.is_bound and self.is_valid() else {}


class LeaveOutForm(forms.Form):
    because = forms.ChoiceField(
        label=_("Why"),
        choices=Agency.LeftOutBecause.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the agency is left out.")},
    )
