"""Who works for an agency, and how they begin."""

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm, single_line
from agencies.models import Role

# What each role at an agency does, for whoever gives it.
ROLES = [
    (
        Role.COORDINATOR,
        _(
            "Program coordinator or backup coordinator. Does everything here: log, stock, training, reports, "
            "terminals and this team."
        ),
    ),
    (
        Role.AGENCY_STAFF,
        _("Agency staff. Keeps stock and training. Reads the log and the reports, and changes neither."),
    ),
    (
        Role.SHEET_CLERK,
        _("Paper sheet clerk. Enters paper sheets into the log. Reads everything else, and changes nothing else."),
    ),
]


class KnowinglyForm(RefusableForm):
    """Names somebody by `email`; asks once more where that is, or is at, one of `office_marks`.

    These are domains and addresses of the program office. The office
    sees nothing inside an organization. Only the organization itself may let somebody of it in.
    """

    may_be_office = forms.BooleanField(
        label=_("Invite them all the same. The program office can then see whatever they see here."),
        help_text=_(
            "This address belongs to your program office, which cannot see your log, stock or figures by itself."
        ),
        error_messages={"required": _("Tick this box only if you want that, or enter another address.")},
    )

    field_order = ("email", "role", "may_be_office")

    def __init__(self, *args, office_marks=(), **kwargs):
        super().__init__(*args, **kwargs)
        address = self.data.get("email", "").strip().lower()
        if not {address, address.rpartition("@")[2]} & set(office_marks):
            del self.fields["may_be_office"]


class StaffForm(KnowinglyForm):
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
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they will do here.")},
    )


class RolesForm(RefusableForm):
    roles = forms.MultipleChoiceField(
        label=_("What they do here"),
        help_text=_("Choose one or more. Rights add up."),
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role, or remove the person from the team.")},
    )


class NewCoordinatorForm(RefusableForm):
    email = forms.EmailField(
        label=_("Work e-mail address of the new coordinator"),
        help_text=_("Somebody who works at the agency. Nobody of the program office."),
        error_messages={"required": _("Enter the e-mail address of the new coordinator.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class SuccessorForm(KnowinglyForm):
    email = forms.EmailField(
        label=_("Work e-mail address of your successor"),
        help_text=_("Somebody on the team or somebody new. We send them a link that is valid for 14 days."),
        error_messages={"required": _("Enter the e-mail address of your successor.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class SeenRoleForm(RefusableForm):
    """Joining by one press: the role that was shown goes back with it."""

    as_role = forms.CharField(widget=forms.HiddenInput, required=False)


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
    as_role = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["name", "new_password1", "new_password2"]

    def clean_name(self):
        return single_line(self.cleaned_data["name"])
