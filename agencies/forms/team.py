"""Who works for an agency, and how they begin."""

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm, single_line
from agencies.models import Role

ROLES = [
    (Role.COORDINATOR, _("Program coordinator or backup coordinator: everything, the log and reports too")),
    (Role.AGENCY_STAFF, _("Agency staff: stock and training")),
]


class StaffForm(RefusableForm):
    """Whom to invite where there is one role only."""

    email = forms.EmailField(
        label=_("Work e-mail address"),
        help_text=_("We send a link that is valid for 14 days; whoever opens it chooses a password there."),
        error_messages={"required": _("Enter the e-mail address of whoever you invite.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class InviteForm(StaffForm):
    role = forms.ChoiceField(
        label=_("What they will do here"),
        choices=ROLES,
        initial=Role.COORDINATOR,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they will do here.")},
    )


class PasswordForm(SetPasswordForm):
    """Choosing the first password; `user` need not be stored yet."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Choose a password")
        self.fields["new_password1"].help_text = _("At least 12 characters; several words are easiest to remember.")
        self.fields["new_password1"].error_messages["required"] = _("Choose a password.")
        self.fields["new_password2"].label = _("The same password again")
        self.fields["new_password2"].help_text = ""
        self.fields["new_password2"].error_messages["required"] = _("Enter the same password again.")

    def validate_password_for_user(self, user, password_field_name="new_password1"):
        """Say what is wrong with a password where it is typed first."""
        super().validate_password_for_user(user, "new_password1")


class NewcomerForm(PasswordForm):
    """The first password, and the name that colleagues see."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "new_password1", "new_password2"]

    def clean_name(self):
        return single_line(self.cleaned_data["name"])
