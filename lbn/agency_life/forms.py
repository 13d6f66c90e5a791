"""What an agency says when it closes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm
from lbn.agency_life.actions import KitsAtTheEnd


class CloseForm(RefusableForm):
    """Where the kits go is asked only where kits are on hand."""

    kits = forms.ChoiceField(
        label=_("Where do the kits go that are on hand?"),
        choices=KitsAtTheEnd.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kits are still on hand: write them off first, or say where they go.")},
    )

    def __init__(self, *args, holds_kits, **kwargs):
        super().__init__(*args, **kwargs)
        if not holds_kits:
            del self.fields["kits"]
