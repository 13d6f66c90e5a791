"""What a county decided, as the program office enters it."""

from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm
from agencies.forms.days import day_field


class CountyDecisionForm(RefusableForm):
    opted_in_on = day_field(
        _("Takes part from"), help_text=_("Leave it empty where the county never opted in."), required=False
    )
    opted_out_on = day_field(
        _("Does not take part from"), help_text=_("Leave it empty while the county takes part."), required=False
    )
