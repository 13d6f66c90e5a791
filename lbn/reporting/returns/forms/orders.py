"""How much an order asks for, and when it was sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm
from agencies.forms.days import day_field
from lbn.reporting.returns.orders import OrderSize

MOST = 1_000_000


class OrderSizeForm(RefusableForm):
    """How much; what it asks for besides follows from that."""

    units = forms.IntegerField(
        label=_("Units"),
        min_value=1,
        max_value=MOST,
        error_messages={
            "required": _("Enter how many units you ask for."),
            "invalid": _("Enter how many units you ask for, as a number."),
            "min_value": _("Ask for at least one unit."),
            "max_value": _("This is more than an order can be. Enter the number of units."),
        },
    )
    is_recurring = forms.BooleanField(label=_("We ask for recurring shipments"), required=False)

    def __init__(self, *args, order, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].help_text = order["unit"]

    @property
    def size(self):
        return OrderSize(self.cleaned_data["units"], self.cleaned_data["is_recurring"])


class SentForm(RefusableForm):
    """When the order was sent."""

    sent_on = day_field(_("Sent on"), missing=_("Enter the day on which you sent it."))
